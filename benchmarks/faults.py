"""What is lost when programs are killed with `kill -9` in the middle of work: `rounds=20` by default.

A demo town of its own, with visitors who write, read, and ask for work that waits. Each round ends
one kind of program or all of them at once, and waits until a write is acknowledged again, without
help. At the end everything that was promised is looked up: `lost` was acknowledged and is not there,
`invented` is there and was sent by nobody, or twice. `slowest_ready` and `median_ready` are in
seconds; the peer is how long the same town takes to answer when it is started in an orderly way.
"""

import os
import statistics
import sys
import time
from io import StringIO
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks._timing import tell
from tests.faults.load import Account, Load, family, kill, seconds_until_ready
from tests.faults.programs import Programs, quick
from tests.faults.town import Town
from tests.faults.visitor import Visitor, free_port

ROUNDS, SEED, READY_BAR = 20, 1, 10.0
KINDS = ("web", "worker", "database", "everything")
WORK_SECONDS = 60.0


def main(rounds: int = ROUNDS) -> int:
    """Kill, wait, count and tell; 1 when anything was lost, invented, or slow to come back."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o711)
        programs = Programs(quick(os.environ), place / "words")
        town = Town(place / "town", programs, Visitor(free_port()))
        try:
            return _storm(town, rounds)
        finally:
            programs.kill_all()
            town.remove()


def _storm(town: Town, rounds: int) -> int:
    town.start()
    began = time.monotonic()
    town.restart()
    orderly = time.monotonic() - began
    town.sign_in()
    load, random, ready = Load(town.noor), Random(SEED), []  # noqa: S311 (no secret)
    load.start()
    for at, kind in enumerate(islice(cycle(KINDS), rounds)):
        time.sleep(random.uniform(0.5, 2.0))
        kill(victims(town, kind))
        ready.append(seconds_until_ready(town.noor, f"ready-{at}"))
        print(f"round {at + 1}: {kind} killed, ready in {ready[-1]:.1f} s", flush=True)
    load.stop()
    found = _account(town, load, rounds)
    tell(
        rounds=rounds,
        acknowledged=len(load.themes.promised) + len(load.letters.promised),
        **found,
        slowest_ready=max(ready),
        median_ready=statistics.median(ready),
        orderly_start=orderly,
        ratio=max(ready) / orderly,
    )
    is_whole = not any(value for name, value in found.items() if name != "answers")
    return int(not is_whole or max(ready) >= READY_BAR)


def victims(town: Town, kind: str) -> list[int]:
    """The programs of one kind, with everything that they started."""
    found: list[int] = []
    if kind in ("database", "everything"):
        found += family(town.database())
    for name in ("web", "worker"):
        if kind in (name, "everything"):
            found += [one for number in town.numbers(f"children {name}") for one in family(number)]
    return found


def _account(town: Town, load: Load, rounds: int) -> dict[str, object]:
    """What stands in the database, beside what was promised."""
    os.environ.update(town.environment(), DJANGO_SETTINGS_MODULE="dwarsverband.config.settings")
    import django

    django.setup()
    from django.core.management import CommandError, call_command

    from dwarsverband.foundation.access.context import acting, system
    from dwarsverband.foundation.access.log import Lines
    from dwarsverband.foundation.accounts.models import Theme
    from dwarsverband.foundation.database.tables import rows
    from dwarsverband.foundation.mail.models import Letter

    (key,) = (row[0] for row in rows("SELECT security.every_partnership()") if _is_waterdal(row[0]))
    end = time.monotonic() + WORK_SECONDS
    while rows("SELECT 1 FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"):
        if time.monotonic() > end:
            break
        time.sleep(0.2)
    with acting(system(key)):
        themes = list(
            Theme.objects.filter(name_nl__startswith="storm-").values_list("name_nl", flat=True)
        )
        others = Theme.objects.filter(name_nl__startswith="ready-").count()
        letters = Letter.objects.filter(to__endswith="@storm.example")
        invited = [to.partition("@")[0] for to in letters.values_list("to", flat=True)]
        unsent = letters.filter(sent_at=None).count()
        lines = sum(
            len([one for one in Lines(system(key), [verb])[:100_000] if one.verdict == "allowed"])
            for verb in ("accounts.add_theme", "accounts.invite_member")
        )
    broken = ""
    try:
        for command in ("verify_log", "check_database_security"):
            call_command(command, stdout=StringIO(), stderr=StringIO())
    except CommandError as error:
        broken = str(error)
    return {
        "lost": _lost(load.themes, themes) + _lost(load.letters, invited) + (rounds - others),
        "invented": _invented(load.themes, themes) + _invented(load.letters, invited),
        "work_undone": unsent
        + len(rows("SELECT 1 FROM procrastinate_jobs WHERE status <> 'succeeded'")),
        "lines_missing": len(themes) + others + len(invited) - lines,
        "odd_answers": sorted(load.themes.odd | load.letters.odd | load.reads.odd),
        "log": broken,
        "answers": {
            "writes": load.themes.answers,
            "work": load.letters.answers,
            "reads": load.reads.answers,
        },
    }


def _is_waterdal(key: object) -> bool:
    from dwarsverband.foundation.access.context import acting, system
    from dwarsverband.foundation.accounts.models import Partnership

    with acting(system(key)):
        return Partnership.objects.get().slug == "waterdal"


def _lost(account: Account, found: list[str]) -> int:
    return len(account.promised - set(found))


def _invented(account: Account, found: list[str]) -> int:
    return len(set(found) - account.sent) + len(found) - len(set(found))


if __name__ == "__main__":
    sys.exit(main(*(int(word.removeprefix("rounds=")) for word in sys.argv[1:])))
