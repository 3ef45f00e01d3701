"""Search for machines."""

from typing import Annotated
from uuid import UUID

from ninja import Query

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Schema
from dwarsverband.foundation.search.pages import Page
from dwarsverband.modules.home.queries import search as queries

router = area_router("search")


class ReasonOut(Schema):
    """What held the words: what it is called, and what stands there."""

    label: str
    text: str


class HitOut(Schema):
    """Something that was found, its page, and why it was found when its title does not tell."""

    id: UUID
    title: str
    subtitle: str
    address: str
    why: list[ReasonOut]

    @staticmethod
    def resolve_id(hit: queries.Hit) -> UUID:
        """The number of the thing."""
        return hit.key

    @staticmethod
    def resolve_address(hit: queries.Hit) -> str:
        """Where its page stands."""
        return hit.href

    @staticmethod
    def resolve_why(hit: queries.Hit) -> list[dict[str, str]]:
        """The reasons, each with its name."""
        return [{"label": label, "text": text} for label, text in hit.why]


class HitsOut(Schema):
    """What was found of one kind: the first, and how much in all."""

    kind: str
    title: str
    count: int
    hits: list[HitOut]


class PageOut(Schema):
    """A page of the product."""

    title: str
    address: str

    @staticmethod
    def resolve_address(page: Page) -> str:
        """Where it stands."""
        return page.href


class CorrectionOut(Schema):
    """A word that nothing holds, and the one that was taken for it."""

    typed: str
    taken: str


class SearchOut(Schema):
    """Everything that answers the words, within what the caller may see."""

    groups: list[HitsOut]
    pages: list[PageOut]
    corrections: list[CorrectionOut]


@router.get("/search", response=SearchOut, by_alias=True)
def search(request: Request, search: Annotated[str, Query(max_length=400)] = "") -> queries.Search:
    """People, organisations and pages that answer some words, the best first."""
    return queries.search(request.actor, search.replace("\0", "").strip())
