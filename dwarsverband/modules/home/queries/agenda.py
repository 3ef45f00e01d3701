"""What the coordinator's first page looks up at once, and what of it ages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.accounts.models import Partnership, Processing
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import silence, with_capital
from dwarsverband.modules.network.models import Import, Person
from dwarsverband.modules.network.queries.imports import visible_imports
from dwarsverband.modules.network.queries.overview import Counted
from dwarsverband.modules.network.queries.people import recorded_people
from dwarsverband.modules.network.queries.publications import visible_publications
from dwarsverband.modules.network.queries.reading import day_of
from dwarsverband.modules.network.queries.silos import Group

MOST_SILENT, SILENT_DAYS, LAST_DAYS = 3, 180, 14


@dataclass(frozen=True, slots=True)
class Agenda:
    """What waits for the coordinator; counts, numbers and days, and never a name of a person."""

    has_reason: bool
    draft_id: UUID | None
    draft_files: list[str]
    failed_id: UUID | None
    untold: int
    objecting: int
    publication_ends_on: date | None


@dataclass(frozen=True, slots=True)
class Ageing:
    """Something that grows old: what, why it matters, and the one thing to do."""

    title: str
    reason: str
    verb: str
    href: str
    first: Group | None = None
    second: Group | None = None


def agenda(actor: Actor) -> Agenda:
    """All of it, the same for everybody who coordinates."""
    return remembered(actor, "agenda", lambda: _agenda(actor))


def _agenda(actor: Actor) -> Agenda:
    """In one question."""
    imports = visible_imports(actor).order_by("-made_at")
    drafts = imports.filter(status=Import.Status.DRAFT)
    failed = imports.filter(status=Import.Status.FAILED)
    people = recorded_people(actor)
    ending = visible_publications(actor).filter(
        withdrawn_on=None,
        ends_on__range=(timezone.localdate(), timezone.localdate() + timedelta(days=LAST_DAYS)),
    )
    row = (
        Partnership.objects.filter(pk=actor.partnership_id)
        .annotate(
            has_reason=Exists(Processing.objects.filter(partnership=OuterRef("pk"))),
            draft_id=Subquery(drafts.values("pk")[:1]),
            draft_files=Subquery(drafts.values("files")[:1]),
            failed_id=Subquery(failed.values("pk")[:1]),
            untold=_count(people.filter(told_on=None, objected_on=None)),
            objecting=_count(people.exclude(objected_on=None)),
            publication_ends_on=Subquery(ending.order_by("ends_on").values("ends_on")[:1]),
        )
        .values(*(Agenda.__dataclass_fields__))
        .get()
    )
    row = {**row, "draft_files": row["draft_files"] or []}
    return Agenda(**{**row, "untold": row["untold"] or 0, "objecting": row["objecting"] or 0})


def ageing(actor: Actor, known: Counted, found: Agenda) -> Iterator[Ageing]:
    """The longest silences across domains, a list that was not saved, figures that are about to end."""
    if found.failed_id is not None:
        yield Ageing(
            _("A list was not saved"),
            _("Something broke on our side. What you answered is kept."),
            _("Look at this list"),
            address(actor, "network:review_import", pk=found.failed_id),
        )
    if found.publication_ends_on is not None:
        day = date_format(found.publication_ends_on, "j F")
        yield Ageing(
            _("Published figures end on %(day)s") % {"day": day},
            _("After that day the link shows nothing. Make a new one when it is still needed."),
            _("Open the publications"),
            address(actor, "network:publish_report"),
        )
    yield from _silent(actor, known)


def _silent(actor: Actor, known: Counted) -> Iterator[Ageing]:
    """Ties across domains with the longest silence, but for bridges: these stand higher already."""
    network, report = known.network, known.report
    groups = report.groups
    group_of = network.groups("domain", {group.pk: at for at, group in enumerate(groups)})
    one, other = group_of[network.first], group_of[network.second]
    bridges = {frozenset((pair.first.pk, pair.second.pk)) for pair in report.bridges}
    before = timezone.localdate().toordinal() - SILENT_DAYS
    is_old = (one != other) & (network.last > 0) & (network.last < before)
    is_old &= (one < len(groups)) & (other < len(groups))
    told = 0
    for tie in np.flatnonzero(is_old)[np.argsort(network.last[is_old], kind="stable")].tolist():
        first, second = groups[one[tie]], groups[other[tie]]
        if frozenset((first.pk, second.pk)) in bridges:
            continue
        names = {
            "first": network.people[network.first[tie]].name,
            "second": network.people[network.second[tie]].name,
        }
        yield Ageing(
            _("%(first)s and %(second)s") % names,
            with_capital(silence(day_of(int(network.last[tie])))) + ".",
            _("Look at this tie"),
            address(actor, "network:pair_detail", first=first.pk, second=second.pk),
            first,
            second,
        )
        told += 1
        if told == MOST_SILENT:
            return


def _count(people: QuerySet[Person]) -> Subquery:
    counted = people.order_by().values("partnership").annotate(count=Count("pk"))
    return Subquery(counted.values("count"))
