"""What was said at a meeting, point by point, and who came to it from outside the network."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.tables.models import Discussion, Meeting, Visitor


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda and what was said about it; without words, what else was said."""

    key: str
    point: str
    said: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who came from outside the network."""

    name: str
    organisation: str = ""


def points_of(meeting: Meeting, discussions: Iterable[Discussion]) -> list[Point]:
    """The points of the agenda in their order, each once, then what left it since, and what else was said."""
    said = {one.point: one.said for one in discussions}
    points = [*dict.fromkeys([*meeting.agenda, *filter(None, said)]), ""]
    return [Point(f"point_{at}", point, said.get(point, "")) for at, point in enumerate(points)]


def minutes_points(meeting: Meeting) -> list[Point]:
    """The same of one meeting, as it stands."""
    return points_of(meeting, meeting.discussions.all())


def visitor_lines(visitors: Iterable[Visitor]) -> str:
    """Visitors as they are typed: a line each, the organisation after a comma."""
    return "\n".join(", ".join(filter(None, (one.name, one.organisation))) for one in visitors)


def visits_in(lines: Sequence[str]) -> Iterator[Visit]:
    """Whoever stands in such lines."""
    for line in lines:
        name, _comma, organisation = line.partition(",")
        yield Visit(name.strip(), organisation.strip())


def discussions_past_term(actor: Actor) -> QuerySet[Discussion]:
    """What was said so long ago that it should be gone by now."""
    own = {"partnership_id": actor.partnership_id}
    return Discussion.objects.filter(**own, ends_on__lt=timezone.localdate())


def visitors_past_term(actor: Actor) -> QuerySet[Visitor]:
    """Who came from outside so long ago that it should be gone by now."""
    own = {"partnership_id": actor.partnership_id}
    return Visitor.objects.filter(**own, ends_on__lt=timezone.localdate())
