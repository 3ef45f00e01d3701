"""What an actor does so that people know they are recorded, and can say no."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action, later
from dwarsverband.foundation.accounts.queries import coordinators, get_processing
from dwarsverband.foundation.links import codes, links
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import Person, Withdrawal
from dwarsverband.modules.network.queries import consent, consent_words
from dwarsverband.modules.network.queries.round_words import named

# So many mails are written in one transaction; a job goes on with the rest.
PORTION = 100
# So many letters make one print.
MOST_LETTERS = 200
# Somebody's own page works as long as they are kept: the link goes when the person goes.
LINK_DAYS = 3_653


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """A letter to print, and the code with which its reader opens their own page."""

    person: Person
    message: consent_words.Message
    code: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Its paragraphs."""
        return self.message.letter()

    @property
    def pk(self) -> UUID:
        """For whom it is, as the log tells it."""
        return self.person.pk

    @property
    def to(self) -> str:
        """To whom it goes: the name, and what they do where."""
        return "\n".join(filter(None, (self.person.name, consent_words.work_of(self.person))))


@action(rules.may_tell_people)
def tell_people(actor: Actor) -> int:
    """Write to everybody who has an address and does not know it yet: once, a portion at a time."""
    people = list(consent.people_to_mail(actor).select_for_update()[:PORTION])
    _write_to(actor, people)
    if consent.people_to_mail(actor).exists():
        later("network.tell_people", actor)
    return len(people)


@action(rules.may_tell_person)
def tell_person(actor: Actor, person: Person) -> Person:
    """Write to one person, perhaps again: from then on only the new link works."""
    links.destroy(actor, [person.pk])
    _write_to(actor, [person])
    return person


@action(rules.may_write_letters)
def write_letters(actor: Actor, *, people: Sequence[UUID]) -> list[PaperLetter]:
    """Make a letter to print for some people without address, each with a code that is kept nowhere.

    Whoever prints it reads the code; who has an address gets a link that nobody else reads.
    """
    found = list(consent.chosen_people(actor, people)[:MOST_LETTERS])
    if not found:
        raise ValidationError({"people": _("Choose at least one person.")})
    processing, known = get_processing(actor), consent.people_known(actor, found)
    with translation.override(settings.LANGUAGE_CODE):
        return [
            PaperLetter(
                person,
                consent_words.message(actor, person, processing, known[person.pk]),
                _new_code(actor, person),
            )
            for person in found
        ]


def tell_again(actor: Actor, person: Person) -> None:
    """The mail went to another address: its link works no longer, and the new one gets a mail of its own."""
    if person.told_by == Person.Told.MAIL:
        links.destroy(actor, [person.pk])
        person.told_on, person.told_by = None, ""


def follow_address(actor: Actor, person: Person, before: str) -> None:
    """After another address was written down: the old one hears it, and links go to the new one only.

    Whoever changed it on their own page shows by the mail that the new address is theirs: what was
    asked and noted by the account of that address is read on that page too (within an action).
    """
    sender = replace(named(actor), name=actor.name or coordinators(actor))
    if before:
        language = consent.languages_of(actor, [person])[person.pk]
        with translation.override(language):
            told = consent_words.moved(sender, get_processing(actor))
            _send(sender, person, language, told.subject, told.text, to=before)
    if person.email and actor.kind == "link":
        links.destroy(actor, [person.pk])
        _write_to(sender, [person])


@action(rules.may_record_told)
def record_told(actor: Actor, *, people: Sequence[UUID], how: str) -> int:
    """Write down that some people know it now: by a letter that was handed over, or in person."""
    if not people:
        raise ValidationError({"people": _("Choose at least one person.")})
    return consent.untold_people(actor, people).update(
        told_on=timezone.localdate(), told_by=Person.Told(how)
    )


@action(rules.may_record_objection)
def record_objection(actor: Actor, person: Person, *, reason: str = "") -> Person:
    """Somebody objects: from now on they stay out of everything, until the coordinator has decided."""
    current = _locked(person)
    current.objected_on, current.objection = timezone.localdate(), reason
    current.answer, current.answered_on = "", None
    _keep(current)
    if not actor.is_coordinator:
        _say_that_somebody_objects(actor)
    return current


@action(rules.may_take_back_objection)
def take_back_objection(actor: Actor, person: Person) -> Person:
    """Somebody objects no longer."""
    current = _locked(person)
    current.objected_on, current.objection = None, ""
    _keep(current)
    return current


@action(rules.may_answer_objection)
def answer_objection(actor: Actor, person: Person, *, answer: str, version: int) -> Person:
    """Explain why somebody stays on the list; they read it on their page, and by mail."""
    current = _locked(person)
    if current.version != version:
        raise Conflict(current)
    current.objected_on, current.answer = None, answer
    current.answered_on = timezone.localdate()
    _keep(current)
    if current.email:
        _write_answer(actor, current)
    return current


def destroy_old_marks(actor: Actor) -> int:
    """Forget the marks of people who left long ago."""
    old = Withdrawal.objects.filter(
        partnership_id=actor.partnership_id, marks_end_on__lt=timezone.localdate()
    )
    return old.update(marks=[], marks_end_on=None)


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _keep(person: Person) -> None:
    person.version += 1
    person.full_clean()
    person.save()


def _write_to(actor: Actor, people: Sequence[Person]) -> None:
    processing, known = get_processing(actor), consent.people_known(actor, people)
    languages = consent.languages_of(actor, people)
    for person in people:
        page = consent_words.page_address(_new_link(actor, person))
        with translation.override(languages[person.pk]):
            told = consent_words.message(actor, person, processing, known[person.pk])
            text = "\n\n".join(told.mail(page))
            _send(actor, person, languages[person.pk], told.subject, text)
    keys = [person.pk for person in people]
    Person.objects.filter(partnership_id=actor.partnership_id, pk__in=keys).update(
        told_on=timezone.localdate(), told_by=Person.Told.MAIL
    )


def _write_answer(actor: Actor, person: Person) -> None:
    language = consent.language_of(actor, person)
    page = consent_words.page_address(_new_link(actor, person))
    with translation.override(language):
        subject = _("An answer to your objection")
        _send(actor, person, language, subject, consent_words.answer(actor, person, page))


def _send(
    actor: Actor, person: Person, language: str, subject: str, text: str, *, to: str = ""
) -> None:
    write_letter(
        actor,
        to=to or person.email,
        language=language,
        subject=subject,
        text=text,
        reason=consent_words.reason(actor),
        about=[person.pk],
    )


def _say_that_somebody_objects(actor: Actor) -> None:
    """Tell whoever answers questions, without a name."""
    processing = get_processing(actor)
    if processing is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        write_letter(
            actor,
            to=processing.contact,
            language=settings.LANGUAGE_CODE,
            subject=_("Somebody objects to being on the list"),
            text=_(
                "Hello,\n\nSomebody on the list of %(partnership)s objects. They stay out of the map, the lists "
                "and the figures until the coordinator has decided. The law gives you a month for an answer.\n\n"
                "Who it is, and why, stands here:\n\n%(address)s"
            )
            % {
                "partnership": actor.partnership_name,
                "address": consent_words.objections_address(actor),
            },
            reason=_("You get this mail because questions about privacy come to you."),
        )


def _new_link(actor: Actor, person: Person, secret: str = "") -> str:
    ends_at = timezone.now() + timedelta(days=LINK_DAYS)
    _link, secret = links.make(
        actor,
        consent.PURPOSE,
        ends_at,
        details={},
        subject=person.pk,
        is_single_use=False,
        secret=secret,
    )
    return secret


def _new_code(actor: Actor, person: Person) -> str:
    code = codes.new_code()
    _new_link(actor, person, codes.secret_of(code))
    return code
