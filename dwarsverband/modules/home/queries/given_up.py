"""Work that was tried five times and then given up: which work, never about whom."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_noop

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.everywhere import AGAIN, given_up
from dwarsverband.foundation.accounts.rules import may_see_privacy

# What each kind of work is for, as people would say it.
WORK = {
    "mail.send": gettext_noop("Sending a mail"),
    "network.finish_import": gettext_noop("Saving a list"),
    "network.tell_people": gettext_noop("Telling people that they are on the list"),
    "network.place_people": gettext_noop("Drawing the map"),
    "network.place_newcomers": gettext_noop("Drawing the map"),
    "network.measure_network": gettext_noop("Keeping the figures of the day"),
    "network.measure": gettext_noop("Keeping the figures of the day"),
    "network.ask_again": gettext_noop("Asking again whoever answered “later”"),
    "network.ask_people": gettext_noop("Asking people with whom they work"),
    "network.remind": gettext_noop("Reminding people of a contact round"),
    "network.remind_people": gettext_noop("Reminding people of a contact round"),
    "network.close_rounds": gettext_noop("Closing a contact round"),
    "network.send_results": gettext_noop("Telling people what came of a contact round"),
    "network.ask_on": gettext_noop("Asking the next people a question"),
    "mail.send_once": gettext_noop("Sending a mail"),
    "network.send_weekly_mails": gettext_noop("Writing the mail of Monday"),
    "network.write_weekly_mail": gettext_noop("Writing the mail of Monday"),
    "network.end_undo": gettext_noop("Destroying what was kept for undoing a list"),
    "network.end_terms": gettext_noop("Taking out people whose term has ended"),
    "network.withdraw_person": gettext_noop("Destroying the rest of whoever was taken out"),
    "accounts.note_guesses": gettext_noop("Noting that somebody guesses at an account"),
    "accounts.forget_old": gettext_noop("Destroying what is past its term"),
    "accounts.sign_log": gettext_noop("Signing the log"),
    "accounts.send_change": gettext_noop("Telling somebody that they sign in differently now"),
    "accounts.send_new_password": gettext_noop("Sending a mail about a password"),
    "search.catch_up": gettext_noop("Reading what can be searched"),
    "search.look_after": gettext_noop("Reading what can be searched"),
    "tables.hand_down": gettext_noop("Writing down as ties who sat together"),
    "tables.end_terms": gettext_noop("Destroying what is past its term"),
    AGAIN: gettext_noop("Trying something once more"),
}


@dataclass(frozen=True, slots=True)
class GivenUpWork:
    """A kind of work that was given up: how often in the last month, and when last."""

    name: str
    work: str
    count: int
    last_on: date


def given_up_work(actor: Actor) -> list[GivenUpWork]:
    """What was given up in the last month, for whoever sees the privacy page."""
    if not may_see_privacy(actor).is_allowed:
        return []
    return [
        GivenUpWork(one.name, gettext(WORK.get(one.name, one.name)), one.count, one.last_on)
        for one in given_up(actor.partnership_id)
    ]
