"""What an actor does to find somebody who knows, and to help."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.analysis.words.traces import CAPITALS
from dwarsverband.foundation.access import Actor, action, later, replies
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.accounts.queries import get_processing, own_member
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.modules.network.models import (
    ContactMoment,
    HelpAsk,
    HelpQuestion,
    Person,
    Tie,
    TieKind,
)
from dwarsverband.modules.network.models.people import CONVERSATION, HELP
from dwarsverband.modules.network.queries import help_words as words
from dwarsverband.modules.network.queries import helping as queries
from dwarsverband.modules.network.queries.help_matching import Candidate, Matched, matched
from dwarsverband.modules.network.queries.people import own_key
from dwarsverband.modules.network.rules import helping as rules

BASIS = "asked by a member"
SHORTEST, MOMENT_DAYS = 12, 730
Answer = HelpAsk.Answer


@action(rules.may_ask_for_help, is_anonymous=True)
def ask_for_help(
    actor: Actor,
    *,
    text: str,
    theme: Theme | None = None,
    neighbourhood: str = "",
    is_about_nobody: bool = False,
) -> HelpQuestion:
    """Ask in a sentence: three people who offered it get a mail, or the coordinator does."""
    line = _question_text(actor, text, is_about_nobody=is_about_nobody)
    found = matched(actor, queries.asking(actor, line, theme, neighbourhood))
    if not found.candidates:
        told = _("Nobody offered help with this. Look at the desks, or ask it in other words.")
        raise ValidationError({"text": told})
    today, basis = timezone.localdate(), get_processing(actor)
    question = HelpQuestion(
        partnership_id=actor.partnership_id,
        asked_by=own_member(actor),
        person_id=own_key(actor),
        text=line,
        theme=theme,
        neighbourhood=" ".join(neighbourhood.split()),
        asked_on=today,
        source=HELP,
        legal_basis=basis.legal_basis if basis else BASIS,
        ends_on=today + timedelta(days=queries.DAYS_OPEN),
    )
    question.full_clean(exclude=["partnership", "asked_by", "person", "theme"])
    question.save()
    _ask(actor, question, found)
    return question


@action(rules.may_ask_on)
def ask_on(actor: Actor, question: HelpQuestion) -> HelpQuestion:
    """Nobody said yes in time: ask the next ones, and nobody a second time."""
    current = HelpQuestion.objects.select_for_update().get(pk=question.pk)
    if current.next_on is None or current.next_on > timezone.localdate():
        return current
    if queries.is_answered(current):
        current.next_on = None
        current.save(update_fields=["next_on"])
        return current
    _ask(actor, current, matched(actor, queries.asked_again(actor, current)))
    return current


@action(rules.may_end_question, is_anonymous=True)
def end_question(actor: Actor, question: HelpQuestion) -> None:
    """Destroy a question with everything that was answered; what stays is that there was one."""
    asks = list(HelpAsk.objects.filter(question=question).values_list("pk", flat=True))
    outcome = queries.outcome_of(question)
    note("network_helpquestion", [question.pk])
    note("network_helpask", asks)
    links.destroy(actor, asks)
    replies.forget_all(actor.partnership_id, [question.pk, *asks])
    HelpQuestion.objects.filter(pk=question.pk).delete()
    outcome.save(force_insert=True)


@action(rules.may_answer_ask)
def answer_ask(
    actor: Actor, ask: HelpAsk, *, answer: str, reach: str = "", elsewhere: str = ""
) -> HelpAsk:
    """Say that you can help and how to reach you, who knows instead, or: not now."""
    if answer not in Answer.values:
        raise ValidationError(_("Choose one of the three answers."))
    current = HelpAsk.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    was_yes = current.answer == Answer.YES
    current.answer, current.answered_on = answer, timezone.localdate()
    current.reach = _reach(reach) if answer == Answer.YES else ""
    current.elsewhere = _elsewhere(actor, elsewhere) if answer == Answer.OTHER else ""
    current.full_clean(validate_unique=False, validate_constraints=False)
    current.save()
    if answer == Answer.YES and not was_yes:
        HelpQuestion.objects.filter(pk=current.question_id).update(next_on=None)
        _write(actor, ask, words.yes_mail(actor, ask))
    return current


@action(rules.may_tell_minutes)
def tell_minutes(actor: Actor, ask: HelpAsk, *, minutes: int) -> HelpAsk:
    """Say how long it took to help: that counts as time for contact."""
    current = HelpAsk.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    current.minutes = minutes
    _keep_moment(actor, current)
    current.full_clean(validate_unique=False, validate_constraints=False)
    current.save()
    return current


@action(rules.may_thank, is_anonymous=True)
def thank(actor: Actor, ask: HelpAsk) -> HelpAsk:
    """Thank for an answer: a mail to whoever gave it."""
    current = HelpAsk.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    if current.thanked_on is not None:
        return current
    current.thanked_on = timezone.localdate()
    current.save()
    if ask.email:
        _write(actor, ask, words.thanks_mail(actor, ask, _link(actor, ask)))
    return current


def forget_help(actor: Actor, person: Person) -> None:
    """Nothing stays of what somebody asked and of what they were asked; links to it neither."""
    questions = queries.questions_of(actor, person)
    asks = HelpAsk.objects.filter(question__in=questions.values("pk")).values_list("pk", flat=True)
    own = queries.asks_of(actor, person).values_list("pk", flat=True)
    asked, keys = [one.pk for one in questions], [*asks, *own]
    note("network_helpquestion", asked)
    note("network_helpask", keys)
    links.destroy(actor, keys)
    replies.forget_all(actor.partnership_id, [*asked, *keys])
    HelpAsk.objects.filter(pk__in=keys).delete()
    HelpQuestion.objects.filter(pk__in=asked).delete()


def _question_text(actor: Actor, text: str, *, is_about_nobody: bool) -> str:
    line = text.strip()
    if len(line) < SHORTEST:
        raise ValidationError({"text": _("Ask it in a whole sentence.")})
    found = queries.traces(actor, line)
    if found and not is_about_nobody:
        raise ValidationError({"text": words.warning(found)})
    return line


def _reach(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise ValidationError(
            {"reach": _("Say how to reach you: a number, an address or a place.")}
        )
    return line


def _elsewhere(actor: Actor, text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise ValidationError({"elsewhere": _("Name an organisation or a desk.")})
    if set(queries.traces(actor, line)) - {CAPITALS}:
        raise ValidationError({"elsewhere": _("Name an organisation or a desk, and no person.")})
    return line


def _ask(actor: Actor, question: HelpQuestion, found: Matched) -> None:
    """The rows are there before the mails are: who stands in them is asked once, and never again."""
    for one in found.first:
        ask = _row(question, one)
        ask.save(force_insert=True)
        _write(actor, ask, words.ask_mail(actor, ask, _link(actor, ask)))
    more = bool(found.first)
    question.next_on = queries.next_day(actor) if more else None
    question.save(update_fields=["next_on"])


def _row(question: HelpQuestion, one: Candidate) -> HelpAsk:
    return HelpAsk(
        partnership_id=question.partnership_id,
        question=question,
        person_id=one.person_id,
        membership_id=one.membership_id,
        offer=one.offer,
        agreement=one.agreement,
        asked_on=timezone.localdate(),
    )


def _link(actor: Actor, ask: HelpAsk) -> str:
    """A link that works until the day after the last of the question."""
    last = datetime.combine(ask.question.ends_on, time.max)
    ends_at = timezone.make_aware(last)
    _made, secret = links.make(
        actor, queries.PURPOSE, ends_at, details={}, subject=ask.pk, is_single_use=False
    )
    return secret


def _write(actor: Actor, ask: HelpAsk, mail: words.Mail) -> None:
    about = [key for key in (ask.person_id, ask.question.person_id) if key]
    write_letter(
        actor,
        to=mail.to,
        language=mail.language,
        subject=mail.subject,
        text=mail.text,
        reason=mail.reason,
        about=about,
        is_once=True,
    )


def _keep_moment(actor: Actor, ask: HelpAsk) -> None:
    """That the two spoke, once; between people of the network, so that a tie may grow.

    That one asked the other for help stands nowhere: whoever sees the tie would read who asks.
    """
    asker, helper = ask.question.person_id, ask.person_id
    if asker is None or helper is None or asker == helper:
        return
    if ask.moment is not None:
        ask.moment.minutes = ask.minutes
        ask.moment.save(update_fields=["minutes"])
        return
    tie, today = _tie(actor, asker, helper), timezone.localdate()
    ask.moment = ContactMoment.objects.create(
        partnership_id=actor.partnership_id,
        tie=tie,
        keeper_id=helper,
        happened_on=today,
        ends_on=today + timedelta(days=MOMENT_DAYS),
        reason=ContactMoment.Reason.UPKEEP,
        minutes=ask.minutes,
        last_before_on=tie.last_contact_on,
    )
    if tie.last_contact_on is None or tie.last_contact_on < today:
        tie.last_contact_on = today
    if tie.estimated_on == today:  # now it is a day
        tie.estimated_on = None
    tie.version += 1
    tie.save(update_fields=["last_contact_on", "estimated_on", "version"])


def _tie(actor: Actor, one: UUID, other: UUID) -> Tie:
    """The tie on which they speak; a new one when they did not know each other."""
    first, second = sorted((one, other))
    spoken = Tie.objects.filter(
        partnership_id=actor.partnership_id, first_id=first, second_id=second
    ).exclude(kind=TieKind.ATTENDANCE)
    known = spoken.select_for_update().order_by("kind", "id").first()
    if known is not None:
        return known
    later("network.place_people", system(actor.partnership_id))
    return Tie.objects.create(
        partnership_id=actor.partnership_id,
        first_id=first,
        second_id=second,
        kind=TieKind.CONTACT,
        source=CONVERSATION,
        since_on=timezone.localdate(),
    )
