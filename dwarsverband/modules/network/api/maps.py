"""The map for machines, and for the script that draws it."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Schema, Search, plain
from dwarsverband.modules.network.api.reports import FilterIn
from dwarsverband.modules.network.queries import map_places
from dwarsverband.modules.network.queries import network_map as maps
from dwarsverband.modules.network.queries.filters import Filter

router = area_router("network")


class Plain(BaseModel):
    """A form without the library's wrapper: thousands are written at once, ten times as fast."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


class MapDomainOut(Plain):
    """A circle of the map; `people` counts those on the picture."""

    code: str
    name: str
    shape: str
    x: float
    y: float
    radius: float
    people: int


class MapPersonOut(Plain):
    """Somebody on the map; who was not asked for only stands by."""

    id: UUID
    name: str
    organisation: str
    domain: str
    x: float
    y: float
    is_named: bool
    is_chosen: bool


class NetworkMapOut(Schema):
    """The map; a tie names two people by their number in the list, and bridges hang on one person."""

    width: float
    height: float
    domains: list[MapDomainOut]
    people: list[MapPersonOut]
    ties: list[tuple[int, int]]
    bridges: list[tuple[int, int]]


@router.get("/network-map", response=NetworkMapOut, by_alias=True)
def network_map(
    request: Request,
    search: Search = "",
    domain: Annotated[str, Query(max_length=40)] = "",
    person: UUID | None = None,
    steps: Annotated[int, Query(ge=1, le=maps.MOST_STEPS)] = 1,
    *,
    part: Query[FilterIn],
) -> HttpResponse:
    """Where everybody whom the caller may see stands, and who knows whom.

    Only the coordinator sees a part of the network: others get all they see, whatever they ask.
    """
    asked = maps.Asked(
        wanted=plain(search),
        domain=domain,
        person=str(person or ""),
        steps=steps,
        part=Filter(**part.dict()),
    )
    picture = map_places.map_picture(request.actor, maps.network_map(request.actor, asked))
    content = NetworkMapOut.model_validate(picture).model_dump_json(by_alias=True)
    return HttpResponse(content, content_type="application/json")
