"""The mail of Monday, for machines."""

from datetime import date

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema
from dwarsverband.modules.network.actions import weekly as actions
from dwarsverband.modules.network.models import WeeklyMail

router = area_router("upkeep")


class WeeklyMailIn(Input):
    """Whether a mail says on Monday what waits."""

    is_wanted: bool


class WeeklyMailOut(Schema):
    """The same, and the Monday of the last week that is done."""

    is_wanted: bool
    written_for: date | None


@router.put("/upkeep/weekly-mail", response=WeeklyMailOut, by_alias=True)
def choose_weekly_mail(request: Request, body: WeeklyMailIn) -> WeeklyMail:
    """Say whether you want a mail on Monday that says what waits."""
    return actions.choose_weekly_mail(request.actor, is_wanted=body.is_wanted)
