"""Mixed load on a town while its programs are killed, and an account of what was promised.

Three kinds of visitors write: some never repeat what got no answer, some repeat it until it is
acknowledged, some ask for work that the worker does later. Others read. Every write has a name and
a key of its own, so that afterwards each can be looked up: acknowledged and there, there and
written once, and nothing that nobody sent.
"""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Thread

from tests.faults.programs import wait_until
from tests.faults.visitor import Visitor

HOME = "/waterdal"
THEMES, INVITATION = f"{HOME}/indeling/themas/toevoegen", f"{HOME}/leden/uitnodigen"
READ = (f"{HOME}/", f"{HOME}/indeling", "/api/v1/waterdal/members", "/gezond")
PAUSE_SECONDS = 0.03
EXPECTED = {0, 200, 302, 503}
READY_SECONDS = 60.0


@dataclass
class Account:
    """What visitors sent, what was promised to them, and which answers they got."""

    sent: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)
    answers: dict[int, int] = field(default_factory=dict)
    reads: int = 0

    def note(self, status: int) -> None:
        """Count an answer."""
        self.answers[status] = self.answers.get(status, 0) + 1

    @property
    def odd(self) -> set[int]:
        """Answers that nobody should get."""
        return set(self.answers) - EXPECTED


@dataclass
class Load:
    """Visitors at work, until they are told to stop."""

    noor: Visitor
    themes: Account = field(default_factory=Account)
    letters: Account = field(default_factory=Account)
    reads: Account = field(default_factory=Account)
    told: Event = field(default_factory=Event)
    threads: list[Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin: two who write once, one who insists, one who invites, two who read."""
        for work in (
            *(self._write_themes("a"), self._write_themes("b")),
            self._write_themes("c", is_stubborn=True),
            self._invite("d"),
            *(self._read(), self._read()),
        ):
            thread = Thread(target=work, daemon=True)
            thread.start()
            self.threads.append(thread)

    def stop(self) -> None:
        """Come back when everybody has the answer to their last question."""
        self.told.set()
        for thread in self.threads:
            thread.join()

    def _write_themes(self, letter: str, *, is_stubborn: bool = False) -> Callable[[], None]:
        def once(name: str, visitor: Visitor) -> int:
            return visitor.post(THEMES, name_nl=name, idempotency_key=f"theme-{name}")

        return self._sender(self.themes, letter, once, is_stubborn=is_stubborn)

    def _invite(self, letter: str) -> Callable[[], None]:
        def once(name: str, visitor: Visitor) -> int:
            fields = {"name": name, "email": f"{name}@storm.example", "language": "nl"}
            key = f"invitation-{name}"
            return visitor.post(INVITATION, **fields, role="partner", idempotency_key=key)

        return self._sender(self.letters, letter, once, is_stubborn=True)

    def _sender(
        self,
        account: Account,
        letter: str,
        once: Callable[[str, Visitor], int],
        *,
        is_stubborn: bool,
    ) -> Callable[[], None]:
        def work() -> None:
            visitor = Visitor(self.noor.port, dict(self.noor.cookies))
            for number in count():
                name = f"storm-{letter}{number}"
                account.sent.add(name)
                while not self.told.is_set():
                    status = once(name, visitor)
                    account.note(status)
                    if status == 302:
                        account.promised.add(name)
                    time.sleep(PAUSE_SECONDS)
                    if status == 302 or not is_stubborn:
                        break
                if self.told.is_set():
                    return

        return work

    def _read(self) -> Callable[[], None]:
        def work() -> None:
            visitor = Visitor(self.noor.port, dict(self.noor.cookies))
            while not self.told.is_set():
                for address in READ:
                    self.reads.note(visitor.get(address)[0])
                    time.sleep(PAUSE_SECONDS)

        return work


def kill(numbers: Sequence[int]) -> None:
    """As a power cut would: all at once, without a word."""
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def seconds_until_ready(noor: Visitor, name: str) -> float:
    """How long until the town acknowledges a write again; nobody helps it."""
    began = time.monotonic()
    send = {"name_nl": name, "idempotency_key": f"ready-{name}"}
    wait_until(lambda: noor.post(THEMES, **send) == 302, READY_SECONDS)
    return time.monotonic() - began


def family(number: int) -> list[int]:
    """A program and everything that it started, itself first."""
    found = [number]
    for one in found:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found
