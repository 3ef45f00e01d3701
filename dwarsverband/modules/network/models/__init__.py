"""What exists: people at organisations, the ties between them, lists, introductions, reports."""

from dwarsverband.modules.network.models.imports import BeforeImport, Import, ImportAnswer
from dwarsverband.modules.network.models.introductions import Introduction
from dwarsverband.modules.network.models.people import (
    Person,
    PersonTheme,
    Place,
    Position,
    Seat,
    Tie,
    TieKind,
    Withdrawal,
)
from dwarsverband.modules.network.models.reports import Measurement, Publication

__all__ = [
    "BeforeImport",
    "Import",
    "ImportAnswer",
    "Introduction",
    "Measurement",
    "Person",
    "PersonTheme",
    "Place",
    "Position",
    "Publication",
    "Seat",
    "Tie",
    "TieKind",
    "Withdrawal",
]
