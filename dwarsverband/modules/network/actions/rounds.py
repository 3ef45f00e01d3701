"""What an actor does with a contact round: open it, have people asked, close it, tell what came of it.

Each mail is written in the transaction that notes it, a portion at a time; so none is written twice.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Domain, Organisation, Partnership, Theme
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.modules.network.models import (
    MissingName,
    NamedContact,
    Participation,
    Person,
    Round,
)
from dwarsverband.modules.network.queries import round_words, rounds
from dwarsverband.modules.network.queries.consent import languages_of
from dwarsverband.modules.network.queries.round_totals import counted
from dwarsverband.modules.network.queries.round_words import RoundMail
from dwarsverband.modules.network.rules import rounds as rules

# So many mails are written in one transaction; a job goes on with the rest.
PORTION = 100
# Who answered what is kept for the next round, and no longer; a result can be read for two months.
DAYS_KEPT, RESULT_DAYS, BATCH = 730, 61, 1_000
SOURCE = "contact round"


@action(rules.may_open_round)
def open_round(
    actor: Actor,
    *,
    answers_until: date,
    theme: Theme | None = None,
    organisation: Organisation | None = None,
    asks_about: Domain | None = None,
) -> Round:
    """Ask professionals with whom they work, until a day; the mails go out at once."""
    list(Partnership.objects.select_for_update().filter(pk=actor.partnership_id))
    if rounds.open_round(actor) is not None:
        raise ValidationError(_("A round is open already. Close that one first."))
    _check(answers_until)
    asked = Round.objects.create(
        partnership_id=actor.partnership_id,
        opened_by_id=actor.membership_id,
        theme=theme,
        organisation=organisation,
        asks_about=asks_about,
        opened_on=timezone.localdate(),
        answers_until=answers_until,
    )
    people = rounds.people_to_ask(actor, theme, organisation)
    if not people.exists():
        raise ValidationError(_("Nobody would get this mail. Choose other people."))
    _take_in(actor, asked, people)
    later("network.ask_people", actor, asked)
    return asked


@action(rules.may_ask_people)
def ask_people(actor: Actor, asked: Round) -> None:
    """Write to whoever got no mail about this round yet."""
    waiting = _portion(rounds.people_to_write(actor, asked))
    today = timezone.localdate()
    _mark(waiting, asked_on=today)
    _write(actor, asked, waiting, round_words.invitation, rounds.PURPOSE)
    if rounds.people_to_write(actor, asked).exists():
        later("network.ask_people", actor, asked)


@action(rules.may_remind_people)
def remind_people(actor: Actor, asked: Round) -> None:
    """Remind whoever has not answered, twice at most and never on a day off."""
    waiting = _portion(rounds.people_to_remind(actor, asked))
    _mark(waiting, reminder_count=F("reminder_count") + 1, reminded_on=timezone.localdate())
    _write(actor, asked, waiting, round_words.reminder, rounds.PURPOSE)
    if rounds.people_to_remind(actor, asked).exists():
        later("network.remind_people", system(actor.partnership_id), asked)


@action(rules.may_close_round)
def close_round(actor: Actor, asked: Round) -> Round:
    """Ask no more: links end, what was not finished goes, the totals stay, and who answered hears it."""
    current = Round.objects.select_for_update().get(pk=asked.pk)
    if current.closed_on is not None:
        raise ValidationError(_("This round has been closed already."))
    everybody = Participation.objects.filter(partnership_id=actor.partnership_id, round=current)
    links.destroy(actor, everybody.values_list("pk", flat=True))
    _forget_unfinished(everybody.filter(answered_on=None))
    current.closed_on = timezone.localdate()
    (
        current.asked_count,
        current.answered_count,
        current.tie_count,
        current.new_count,
        current.confirmed_count,
    ) = counted(current)
    current.save()
    later("network.send_results", system(actor.partnership_id), current)
    return current


@action(rules.may_send_results)
def send_results(actor: Actor, asked: Round) -> None:
    """Write to whoever answered what came of it."""
    waiting = _portion(rounds.people_to_thank(actor, asked))
    _mark(waiting, result_sent_on=timezone.localdate())
    _write(actor, asked, waiting, round_words.result_mail, rounds.RESULT)
    if rounds.people_to_thank(actor, asked).exists():
        later("network.send_results", actor, asked)


@action(rules.may_destroy_old_participations)
def destroy_old_participations(actor: Actor) -> None:
    """Let go who was asked and what they answered, two years on, and names that nobody decided about."""
    old = rounds.participations_past_term(actor)
    links.destroy(actor, old.values_list("pk", flat=True))
    note("network_participation", old.values_list("pk", flat=True))
    old.delete()
    names = MissingName.objects.filter(
        partnership_id=actor.partnership_id, ends_on__lt=timezone.localdate()
    )
    note("network_missingname", names.values_list("pk", flat=True))
    names.delete()


def link_end(asked: Round) -> datetime:
    """When a link of a round stops working: at the end of its last day."""
    day = asked.answers_until + timedelta(days=1)
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _check(answers_until: date) -> None:
    today = timezone.localdate()
    if not today < answers_until <= today + timedelta(weeks=rounds.LONGEST_WEEKS):
        told = _("A round ends on a day to come, within %(weeks)s weeks.")
        raise ValidationError({"answers_until": told % {"weeks": rounds.LONGEST_WEEKS}})


def _take_in(actor: Actor, asked: Round, people: QuerySet[Person]) -> None:
    """Write down who is asked."""
    basis = get_processing(actor)
    Participation.objects.bulk_create(
        (
            Participation(
                partnership_id=actor.partnership_id,
                round=asked,
                person_id=key,
                source=SOURCE,
                legal_basis=basis.legal_basis if basis else "",
                ends_on=asked.opened_on + timedelta(days=DAYS_KEPT),
            )
            for key in people.values_list("pk", flat=True)
        ),
        batch_size=BATCH,
    )


def _forget_unfinished(unfinished: QuerySet[Participation]) -> None:
    for model in (NamedContact, MissingName):
        rows = model.objects.filter(participation__in=unfinished.values("pk"))
        note(model._meta.db_table, rows.values_list("pk", flat=True))
        rows.delete()


def _portion(waiting: QuerySet[Participation]) -> list[Participation]:
    """Some of those who wait, each for one writer only."""
    return list(waiting.select_for_update(of=("self",), skip_locked=True)[:PORTION])


def _mark(waiting: list[Participation], **noted: object) -> None:
    """Note that a mail goes, before it goes."""
    keys = [one.pk for one in waiting]
    Participation.objects.filter(pk__in=keys).update(**noted)


def _write(
    actor: Actor,
    asked: Round,
    waiting: list[Participation],
    words: Callable[[Actor, Round, Person, str], RoundMail],
    purpose: str,
) -> None:
    sender = round_words.named(actor)
    languages = languages_of(actor, [one.person for one in waiting])
    ends_at = link_end(asked)
    if purpose == rounds.RESULT:
        ends_at = timezone.now() + timedelta(days=RESULT_DAYS)
    for one in waiting:
        secret = links.make(
            actor, purpose, ends_at, details={}, subject=one.pk, is_single_use=False
        )[1]
        language = languages[one.person_id]
        with translation.override(language):
            mail = words(sender, asked, one.person, secret)
            write_letter(
                sender,
                to=one.person.email,
                language=language,
                subject=mail.subject,
                text=mail.text,
                reason=mail.reason,
                about=[one.person_id],
                is_once=True,
            )
