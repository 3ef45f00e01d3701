"""Pictures that are drawn: domains in a ring, and a map of people."""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from django.template import Library
from django.utils.safestring import SafeString

from dwarsverband.foundation.ui.figures import DomainRing, RingTie
from dwarsverband.foundation.ui.templatetags.ui.marks import Shape, shape_of
from dwarsverband.foundation.ui.templatetags.ui.rendering import new_id, render

register = Library()
MIDDLE, RADIUS, MARK = (180, 190), 140, 34
ABOVE, BELOW = -27, 37
BOX = 24  # the size of the paper on which a shape is drawn
THINNEST, WIDEST = 1.5, 8.5
# What lies under comes first.
ORDER = ("hidden", "none", "some", "many", "one")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a domain stands in the ring: its middle, its corner, its letter, and its name."""

    shape: Shape
    x: int
    y: int
    left: int
    top: int
    letter: int
    name: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ring; the more ties, the wider."""

    path: str
    state: str
    width: str


@register.simple_tag
def domain_ring(ring: DomainRing) -> SafeString:
    """Domains in a ring with what is between them, drawn without scripts: small enough for a phone."""
    spots = [_spot(thing, number, len(ring.things)) for number, thing in enumerate(ring.things)]
    most = max((tie.count for tie in ring.ties), default=0)
    ties = sorted(ring.ties, key=lambda tie: ORDER.index(tie.state))
    return render(
        "domain_ring",
        ring=ring,
        spots=spots,
        lines=[_line(tie, spots, most) for tie in ties],
        states={"tie" if tie.state in {"some", "many"} else tie.state for tie in ties},
    )


@register.simple_block_tag
def network_map(
    content: str,
    source: str,
    label: str,
    person: str = "",
    chosen: str = "",
) -> SafeString:
    """A map of people that a script draws from the API; the content is there without it.

    `person` is the address of somebody's page, with zeros for the number, and `chosen` whom the
    ring is around first.
    """
    return render(
        "network_map",
        content=content,
        source=source,
        label=label,
        person=person,
        chosen=chosen,
        keys=new_id("keys"),
    )


def _spot(thing: object, number: int, count: int) -> Spot:
    angle = (number + 0.5) * 2 * pi / count - pi / 2
    x, y = round(MIDDLE[0] + RADIUS * cos(angle)), round(MIDDLE[1] + RADIUS * sin(angle))
    shape = shape_of(thing)
    return Spot(
        shape=shape,
        x=x,
        y=y,
        left=x - MARK // 2,
        top=y - MARK // 2,
        letter=y + round((float(shape.height) - BOX / 2) * MARK / BOX),
        name=y + (ABOVE if y < MIDDLE[1] else BELOW),
    )


def _line(tie: RingTie, spots: list[Spot], most: int) -> Line:
    one, other = spots[tie.first], spots[tie.second]
    share = sqrt(tie.count / most) if most > 0 and tie.count > 0 else 0.0
    return Line(
        path=f"M{one.x} {one.y}L{other.x} {other.y}",
        state="tie" if tie.state in {"some", "many"} else tie.state,
        width=f"{THINNEST + (WIDEST - THINNEST) * share:.1f}",
    )
