"""What exists: people at organisations, the ties between them, lists, introductions, reports."""

from dwarsverband.modules.network.models.imports import (
    BeforeImport as BeforeImport,
)
from dwarsverband.modules.network.models.imports import (
    Import as Import,
)
from dwarsverband.modules.network.models.introductions import (
    Introduction as Introduction,
)
from dwarsverband.modules.network.models.people import (
    Person as Person,
)
from dwarsverband.modules.network.models.people import (
    PersonTheme as PersonTheme,
)
from dwarsverband.modules.network.models.people import (
    Place as Place,
)
from dwarsverband.modules.network.models.people import (
    Position as Position,
)
from dwarsverband.modules.network.models.people import (
    Seat as Seat,
)
from dwarsverband.modules.network.models.people import (
    Tie as Tie,
)
from dwarsverband.modules.network.models.people import (
    TieKind as TieKind,
)
from dwarsverband.modules.network.models.people import (
    Withdrawal as Withdrawal,
)
from dwarsverband.modules.network.models.reports import (
    Measurement as Measurement,
)
from dwarsverband.modules.network.models.reports import (
    Publication as Publication,
)
