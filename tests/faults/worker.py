"""A worker with one job, which waits the first time; `test_kill_worker` kills it then.

Start it with the file in which each attempt is noted. As long as a file beside it, called `full`,
exists, it sees a disk without room.
"""

import os
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dwarsverband.config.settings")


def main(attempts: Path) -> None:
    """Work until told to stop."""
    django.setup()
    from dwarsverband.foundation.access import Actor
    from dwarsverband.foundation.access.jobs import job
    from dwarsverband.foundation.accounts.models import Theme
    from dwarsverband.foundation.database import room

    full = attempts.with_name("full")
    room._left = lambda _folder: 0 if full.exists() else room.LEAST_BYTES  # type: ignore[assignment]

    @job("faults.rename_themes")
    def rename_themes(actor: Actor) -> None:
        Theme.objects.update(name_nl="Hernoemd")
        with attempts.open("a") as file:
            file.write("begun\n")
        if attempts.read_text().count("\n") == 1:
            time.sleep(60)

    call_command("worker", patience=0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
