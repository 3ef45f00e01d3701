"""What the coordinator's first page looks up at once, and what of it ages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.everywhere import recent_failures
from dwarsverband.foundation.accounts.models import Partnership, Processing
from dwarsverband.foundation.accounts.waiting import (
    Waits,
    to_count,
    waiting_of,
    waiting_parts,
)
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Import, Person
from dwarsverband.modules.network.queries.imports import visible_imports
from dwarsverband.modules.network.queries.people import recorded_people
from dwarsverband.modules.network.queries.publications import visible_publications
from dwarsverband.modules.network.queries.rounds import visible_rounds
from dwarsverband.modules.network.queries.said import Said, said_of, said_parts

LAST_DAYS, ROUND_DAYS = 14, 182


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
    last_round_on: date | None
    given_up: bool
    said: Said
    waits: tuple[Waits, ...]


@dataclass(frozen=True, slots=True)
class Ageing:
    """Something that grows old: what, why it matters, and the one thing to do."""

    title: str
    reason: str
    verb: str
    href: str


def agenda(actor: Actor) -> Agenda:
    """All of it in one question, with what was said about contact."""
    imports = visible_imports(actor).order_by("-made_at")
    drafts = imports.filter(status=Import.Status.DRAFT)
    failed = imports.filter(status=Import.Status.FAILED)
    people = recorded_people(actor)
    can_wait = to_count(actor)
    own = {**said_parts(actor), **waiting_parts(can_wait)}
    asked = [name for name in Agenda.__dataclass_fields__ if name not in ("said", "waits")]
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
            last_round_on=Subquery(visible_rounds(actor).values("opened_on")[:1]),
            given_up=Exists(recent_failures(actor.partnership_id)),
            **own,
        )
        .values(*asked, *own)
        .get()
    )
    found = {name: row[name] for name in asked}
    found |= {name: row[name] or 0 for name in ("untold", "objecting")}
    return Agenda(
        **{**found, "draft_files": row["draft_files"] or []},
        said=said_of(actor, row),
        waits=waiting_of(can_wait, row),
    )


def own_agenda(actor: Actor) -> tuple[Said, tuple[Waits, ...]]:
    """What was said about contact and what waits, in one question, for whoever is no coordinator."""
    can_wait = to_count(actor)
    parts = {**said_parts(actor), **waiting_parts(can_wait)}
    home = Partnership.objects.filter(pk=actor.partnership_id)
    row = home.annotate(**parts).values(*parts).get()
    return said_of(actor, row), waiting_of(can_wait, row)


def ageing(actor: Actor, found: Agenda) -> Iterator[Ageing]:
    """A list that was not saved, figures that are about to end."""
    if found.failed_id is not None:
        yield Ageing(
            _("A list was not saved"),
            _("Something broke on our side. What you answered is kept."),
            _("Look at this list"),
            address(actor, "network:review_import", pk=found.failed_id),
        )
    if found.given_up:
        yield Ageing(
            _("Something did not succeed"),
            _("We tried it five times. Whoever runs Dwarsverband can see why."),
            _("See what it was"),
            f"{address(actor, 'home:privacy')}#given-up",
        )
    if found.publication_ends_on is not None:
        day = date_format(found.publication_ends_on, "j F")
        yield Ageing(
            _("Published figures end on %(day)s") % {"day": day},
            _("After that day the link shows nothing. Make a new one when it is still needed."),
            _("Open the publications"),
            address(actor, "network:publish_report"),
        )


def round_ageing(actor: Actor, found: Agenda) -> Iterator[Ageing]:
    """That nobody was asked with whom they work for half a year, or never."""
    day = found.last_round_on
    if found.said.round or (day and day > timezone.localdate() - timedelta(days=ROUND_DAYS)):
        return
    yield Ageing(
        _("No contact round for half a year") if day else _("No contact round yet"),
        _("Ask everybody with whom they work. It takes them two minutes."),
        _("Prepare a round"),
        address(actor, "network:open_round"),
    )


def _count(people: QuerySet[Person]) -> Subquery:
    counted = people.order_by().values("partnership").annotate(count=Count("pk"))
    return Subquery(counted.values("count"))
