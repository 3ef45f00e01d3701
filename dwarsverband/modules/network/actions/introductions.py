"""What an actor does to let two people meet."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.shown import one_line, send_shown
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import Introduction, Person, Tie, TieKind
from dwarsverband.modules.network.queries.introduction_words import question
from dwarsverband.modules.network.queries.introductions import ANSWER_DAYS, PURPOSE, Suggestion
from dwarsverband.modules.network.queries.people import own_key

LATER_DAYS, DAYS_KEPT = 30, 730
Status = Introduction.Status


@action(rules.may_ask_introducer)
def ask_introducer(
    actor: Actor, suggestion: Suggestion, *, introducer: Person | None = None, note: str = ""
) -> Introduction:
    """Ask whoever knows both people to introduce them; when nobody does, or you do, it is yours.

    A sentence of your own goes along in the mail, and is kept nowhere else.
    """
    sentence = one_line(note)
    introduction = _begun(actor, suggestion, introducer)
    is_own = introducer is None or introducer.pk == own_key(actor)
    if is_own:
        introduction.status, introduction.answered_on = Status.ACCEPTED, introduction.asked_on
    introduction.save(force_insert=True)
    if introducer is not None and introducer.email and not is_own:
        _write(actor, introduction, introducer, sentence)
    return introduction


@action(rules.may_ask_again)
def ask_again(actor: Actor, introduction: Introduction) -> Introduction:
    """Ask once more whoever said: later."""
    introduction.status, introduction.again_on = Status.ASKED, None
    introduction.version += 1
    introduction.save()
    if introduction.introducer is not None:
        _write(actor, introduction, introduction.introducer)
    return introduction


@action(rules.may_let_introduction_rest)
def let_introduction_rest(actor: Actor, suggestion: Suggestion) -> Introduction:
    """Not now: these two are not suggested again within a year."""
    introduction = _begun(actor, suggestion, None)
    introduction.status, introduction.answered_on = Status.DECLINED, introduction.asked_on
    introduction.save(force_insert=True)
    return introduction


@action(rules.may_answer_introduction)
def answer_introduction(actor: Actor, introduction: Introduction, *, answer: str) -> Introduction:
    """Say whether you introduce two people: yes, no, or later."""
    if answer not in {Status.ACCEPTED, Status.DECLINED, Status.LATER}:
        raise ValidationError(_("Choose one of the three answers."))
    today = timezone.localdate()
    asked = Introduction.objects.filter(pk=introduction.pk).exclude(status=Status.MET)
    current = asked.select_for_update().first()
    if current is None:  # written down a moment ago
        raise ValidationError(_("They have met already."))
    current.status = Status(answer)
    current.answered_on = today
    current.again_on = today + timedelta(days=LATER_DAYS) if answer == Status.LATER else None
    current.version += 1
    current.save()
    return current


@action(rules.may_record_meeting)
def record_meeting(actor: Actor, introduction: Introduction, *, on: date, version: int) -> Tie:
    """Write down that two people met: from then on there is a tie."""
    current = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if current.version != version:
        raise Conflict(current)
    if on > timezone.localdate():
        raise ValidationError({"on": _("This day is still to come.")})
    current.status, current.met_on = Status.MET, on
    current.version += 1
    current.save()
    tie, _is_new = Tie.objects.get_or_create(
        partnership_id=actor.partnership_id,
        first_id=current.first_id,
        second_id=current.second_id,
        kind=TieKind.CONTACT,
        defaults={"source": "introduction", "since_on": on, "last_contact_on": on},
    )
    later("network.place_people", system(actor.partnership_id))
    return tie


def _begun(actor: Actor, suggestion: Suggestion, introducer: Person | None) -> Introduction:
    """An introduction as it begins, the smaller number first."""
    today = timezone.localdate()
    ends = [
        (suggestion.first, suggestion.first_domain),
        (suggestion.second, suggestion.second_domain),
    ]
    (first, first_domain), (second, second_domain) = sorted(ends, key=lambda end: end[0].id)
    basis = get_processing(actor)
    return Introduction(
        partnership_id=actor.partnership_id,
        first_id=first.id,
        second_id=second.id,
        introducer=introducer,
        first_domain=first_domain,
        second_domain=second_domain,
        people_before=suggestion.people_before,
        asked_on=today,
        source="introduction",
        legal_basis=basis.legal_basis if basis else "",
        ends_on=today + timedelta(days=DAYS_KEPT),
    )


def _write(actor: Actor, introduction: Introduction, introducer: Person, note: str = "") -> None:
    ends_at = timezone.now() + timedelta(days=ANSWER_DAYS)
    _link, secret = links.make(actor, PURPOSE, ends_at, details={}, subject=introduction.pk)
    one, other = (end.person.name for end in introduction.ends)
    asked = question(actor, introducer, one, other, secret)
    about = [introduction.first_id, introduction.second_id, introducer.pk]
    send_shown(actor, asked, note, about)
