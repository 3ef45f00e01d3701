"""A spreadsheet of 20,000 rows comes in, and one of 20,000 ties that is undone again.

Read, worked out and saved in a database of its own, with progress, until everybody can be found.

The peer is openpyxl, which only reads the same file. Time of the clock, because reading happens in
a program of its own and saving in PostgreSQL.
"""

import io
import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from benchmarks._timing import tell
from dwarsverband.foundation.database import demo, embedded

if TYPE_CHECKING:
    from dwarsverband.foundation.access import Actor

ROWS = 20_000
ORGANISATIONS = 400
DOMAINS = ("sociaal", "veiligheid", "zorg", "onderwijs", "wijk", "bestuur", "gemeenschap")
GIVEN = ("Anna", "Bram", "Cora", "Daan", "Emma", "Fatma", "Gijs", "Hanna", "Kees", "Linh", "Omar")
FAMILY = ("Bakker", "Visser", "Yilmaz", "Nguyen", "Kowalski", "Smit", "Meijer", "Bos", "Vos", "Kok")


def sheet(rows: int, *, seed: int) -> bytes:
    """People with organisations, half of them with an address, a third with somebody they know."""
    draw = random.Random(seed)  # noqa: S311 (made-up people)
    names = [f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}{number:05}" for number in range(rows)]
    book = Workbook(write_only=True)
    made = book.create_sheet("Mensen")
    made.append(["Naam", "Functie", "Organisatie", "Domein", "E-mail", "Contactpersoon", "Laatst"])
    for number, name in enumerate(names):
        place = draw.randrange(ORGANISATIONS)
        made.append(
            [
                name,
                "adviseur",
                f"Organisatie {place:03}",
                DOMAINS[place % len(DOMAINS)],
                f"mens{number}@voorbeeld.example" if number % 2 else None,
                draw.choice(names) if number % 3 == 0 else None,
                date(2026, 1 + draw.randrange(10), 1 + draw.randrange(28)),
            ]
        )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ties(names: Sequence[str], count: int, *, seed: int) -> bytes:
    """Who knows whom, with a strength and a day: every pair once."""
    draw = random.Random(seed)  # noqa: S311 (made-up people)
    pairs: set[tuple[str, ...]] = set()
    while len(pairs) < count:
        pairs.add(tuple(sorted(draw.sample(names, 2))))
    book = Workbook(write_only=True)
    made = book.create_sheet("Banden")
    made.append(["Van", "Naar", "Soort", "Sterkte", "Laatst gesproken"])
    for one, other in sorted(pairs):
        day = date(2026, 1 + draw.randrange(10), 1 + draw.randrange(28))
        made.append([one, other, "afspraak", draw.randint(1, 5), day])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def people_of(content: bytes) -> list[str]:
    """The names in the first column of a list."""
    rows = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return [str(row[0]) for row in rows.iter_rows(min_row=2, max_col=1, values_only=True)]


@contextmanager
def database() -> Iterator[None]:
    """A PostgreSQL for this benchmark alone, with the tables in it."""
    with TemporaryDirectory() as folder:
        os.environ.update(demo.environment(Path(folder)))
        os.environ["DJANGO_SETTINGS_MODULE"] = "dwarsverband.config.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        try:
            yield
        finally:
            from django.db import connection, connections

            connections.close_all()
            connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
            embedded.remove(Path(folder))


def bring_in(actor: "Actor", content: bytes) -> tuple[list[float], dict[str, int]]:
    """The seconds of reading and working out, the seconds of saving, and what came of it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from dwarsverband.foundation.access.context import acting
    from dwarsverband.modules.network.actions import imports
    from dwarsverband.modules.network.models import Import

    marks = [time.perf_counter()]
    with acting(actor):
        draft = imports.start_import(actor, files=[SimpleUploadedFile("lijst.xlsx", content)])
    marks.append(time.perf_counter())
    with acting(actor):
        draft.status = Import.Status.WAITING
        draft.save()
        done = imports.finish_import(actor, draft)
    marks.append(time.perf_counter())
    return [after - before for before, after in pairwise(marks)], done.counts


def index(actor: "Actor") -> float:
    """The seconds in which everything that just came in can be found."""
    from dwarsverband.foundation.access.context import acting
    from dwarsverband.foundation.search.index import catch_up
    from dwarsverband.foundation.search.lists import settle

    began = time.perf_counter()
    count = 1
    while count:
        with acting(actor, is_reading=True):
            settle(actor)
        with acting(actor):
            count = catch_up(actor)
    return time.perf_counter() - began


def undo(actor: "Actor") -> float:
    """The seconds of undoing the newest list."""
    from dwarsverband.foundation.access.context import acting
    from dwarsverband.modules.network.actions.import_undo import undo_import
    from dwarsverband.modules.network.models import Import

    began = time.perf_counter()
    with acting(actor):
        done = Import.objects.filter(status=Import.Status.DONE).latest("made_at")
        assert undo_import(actor, done).status == Import.Status.UNDONE
    return time.perf_counter() - began


def count(actor: "Actor") -> tuple[int, int]:
    """How many people and ties there are."""
    from dwarsverband.foundation.access.context import acting
    from dwarsverband.modules.network.models import Person, Tie

    with acting(actor):
        return Person.objects.count(), Tie.objects.count()


def partnership() -> "Actor":
    """Somebody who may bring in a list, where nobody is known yet."""
    from django.utils import timezone

    from dwarsverband.foundation.access.context import acting, system
    from dwarsverband.foundation.accounts.actions.partnerships import found_partnership
    from dwarsverband.foundation.accounts.models import Processing

    home = found_partnership(slug="bench", name="Bench")
    actor = system(home.pk)
    with acting(actor):
        Processing.objects.create(
            partnership=home,
            controller="Bench",
            contact="bench@bench.example",
            purpose="Measure.",
            legal_basis="None",
            recorded_on=timezone.localdate(),
        )
    return actor


def read(content: bytes) -> float:
    """The seconds in which our own reader does what the peer does."""
    from dwarsverband.foundation.sheets.reading import read_tables

    began = time.perf_counter()
    assert len(read_tables([("lijst.xlsx", content)])[0].rows) == ROWS
    return time.perf_counter() - began


def peer(content: bytes, columns: int = 7) -> float:
    """The seconds in which openpyxl reads every cell."""
    began = time.perf_counter()
    book = load_workbook(io.BytesIO(content), read_only=True)
    cells = sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
    assert cells == columns * (ROWS + 1)
    return time.perf_counter() - began


def main() -> None:
    """The list once, and once more: then nothing changes. Ties, and back; then the people, and back."""
    content = sheet(ROWS, seed=7)
    told = ties(people_of(content), ROWS, seed=11)
    peer_seconds, peer_ties = peer(content), peer(told, columns=5)
    with database():
        read_seconds = read(content)
        actor = partnership()
        first, new = bring_in(actor, content)
        index_seconds = index(actor)
        undo_people = undo(actor)
        assert count(actor) == (0, 0)
        bring_in(actor, content)
        again, same = bring_in(actor, content)
        before = count(actor)
        in_seconds, tied = bring_in(actor, told)
        undo_ties = undo(actor)
        assert count(actor) == before
    assert tied["ties_new"] == ROWS
    assert new["people_new"] == same["people_same"] == ROWS
    assert same["people_new"] + same["people_changed"] + same["ties_new"] == 0
    seconds = sum(first)
    tell(
        rows=ROWS,
        seconds=seconds,
        peer_seconds=peer_seconds,
        ratio=peer_seconds / seconds,
        read_seconds=read_seconds,
        read_ratio=peer_seconds / read_seconds,
        preview_seconds=first[0],
        save_seconds=first[1],
        index_seconds=index_seconds,
        with_index_seconds=seconds + index_seconds,
        with_index_ratio=peer_seconds / (seconds + index_seconds),
        again_seconds=sum(again),
        undo_people_seconds=undo_people,
        ties_seconds=sum(in_seconds),
        undo_ties_seconds=undo_ties,
        ties_and_undo_seconds=sum(in_seconds) + undo_ties,
        ties_peer_seconds=peer_ties,
        ties_ratio=peer_ties / (sum(in_seconds) + undo_ties),
    )


if __name__ == "__main__":
    main()
