"""What a spreadsheet would change, worked out before anything is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from dwarsverband.modules.network.queries import import_groups as groups
from dwarsverband.modules.network.queries.import_addresses import Addresses
from dwarsverband.modules.network.queries.import_answers import ROW, Asking
from dwarsverband.modules.network.queries.import_meetings import Meetings
from dwarsverband.modules.network.queries.import_organisations import Domains, Organisations
from dwarsverband.modules.network.queries.import_people import Matching
from dwarsverband.modules.network.queries.import_rows import read_rows
from dwarsverband.modules.network.queries.import_selves import told_selves
from dwarsverband.modules.network.queries.import_themes import Themes
from dwarsverband.modules.network.queries.import_ties import plan_ties
from dwarsverband.modules.network.queries.import_told import Reading
from dwarsverband.modules.network.queries.import_types import (
    CHANGED,
    DOUBTFUL,
    NEW,
    SAME,
    SKIPPED,
    Known,
    MappedTable,
    Note,
    Plan,
    PlannedOrganisation,
    PlannedPerson,
    PlannedTie,
    Problem,
    Question,
    open_rows,
)

# An answer may lead to the next question; so many times it is looked up whether that was answered too.
ROUNDS = 4
_STATUSES = (NEW, CHANGED, SAME, DOUBTFUL, SKIPPED)


def plan_import(
    known: Known, tables: Sequence[MappedTable], decisions: Mapping[str, str], today: date
) -> Plan:
    """What these tables would change in what is known, given what was decided.

    What was answered about an earlier list is answered in the same way, unless it is decided now;
    then comes what one answer for all of a sort says.
    """
    own = groups.told(decisions)
    told, by_all, settled = own, dict[str, str](), list[Question]()
    for _round in range(ROUNDS):
        plan, reading = _planned(known, tables, groups.sure(told), today)
        asking, at_once = Asking(known, tables, reading), groups.at_once(plan, told)
        before = _before(asking.answered(plan), told, at_once.answers)
        before |= groups.still_unsure(plan, {**before, **told})
        fresh = {key: one for key, one in at_once.answers.items() if key not in before}
        if not (before or fresh):
            break
        by_all |= fresh
        settled += [one for one in at_once.questions if one.key in fresh]
        told = {**fresh, **before, **told}
    remembered = {
        key: value
        for key, value in told.items()
        if key not in own and key not in by_all and not key.startswith(ROW)
    }
    return replace(
        plan,
        marks=asking.marks(plan, told),
        remembered=remembered,
        notes=(*told_selves(remembered, known.people), *plan.notes),
        at_once=by_all,
        settled=(*plan.settled, *settled),
        unsure=frozenset(key for key, value in told.items() if groups.is_unsure(key, value)),
    )


def _before(
    answered: Mapping[str, str], told: Mapping[str, str], at_once: Mapping[str, str]
) -> dict[str, str]:
    """What earlier lists answer; what nobody knew then may be answered for all now."""
    return {
        key: value
        for key, value in answered.items()
        if key not in told and not (key in at_once and groups.is_unsure(key, value))
    }


def _matched(
    known: Known, tables: Sequence[MappedTable], decisions: Mapping[str, str], reading: Reading
) -> Matching:
    """Who every row is about, and at which organisation."""
    organisations, domains = Organisations(known, decisions), Domains(known, decisions)
    themes = Themes(known, decisions)
    matching = Matching(organisations, domains, decisions, known.has_withdrawn, themes=themes)
    matching.addresses = Addresses(known.own_address, known.own_name)
    matching.know(known.people)
    matching.match(reading.mentions, _letters(tables))
    matching.count_places()
    return matching


def _planned(
    known: Known, tables: Sequence[MappedTable], decisions: Mapping[str, str], today: date
) -> tuple[Plan, Reading]:
    """The same, and what was read, with exactly these decisions."""
    reading = _read(known, tables, decisions, today)
    matching = _matched(known, tables, decisions, reading)
    organisations, domains, themes = matching.organisations, matching.domains, matching.themes
    people = matching.plan()
    per_mention = _per_mention(matching, people)
    problems = [*reading.problems, *matching.problems]
    meetings = Meetings(known, per_mention, decisions)
    shared = meetings.plan(reading.meetings.values(), open_rows(problems, people))
    ties, tie_notes = _ties(reading, per_mention, known, shared)
    questions = [*_questions(matching, meetings), *organisations.questions(domains)]
    planned = organisations.plan()
    plan = Plan(
        people=people,
        organisations=planned,
        ties=ties,
        problems=tuple(sorted(problems, key=lambda one: (one.table, one.row, one.column))),
        questions=tuple(questions),
        domains={domain.code: domain for domain in known.domains},
        themes=themes.names,
        new_themes=frozenset(themes.new),
        unknown_themes=themes.unknown,
        settled=tuple(_settled(reading, tables, matching)),
        read_as_one=(*organisations.merged(), *matching.neighbourhoods.merged(), *themes.merged()),
        rough_days=tuple(reading.rough_days),
        notes=(*_unread(tables), *reading.notes, *matching.notes, *meetings.notes, *tie_notes),
        counts=_counts(
            {"rows": reading.rows, "problems": len(problems), "questions": len(questions)},
            *(people, planned, ties),
        ),
        ends=_ends(reading, per_mention, decisions),
    )
    return plan, reading


def _ends(
    reading: Reading, people: Mapping[str, PlannedPerson], decisions: Mapping[str, str]
) -> dict[str, str]:
    """Who everybody turned out to be of whom that was said, "myself" included."""
    pairs = {**{key: key for key in people}, **reading.selves}.items()
    return {key: people[one].end for key, one in pairs if key in decisions and one in people}


def _read(
    known: Known, tables: Sequence[MappedTable], decisions: Mapping[str, str], today: date
) -> Reading:
    identifiers = {person.identifier for person in known.people if person.identifier}
    return read_rows(tables, decisions, identifiers, today)


def _settled(
    reading: Reading, tables: Sequence[MappedTable], matching: Matching
) -> Iterator[Problem | Question]:
    """What was answered about words and organisations, as it was asked."""
    themes, domains = matching.themes, matching.domains
    yield from groups.decided_words(reading.mentions, _letters(tables), themes, domains)
    yield from matching.organisations.settled(domains)


def _questions(matching: Matching, meetings: Meetings) -> Iterator[Question]:
    """Who may come back, which meetings count, and which names are almost alike."""
    yield from matching.questions.values()
    yield from meetings.questions
    yield from matching.organisations.near()
    yield from matching.neighbourhoods.near()


def _counts(
    first: Mapping[str, int],
    people: Sequence[PlannedPerson],
    organisations: Sequence[PlannedOrganisation],
    ties: Sequence[PlannedTie],
) -> dict[str, int]:
    return {
        **first,
        **_count("people", people),
        **_count("organisations", organisations),
        **_count("ties", ties),
    }


def _per_mention(matching: Matching, people: Sequence[PlannedPerson]) -> dict[str, PlannedPerson]:
    """Who every mention turned out to be, as planned."""
    by_end = {person.end: person for person in people}
    return {
        key: by_end[person.known.id if person.known else person.key]
        for key, person in matching.who.items()
    }


def _ties(
    reading: Reading,
    people: Mapping[str, PlannedPerson],
    known: Known,
    shared: Sequence[PlannedTie],
) -> tuple[tuple[PlannedTie, ...], list[Note]]:
    """The ties that rows tell and those of meetings; of one pair and kind that of the meetings."""
    told, notes = plan_ties(reading.ties, people, known.ties)
    pairs = {tie.key for tie in shared}
    return (*(tie for tie in told if tie.key not in pairs), *shared), notes


def _letters(tables: Sequence[MappedTable]) -> dict[tuple[int, str], str]:
    """In which column of which table a field stands."""
    return {
        (place, name): letter
        for place, mapped in enumerate(tables)
        for letter, name in mapped.mapping.items()
    }


def _count(
    what: str, planned: Sequence[PlannedPerson | PlannedOrganisation | PlannedTie]
) -> dict[str, int]:
    counted = Counter(one.status for one in planned)
    return {f"{what}_{status}": counted[status] for status in _STATUSES}


def _unread(tables: Sequence[MappedTable]) -> list[Note]:
    words = {
        "note": _("This says something about the list, and was not read."),
        "section": _("This is a heading between the rows, and was not read."),
        "heading": _("This repeats the headings, and was not read."),
    }
    above = _("This stands above the headings, and was not read.")
    return [
        Note(place, number, sentence)
        for place, mapped in enumerate(tables)
        for number, sentence in (
            *((line.number, above) for line in mapped.table.skipped),
            *((line.number, words[line.reason]) for line in mapped.table.not_read),
        )
    ]
