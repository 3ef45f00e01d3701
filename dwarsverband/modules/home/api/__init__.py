"""The first page, privacy and search for machines: the siblings of the pages."""

from ninja import Router

from dwarsverband.modules.home.api import privacy, search

router = Router()
for part in (privacy.router, privacy.first, search.router):
    router.add_router("", part)
