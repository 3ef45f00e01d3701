"""What pages and mails say about questions for help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.analysis.words import traces
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership, User
from dwarsverband.foundation.accounts.queries import coordinators
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import HelpAsk, HelpQuestion
from dwarsverband.modules.network.queries.help_matching import AT_A_TIME
from dwarsverband.modules.network.queries.helping import Preview

Answer = HelpAsk.Answer
# What stands behind an address in the mail, and which answer the page then offers first.
ANSWERS = {"ja": Answer.YES, "ander": Answer.OTHER, "nee": Answer.NOT_NOW}
# The answers of which whoever asked learns who gave them.
TOLD = (Answer.YES, Answer.OTHER)
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it goes out, in the language of its reader."""

    to: str
    language: str
    subject: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PreviewWords:
    """Who gets a question and why, without a name."""

    title: str
    why: str
    after: str
    warning: str


@dataclass(frozen=True, slots=True)
class AskWords:
    """What whoever was asked reads: who asks, why they, and the way to each answer."""

    lead: str
    why: str
    chosen: str
    verb: str
    others: tuple[tuple[str, str], ...]
    earlier: str
    key_person: str


def preview_words(actor: Actor, told: Preview) -> PreviewWords:
    """What somebody reads before their question is sent."""
    return PreviewWords(
        title=_who_gets_it(actor, told),
        why=_why(actor, told),
        after=_after(actor, told),
        warning=warning(told.traces),
    )


def _who_gets_it(actor: Actor, told: Preview) -> str:
    if told.is_often:
        return _("You looked often at who gets your question. In an hour you see it again.")
    if told.is_for_coordinator:
        if not told.count:
            return _("Nobody offered help with this.")
        names = {"names": coordinators(actor)}
        return _("Nobody offered help with this. %(names)s gets your question.") % names
    count = {"count": with_capital(in_words(told.count))}
    domains = listed([domain.name.lower() for domain in told.domains])
    if not domains:
        text = ngettext(
            "%(count)s colleague gets your question.",
            "%(count)s colleagues get your question.",
            told.count,
        )
        return text % count
    text = ngettext(
        "%(count)s colleague gets your question, from: %(domains)s.",
        "%(count)s colleagues get your question, from: %(domains)s.",
        told.count,
    )
    return text % {**count, "domains": domains}


def _why(actor: Actor, told: Preview) -> str:
    """What nobody offered, then by which of the asker's own words they were found, and by the theme."""
    by = _found_by(told)
    if told.missing and not told.is_for_coordinator:
        missing = _quoted(told.missing, is_choice=True)
        names = {"missing": missing, "by": by, "names": coordinators(actor)}
        told_first = [_("Nobody offered help with %(missing)s.") % names]
        if by:
            told_first.append(_("There is help with %(by)s.") % names)
        if told.is_beside:
            told_first.append(_("That is why %(names)s is asked first.") % names)
        return " ".join(told_first)
    if by and told.is_by_key_person:
        return _("They offered help with %(by)s, or know somebody who can.") % {"by": by}
    return _("They offered help with %(by)s.") % {"by": by} if by else ""


def _found_by(told: Preview) -> str:
    names = {"words": _quoted(told.words), "theme": told.theme.name if told.theme else ""}
    if told.words and told.theme:
        return _("%(words)s, and with the theme %(theme)s") % names
    return _("the theme %(theme)s") % names if told.theme else names["words"]


def _quoted(words: Sequence[str], *, is_choice: bool = False) -> str:
    return listed([f"“{word}”" for word in words[:MOST_WORDS]], is_choice=is_choice)


def _after(actor: Actor, told: Preview) -> str:
    if told.is_often:
        return _("You can send it: it goes to whoever offered help with it, or to the coordinator.")
    if told.is_for_coordinator and told.count:
        return _("The coordinator knows the network, and may know somebody.")
    if told.is_for_coordinator and actor.is_coordinator:
        return _("Look at the desks, ask it in other words, or ask at a table who knows somebody.")
    if told.is_for_coordinator:
        return _("Look at the desks, or say to the coordinator of this network what you look for.")
    asked_on = _(
        "Nobody said yes after two working days? Then the next ones are asked, %(count)s at most."
    ) % {"count": in_words(AT_A_TIME)}
    last = (
        _("When nobody is left, the question comes back to you.")
        if actor.is_coordinator
        else _("When nobody is left, the coordinator is asked.")
    )
    return f"{asked_on} {last}"


def warning(found: Sequence[str]) -> str:
    """What in a question looks as if it were about a person."""
    if not found:
        return ""
    names = {
        traces.NAME: _("a name"),
        traces.CAPITALS: _("a name"),
        traces.PHONE: _("a telephone number"),
        traces.EMAIL: _("an e-mail address"),
        traces.NUMBER: _("a citizen service number"),
        traces.DATE: _("a date of birth"),
        traces.ADDRESS: _("an address"),
    }
    return _("Do not write about a person. We think that we see %(what)s.") % {
        "what": listed([names[one] for one in found])
    }


def sent_words(question: HelpQuestion) -> str:
    """What has just happened with a question."""
    count = question.asks.count()
    text = ngettext(
        "Sent to %(count)s person. You get a mail when somebody can help.",
        "Sent to %(count)s people. You get a mail when somebody can help.",
        count,
    )
    return text % {"count": in_words(count)}


def waiting_words(question: HelpQuestion) -> str:
    """How far a question is, in one sentence."""
    asks = list(question.asks.all())
    helping = [one.name for one in asks if one.answer == Answer.YES]
    if helping:
        return _("%(names)s can help you.") % {"names": listed(helping)}
    asked = ngettext("%(count)s person was asked.", "%(count)s people were asked.", len(asks))
    told = {"asked": with_capital(asked % {"count": in_words(len(asks))})}
    if question.next_on is None:
        return _("%(asked)s There is nobody else to ask.") % told
    told["day"] = date_format(question.next_on, "j F")
    return _("%(asked)s On %(day)s the next ones are, if nobody said yes.") % told


def ask_words(actor: Actor, ask: HelpAsk, chosen: str, page: str) -> AskWords:
    """The page behind the mail; the answer that was tapped there stands first, and is not given yet."""
    verbs = _verbs()
    first = chosen if chosen in verbs else "ja"
    return AskWords(
        lead=_("%(name)s asks this, with help of %(partnership)s.")
        % {"name": asker_line(ask.question), "partnership": actor.partnership_name},
        why=_why_you(ask),
        chosen=first,
        verb=verbs[first],
        others=tuple(
            (verb, f"{page}?antwoord={word}") for word, verb in verbs.items() if word != first
        ),
        earlier=_earlier(ask),
        key_person=_key_person(actor, ask),
    )


def _key_person(actor: Actor, ask: HelpAsk) -> str:
    """The page of the key person, for whoever signed in and keeps the agreement."""
    if ask.agreement is None or not actor.is_member:
        return ""
    return address(actor, "network:person_detail", pk=ask.agreement.person_id)


def asker_line(question: HelpQuestion) -> str:
    """Who asks, and where they work."""
    member = question.asked_by
    return ", ".join(filter(None, (member.name, _organisation(member))))


def _organisation(member: Membership) -> str:
    return member.organisation.name if member.organisation else ""


def _why_you(ask: HelpAsk) -> str:
    if ask.agreement_id is not None:
        return _(
            "You are asked because you keep the agreement with a key person who may be asked about this. "
            "You decide whether you ask them."
        )
    if ask.offer is not None:
        return _("You are asked because you offered: %(offer)s.") % {"offer": ask.offer.text}
    return _("You are asked because nobody offered this, and you know the network.")


def _earlier(ask: HelpAsk) -> str:
    if not ask.answer or ask.answered_on is None:
        return ""
    day = {"day": date_format(ask.answered_on, "j F")}
    sentences = {
        Answer.YES: _("On %(day)s you said that you can help. You can still change that."),
        Answer.OTHER: _("On %(day)s you said who knows. You can still change that."),
        Answer.NOT_NOW: _("On %(day)s you said: not now. You can still change that."),
    }
    return sentences[Answer(ask.answer)] % day


def answered_words(ask: HelpAsk, answer: str) -> str:
    """What somebody reads who has just answered."""
    name = {"name": ask.question.asked_by.name}
    sentences = {
        Answer.YES: _("%(name)s reads how to reach you.") % name,
        Answer.OTHER: _("%(name)s reads where to ask.") % name,
        Answer.NOT_NOW: _("That is fine. You hear nothing more about this question."),
    }
    return sentences[Answer(answer)]


def thanked_words(ask: HelpAsk) -> str:
    """What somebody reads who has just thanked."""
    return _("Thanked. %(name)s gets a mail.") % {"name": ask.name}


def _verbs() -> dict[str, str]:
    return {
        "ja": _("Yes, I can help"),
        "ander": _("Somebody else knows"),
        "nee": _("Not now"),
    }


def ask_mail(actor: Actor, ask: HelpAsk, secret: str) -> Mail:
    """The mail that asks; the question itself stands behind its links, because it is destroyed in a month."""
    language = language_of(ask.email)
    with translation.override(language):
        names = {"name": ask.question.asked_by.name, "day": _day(ask.question.ends_on)}
        links = [
            f"{verb}:\n{_address('answer_help_by_link', secret)}?antwoord={word}"
            for word, verb in _verbs().items()
        ]
        parts = [
            _("Hello %(name)s,") % {"name": ask.name},
            _("%(name)s has a question, and you may know the answer.")
            % {"name": asker_line(ask.question)},
            _why_you(ask),
            _("Read the question and answer with one tap. You need no account."),
            *links,
            _("The links work until %(day)s. Then the question is destroyed.") % names,
        ]
        return Mail(
            to=ask.email,
            language=language,
            subject=_("Can you help %(name)s?") % names,
            text="\n\n".join(parts),
            reason=_("You get this mail because somebody looks for what you know."),
        )


def yes_mail(actor: Actor, ask: HelpAsk) -> Mail:
    """The mail to whoever asked: somebody can help. How to reach them stands behind the link."""
    member = ask.question.asked_by
    with translation.override(member.user.language):
        page = reverse("network:question_detail", args=[actor.partnership_slug, ask.question_id])
        names = {"name": ask.name, "asker": member.name}
        parts = [
            _("Hello %(name)s,") % {"name": member.name},
            _("%(name)s can help you with your question. How to reach them stands here:") % names,
            f"{settings.PUBLIC_ADDRESS}{page}",
            _("Did it help? Say thank you there, with one tap."),
        ]
        return Mail(
            to=member.user.email,
            language=member.user.language,
            subject=_("%(name)s can help you") % names,
            text="\n\n".join(parts),
            reason=_("You get this mail because you asked for help."),
        )


def thanks_mail(actor: Actor, ask: HelpAsk, secret: str) -> Mail:
    """The mail that thanks; with a link to say how long it took."""
    language = language_of(ask.email)
    with translation.override(language):
        names = {"name": ask.question.asked_by.name}
        parts = [
            _("Hello %(name)s,") % {"name": ask.name},
            _("%(name)s thanks you: your answer helped.") % names,
            _("Helping is work. Say how long it took, with one tap; only totals are shown:"),
            _address("answer_help_by_link", secret),
        ]
        return Mail(
            to=ask.email,
            language=language,
            subject=_("%(name)s thanks you") % names,
            text="\n\n".join(parts),
            reason=_("You get this mail because you helped somebody."),
        )


def language_of(email: str) -> str:
    """In which language somebody reads: that of their account, or else that of the installation."""
    known = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
    return known or settings.LANGUAGE_CODE


def _address(name: str, secret: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=[secret])}"


def _day(day: date) -> str:
    return date_format(day, "j F")
