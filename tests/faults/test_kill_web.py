"""A web server that is killed loses no write that it acknowledged, and leaves none half."""

import os
import re
import time
from itertools import count
from pathlib import Path
from threading import Thread

import pytest

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.log import Lines
from dwarsverband.foundation.accounts.models import Partnership, Theme
from dwarsverband.foundation.database.tables import rows
from tests.faults.programs import Programs, wait_until
from tests.faults.visitor import Visitor, free_port
from tests.live import Live

WEB = "dwarsverband.foundation.database.children"
ADD = "/waterdal/indeling/themas/toevoegen"
VERB = "accounts.add_theme"
NUMBER = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Writer(Thread):
    """Adds one theme after another until nobody answers."""

    def __init__(self, visitor: Visitor, letter: str) -> None:
        super().__init__()
        self.visitor, self.letter = visitor, letter
        self.acknowledged: list[str] = []

    def run(self) -> None:
        for number in count():
            name = f"{self.letter}{number}"
            status = self.visitor.post(ADD, name_nl=name, idempotency_key=f"theme-{name}")
            if status == 0:
                return
            assert status == 302, status
            self.acknowledged.append(name)


@pytest.fixture
def visitor(live: Live) -> Visitor:
    """Noor, at a web server that nobody has started yet."""
    noor = Visitor(free_port())
    noor.cookies["session"] = live.session("noor")
    return noor


def test_an_acknowledged_write_survives_whole_and_once(
    live: Live, programs: Programs, visitor: Visitor, tmp_path: Path
) -> None:
    before = _themes(live)
    server = programs.start(WEB, "web", tmp_path, os.getpid(), PORT=str(visitor.port))
    wait_until(lambda: visitor.get("/gezond/paginas")[0] == 200)
    writers = [Writer(Visitor(visitor.port, dict(visitor.cookies)), letter) for letter in "abc"]
    for writer in writers:
        writer.start()
    wait_until(lambda: all(len(writer.acknowledged) > 10 for writer in writers))
    programs.kill(server)
    for writer in writers:
        writer.join()
    acknowledged = {name for writer in writers for name in writer.acknowledged}
    added = _themes(live) - before
    assert acknowledged <= added
    assert len(added - acknowledged) <= len(writers)
    assert _lines(live) == len(added)


def test_a_write_that_is_repeated_after_a_restart_has_no_second_effect(
    live: Live, programs: Programs, visitor: Visitor, tmp_path: Path
) -> None:
    for _time in "12":
        server = programs.start(WEB, "web", tmp_path, os.getpid(), PORT=str(visitor.port))
        wait_until(lambda: visitor.get("/gezond/paginas")[0] == 200)
        assert visitor.post(ADD, name_nl="Eenmaal", idempotency_key="theme-once") == 302
        programs.kill(server)
    assert _lines(live) == 1


class Reader(Thread):
    """Asks for the themes of one partnership again and again."""

    def __init__(self, visitor: Visitor, partnership: Partnership) -> None:
        super().__init__()
        self.visitor = Visitor(visitor.port, dict(visitor.cookies))
        self.address = f"/api/v1/{partnership.slug}/themes"
        self.answers: list[tuple[int, str]] = []
        self.is_done = False

    def run(self) -> None:
        while not self.is_done:
            self.answers.append(self.visitor.get(self.address))


def test_whoever_asks_while_connections_break_sees_only_their_own(
    live: Live, programs: Programs, visitor: Visitor, tmp_path: Path
) -> None:
    more = {"PORT": str(visitor.port), "API_LIMIT": "100000"}
    programs.start(WEB, "web", tmp_path, os.getpid(), **more)
    wait_until(lambda: visitor.get("/gezond/paginas")[0] == 200)
    wim = Visitor(visitor.port, {**visitor.cookies, "session": live.session("wim")})
    waterdal, elsewhere = live.cast.waterdal, live.cast.elsewhere
    readers = [Reader(one, home) for one, home in ((visitor, waterdal), (wim, elsewhere)) * 2]
    for reader in readers:
        reader.start()
    for _time in range(10):
        time.sleep(0.15)
        rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    wait_until(lambda: all(reader.answers[-1][0] == 200 for reader in readers), seconds=10)
    for reader in readers:
        reader.is_done = True
        reader.join()
    assert {status for reader in readers for status, _text in reader.answers} == {200, 503}
    for reader, actor in zip(readers, [live.cast.noor, live.cast.wim] * 2, strict=True):
        with acting(actor):
            own = {str(key) for key in Theme.objects.values_list("pk", flat=True)}
        for text in (text for status, text in reader.answers if status == 200):
            assert set(re.findall(NUMBER, text)) == own


def _themes(live: Live) -> set[str]:
    with acting(live.cast.noor):
        return set(Theme.objects.values_list("name_nl", flat=True))


def _lines(live: Live) -> int:
    with acting(live.cast.noor):
        return len(
            [line for line in Lines(live.cast.noor, [VERB])[:10_000] if line.verdict == "allowed"]
        )
