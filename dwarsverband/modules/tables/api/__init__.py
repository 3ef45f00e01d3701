"""Tables for machines: the siblings of the pages."""

from ninja import Router

from dwarsverband.modules.tables.api import invitations, tables

router = Router()
for part in (tables, invitations):
    router.add_router("", part.router)
