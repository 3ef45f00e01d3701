"""The network for machines: the siblings of the pages."""

from ninja import Router

from dwarsverband.modules.network.api import (
    agreements,
    consent,
    desks,
    handing,
    helping,
    imports,
    introductions,
    maps,
    people,
    places_of_work,
    reports,
    round_answers,
    rounds,
    themes,
    upkeep,
    weekly,
)

router = Router()
for part in (
    reports,
    maps,
    people,
    introductions,
    imports,
    consent,
    themes,
    places_of_work,
    upkeep,
    agreements,
    rounds,
    round_answers,
    desks,
    helping,
    weekly,
    handing,
):
    router.add_router("", part.router)
