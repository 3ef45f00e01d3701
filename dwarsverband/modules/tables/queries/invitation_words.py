"""What is said about invitations: why this person, and the mail, word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail import letters
from dwarsverband.foundation.mail.shown import ShownMail
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.queries.consent import language_of
from dwarsverband.modules.tables.models import Table, TableInvitation
from dwarsverband.modules.tables.queries.candidates import Guest, Guests
from dwarsverband.modules.tables.queries.chairs import Empty, Offer, around
from dwarsverband.modules.tables.queries.invitations import ANSWER_DAYS, inviter
from dwarsverband.modules.tables.queries.table_words import fills_words
from dwarsverband.modules.tables.queries.tables import themes_of

MOST_NAMED = 3
Status = TableInvitation.Status
# What stands behind an address in the mail, and which answer the page then offers first.
ANSWERS = {"ja": Status.ACCEPTED, "nee": Status.DECLINED, "iemand-anders": Status.INSTEAD}


@dataclass(frozen=True, slots=True)
class GuestTold:
    """A guest with the seats and the reason in words."""

    guest: Guest
    first: Empty
    work: str
    seats: str
    reason: str
    query: str


@dataclass(frozen=True, slots=True)
class GuestsWords:
    """The answer of the page, whom to invite, who else fits, and which seats nobody can take."""

    answer: str
    chosen: tuple[GuestTold, ...]
    others: tuple[tuple[Empty, tuple[GuestTold, ...]], ...]
    nobody: str


@dataclass(frozen=True, slots=True)
class AskedToSit:
    """What whoever was invited reads: who asks, for what, and the buttons."""

    lead: str
    buttons: tuple[tuple[str, str, str], ...]


def guests_words(found: Guests) -> GuestsWords:
    """The sentences of the page that says whom to invite."""
    return GuestsWords(
        answer=_answer(found),
        chosen=tuple(_told(one, one.seats[0]) for one in found.chosen),
        others=tuple(
            (seat, tuple(_told(one, seat) for one in people)) for seat, people in found.others
        ),
        nobody=_nobody(found.nobody),
    )


def invited(invitation: TableInvitation) -> str:
    """The receipt for whoever invited somebody."""
    name = {"name": invitation.person.name}
    if not invitation.person.email:
        return (
            _("Ask %(name)s yourself: we know no e-mail address. Write down the answer here.")
            % name
        )
    return _("%(name)s gets a mail now, and answers with one tap.") % name


def invitation_mail(actor: Actor, offer: Offer, secret: str = "") -> ShownMail:
    """The mail in the language of whoever is invited; without a secret, what its addresses look like."""
    table, person = offer.empty.table, offer.person
    language = language_of(actor, person)
    with translation.override(language):
        told = {
            "name": person.name,
            "table": table.name,
            "seat": offer.empty.name,
            "days": ANSWER_DAYS,
        }
        reason = _("You get this mail because the work you do is missing at this table.")
        return ShownMail(
            to=person.email,
            language=language,
            subject=_("Will you join the table %(table)s?") % told,
            opening=tuple(_opening(table, told)),
            closing=tuple(_closing(actor, told, secret)),
            reason=reason,
            footer=letters.footer(actor, language, reason),
        )


def offer_fills(actor: Actor, offer: Offer) -> str:
    """That one yes fills more seats than the one that is offered, said before it is asked."""
    found = around(actor, offer.empty.table)
    return fills_words(found, offer.empty, offer.person)


def answer_address(secret: str, answer: str) -> str:
    """Where an answer from the mail is confirmed; without a secret, what that looks like."""
    page = reverse("answer_table_invitation_by_link", args=[secret or "…"])
    return f"{settings.PUBLIC_ADDRESS}{page.replace('%E2%80%A6', '…')}?antwoord={answer}"


def asked_to_sit(actor: Actor, invitation: TableInvitation, secret: str, chosen: str) -> AskedToSit:
    """The page behind the mail; the answer that was tapped there stands first, and is not given yet."""
    told = {
        "name": inviter(actor, secret),
        "partnership": actor.partnership_name,
        "seat": invitation.seat.name,
    }
    lead = (
        _(
            "%(name)s, who coordinates the network of %(partnership)s, invites you. The seat: %(seat)s."
        )
        if told["name"]
        else _("The coordinator of the network of %(partnership)s invites you. The seat: %(seat)s.")
    ) % told
    verbs = answer_verbs()
    first = chosen if chosen in verbs else "ja"
    order = [first, *(word for word in verbs if word != first)]
    kinds = {word: "primary" if word == first else "secondary" for word in order}
    return AskedToSit(lead, tuple((verbs[word], str(ANSWERS[word]), kinds[word]) for word in order))


def guest_query(guest: Guest, seat: Empty) -> str:
    """How an address names whom to invite, and for which seat."""
    return urlencode({"wie": str(guest.person.id), "stoel": seat.key})


def answer_verbs() -> dict[str, str]:
    """The three answers, by the word in the address."""
    return {
        "ja": _("Yes, I take this seat"),
        "nee": _("No"),
        "iemand-anders": _("Somebody else of my organisation"),
    }


def answered(invitation: TableInvitation) -> str:
    """What whoever answered reads."""
    sentences = {
        Status.ACCEPTED: _("You sit at this table from now on. The chair tells you when it meets."),
        Status.DECLINED: _("That is fine. You are not asked for this table again within a year."),
        Status.INSTEAD: _("Thank you. The coordinator gets in touch about your colleague."),
    }
    return sentences.get(Status(invitation.status), "")


def stands(invitation: TableInvitation) -> str:
    """Where an invitation stands, for the coordinator."""
    told = {
        "day": date_format(invitation.answered_on or invitation.asked_on, "j F"),
        "instead": invitation.instead,
    }
    sentences = {
        Status.ASKED: _("Invited on %(day)s. No answer yet."),
        Status.ACCEPTED: _("Said yes on %(day)s."),
        Status.DECLINED: _("Said no on %(day)s. Not asked again within a year."),
        Status.INSTEAD: _("Said on %(day)s that somebody else comes: %(instead)s."),
    }
    return sentences[Status(invitation.status)] % told


def _opening(table: Table, told: Mapping[str, object]) -> Sequence[str]:
    themes = listed([theme.name for theme in themes_of(table)])
    about = _("It is about %(themes)s.") % {"themes": themes}
    return (
        _("Hello %(name)s,") % told,
        _("At the table %(table)s one seat is empty: %(seat)s. Will you take it?") % told,
        " ".join(filter(None, (table.purpose, about, _meets(table)))),
    )


def _meets(table: Table) -> str:
    if table.rhythm == Table.Rhythm.ONCE:
        return _("It meets once.")
    return _("It meets %(rhythm)s.") % {"rhythm": table.get_rhythm_display()}


def _closing(actor: Actor, told: Mapping[str, object], secret: str) -> Sequence[str]:
    return (
        _("Answer with one tap. You need no account."),
        *(f"{verb}:\n{answer_address(secret, word)}" for word, verb in answer_verbs().items()),
        _(
            "The page that opens asks you to confirm with one button. The links work for %(days)s days."
        )
        % told,
        ", ".join(filter(None, (actor.name, actor.partnership_name))),
    )


def _told(guest: Guest, first: Empty) -> GuestTold:
    work = ", ".join(filter(None, (guest.function, guest.person.organisation)))
    seats = _("For: %(seats)s.") % {"seats": listed([one.name for one in guest.seats])}
    return GuestTold(guest, first, work, seats, _reason(guest), guest_query(guest, first))


def _reason(guest: Guest) -> str:
    if guest.known:
        names = [person.name for person in guest.known]
        more = len(names) - MOST_NAMED
        if more > 0:
            sentence = ngettext(
                "Knows %(names)s and %(more)s other at this table.",
                "Knows %(names)s and %(more)s others at this table.",
                more,
            )
            return sentence % {"names": ", ".join(names[:MOST_NAMED]), "more": in_words(more)}
        return _("Knows %(names)s already.") % {"names": listed(names)}
    if guest.via and guest.via_known:
        both = {"via": guest.via.name, "known": guest.via_known.name}
        return _("%(via)s knows this person, and knows %(known)s.") % both
    return _("Nobody at this table knows this person yet.")


def _answer(found: Guests) -> str:
    if not found.empty:
        return _("No seat is empty. There is nobody to invite.")
    if not found.chosen:
        return _("The network knows nobody who fits and may be asked now.")
    seats = len(found.empty) - len(found.nobody)
    people = ngettext("One person", "%(people)s people", len(found.chosen))
    told = {
        "people": with_capital(people % {"people": in_words(len(found.chosen))}),
        "seats": in_words(seats),
    }
    if len(found.chosen) == 1:
        sentence = ngettext(
            "%(people)s can fill the one empty seat.",
            "%(people)s can fill the %(seats)s empty seats.",
            seats,
        )
        return sentence % told
    return _("%(people)s together fill %(seats)s empty seats. Fewer is not possible.") % told


def _nobody(seats: Sequence[Empty]) -> str:
    if not seats:
        return ""
    names = listed([one.name for one in seats])
    return _("The network knows nobody for: %(names)s. Who could call somebody there?") % {
        "names": names
    }
