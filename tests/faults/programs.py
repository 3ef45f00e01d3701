"""Other programs on the database of a `live` test; whatever still runs at its end is killed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.live import Live

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 20.0


@dataclass
class Programs:
    """Starts programs of ours, each in a session of its own; what they say is kept."""

    environment: dict[str, str]
    words: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, module: str, *values: object, **more: str) -> subprocess.Popen[bytes]:
        """Start one module as a program."""
        with self.words.open("ab") as words:
            program = subprocess.Popen(
                [sys.executable, "-m", module, *map(str, values)],
                cwd=ROOT,
                env={**self.environment, **more},
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        self.started.append(program)
        return program

    def said(self, text: str) -> bool:
        """Whether a program said something since the start."""
        return self.words.exists() and text in self.words.read_text(errors="replace")

    def kill(self, program: subprocess.Popen[bytes]) -> None:
        """End a program and all in its session, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()

    def kill_all(self) -> None:
        """End whatever still runs."""
        for program in self.started:
            self.kill(program)


@pytest.fixture
def programs(live: Live, tmp_path: Path) -> Iterator[Programs]:
    """Programs on the same database."""
    ours = Programs(quick(live.environment()), tmp_path / "words")
    yield ours
    ours.kill_all()


def quick(environment: Mapping[str, str]) -> dict[str, str]:
    """The same, with bytecode in a place of its own where the machine wants none: it starts faster."""
    variables = dict(environment)
    if variables.pop("PYTHONDONTWRITEBYTECODE", ""):
        variables["PYTHONPYCACHEPREFIX"] = str(ROOT / ".cache" / "bytecode")
    return variables


def wait_until(is_so: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Come back as soon as something is so; fail when it takes too long."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "This took too long."
        time.sleep(0.02)
