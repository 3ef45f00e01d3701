#!/usr/bin/env python3
"""Django's commands. Without DATABASE_URL they work on the demo in `.demo/`."""

import os
import sys

from django.core.management import execute_from_command_line

from dwarsverband.foundation.database import demo

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dwarsverband.config.settings")
    if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        os.environ.update({**demo.environment(), **os.environ})
    execute_from_command_line(sys.argv)
