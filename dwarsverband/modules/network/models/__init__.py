"""What exists: people at organisations, the ties between them, lists, introductions, reports."""

from dwarsverband.modules.network.models.agreements import Agreement
from dwarsverband.modules.network.models.imports import BeforeImport, Import, ImportAnswer
from dwarsverband.modules.network.models.introductions import Introduction
from dwarsverband.modules.network.models.moments import (
    ContactMoment,
    Holiday,
    Rhythm,
    TimeSetAside,
    Turn,
)
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
from dwarsverband.modules.network.models.weekly import WeeklyMail

__all__ = [
    "Agreement",
    "BeforeImport",
    "ContactMoment",
    "Holiday",
    "Import",
    "ImportAnswer",
    "Introduction",
    "Measurement",
    "Person",
    "PersonTheme",
    "Place",
    "Position",
    "Publication",
    "Rhythm",
    "Seat",
    "Tie",
    "TieKind",
    "TimeSetAside",
    "Turn",
    "WeeklyMail",
    "Withdrawal",
]
