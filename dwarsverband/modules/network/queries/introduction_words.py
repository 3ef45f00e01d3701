"""What a page says about introductions: why these two, and what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail import letters
from dwarsverband.foundation.mail.shown import ShownMail
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Introduction, Person
from dwarsverband.modules.network.queries.consent import language_of
from dwarsverband.modules.network.queries.introductions import (
    ANSWER_DAYS,
    Outcome,
    Suggestion,
    asker,
    outcome,
)
from dwarsverband.modules.network.queries.people import own_key
from dwarsverband.modules.network.queries.reading import Named

MOST_NAMED = 3
# How the tie between two domains is drawn that rests on nobody, on one person, on more.
STATES = ("none", "one", "some")
Status = Introduction.Status
# What stands behind an address in the mail, and which answer the page then offers first.
ANSWERS = {"ja": Status.ACCEPTED, "later": Status.LATER, "nee": Status.DECLINED}


@dataclass(frozen=True, slots=True)
class IntroductionWords:
    """The answer of the page in one sentence, and what came of earlier introductions."""

    answer: str
    result: str


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What whoever was asked reads: who asks, what was answered before, and the buttons."""

    lead: str
    earlier: str
    buttons: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A suggestion with its reason, its effect, and who would introduce the two, in words."""

    suggestion: Suggestion
    title: str
    reason: str
    effect: str
    introducer: Named | None
    is_own: bool
    ask: str
    state: str


def introduction_words(
    actor: Actor, suggestions: Sequence[Suggestion], asked: int
) -> IntroductionWords:
    """The sentences of the page with introductions; a partner is asked, and suggests nobody."""
    if not actor.is_coordinator:
        return IntroductionWords(answer=_asked_of_you(asked), result="")
    if suggestions:
        answer = _(
            "New ties for the weakest bridges. Never more than two a person: who connects is busy."
        )
    else:
        answer = _(
            "Every two domains know each other well enough, or the people who could meet are resting."
        )
    return IntroductionWords(answer=answer, result=_result(outcome(actor)))


def _asked_of_you(count: int) -> str:
    if not count:
        return _("Nobody asks you to introduce people now.")
    return ngettext(
        "You know two people who do not know each other. Will you bring them together?",
        "You know %(count)s times two people who do not know each other. Will you bring them together?",
        count,
    ) % {"count": in_words(count)}


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What somebody reads before they ask: whom, the mail if there is one, and else what happens."""

    lead: str
    question: ShownMail | None
    verb: str
    effect: str


def asked_words(actor: Actor, suggestion: Suggestion, introducer: Person | None) -> AskedWords:
    """The page before a question is sent; it is no mail to whoever has no address, or is you."""
    if introducer is None or introducer.pk == own_key(actor):
        return AskedWords(_("You do."), None, _("I introduce them"), _("Write down when they met."))
    name = {"name": introducer.name}
    lead = _("You ask %(name)s, who knows both of them.") % name
    if not introducer.email:
        effect = _("Ask %(name)s yourself: we know no e-mail address.") % name
        return AskedWords(lead, None, _("I ask %(name)s myself") % name, effect)
    mail = question(actor, introducer, suggestion.first.name, suggestion.second.name)
    return AskedWords(lead, mail, _("Send this mail"), "")


def told(suggestion: Suggestion, own: UUID | None) -> Told:
    """A suggestion as a page says it to a reader who may know both people themselves."""
    known = sorted(suggestion.introducers, key=lambda person: person.id != own)
    is_own = bool(known) and known[0].id == own
    return Told(
        suggestion=suggestion,
        title=_("%(first)s and %(second)s")
        % {"first": suggestion.first.name, "second": suggestion.second.name},
        reason=_reason([_("you") if person.id == own else person.name for person in known]),
        effect=_effect(suggestion),
        introducer=known[0] if known else None,
        is_own=is_own,
        ask=f"?{urlencode({'pair': suggestion.key, 'introducer': str(known[0].id)})}"
        if known
        else "",
        state=STATES[min(suggestion.people_before, len(STATES) - 1)],
    )


def _reason(names: Sequence[str]) -> str:
    if not names:
        return _("Nobody we know of knows both of them. You could introduce them yourself.")
    more = len(names) - MOST_NAMED
    if more > 0:
        named = ", ".join(names[:MOST_NAMED])
        return ngettext(
            "They both know %(names)s and one other person.",
            "They both know %(names)s and %(more)s others.",
            more,
        ) % {"names": named, "more": in_words(more)}
    return _("They both know %(names)s.") % {"names": listed(names)}


def _effect(suggestion: Suggestion) -> str:
    groups = {"first": suggestion.first_domain.name, "second": suggestion.second_domain.name}
    if suggestion.people_before == 0:
        return (
            _(
                "Effect: the first bridge between %(first)s and %(second)s. On one person still: better than "
                "none."
            )
            % groups
        )
    return _(
        "Effect: the bridge %(first)s – %(second)s rests on %(count)s people instead of %(before)s."
    ) % {
        **groups,
        "count": in_words(suggestion.people_after),
        "before": in_words(suggestion.people_before),
    }


def _result(found: Outcome) -> str:
    if not found.tried:
        return ""
    return ngettext(
        "%(repaired)s of %(count)s weak place repaired since %(day)s.",
        "%(repaired)s of %(count)s weak places repaired since %(day)s.",
        found.tried,
    ) % {
        "repaired": with_capital(in_words(found.repaired)),
        "count": in_words(found.tried),
        "day": date_format(found.since, "F Y"),
    }


def met_words(introduction: Introduction) -> str:
    """What has just changed, for whoever wrote down that two people met."""
    told = _("They met: from now on there is a tie between them.")
    if introduction.people_before:
        return told
    first, second = (end.domain.name if end.domain else "" for end in introduction.ends)
    new = _("A new bridge between %(first)s and %(second)s. On one person still: better than none.")
    return f"{told} {new % {'first': first, 'second': second}}" if first and second else told


def receipt(introduction: Introduction) -> str:
    """What has just happened, for whoever asked."""
    if introduction.status == Introduction.Status.ACCEPTED:
        return _("It is yours now. Write down when they met.")
    introducer = introduction.introducer
    name = introducer.name if introducer else ""
    if introducer is None or not introducer.email:
        return _("Ask %(name)s yourself: we know no e-mail address.") % {"name": name}
    return _("%(name)s gets a mail now, and answers with one tap.") % {"name": name}


def question(
    actor: Actor, introducer: Person, first: str, second: str, secret: str = ""
) -> ShownMail:
    """The mail in the language of whoever is asked; without a secret, what its addresses look like."""
    language = language_of(actor, introducer)
    names = {"name": introducer.name, "first": first, "second": second, "days": ANSWER_DAYS}
    with translation.override(language):
        reason = _("You get this mail because you know both of them.")
        return ShownMail(
            to=introducer.email,
            language=language,
            subject=_("Will you introduce %(first)s and %(second)s?") % names,
            opening=(
                _("Hello %(name)s,") % names,
                _(
                    "You know %(first)s and you know %(second)s. They do not know each other yet. "
                    "Will you introduce them?"
                )
                % names,
            ),
            closing=(
                _("Answer with one tap. You need no account."),
                *(f"{verb}:\n{answer_address(secret, word)}" for word, verb in _verbs().items()),
                _(
                    "The page that opens asks you to confirm with one button. The links work for %(days)s days."
                )
                % names,
                ", ".join(filter(None, (actor.name, actor.partnership_name))),
            ),
            reason=reason,
            footer=letters.footer(actor, language, reason),
        )


def answer_address(secret: str, answer: str) -> str:
    """Where an answer from the mail is confirmed; without a secret, what that looks like."""
    page = reverse("answer_by_link", args=[secret or "…"])
    return f"{settings.PUBLIC_ADDRESS}{page.replace('%E2%80%A6', '…')}?antwoord={answer}"


def answer_words(actor: Actor, introduction: Introduction, secret: str, chosen: str) -> AnswerWords:
    """The page behind the mail; the answer that was tapped there stands first, and is not given yet."""
    names = {"name": asker(actor, secret), "partnership": actor.partnership_name}
    lead = (
        _("%(name)s, who coordinates the network of %(partnership)s, asks you.") % names
        if names["name"]
        else _("The coordinator of the network of %(partnership)s asks you.") % names
    )
    verbs = _verbs()
    first = chosen if chosen in verbs else "ja"
    order = [first, *(word for word in verbs if word != first)]
    buttons = tuple(
        (verbs[word], str(ANSWERS[word]), "primary" if word == first else "secondary")
        for word in order
    )
    return AnswerWords(lead=lead, earlier=_earlier(introduction), buttons=buttons)


def answered(introduction: Introduction) -> str:
    """What somebody who answered by mail reads."""
    sentences = {
        Status.ACCEPTED: _("You introduce them. Bring them together in your own way."),
        Status.LATER: _("You are asked again in a month."),
        Status.DECLINED: _("That is fine. You are not asked about these two again within a year."),
    }
    return sentences.get(Status(introduction.status), "")


def _verbs() -> dict[str, str]:
    return {
        "ja": _("Yes, I introduce them"),
        "later": _("Later, in a month"),
        "nee": _("No"),
    }


def _earlier(introduction: Introduction) -> str:
    """What was answered before, and that it can be changed."""
    if introduction.answered_on is None:
        return ""
    day = date_format(introduction.answered_on, "j F")
    sentences = {
        Status.ACCEPTED: _("On %(day)s you said yes. You can still change that."),
        Status.LATER: _("On %(day)s you said later. You can still change that."),
        Status.DECLINED: _("On %(day)s you said no. You can still change that."),
    }
    return sentences.get(Status(introduction.status), "") % {"day": day}
