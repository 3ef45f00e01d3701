"""A demo town in a folder of its own, and Noor who visits it."""

import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from dwarsverband.foundation.database import demo, embedded
from dwarsverband.foundation.database.watcher import living_command
from tests.faults.programs import Programs, wait_until
from tests.faults.visitor import Visitor

# What belongs to whoever runs the tests, and leads elsewhere.
OURS = (
    *("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_FOLDERS"),
    *("SECRET_KEY", "LEDGER_PATH", "CHECKPOINT_KEY"),
)
PASSWORD = "samen-in-waterdal"
THEMES = "/waterdal/indeling"


@dataclass
class Town:
    """A town that is started, visited, killed and removed."""

    state: Path
    programs: Programs
    noor: Visitor
    program: "subprocess.Popen[bytes] | None" = None

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it, and come back when Noor gets a page."""
        self.program = self.programs.start(
            "tests.faults.demo", self.state, PORT=str(self.noor.port)
        )
        wait_until(lambda: self.noor.get("/gezond/paginas")[0] == 200, seconds=60)
        return self.program

    def restart(self) -> None:
        """Stop it kindly, and start it again."""
        assert self.program is not None
        self.program.send_signal(signal.SIGINT)
        self.program.wait()
        self.start()

    def sign_in(self) -> None:
        """Let Noor in."""
        status = self.noor.post("/inloggen", login="noor@waterdal.example", password=PASSWORD)
        assert status == 302, status

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

    def database(self) -> int:
        """The number of its database server."""
        number = embedded.server_number(self.state)
        assert number is not None
        return number

    def environment(self) -> dict[str, str]:
        """What another program is told that works in the same town."""
        return demo.environment(self.state)

    def remove(self) -> None:
        """Wait for the end of every program, and leave nothing behind."""
        wait_until(lambda: not self.numbers("children (web|worker|prepare)"))
        embedded.remove(self.state)
