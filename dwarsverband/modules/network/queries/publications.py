"""What of a report may be shown to the world: no names, and no count below ten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import visible_domains
from dwarsverband.foundation.links import links
from dwarsverband.foundation.ui.figures import Matrix, MatrixCell, MatrixRow
from dwarsverband.modules.network.models import Publication
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.silos import Silos

FEWEST_PUBLISHED = 10
USUAL_DAYS = 92
PURPOSE = "publication"


def usual_end() -> date:
    """Until when figures are shown when nobody chooses another day: three months."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


def published_figures(report: Silos) -> dict[str, object]:
    """The figures of a report without anything small; a count below ten is null.

    There are no totals and no margins, and every number stands for itself: the number of people of
    one domain, the ties within one domain, and the ties between two. Of a domain with few people no
    ties are told either: so many people are needed for so many ties. So nothing that is left out can
    be worked out from what is there.
    """
    codes = [str(getattr(group, "code", group.pk)) for group in report.groups]
    place = {group.pk: code for group, code in zip(report.groups, codes, strict=True)}
    people = {code: _large(size) for code, size in zip(codes, report.sizes, strict=True)}
    return {
        "people": people,
        "inside": {
            code: _large(count) if people[code] else None
            for code, count in zip(codes, report.inside, strict=True)
        },
        "between": [
            [first, second, _large(pair.ties) if people[first] and people[second] else None]
            for pair in report.pairs
            for first, second in ((place[pair.first.pk], place[pair.second.pk]),)
        ],
    }


def visible_publications(actor: Actor) -> QuerySet[Publication]:
    """What was published, for the coordinator; a link shows what has not ended."""
    found = Publication.objects.filter(partnership_id=actor.partnership_id)
    if actor.kind == "link":
        return found.filter(ends_on__gte=timezone.localdate(), withdrawn_on=None)
    return found if sees_everybody(actor) else found.none()


def get_publication(actor: Actor, pk: UUID) -> Publication:
    """One visible publication."""
    return get_object_or_404(visible_publications(actor), pk=pk)


def share_address(secret: str) -> str:
    """The link to give away, whole."""
    return settings.PUBLIC_ADDRESS + reverse("publication_detail", args=[secret])


def publication_of_link(actor: Actor, secret: str) -> Publication:
    """What a share link shows."""
    link = links.get(actor, secret, PURPOSE)
    if link is None or link.subject is None:
        raise Http404
    return get_publication(actor, link.subject)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as a page shows it."""

    publication: Publication
    matrix: Matrix
    people: tuple[tuple[object, str], ...]


def published(actor: Actor, publication: Publication) -> Published:
    """The figures of a publication under the names of the domains."""
    figures: Mapping[str, object] = publication.figures
    people, inside = _counts(figures["people"]), _counts(figures["inside"])
    between = {frozenset((first, second)): count for first, second, count in figures["between"]}  # type: ignore[attr-defined]  # JSON
    domains = [domain for domain in visible_domains(actor) if domain.code in people]
    rows = [
        MatrixRow(
            thing=one,
            cells=[
                _cell(inside[one.code], "inside")
                if one == other
                else _cell(between.get(frozenset((one.code, other.code))), "many")
                for other in domains
            ],
        )
        for one in domains
    ]
    matrix = Matrix(
        caption=_("Ties between domains. Fewer than ten are not told."),
        things=domains,
        rows=rows,
        many=FEWEST_PUBLISHED,
    )
    return Published(
        publication=publication,
        matrix=matrix,
        people=tuple((domain, _text(people[domain.code])) for domain in domains),
    )


def _large(count: int) -> int | None:
    return count if count >= FEWEST_PUBLISHED else None


def _counts(value: object) -> dict[str, int | None]:
    return dict(value) if isinstance(value, dict) else {}


def _text(count: int | None) -> str:
    return _("fewer than ten") if count is None else str(count)


def _cell(count: int | None, state: str) -> MatrixCell:
    if count is None:
        return MatrixCell("<10", _("fewer than ten"), "hidden")
    return MatrixCell(str(count), str(count), state)
