"""What an actor sees of lists on their way in."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache, partial
from threading import Lock
from typing import Any  # what is stored as JSON
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import (
    CharField,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import (
    visible_domains,
    visible_organisations,
    visible_themes,
)
from dwarsverband.foundation.sheets.layout import headed_by
from dwarsverband.foundation.sheets.tables import Table
from dwarsverband.modules.network.models import Import, ImportAnswer, Person, PersonTheme, Tie
from dwarsverband.modules.network.queries.attendance import meeting_mark
from dwarsverband.modules.network.queries.import_answers import answer_mark
from dwarsverband.modules.network.queries.import_plan import plan_import
from dwarsverband.modules.network.queries.import_types import (
    BETWEEN,
    Known,
    KnownDomain,
    KnownOrganisation,
    KnownPerson,
    KnownTheme,
    KnownTie,
    MappedTable,
    Plan,
)
from dwarsverband.modules.network.queries.people import own_address, sees_everybody
from dwarsverband.modules.network.queries.withdrawn import Withdrawn, kept_marks

SHEET, READ, SKIP = "sheet:", "read", "skip"
HEADINGS, ABOVE = "headings:", "+"
AS_BEFORE = "as before:"
MOST_PLANS = 4
# What is read of a person as text, and where it stands.
_TOLD = {
    **{name: name for name in ("name", "email", "phone", "identifier", "municipality")},
    "function": "main__function",
    "organisation": "main__organisation__name",
    "domain": "main__domain__code",
}
_plans: OrderedDict[tuple[object, ...], Plan] = OrderedDict()
_lock = Lock()


def visible_imports(actor: Actor) -> QuerySet[Import]:
    """The lists of the partnership, for the coordinator; without what is in them."""
    lists = Import.objects.filter(partnership_id=actor.partnership_id)
    lists = lists.defer("tables", "mappings", "decisions", "added")
    return lists if sees_everybody(actor) else lists.none()


def get_import(actor: Actor, pk: UUID) -> Import:
    """One visible list, with what is in it."""
    return get_object_or_404(visible_imports(actor).defer(None), pk=pk)


def find_import(actor: Actor, pk: UUID) -> Import | None:
    """One visible list, if it is still there."""
    return visible_imports(actor).defer(None).filter(pk=pk).first()


def import_plan(actor: Actor, draft: Import) -> Plan:
    """What a list would change now, with what was decided so far.

    Kept in memory for as long as neither the list nor the network changes, because the plan of a
    long list takes seconds.
    """
    today = timezone.localdate()
    who = (actor.user_id, get_language())
    key = (draft.pk, _mark_of_answers(draft), _mark_of_network(actor), today, *who)
    with _lock:
        if key in _plans:
            _plans.move_to_end(key)
            return _plans[key]
    plan = plan_import(_known(actor), mapped_tables(draft), draft.decisions, today)
    with _lock:
        _plans[key] = plan
        while len(_plans) > MOST_PLANS:
            _plans.popitem(last=False)
    return plan


def mapped_tables(draft: Import) -> list[MappedTable]:
    """The tables of a list, and how their columns are read; of a sheet left out no column is."""
    pairs = zip(read_tables(draft.tables, draft.decisions), draft.mappings, strict=True)
    return [
        MappedTable(table, mapping if is_read(draft, place) else {})
        for place, (table, mapping) in enumerate(pairs)
    ]


def read_tables(
    stored: Sequence[Mapping[str, Any]],  # Any: JSON has no closed type
    decisions: Mapping[str, str],
) -> list[Table]:
    """Tables as they were stored, their headings in the line that somebody chose."""
    tables = [Table.from_json(one) for one in stored]
    chosen = [decisions.get(f"{HEADINGS}{place}", "") for place in range(len(tables))]
    return [
        headed_by(table, int(line.removesuffix(ABOVE)), takes_above=line.endswith(ABOVE))
        if line.removesuffix(ABOVE).isdecimal()
        else table
        for table, line in zip(tables, chosen, strict=True)
    ]


def is_read(draft: Import, place: int) -> bool:
    """Whether a sheet takes part."""
    return bool(draft.decisions.get(f"{SHEET}{place}") != SKIP)


def _known(actor: Actor) -> Known:
    organisations = visible_organisations(actor).values_list(
        "id", "name", "domain__code", "spellings"
    )
    domains, themes = _domains_and_themes(actor)
    gone, answers = _marks(actor)
    return Known(
        people=_people(actor),
        organisations=[
            KnownOrganisation(str(pk), name, code or "", tuple(spellings))
            for pk, name, code, spellings in organisations
        ],
        domains=domains,
        ties=_ties(actor),
        themes=themes,
        mark_of=partial(meeting_mark, actor.partnership_id),
        has_withdrawn=gone.holds,
        own_address=cache(partial(own_address, actor)),
        own_name=actor.name,
        mark_of_answer=partial(answer_mark, actor.partnership_id),
        answers=answers,
    )


def _marks(actor: Actor) -> tuple[Withdrawn, dict[str, str]]:
    """Who asked to be taken out, and what was answered about earlier lists: both by mark, read at once.

    An answer about a person is their number.
    """
    left = kept_marks(actor).annotate(
        mark=Func("marks", function="unnest", output_field=CharField()),
        answer=Value("", output_field=CharField()),
        person=Value(None, output_field=UUIDField()),
        is_answer=Value(value=False),
    )
    answers = ImportAnswer.objects.filter(
        partnership_id=actor.partnership_id, ends_on__gte=timezone.localdate()
    ).annotate(is_answer=Value(value=True))
    rows = left.order_by().values_list("mark", "answer", "person", "is_answer")
    both = list(
        rows.union(answers.values_list("mark", "answer", "person_id", "is_answer"), all=True)
    )
    gone = frozenset(mark for mark, _answer, _person, is_answer in both if not is_answer)
    told = {mark: str(person or answer) for mark, answer, person, is_answer in both if is_answer}
    return Withdrawn(actor.partnership_id, gone), told


def _people(actor: Actor) -> list[KnownPerson]:
    people = Person.objects.filter(partnership_id=actor.partnership_id).annotate(
        main=FilteredRelation("positions", condition=Q(positions__is_main=True))
    )
    themes = PersonTheme.objects.filter(person=OuterRef("pk")).order_by("theme__order")
    rows = (
        people.annotate(codes=ArraySubquery(themes.values("theme__code")))
        .order_by("sort_name", "id", "-main__id")
        .values_list("id", "neighbourhoods", "objected_on", "codes", *_TOLD.values())
    )
    # Of two main positions the last one in this order counts, as in the reports.
    found = {
        key: KnownPerson(
            **{name: str(value or "") for name, value in zip(_TOLD, told, strict=True)},
            id=str(key),
            themes=BETWEEN.join(codes),
            neighbourhoods=BETWEEN.join(neighbourhoods),
            objects=objected is not None,
        )
        for key, neighbourhoods, objected, codes, *told in rows
    }
    return list(found.values())


def _domains_and_themes(actor: Actor) -> tuple[list[KnownDomain], list[KnownTheme]]:
    """Both lists of words of a partnership, read at once."""
    words = ("code", "name_nl", "name_en", "order")
    drawn = ("shape", "letter_nl", "letter_en")
    nothing = [Value("", output_field=CharField())] * len(drawn)
    domains = visible_domains(actor).order_by().values_list(Value(0), *words, *drawn)
    themes = visible_themes(actor).order_by().values_list(Value(1), *words, *nothing)
    known: tuple[list[KnownDomain], list[KnownTheme]] = ([], [])
    for kind, code, name_nl, name_en, _order, shape, *letters in sorted(
        domains.union(themes, all=True), key=lambda row: (row[4], row[1])
    ):
        is_english = get_language() == "en"
        names = (name_en if is_english else name_nl, name_nl, name_en)
        if kind:
            known[1].append(KnownTheme(code, names))
        else:
            known[0].append(KnownDomain(code, names, shape, letters[is_english]))
    return known


def _ties(actor: Actor) -> list[KnownTie]:
    rows = Tie.objects.filter(partnership_id=actor.partnership_id).values_list(
        "first_id",
        "second_id",
        "kind",
        "strength",
        "since_on",
        "last_contact_on",
        "id",
        "weight",
        "meetings",
    )
    return [
        KnownTie(
            str(first), str(second), kind, strength, since, last, str(pk), weight, frozenset(marks)
        )
        for first, second, kind, strength, since, last, pk, weight, marks in rows
    ]


def _mark_of_answers(draft: Import) -> str:
    told = json.dumps([draft.mappings, draft.decisions], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _mark_of_network(actor: Actor) -> tuple[object, ...]:
    """A number per table that changes with any row."""
    tables = (
        "network_person",
        "network_position",
        "network_tie",
        "accounts_organisation",
        "network_withdrawal",
        "accounts_domain",
        "accounts_theme",
        "network_persontheme",
        "network_importanswer",
    )
    sums = ", ".join(
        f"(SELECT sum(hashtextextended(row::text, 0)) FROM {table} row WHERE partnership_id = %(own)s)"  # noqa: S608 (our own names)
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sums}", {"own": actor.partnership_id})
        return tuple(cursor.fetchone() or ())
