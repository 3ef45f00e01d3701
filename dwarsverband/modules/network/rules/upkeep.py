"""What an actor may do with contacts that are kept up."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.network.models import ContactMoment, Holiday, Rhythm, Tie, Turn
from dwarsverband.modules.network.queries.moments import is_keeper_of
from dwarsverband.modules.network.queries.people import own_key, own_keys
from dwarsverband.modules.network.queries.upkeep import keeps_contacts

# How often somebody can mean to speak, in days, and how many minutes a week they can set aside.
OFTEN = (7, 14, 28, 42, 61, 91, 122, 182, 365)
TIMES = (0, 20, 40, 60, 90, 120, 180, 240, 480)


def may_settle_moment(actor: Actor, moment: ContactMoment) -> Verdict:
    """Whoever keeps a contact says that a promise was kept, or a question answered."""
    if not moment.waits:
        return denied(_("Nothing waits here."))
    if not (actor.is_coordinator or is_keeper_of(actor, moment)):
        return denied(_("Only whoever keeps this contact says that it is done."))
    return ALLOWED


def may_remove_moment(actor: Actor, moment: ContactMoment) -> Verdict:
    """Whoever wrote a moment down takes it back."""
    if not (actor.is_coordinator or is_keeper_of(actor, moment)):
        return denied(_("Only whoever keeps this contact takes it back."))
    return ALLOWED


def may_destroy_old_moments(actor: Actor) -> Verdict:
    """The term does this by itself."""
    if actor.kind != "system":
        return denied(_("This happens by itself, at the end of the term."))
    return ALLOWED


def may_put_off_contact(actor: Actor, tie: Tie) -> Verdict:
    """Whoever has a tie on the list puts it off."""
    return may_set_time_aside(actor)


def may_hand_over_contact(actor: Actor, tie: Tie) -> Verdict:
    """Somebody hands over a contact of their own."""
    if not {tie.first_id, tie.second_id} & set(own_keys(actor)):
        return denied(_("You hand over your own contacts only."))
    return ALLOWED


def may_take_over_contact(actor: Actor, turn: Turn) -> Verdict:
    """Whoever a contact was handed to says that they spoke."""
    if turn.handed_to_id is None or turn.handed_to_id != own_key(actor):
        return denied(_("This contact was handed to somebody else."))
    return ALLOWED


def may_give_back_contact(actor: Actor, turn: Turn) -> Verdict:
    """Whoever a contact was handed to gives it back."""
    return may_take_over_contact(actor, turn)


def may_take_back_turn(actor: Actor, turn: Turn) -> Verdict:
    """Whoever put a contact off or handed it over takes that back."""
    if turn.membership_id != actor.membership_id:
        return denied(_("Only whoever said this takes it back."))
    return ALLOWED


def may_set_time_aside(actor: Actor) -> Verdict:
    """Whoever keeps contacts says how much time there is for them."""
    if keeps_contacts(actor):
        return ALLOWED
    return denied(_("Only whoever keeps contacts has a list."))


def may_set_rhythm(actor: Actor) -> Verdict:
    """The coordinator chooses how often this network means to speak."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator chooses how often you speak."))
    return ALLOWED


def may_remove_rhythm(actor: Actor, rhythm: Rhythm) -> Verdict:
    """The coordinator lets the usual rhythm hold again."""
    return may_set_rhythm(actor)


def may_add_holiday(actor: Actor) -> Verdict:
    """The coordinator writes down when nobody works."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator writes down holidays."))
    return ALLOWED


def may_remove_holiday(actor: Actor, holiday: Holiday) -> Verdict:
    """The coordinator takes a holiday off the list."""
    return may_add_holiday(actor)
