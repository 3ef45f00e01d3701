"""The network for machines: the siblings of the pages."""

from ninja import Router

from dwarsverband.modules.network.api import (
    consent,
    imports,
    introductions,
    maps,
    people,
    reports,
)

router = Router()
for part in (reports, maps, people, introductions, imports, consent):
    router.add_router("", part.router)
