"""What is told when contacts go to somebody else: a receipt, and a mail without names."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.mail.shown import MailWords
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.handing import (
    Handing,
    Plan,
    ties_of_member,
    turns_handed,
)


@dataclass(frozen=True, slots=True)
class PlanTold:
    """What would go over, in words: how many to whom, who, and what stays."""

    title: str
    names: tuple[str, ...]
    stays: str
    own_tie: str


def went_before(actor: Actor, member: Membership) -> dict[UUID, str]:
    """Of each contact that was handed over already: to whom, and when."""
    other_of = {tie.pk: other for tie, other in ties_of_member(actor, member)}
    return {
        other_of[turn.tie_id]: _("%(name)s, %(day)s")
        % {"name": turn.handed_to.name, "day": date_format(turn.handed_on, "j F Y")}
        for turn in turns_handed(actor, other_of)
        if turn.handed_to and turn.handed_on
    }


def plan_told(found: Plan, member: Membership, to: Person) -> PlanTold:
    """What is about to happen, before it does."""
    count = len(found.new)
    title = ngettext(
        "%(count)s contact goes to %(name)s", "%(count)s contacts go to %(name)s", count
    ) % {"count": with_capital(in_words(count)), "name": to.name}
    stays = ""
    if found.known:
        stays = ngettext(
            "%(name)s knows %(count)s of them already. That one stays as it is.",
            "%(name)s knows %(count)s of them already. Those stay as they are.",
            found.known,
        ) % {"count": in_words(found.known), "name": to.name}
    own_tie = _(
        "The ties of %(keeper)s stay as they are. %(name)s gets a tie of their own with the first conversation. %(keeper)s gets a mail, without the names of contacts."
    ) % {"keeper": member.name, "name": to.name}
    return PlanTold(title, found.names, stays, own_tie)


def known_words(to: Person) -> str:
    """Why nothing goes over, and what to do."""
    return _(
        "%(name)s knows everybody you ticked already. Choose somebody else, or tick other contacts."
    ) % {"name": to.name}


def receipt(found: Handing) -> str:
    """What has just happened, for whoever handed over."""
    told = ngettext(
        "%(count)s contact stands on the list of %(name)s now.",
        "%(count)s contacts stand on the list of %(name)s now.",
        found.handed,
    ) % {"count": with_capital(in_words(found.handed)), "name": found.to.name}
    if not found.known:
        return told
    more = ngettext(
        "%(count)s was known there already.", "%(count)s were known there already.", found.known
    )
    return f"{told} {more % {'count': with_capital(in_words(found.known))}}"


def handed_words(actor: Actor, count: int) -> MailWords:
    """The mail in the language of the moment: how many, and where they stand."""
    what = ngettext(
        "Your coordinator handed %(count)s contact to you.",
        "Your coordinator handed %(count)s contacts to you.",
        count,
    ) % {"count": in_words(count)}
    place = f"{settings.PUBLIC_ADDRESS}{address(actor, 'home:today')}"
    return MailWords(
        subject=_("Contacts were handed to you"),
        text="\n\n".join(
            (
                _("Hello,"),
                what,
                _(
                    "Who they are stands on your list. Speak with them, or give them back:\n%(address)s"
                )
                % {"address": place},
            )
        ),
        reason=_("You get this mail because you keep contacts in this network."),
    )


def given_words(actor: Actor, member: Membership, to: Person, count: int) -> MailWords:
    """The mail to whoever kept them until now: how many went to whom, and that their own ties stay."""
    what = ngettext(
        "Your coordinator handed %(count)s contact of yours to %(name)s.",
        "Your coordinator handed %(count)s contacts of yours to %(name)s.",
        count,
    ) % {"count": in_words(count), "name": to.name}
    place = address(actor, "network:handover_sheet", pk=member.pk)
    return MailWords(
        subject=_("Contacts of yours were handed over"),
        text="\n\n".join(
            (
                _("Hello,"),
                what,
                _("Your own ties stay. Who they are stands on your sheet:\n%(address)s")
                % {"address": f"{settings.PUBLIC_ADDRESS}{place}"},
            )
        ),
        reason=_("You get this mail because you keep contacts in this network."),
    )
