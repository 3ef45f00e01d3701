"""What exists: tables, their themes and seats, who was invited, when they met, what was said and decided."""

from dwarsverband.modules.tables.models.meetings import (
    Decision,
    Discussion,
    Meeting,
    Presence,
    Speaking,
    Visitor,
)
from dwarsverband.modules.tables.models.rides import Ride
from dwarsverband.modules.tables.models.tables import Table, TableInvitation, TableSeat, TableTheme

__all__ = [
    "Decision",
    "Discussion",
    "Meeting",
    "Presence",
    "Ride",
    "Speaking",
    "Table",
    "TableInvitation",
    "TableSeat",
    "TableTheme",
    "Visitor",
]
