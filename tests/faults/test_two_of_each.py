"""Two programs with pages and two workers share one database, through PgBouncer in transaction mode."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from dwarsverband.foundation.access import later
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database import addresses, programs as postgresql
from dwarsverband.foundation.database.roles import as_owner
from tests import make
from tests.faults.programs import Programs, quick, wait_until
from tests.faults.visitor import Visitor, free_port
from tests.house.source import ROOT
from tests.live import Live

ADD = "/waterdal/indeling/themas/toevoegen"
PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
ROUNDS = 10


@pytest.fixture
def bouncer(live: Live, tmp_path: Path) -> Iterator[str]:
    """The address of the database behind PgBouncer, with the settings that we give to others."""
    if PROGRAM is None:
        pytest.skip("not run: install pgbouncer")
    role, place = connection.settings_dict, tmp_path / "bouncer"
    place.mkdir()
    given = (ROOT / "tools" / "production" / "pgbouncer.ini").read_text(encoding="utf-8")
    port = free_port()
    behind = f"host={role['HOST']} port={role['PORT'] or 5432} dbname={role['NAME']}"
    given = given.replace("host=127.0.0.1 port=5432 dbname=dwarsverband", behind)
    given = given.replace("listen_port = 6432", f"listen_port = {port}")
    # As few connections as possible, so that visitors and workers take turns on each.
    given = given.replace("default_pool_size = 20", "default_pool_size = 3")
    (place / "pgbouncer.ini").write_text(given.replace("/etc/pgbouncer", str(place)))
    (place / "userlist.txt").write_text(f'"{role["USER"]}" "{role["PASSWORD"]}"\n')
    who = postgresql.account(Path(str(role["HOST"])))
    for path in (place, *place.iterdir()):
        os.chown(path, who.user, who.group)
    running = subprocess.Popen(
        [PROGRAM, place / "pgbouncer.ini"],
        **({"user": who.user, "group": who.group, "extra_groups": []} if who.is_other else {}),
        stdout=(place / "said").open("wb"),
        stderr=subprocess.STDOUT,
        cwd="/",
    )
    url = f"postgresql://{role['USER']}:{role['PASSWORD']}@127.0.0.1:{port}/dwarsverband"
    try:
        yield url
    finally:
        running.terminate()
        running.wait()
