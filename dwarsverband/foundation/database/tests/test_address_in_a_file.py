"""The address of the database may stand in a file, as secrets do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.programs import quick
from tests.house.source import ROOT

SHOW = "from django.conf import settings as s; print(s.DATABASES['default']['NAME'], s.DATABASE_OWNER['NAME'])"


@pytest.mark.regression(
    "with its address in a file, a command worked on another database than the pages"
)
def test_commands_then_work_on_that_database_and_start_none_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_text("postgresql://a:b@localhost/elsewhere\n")
    asked = {"PATH": os.environ["PATH"], "SECRET_KEY": "unused", "DATABASE_URL_FILE": str(file)}
    bytecode = {name: value for name, value in quick(os.environ).items() if "PYC" in name}
    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", SHOW],
        cwd=ROOT,
        env={**asked, **bytecode},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["elsewhere", "elsewhere"]
