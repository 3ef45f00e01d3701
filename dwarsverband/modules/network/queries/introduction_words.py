"""What a page says about introductions: why these two, and what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Introduction
from dwarsverband.modules.network.queries.introductions import Outcome, Suggestion, outcome
from dwarsverband.modules.network.queries.reading import Named

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class IntroductionWords:
    """The answer of the page in one sentence, and what came of earlier introductions."""

    answer: str
    result: str


@dataclass(frozen=True, slots=True)
class Told:
    """A suggestion with its reason, its effect, and who would introduce the two, in words."""

    suggestion: Suggestion
    title: str
    reason: str
    effect: str
    introducer: Named | None
    is_own: bool


def introduction_words(actor: Actor, suggestions: Sequence[Suggestion]) -> IntroductionWords:
    """The sentences of the page with introductions."""
    if suggestions:
        answer = _(
            "New ties for the weakest bridges. Never more than two a person: who connects is busy."
        )
    else:
        answer = _(
            "Every two domains know each other well enough, or the people who could meet are resting."
        )
    return IntroductionWords(answer=answer, result=_result(outcome(actor)))


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
        return _("Effect: the first bridge between %(first)s and %(second)s.") % groups
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


def receipt(introduction: Introduction) -> str:
    """What has just happened, for whoever asked."""
    if introduction.status == Introduction.Status.ACCEPTED:
        return _("It is yours now. Write down when they met.")
    introducer = introduction.introducer
    name = introducer.name if introducer else ""
    if introducer is None or not introducer.email:
        return _("Ask %(name)s yourself: we know no e-mail address.") % {"name": name}
    return _("%(name)s gets a mail now, and answers with one tap.") % {"name": name}


def answered(introduction: Introduction) -> str:
    """What somebody who answered by mail reads."""
    sentences = {
        Introduction.Status.ACCEPTED: _("You introduce them. Bring them together in your own way."),
        Introduction.Status.LATER: _("You are asked again in a month."),
        Introduction.Status.DECLINED: _("That is fine. You are not asked about these two again."),
    }
    return sentences.get(Introduction.Status(introduction.status), "")
