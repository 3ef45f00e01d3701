"""What is said about riding along with a table: what it offers, and the mail, word for word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail import letters
from dwarsverband.foundation.mail.shown import ShownMail
from dwarsverband.foundation.ui.numbers import listed
from dwarsverband.modules.network.queries.consent import language_of
from dwarsverband.modules.tables.models import Ride, Table
from dwarsverband.modules.tables.queries.meeting_words import when_words
from dwarsverband.modules.tables.queries.rides import (
    ANSWER_DAYS,
    Lift,
    RideRequest,
    Wish,
    lifts,
    own_rides,
    ride_asker,
    tables_about,
)
from dwarsverband.modules.tables.queries.tables import sees_names

Answer = Ride.Answer
ANSWERS = {"ja": Answer.ACCEPTED, "nee": Answer.DECLINED}


@dataclass(frozen=True, slots=True)
class LiftTold:
    """A table that could take a subject along, in words."""

    lift: Lift
    there: str
    absent: str
    when: str
    chair: str


@dataclass(frozen=True, slots=True)
class RidesTold:
    """The page: which tables could take a subject along, which are about it already, what was asked."""

    wish: Wish | None
    answer: str
    lifts: tuple[LiftTold, ...]
    own: tuple[Table, ...]
    asked: tuple[tuple[Ride, str], ...]


def rides_told(actor: Actor, wish: Wish | None) -> RidesTold:
    """The same for a wish, or before anything was wished."""
    found = lifts(actor, wish) if wish else []
    return RidesTold(
        wish=wish,
        answer=_answer(wish, found),
        lifts=tuple(lift_told(one) for one in found),
        own=tuple(tables_about(actor, wish)) if wish else (),
        asked=tuple((one, ride_stands(one)) for one in own_rides(actor)),
    )


def lift_told(lift: Lift) -> LiftTold:
    """Which needed domains sit at a table, when it meets, and who puts something on the agenda."""
    table = lift.around.table
    named = table.chair if lift.around.sees_names else None
    return LiftTold(
        lift=lift,
        there=_("Here sit: %(domains)s.") % {"domains": listed([one.name for one in lift.there])},
        absent=_("Not here: %(domains)s.") % {"domains": listed([one.name for one in lift.absent])}
        if lift.absent
        else _("Everybody whom you need sits here."),
        when=_("Next: %(day)s.") % {"day": when_words(lift.meeting)} if lift.meeting else "",
        chair=_("%(name)s puts it on the agenda.") % {"name": named.name} if named else "",
    )


def _answer(wish: Wish | None, found: Sequence[Lift]) -> str:
    """The first sentence of the page: whether a table seats everybody, or some of them."""
    if wish is None:
        return _("Choose a theme. Then you see which tables already seat the people you need.")
    if not found:
        return _("No table of another theme seats these people yet.")
    told = {"theme": wish.theme.name}
    if all(one.absent for one in found):
        return _("At these tables some of the people sit whom you need for %(theme)s.") % told
    return _("For %(theme)s you need no new table: these people meet already.") % told


def ride_mail(actor: Actor, request: RideRequest, secret: str = "") -> ShownMail:
    """The mail in the language of the chair; whoever does not know who that is reads no name."""
    table, chair = request.table, request.table.chair
    language = language_of(actor, chair) if chair is not None else actor.language
    with translation.override(language):
        told = {
            "asker": actor.name,
            "table": table.name,
            "theme": request.theme.name,
            "name": chair.name
            if chair is not None and (secret or sees_names(actor, table))
            else "",
            "days": ANSWER_DAYS,
        }
        reason = _("You get this mail because you lead this table.")
        return ShownMail(
            to=chair.email if chair is not None else "",
            language=language,
            subject=_("May this ride along with the table %(table)s?") % told,
            opening=(
                _("Hello %(name)s,") % told if told["name"] else _("Hello,"),
                _("%(asker)s wants to talk about %(theme)s. The people for it sit at your table.")
                % told,
                _("May it be on the agenda once? It is about:"),
            ),
            closing=(
                _("Answer with one tap. You need no account."),
                *(f"{verb}:\n{_address(secret, word)}" for word, verb in ride_verbs().items()),
                _(
                    "The page that opens asks you to confirm with one button. The links work for %(days)s days."
                )
                % told,
                ", ".join(filter(None, (actor.name, actor.partnership_name))),
            ),
            reason=reason,
            footer=letters.footer(actor, language, reason),
        )


def ride_verbs() -> dict[str, str]:
    """The two answers, by the word in the address."""
    return {"ja": _("Yes, it goes on the agenda"), "nee": _("No, not at this table")}


def ride_buttons(chosen: str) -> list[tuple[str, str, str]]:
    """The buttons of the page behind the mail; what was tapped there stands first."""
    verbs = ride_verbs()
    first = chosen if chosen in verbs else "ja"
    order = [first, *(word for word in verbs if word != first)]
    kinds = {word: "primary" if word == first else "secondary" for word in order}
    return [(verbs[word], str(ANSWERS[word]), kinds[word]) for word in order]


def ride_lead(actor: Actor, ride: Ride) -> str:
    """Who asks, for whoever opens the link."""
    told = {"name": ride_asker(actor, ride), "theme": ride.theme.name if ride.theme else ""}
    if told["name"]:
        return _("%(name)s asks it, about %(theme)s.") % told
    return _("Somebody of your network asks it, about %(theme)s.") % told


def ride_stands(ride: Ride) -> str:
    """Where a request stands."""
    told = {
        "day": date_format(ride.answered_on or ride.asked_on, "j F"),
        "meeting": date_format(ride.meeting.on, "j F") if ride.meeting else "",
    }
    if ride.answer == Answer.ASKED:
        return _("Asked on %(day)s. No answer yet.") % told
    if ride.answer == Answer.DECLINED:
        return _("Not at this table, said on %(day)s.") % told
    if ride.meeting:
        return _("On the agenda of %(meeting)s.") % told
    return _("Yes, said on %(day)s. On the agenda of the next meeting.") % told


def ride_answered(ride: Ride) -> str:
    """What whoever answered reads."""
    if ride.answer == Answer.ACCEPTED:
        return _("It stands on the agenda of the next meeting, if that is planned already.")
    return _("That is fine. Whoever asked reads it.")


def _address(secret: str, answer: str) -> str:
    page = reverse("answer_ride_by_link", args=[secret or "…"])
    return f"{settings.PUBLIC_ADDRESS}{page.replace('%E2%80%A6', '…')}?antwoord={answer}"
