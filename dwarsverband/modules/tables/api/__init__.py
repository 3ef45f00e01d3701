"""Tables for machines: the siblings of the pages."""

from ninja import Router

from dwarsverband.modules.tables.api import invitations, meetings, minutes, rides, tables

router = Router()
for part in (tables, invitations, meetings, minutes, rides):
    router.add_router("", part.router)
