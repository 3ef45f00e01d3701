"""What people read about being recorded: the message, the letter, and the sentences on the pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.mail import letters
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Introduction, Person
from dwarsverband.modules.network.queries.consent import (
    Consent,
    OwnPage,
    ToldAt,
    language_of,
    people_known,
    people_to_mail,
)
from dwarsverband.modules.network.queries.people import sees_everybody


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told: what is recorded, why, by whom, and where they see it themselves."""

    subject: str
    dated: str
    told: tuple[str, ...]
    by_link: str
    by_code: str
    rights: str
    closing: str

    def mail(self, page: str) -> tuple[str, ...]:
        """The paragraphs of the mail, with the address of their own page among them."""
        keep = _("Keep this address to yourself: whoever has it sees your page.")
        return (*self.told, self.by_link, page, self.rights, keep, self.closing)

    def letter(self) -> tuple[str, ...]:
        """The paragraphs of the letter; the code stands below them."""
        return (self.dated, *self.told, self.rights, self.closing)


def message(actor: Actor, person: Person, processing: Processing | None, known: int) -> Message:
    """The message to one person, in the language of the moment."""
    home = actor.partnership_name
    return Message(
        subject=_("You are on our list of who knows whom"),
        dated=f"{home}, {date_format(timezone.localdate(), 'j F Y')}",
        told=(
            _("Hello %(name)s,") % {"name": person.name},
            _(
                "In %(partnership)s many organisations work for the same people. "
                "We keep a list of who knows whom, so that colleagues find each other in time. "
                "You are on that list, and you should know it."
            )
            % {"partnership": home},
            "\n".join([_("What did we write down about you?"), *_recorded(person, known)]),
            "\n".join(_answers(person, processing)),
        ),
        by_link=_("This is your own page. You need no account:"),
        by_code=_("Your own page: go to %(site)s and type this code. You need no account.")
        % {"site": code_address()},
        rights="\n".join(_rights(processing)),
        closing="\n".join((_("Kind regards,"), actor.name, home)),
    )


def page_address(secret: str) -> str:
    """Where somebody's own page stands; without a secret, what that looks like."""
    if not secret:
        return f"{settings.PUBLIC_ADDRESS}{reverse('type_code')}/…"
    return settings.PUBLIC_ADDRESS + reverse("own_page", args=[secret])


def objections_address(actor: Actor) -> str:
    """Where the coordinator sees who objects."""
    return settings.PUBLIC_ADDRESS + address(actor, "network:objection_list")


def answer(actor: Actor, person: Person, page: str) -> str:
    """The mail that explains why somebody stays on the list."""
    return _(
        "Hello %(name)s,\n\nYou objected to being on our list. We read it carefully, and we keep you on the "
        "list. This is why:\n\n%(answer)s\n\nYou can still leave. That takes a minute, on your own page:\n\n"
        "%(page)s\n\nYou can also complain to the Dutch Data Protection Authority.\n\n"
        "Kind regards,\n%(sender)s\n%(partnership)s"
    ) % {
        "name": person.name,
        "answer": person.answer,
        "page": page,
        "sender": actor.name,
        "partnership": actor.partnership_name,
    }


@dataclass(frozen=True, slots=True)
class Moved:
    """The mail to an address that stands with somebody no longer."""

    subject: str
    text: str


def moved(actor: Actor, processing: Processing | None) -> Moved:
    """What the old address hears, without a name: whoever did not mean it says so."""
    contact = processing.contact if processing else settings.PUBLIC_ADDRESS
    text = _(
        "Hello,\n\nYour e-mail address was changed or taken off on the list of %(partnership)s. "
        "From now on mail goes to another address, or nowhere.\n\nWas it you, or did you ask for it? "
        "Then do nothing. Was it not? Tell us at once: %(contact)s"
    ) % {"partnership": actor.partnership_name, "contact": contact}
    return Moved(_("Your e-mail address was changed"), text)


def corrected(before: str, person: Person) -> str:
    """What came of a correction: who hears of another address, and who is still to be told."""
    if before.casefold() == person.email.casefold():
        return _("Saved.")
    told = [_("Saved.")]
    if before:
        told.append(_("The old address gets a mail that it was changed."))
    if person.email and person.told_on is None:
        told.append(_("Tell this person again what is recorded: the old link works no longer."))
    return " ".join(told)


def code_address() -> str:
    """Where somebody types the code of a letter."""
    return settings.PUBLIC_ADDRESS + reverse("type_code")


def work_of(person: Person) -> str:
    """What somebody does and where; empty when nobody said so."""
    position = next(iter(person.positions.all()), None)
    return position.work if position else ""


def person_line(person: Person) -> str:
    """Somebody in one line: the name, and what they do where."""
    return " · ".join(part for part in (person.name, work_of(person)) if part)


@dataclass(frozen=True, slots=True)
class Example:
    """A mail as one person gets it, word for word, but for the address of their page."""

    subject: str
    parts: tuple[str, ...]
    language: str


def example(actor: Actor, person: Person | None = None) -> Example | None:
    """The mail to one person, or to the first of those who wait for it."""
    reader = person or people_to_mail(actor).first()
    if reader is None or not sees_everybody(actor):
        return None
    language = language_of(actor, reader)
    known = people_known(actor, [reader])[reader.pk]
    with translation.override(language):
        told = message(actor, reader, get_processing(actor), known)
        ending = letters.footer(actor, language, reason(actor))
        parts = (*told.mail(page_address("")), ending)
        return Example(told.subject, parts, language)


def reason(actor: Actor) -> str:
    """Why somebody gets a mail."""
    return _("You get this mail because you are on the list of %(partnership)s.") % {
        "partnership": actor.partnership_name
    }


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """The sentences about telling people: by mail, and on paper."""

    by_mail: str
    on_paper: str
    send: str
    objecting: str
    elsewhere: str


def consent_words(found: Consent, places: Sequence[ToldAt] = ()) -> ConsentWords:
    """What can be done now, and for how many people."""
    return ConsentWords(
        by_mail=ngettext(
            "%(count)s person has an e-mail address.",
            "%(count)s people have an e-mail address.",
            found.to_mail,
        )
        % {"count": with_capital(in_words(found.to_mail))},
        on_paper=ngettext(
            "%(count)s person has no e-mail address. Print a letter, and hand it over.",
            "%(count)s people have no e-mail address. Print a letter for each, and hand it over.",
            found.on_paper,
        )
        % {"count": with_capital(in_words(found.on_paper))},
        send=ngettext(
            "Send the message to %(count)s person",
            "Send the message to %(count)s people",
            found.to_mail,
        )
        % {"count": found.to_mail},
        objecting=objections_sentence(found.objecting),
        elsewhere=_elsewhere(sum(not one.untold for one in places)),
    )


def _elsewhere(done: int) -> str:
    """At how many organisations nobody has to be told any more."""
    if not done:
        return _("Where most people do not know it stands on top.")
    return ngettext(
        "At %(count)s other organisation everybody knows it.",
        "At %(count)s other organisations everybody knows it.",
        done,
    ) % {"count": in_words(done)}


def sent_sentence(actor: Actor, count: int) -> str:
    """How many mails were written, and that the rest follows by itself."""
    sentence = ngettext(
        "%(count)s mail is on its way.", "%(count)s mails are on their way.", count
    ) % {"count": with_capital(in_words(count))}
    left = people_to_mail(actor).count()
    if not left:
        return sentence
    more = ngettext(
        "%(count)s more follows by itself.", "%(count)s more follow by themselves.", left
    ) % {"count": with_capital(in_words(left))}
    return f"{sentence} {more}"


def told_sentence(count: int) -> str:
    """How many people know it now."""
    return ngettext("%(count)s person knows it now.", "%(count)s people know it now.", count) % {
        "count": with_capital(in_words(count))
    }


def paper_sentence(count: int) -> str:
    """How many people get a letter."""
    if not count:
        return _("Nobody waits for a letter.")
    return ngettext(
        "%(count)s person has no e-mail address and does not know it yet.",
        "%(count)s people have no e-mail address and do not know it yet.",
        count,
    ) % {"count": with_capital(in_words(count))}


def choose_somebody() -> str:
    """What is asked when nobody was ticked."""
    return _("Choose at least one person.")


def unknown_code() -> str:
    """What is said of a code that opens nothing."""
    return _("We do not know this code. Compare it with your letter, sign by sign.")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The sentences of somebody's own page."""

    lead: str
    known: str
    seen_by: str
    introductions: list[tuple[Introduction, str]]


def own_words(mine: OwnPage) -> OwnWords:
    """What somebody reads about themselves."""
    count = len(mine.known)
    return OwnWords(
        lead=_("This is everything. You can correct it, object, or leave."),
        known=ngettext(
            "%(count)s person, as far as we know.", "%(count)s people, as far as we know.", count
        )
        % {"count": with_capital(in_words(count))}
        if count
        else _("We know of nobody."),
        seen_by=_("The coordinator: %(names)s.") % {"names": listed(mine.coordinators)},
        introductions=introduction_sentences(mine.person, mine.introductions, mine.known),
    )


def consent_sentence(found: Consent) -> str:
    """How many people do not know it yet, in one sentence."""
    if not found.people:
        return _("Nobody is in this network yet.")
    if not found.untold:
        return _("Everybody in this network knows that they are on the list.")
    return ngettext(
        "%(count)s person does not know yet that they are on the list.",
        "%(count)s people do not know yet that they are on the list.",
        found.untold,
    ) % {"count": with_capital(in_words(found.untold))}


def objections_sentence(count: int) -> str:
    """How many people object, and what that asks."""
    if not count:
        return _("Nobody objects at the moment.")
    return ngettext(
        "%(count)s person objects, and hears from you within a month.",
        "%(count)s people object, and hear from you within a month.",
        count,
    ) % {"count": with_capital(in_words(count))}


def introduction_sentences(
    person: Person, introductions: list[Introduction], known: set[UUID]
) -> list[tuple[Introduction, str]]:
    """What is recorded of somebody being introduced; only people whom they know are named."""
    return [(one, _introduction(person, one, known)) for one in introductions]


def _introduction(person: Person, one: Introduction, known: set[UUID]) -> str:
    ends = [
        end.name
        if end.pk in known
        else _("somebody from %(domain)s") % {"domain": domain.name}
        if domain
        else _("somebody else")
        for end, domain in one.ends
        if end.pk != person.pk
    ]
    if one.introducer_id == person.pk:
        names = {"first": ends[0], "second": ends[-1]}
        return _("You were asked to introduce %(first)s and %(second)s.") % names
    return _("The suggestion was that you meet %(other)s.") % {"other": ends[0]}


def _recorded(person: Person, known: int) -> Iterator[str]:
    yield _("- your name: %(name)s") % {"name": person.name}
    if work := work_of(person):
        yield _("- your work: %(work)s") % {"work": work}
    if person.email:
        # The coordinator reads this mail first, and is shown how to reach key persons elsewhere.
        email = _("recorded") if person.is_key_person else person.email
        yield _("- your e-mail address: %(email)s") % {"email": email}
    if person.phone:
        yield _("- your telephone number: %(phone)s") % {
            "phone": _("recorded") if person.is_key_person else person.phone
        }
    if person.theme_names:
        themes = {"themes": listed(person.theme_names)}
        yield _("- the themes on which you work: %(themes)s") % themes
    if person.neighbourhoods:
        yield _("- where you work: %(neighbourhoods)s") % {
            "neighbourhoods": listed(person.neighbourhoods)
        }
    if person.is_key_person:
        yield _("- what you agreed to be asked. It stands on your own page, and you can stop there")
    if known:
        yield ngettext(
            "- that you know %(count)s colleague", "- that you know %(count)s colleagues", known
        ) % {"count": in_words(known)}


def _answers(person: Person, processing: Processing | None) -> Iterator[str]:
    if processing is not None:
        yield _("Who is responsible? %(answer)s") % {"answer": _sentence(processing.controller)}
        yield _("Why? %(answer)s") % {"answer": _sentence(processing.purpose)}
    yield _("What allows us to? %(answer)s") % {"answer": _sentence(person.legal_basis)}
    yield _("Where does it come from? %(answer)s") % {"answer": _sentence(person.source_words)}
    yield _("Who sees it? The coordinator, and the people whom you know.")
    yield _("Until when? Until %(day)s. Then it goes away by itself.") % {
        "day": date_format(person.ends_on, "j F Y")
    }


def _rights(processing: Processing | None) -> Iterator[str]:
    yield _(
        "On your own page you see everything. You can correct it, object, or leave. Nobody asks why."
    )
    if processing is not None:
        yield _("Do you have a question? Write to %(contact)s.") % {"contact": processing.contact}
    yield _("You can also complain to the Dutch Data Protection Authority.")


def _sentence(text: str) -> str:
    """A text that somebody typed, as a sentence on one line."""
    bare = with_capital(" ".join(text.split()))
    return bare if bare.endswith((".", "?")) else f"{bare}."
