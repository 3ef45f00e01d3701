"""What can wait: saving a list, and ending terms."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from dwarsverband.foundation.access import Actor, later
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.everywhere import everywhere
from dwarsverband.foundation.access.jobs import job
from dwarsverband.foundation.accounts.queries import get_partnership
from dwarsverband.modules.network.actions.agreements import end_agreement
from dwarsverband.modules.network.actions.consent import destroy_old_marks
from dwarsverband.modules.network.actions.consent import tell_people as tell
from dwarsverband.modules.network.actions.helping import ask_on, end_question
from dwarsverband.modules.network.actions.import_answers import destroy_old_answers
from dwarsverband.modules.network.actions.import_undo import destroy_old_memories
from dwarsverband.modules.network.actions.imports import destroy_old_imports, give_up_import
from dwarsverband.modules.network.actions.imports import finish_import as finish
from dwarsverband.modules.network.actions.introductions import ask_again
from dwarsverband.modules.network.actions.moments import destroy_old_moments
from dwarsverband.modules.network.actions.offers import destroy_old_offers
from dwarsverband.modules.network.actions.people import withdraw_person
from dwarsverband.modules.network.actions.places import place_people as place
from dwarsverband.modules.network.actions.reports import measure_network
from dwarsverband.modules.network.actions.rounds import (
    ask_people,
    close_round,
    destroy_old_participations,
    remind_people,
    send_results,
)
from dwarsverband.modules.network.actions.weekly import write_weekly_mail as write_mail_of
from dwarsverband.modules.network.models import Import, Round
from dwarsverband.modules.network.queries import weekly
from dwarsverband.modules.network.queries.agreements import agreements_past_term
from dwarsverband.modules.network.queries.helping import questions_past_term, questions_to_ask_on
from dwarsverband.modules.network.queries.imports import find_import
from dwarsverband.modules.network.queries.introductions import introductions_to_ask_again
from dwarsverband.modules.network.queries.map_places import has_newcomers
from dwarsverband.modules.network.queries.people import people_past_term, recorded_people
from dwarsverband.modules.network.queries.rounds import (
    open_round,
    people_to_remind,
    people_to_thank,
    rounds_past_end,
    visible_rounds,
)


def _tell_that_it_failed(actor: Actor, draft_id: str) -> None:
    draft = find_import(actor, UUID(draft_id))
    if draft is not None and draft.status == Import.Status.WAITING:
        give_up_import(actor, draft)


@job("network.finish_import", gave_up=_tell_that_it_failed)
def finish_import(actor: Actor, draft_id: str) -> None:
    """Save a list, whole or not at all."""
    draft = find_import(actor, UUID(draft_id))
    if draft is not None and draft.status == Import.Status.WAITING:
        finish(actor, draft)


@job("network.withdraw_person")
def finish_withdrawal(actor: Actor, person_id: str) -> None:
    """Destroy what is left of somebody whom a coordinator of some municipalities took out."""
    person = recorded_people(actor).filter(pk=person_id).first()
    if person is not None:
        withdraw_person(actor, person)


@job("network.tell_people")
def tell_people(actor: Actor) -> None:
    """Go on with the mails that tell people they are recorded."""
    tell(actor)


@job("network.ask_people")
def ask_people_in(actor: Actor, round_id: str) -> None:
    """Write the mails of a round that was opened."""
    asked = _round(actor, round_id)
    if asked is not None and asked.closed_on is None:
        ask_people(actor, asked)


@job("network.remind_people")
def remind_people_in(actor: Actor, round_id: str) -> None:
    """Go on with the reminders of today."""
    asked = _round(actor, round_id)
    if asked is not None and people_to_remind(actor, asked).exists():
        remind_people(actor, asked)


@job("network.send_results")
def send_results_of(actor: Actor, round_id: str) -> None:
    """Tell whoever answered what came of a round that was closed."""
    asked = _round(actor, round_id)
    if asked is not None and people_to_thank(actor, asked).exists():
        send_results(actor, asked)


def _round(actor: Actor, round_id: str) -> Round | None:
    return visible_rounds(actor).filter(pk=round_id).first()


@app.periodic(cron="37 8 * * 1-5")
@app.task(name="network.remind", queueing_lock="network.remind")
def remind(timestamp: int) -> None:
    """Remind whoever has not answered a round, on a working day, in every partnership."""
    _remind()


@everywhere("network.remind")
def _remind(actor: Actor) -> None:
    asked = open_round(actor)
    if asked is not None and people_to_remind(actor, asked).exists():
        remind_people(actor, asked)


@app.periodic(cron="12 0 * * *")
@app.task(name="network.close_rounds", queueing_lock="network.close_rounds")
def close_rounds(timestamp: int) -> None:
    """Close the rounds that have ended, in every partnership."""
    _close_rounds()


@everywhere("network.close_rounds")
def _close_rounds(actor: Actor) -> None:
    for asked in rounds_past_end(actor):
        close_round(actor, asked)


@job("network.place_people")
def place_people(actor: Actor) -> None:
    """Keep where everybody stands on the map."""
    place(actor)


@job("network.measure_network")
def measure_anew(actor: Actor) -> None:
    """Keep the totals of today anew, because somebody left after they were kept."""
    measure_network(actor)


@app.periodic(cron="57 3 * * *")
@app.task(name="network.place_newcomers", queueing_lock="network.place_newcomers")
def place_newcomers(timestamp: int) -> None:
    """Give whoever came another way than by a list a place on the map, in every partnership."""
    _place_newcomers()


@everywhere("network.place_newcomers")
def _place_newcomers(actor: Actor) -> None:
    if has_newcomers(actor):
        place(actor)


@app.periodic(cron="47 3 * * *")
@app.task(name="network.measure", queueing_lock="network.measure")
def measure(timestamp: int) -> None:
    """Keep the totals of the day, in every partnership."""
    _measure()


@everywhere("network.measure")
def _measure(actor: Actor) -> None:
    measure_network(actor)


@app.periodic(cron="27 7 * * 1-5")
@app.task(name="network.ask_again", queueing_lock="network.ask_again")
def ask_introducers_again(timestamp: int) -> None:
    """Ask whoever said later once more, in the morning of a working day, in every partnership."""
    _ask_again()


def _as_sender(partnership: UUID) -> Actor:
    """The system with the name of its partnership, which stands below a mail."""
    actor = system(partnership)
    with acting(actor):
        return replace(actor, partnership_name=get_partnership(actor).name)


@everywhere("network.ask_again", as_whom=_as_sender)
def _ask_again(actor: Actor) -> None:
    for introduction in introductions_to_ask_again(actor):
        ask_again(actor, introduction)


@app.periodic(cron="37 7 * * 1-5")
@app.task(name="network.ask_on", queueing_lock="network.ask_on")
def ask_next_people(timestamp: int) -> None:
    """Ask the next people whose turn it is, in the morning of a working day, in every partnership."""
    _ask_on()


@everywhere("network.ask_on", as_whom=_as_sender)
def _ask_on(actor: Actor) -> None:
    for question in questions_to_ask_on(actor):
        ask_on(actor, question)


@app.periodic(cron="23 5 * * 1-5")
@app.task(name="network.send_weekly_mails", queueing_lock="network.send_weekly_mails")
def send_weekly_mails(timestamp: int) -> None:
    """Say early on Monday what waits; after a holiday on the first working day of the week."""
    _send_weekly_mails()


@everywhere("network.send_weekly_mails")
def _send_weekly_mails(actor: Actor) -> None:
    monday = weekly.monday_of(timezone.localdate())
    if not weekly.is_time(actor, monday):
        return
    for member in weekly.waiting_for_mail(actor, monday):
        reader = replace(actor, membership_id=member.pk, user_id=member.user_id)
        later("network.write_weekly_mail", reader, monday)


@job("network.write_weekly_mail")
def write_weekly_mail(actor: Actor, monday: str) -> None:
    """Write the mail of one member as that member sees it, unless its week has passed."""
    week = date.fromisoformat(monday)
    if actor.is_member and weekly.is_time(actor, week) and weekly.is_due(actor, week):
        write_mail_of(actor, monday=week)


@app.periodic(cron="7 * * * *")
@app.task(name="network.end_undo", queueing_lock="network.end_undo")
def end_undo(timestamp: int) -> None:
    """Destroy what was kept for undoing a list as soon as its day is over, in every partnership."""
    _end_undo()


@everywhere("network.end_undo")
def _end_undo(actor: Actor) -> None:
    destroy_old_memories(actor)


@app.periodic(cron="17 3 * * *")
@app.task(name="network.end_terms", queueing_lock="network.end_terms")
def end_terms(timestamp: int) -> None:
    """Take out everybody whose term has ended, in every partnership."""
    _end_terms()


@everywhere("network.end_terms", as_whom=_as_sender)
def _end_terms(actor: Actor) -> None:
    for person in people_past_term(actor):
        withdraw_person(actor, person, reason="term")
    destroy_old_moments(actor)
    destroy_old_participations(actor)
    for agreement in agreements_past_term(actor):
        end_agreement(actor, agreement)
    for question in questions_past_term(actor):
        end_question(actor, question)
    destroy_old_offers(actor)
    destroy_old_imports(actor)
    destroy_old_answers(actor)
    destroy_old_marks(actor)
