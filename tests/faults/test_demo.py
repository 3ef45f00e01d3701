"""`make demo` is whole again after whatever was killed, and leaves nothing behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dwarsverband.foundation.database import embedded
from tests.faults.load import Load, family, kill, seconds_until_ready
from tests.faults.programs import Programs, quick, wait_until
from tests.faults.town import OURS, THEMES, Town
from tests.faults.visitor import Visitor, free_port


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town that nobody has started yet."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    programs = Programs(quick(kept), tmp_path / "words")
    made = Town(tmp_path / "town", programs, Visitor(free_port()))
    yield made
    programs.kill_all()
    made.remove()


def test_the_demo_survives_what_is_killed_and_leaves_nothing_behind(town: Town) -> None:
    first = town.start()
    town.sign_in()
    assert town.add_theme("Voor de storm")

    first.send_signal(signal.SIGKILL)
    first.wait()
    second = town.start()
    assert town.has_theme("Voor de storm")

    os.kill(town.database(), signal.SIGKILL)
    wait_until(lambda: town.add_theme("Tijdens de storm"))
    assert town.has_theme("Voor de storm")

    _kill_everything_while_many_write(town)
    assert town.has_theme("Tijdens de storm")

    town.programs.start("tests.faults.demo", town.state, PORT=str(free_port())).wait(timeout=20)
    assert town.programs.said(f"The demo runs already: http://localhost:{town.noor.port}")

    second.send_signal(signal.SIGINT)
    assert second.wait(timeout=20) == 0
    assert not embedded.is_running(town.state)
    assert town.numbers("children (web|worker)") == []


def _kill_everything_while_many_write(town: Town) -> None:
    """One round of `benchmarks/faults.py`, which does twenty and looks at more."""
    load = Load(town.noor)
    load.start()
    wait_until(lambda: len(load.themes.promised) > 5 and len(load.letters.promised) > 1)
    kill([one for what in ("web", "worker") for one in town.numbers(f"children {what}")])
    kill(family(town.database()))
    seconds_until_ready(town.noor, "Na de storm")
    load.stop()
    page = town.noor.get(THEMES)[1]
    assert [name for name in load.themes.promised if page.count(f">{name}<") == 0] == []
    assert load.themes.odd | load.letters.odd | load.reads.odd == set()
