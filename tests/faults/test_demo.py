"""`make demo` is whole again after whatever was killed, and leaves nothing behind."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dwarsverband.foundation.database import embedded
from dwarsverband.foundation.database.watcher import living_command
from tests.faults.programs import Programs, quick, wait_until
from tests.faults.visitor import Visitor, free_port

OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY", "LEDGER_PATH", "CHECKPOINT_KEY")
PASSWORD = "samen-in-waterdal"
THEMES = "/waterdal/indeling"


@dataclass
class Town:
    """A demo in a folder of its own, and Noor who visits it."""

    state: Path
    programs: Programs
    noor: Visitor
    program: "subprocess.Popen[bytes] | None" = None

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it, and come back when Noor gets a page."""
        self.program = self.programs.start(
            "tests.faults.demo", self.state, PORT=str(self.noor.port)
        )
        wait_until(lambda: self.noor.get("/gezond")[0] == 200, seconds=60)
        return self.program

    def add_theme(self, name: str) -> bool:
        """Whether the town acknowledges one theme more."""
        return self.noor.post(f"{THEMES}/themas/toevoegen", name_nl=name) == 302

    def has_theme(self, name: str) -> bool:
        """Whether the theme can be read on its page."""
        return name in self.noor.get(THEMES)[1]

    def numbers(self, what: str) -> list[int]:
        """The running programs of this town of one kind."""
        everybody = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
        return [n for n in everybody if re.search(rf"{what} {self.state}", living_command(n))]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town that nobody has started yet."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    programs = Programs(quick(kept), tmp_path / "words")
    made = Town(tmp_path / "town", programs, Visitor(free_port()))
    yield made
    programs.kill_all()
    wait_until(lambda: not made.numbers("children (web|worker|prepare)"))
    embedded.remove(made.state)


def test_the_demo_survives_what_is_killed_and_leaves_nothing_behind(town: Town) -> None:
    first = town.start()
    assert town.noor.post("/inloggen", login="noor@waterdal.example", password=PASSWORD) == 302
    assert town.add_theme("Voor de storm")

    first.send_signal(signal.SIGKILL)
    first.wait()
    second = town.start()
    assert town.has_theme("Voor de storm")

    database = embedded.server_number(town.state)
    assert database is not None
    os.kill(database, signal.SIGKILL)
    wait_until(lambda: town.add_theme("Tijdens de storm"))
    assert town.has_theme("Voor de storm")

    for number in town.numbers("children web"):
        os.kill(number, signal.SIGKILL)
    wait_until(lambda: town.has_theme("Tijdens de storm"))

    town.programs.start("tests.faults.demo", town.state, PORT=str(free_port())).wait(timeout=20)
    assert town.programs.said(f"The demo runs already: http://localhost:{town.noor.port}")

    second.send_signal(signal.SIGINT)
    assert second.wait(timeout=20) == 0
    assert not embedded.is_running(town.state)
    assert town.numbers("children (web|worker)") == []
