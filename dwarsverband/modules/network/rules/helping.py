"""What an actor may do with offers of help and with questions."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.network.models import HelpAsk, HelpQuestion, Offer, Person
from dwarsverband.modules.network.queries.consent import holds_page_of
from dwarsverband.modules.network.queries.helping import own_questions, was_asked
from dwarsverband.modules.network.queries.people import own_people

MOST_OPEN = 5
# What somebody says of the time it took, in minutes.
TIMES, MOST_MINUTES = (5, 15, 30, 60, 120), 600


def may_add_offer(actor: Actor, person: Person) -> Verdict:
    """Somebody offers what they know themselves; nobody offers it for another."""
    if person.objected_on is not None:
        return denied(_("You object to being on the list. Decide about that first."))
    if holds_page_of(actor, person) or own_people(actor).filter(pk=person.pk).exists():
        return ALLOWED
    return denied(_("Everybody says for themselves what they offer."))


def may_end_offer(actor: Actor, offer: Offer) -> Verdict:
    """Whoever offers something stops it, and so does its term."""
    if actor.kind == "system" or holds_page_of(actor, offer.person):
        return ALLOWED
    if actor.is_coordinator or own_people(actor).filter(pk=offer.person_id).exists():
        return ALLOWED
    return denied(_("Everybody says for themselves what they offer."))


def may_ask_for_help(actor: Actor) -> Verdict:
    """Every member asks; a few questions at a time."""
    if not actor.is_member:
        return denied(_("Only members of this network ask questions."))
    if own_questions(actor).count() >= MOST_OPEN:
        return denied(_("Five of your questions are open. End one first."))
    return ALLOWED


def may_ask_on(actor: Actor, question: HelpQuestion) -> Verdict:
    """The next people are asked by themselves, when their day has come."""
    if actor.kind != "system":
        return denied(_("This happens by itself, after two working days."))
    return ALLOWED


def may_end_question(actor: Actor, question: HelpQuestion) -> Verdict:
    """Whoever asked ends it, and so does its term."""
    if actor.kind == "system" or _is_own(actor, question):
        return ALLOWED
    return denied(_("Only whoever asked ends a question."))


def may_answer_ask(actor: Actor, ask: HelpAsk) -> Verdict:
    """Whoever was asked answers, by their link or by their account."""
    if not was_asked(actor, ask):
        return denied(_("Only whoever was asked answers."))
    if ask.thanked_on is not None:
        return denied(_("You were thanked for your answer. You have nothing left to do."))
    return ALLOWED


def may_tell_minutes(actor: Actor, ask: HelpAsk) -> Verdict:
    """Whoever helped says how long it took."""
    if not was_asked(actor, ask):
        return denied(_("Only whoever was asked answers."))
    if ask.answer != HelpAsk.Answer.YES:
        return denied(_("You did not say that you can help."))
    return ALLOWED


def may_thank(actor: Actor, ask: HelpAsk) -> Verdict:
    """Whoever asked thanks for an answer, once."""
    if not _is_own(actor, ask.question):
        return denied(_("Only whoever asked thanks for an answer."))
    if ask.thanked_on is not None:
        return denied(_("You have thanked already."))
    if ask.answer not in (HelpAsk.Answer.YES, HelpAsk.Answer.OTHER):
        return denied(_("There is no answer yet."))
    return ALLOWED


def _is_own(actor: Actor, question: HelpQuestion) -> bool:
    return actor.is_member and question.asked_by_id == actor.membership_id
