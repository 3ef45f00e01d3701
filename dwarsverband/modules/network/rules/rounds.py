"""What an actor may do with contact rounds, and with what is asked of them."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.modules.network.models import MissingName, Participation, Round
from dwarsverband.modules.network.queries import rounds


def may_open_round(actor: Actor) -> Verdict:
    """The coordinator of the whole partnership opens a round, one at a time."""
    verdict = _keeps_rounds(actor)
    if not verdict.is_allowed:
        return verdict
    if get_processing(actor) is None:
        return denied(_("First record why you keep people's names. That takes two minutes."))
    if rounds.open_round(actor) is not None:
        return denied(_("A round is open already. Close that one first."))
    return ALLOWED


def may_close_round(actor: Actor, asked: Round) -> Verdict:
    """A round is closed once: by the coordinator, or by its own end."""
    if asked.closed_on is not None:
        return denied(_("This round has been closed already."))
    return ALLOWED if actor.kind == "system" else _keeps_rounds(actor)


def may_ask_people(actor: Actor, asked: Round) -> Verdict:
    """Whoever opened a round has its mails written."""
    if asked.closed_on is not None:
        return denied(_("This round has been closed already."))
    return ALLOWED if actor.kind == "system" else _keeps_rounds(actor)


def may_remind_people(actor: Actor, asked: Round) -> Verdict:
    """Reminders go out by themselves."""
    return _by_itself(actor)


def may_send_results(actor: Actor, asked: Round) -> Verdict:
    """What came of a round goes out by itself."""
    return _by_itself(actor)


def may_destroy_old_participations(actor: Actor) -> Verdict:
    """The term does this by itself."""
    return _by_itself(actor)


def may_undo_answer(actor: Actor, participation: Participation) -> Verdict:
    """The coordinator takes back everything that one answer changed."""
    verdict = _keeps_rounds(actor)
    if verdict.is_allowed and participation.answered_on is None:
        return denied(_("There is no answer to undo."))
    return verdict


def may_admit_name(actor: Actor, missing: MissingName) -> Verdict:
    """The coordinator decides who comes into the network."""
    return _keeps_rounds(actor)


def may_drop_name(actor: Actor, missing: MissingName) -> Verdict:
    """The coordinator decides who does not."""
    return _keeps_rounds(actor)


def may_open_answer(actor: Actor, participation: Participation) -> Verdict:
    """A member opens their own list without the mail."""
    if not actor.is_member:
        return denied(_("Only whoever was asked answers this."))
    return ALLOWED


def may_name_contacts(actor: Actor, participation: Participation) -> Verdict:
    """Whoever was asked answers, as long as the round asks."""
    if not rounds.holds_answer_of(actor, participation):
        return denied(_("Only whoever was asked answers this."))
    return ALLOWED


def may_keep_earlier(actor: Actor, participation: Participation) -> Verdict:
    """Whoever was asked says that nothing changed."""
    return may_name_contacts(actor, participation)


def may_say_how_often(actor: Actor, participation: Participation) -> Verdict:
    """Whoever was asked says how often."""
    return may_name_contacts(actor, participation)


def may_name_missing(actor: Actor, participation: Participation) -> Verdict:
    """Whoever was asked says who is missing."""
    return may_name_contacts(actor, participation)


def may_finish_answer(actor: Actor, participation: Participation) -> Verdict:
    """Whoever was asked finishes the answer."""
    return may_name_contacts(actor, participation)


def may_decline_round(actor: Actor, participation: Participation) -> Verdict:
    """Whoever was asked says no."""
    return may_name_contacts(actor, participation)


def _by_itself(actor: Actor) -> Verdict:
    if actor.kind != "system":
        return denied(_("This happens by itself."))
    return ALLOWED


def _keeps_rounds(actor: Actor) -> Verdict:
    if not actor.is_coordinator:
        return denied(_("Only the coordinator asks with whom people work."))
    if actor.regions:
        return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))
    return ALLOWED
