"""What exists: people at organisations, the ties between them, lists, introductions, reports."""

from dwarsverband.modules.network.models.agreements import Agreement
from dwarsverband.modules.network.models.desks import Desk, DeskTheme
from dwarsverband.modules.network.models.helping import HelpAsk, HelpOutcome, HelpQuestion, Offer
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
from dwarsverband.modules.network.models.rounds import (
    MissingName,
    NamedContact,
    Participation,
    Round,
)
from dwarsverband.modules.network.models.weekly import WeeklyMail

__all__ = [
    "Agreement",
    "BeforeImport",
    "ContactMoment",
    "Desk",
    "DeskTheme",
    "HelpAsk",
    "HelpOutcome",
    "HelpQuestion",
    "Holiday",
    "Import",
    "ImportAnswer",
    "Introduction",
    "Measurement",
    "MissingName",
    "NamedContact",
    "Offer",
    "Participation",
    "Person",
    "PersonTheme",
    "Place",
    "Position",
    "Publication",
    "Rhythm",
    "Round",
    "Seat",
    "Tie",
    "TieKind",
    "TimeSetAside",
    "Turn",
    "WeeklyMail",
    "Withdrawal",
]
