"""A web server that is killed loses no write that it acknowledged, and leaves none half."""

import os
from itertools import count
from pathlib import Path
from threading import Thread

import pytest

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.log import Lines
from dwarsverband.foundation.accounts.models import Theme
from tests.faults.programs import Programs, wait_until
from tests.faults.visitor import Visitor, free_port
from tests.live import Live

WEB = "dwarsverband.foundation.database.children"
ADD = "/waterdal/indeling/themas/toevoegen"
VERB = "accounts.add_theme"


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
    wait_until(lambda: visitor.get("/gezond")[0] == 200)
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
        wait_until(lambda: visitor.get("/gezond")[0] == 200)
        assert visitor.post(ADD, name_nl="Eenmaal", idempotency_key="theme-once") == 302
        programs.kill(server)
    assert _lines(live) == 1


def _themes(live: Live) -> set[str]:
    with acting(live.cast.noor):
        return set(Theme.objects.values_list("name_nl", flat=True))


def _lines(live: Live) -> int:
    with acting(live.cast.noor):
        return len(
            [line for line in Lines(live.cast.noor, [VERB])[:10_000] if line.verdict == "allowed"]
        )
