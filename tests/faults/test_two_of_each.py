"""Two programs with pages and two workers share one database, through PgBouncer in transaction mode."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.db import connection

from dwarsverband.foundation.access import later
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database import programs as postgresql
from dwarsverband.foundation.database.roles import SETTING
from dwarsverband.foundation.database.tables import rows
from tests import make
from tests.faults.programs import Programs, wait_until
from tests.faults.visitor import Visitor, free_port
from tests.house.source import ROOT
from tests.live import Live

WEB = "dwarsverband.foundation.database.children"
THEMES, ADD = "indeling", "indeling/themas/toevoegen"
PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
ROUNDS, LENT = 8, 3


@pytest.fixture
def bouncer(live: Live) -> Iterator[str]:
    """The address of the database behind PgBouncer, with the settings that we give to others.

    With few connections, so that visitors and workers take turns on each.
    """
    if PROGRAM is None:
        pytest.skip("not run: install pgbouncer")
    role, port = connection.settings_dict, free_port()
    behind = f"host={role['HOST']} port={role['PORT'] or 5432} dbname={role['NAME']}"
    given = (ROOT / "tools" / "production" / "pgbouncer.ini").read_text(encoding="utf-8")
    given = given.replace("host=127.0.0.1 port=5432 dbname=dwarsverband", behind)
    given = given.replace("listen_port = 6432", f"listen_port = {port}")
    given = given.replace("default_pool_size = 20", f"default_pool_size = {LENT}")
    with TemporaryDirectory() as name:
        place, who = Path(name), postgresql.account(Path(str(role["HOST"])))
        (place / "pgbouncer.ini").write_text(given.replace("/etc/pgbouncer", name))
        (place / "userlist.txt").write_text(f'"{role["USER"]}" "{role["PASSWORD"]}"\n')
        for path in (place, *place.iterdir()):
            os.chown(path, who.user, who.group)
        command = [PROGRAM, "--quiet", place / "pgbouncer.ini"]
        other = {"user": who.user, "group": who.group, "extra_groups": []} if who.is_other else {}
        running = subprocess.Popen(command, cwd="/", **other)  # type: ignore[call-overload]  # as who it runs
        yield f"postgresql://{role['USER']}:{role['PASSWORD']}@127.0.0.1:{port}/dwarsverband"
        running.terminate()
        running.wait()


def test_two_of_each_share_one_database_and_nobody_reads_what_is_not_theirs(
    live: Live, programs: Programs, bouncer: str, tmp_path: Path
) -> None:
    programs.environment["DATABASE_URL"] = bouncer
    ports = [free_port(), free_port()]
    for port in ports:
        programs.start(WEB, "web", tmp_path, os.getpid(), PORT=str(port))
    for url in (bouncer, live.environment()["DATABASE_URL"]):
        programs.start(WEB, "worker", tmp_path, os.getpid(), DATABASE_URL=url)
    for _time in range(10):
        with acting(live.cast.noor):
            later("search.catch_up", live.cast.noor)
    for port in ports:
        wait_until(lambda port=port: Visitor(port).get("/gezond/paginas")[0] == 200)  # type: ignore[misc]
    with ThreadPoolExecutor() as crowd:
        asked = [(live.session(who), who, port) for who in ("noor", "wim") for port in ports]
        list(crowd.map(lambda one: _look_around(*one), asked))
    wait_until(
        lambda: not rows("SELECT 1 FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
    )
    assert not rows("SELECT 1 FROM procrastinate_jobs WHERE status = 'failed'")
    for who in ("noor", "wim"):
        with acting(getattr(live.cast, who)):
            added = Theme.objects.filter(name_nl__startswith=f"Thema van {who}")
            assert added.count() == ROUNDS * len(ports)
    _nothing_is_left_behind(bouncer)


def _look_around(session: str, who: str, port: int) -> None:
    """Add a theme, and read the list with it: through whichever connection is free."""
    visitor = Visitor(port)
    visitor.cookies["session"] = session
    slug = "waterdal" if who == "noor" else "elders"
    for number in range(ROUNDS):
        name = f"Thema van {who} {port}-{number}"
        assert (
            visitor.post(f"/{slug}/{ADD}", name_nl=name, idempotency_key=f"theme-{port}-{number}")
            == 302
        )
        status, page = visitor.get(f"/{slug}/{THEMES}")
        assert (status, name in page, "Thema van " + _other(who) in page) == (200, True, False)
        assert (make.CANARY in page) == (who == "wim")


def _other(who: str) -> str:
    return "wim" if who == "noor" else "noor"


def _nothing_is_left_behind(bouncer: str) -> None:
    """Whoever gets a connection that others used finds no context in it, and no row."""
    for _time in range(LENT * 2):
        with psycopg.connect(bouncer, prepare_threshold=None) as one:
            asked = f"SELECT coalesce(current_setting('{SETTING}', true), ''), (SELECT count(*) FROM accounts_theme)"
            assert one.execute(asked).fetchone() == ("", 0)
