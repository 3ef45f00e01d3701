"""What people read about a contact round: three mails, and the sentences on the pages."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.queries import get_partnership
from dwarsverband.foundation.mail import letters
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.models import Person, Round
from dwarsverband.modules.network.queries.consent import language_of
from dwarsverband.modules.network.queries.consent_words import Example
from dwarsverband.modules.network.queries.people import sees_everybody
from dwarsverband.modules.network.queries.round_totals import Totals
from dwarsverband.modules.network.queries.rounds import Now, asked_for, people_to_ask


@dataclass(frozen=True, slots=True)
class RoundMail:
    """One mail about a round, in the language of the moment."""

    subject: str
    parts: tuple[str, ...]
    reason: str

    @property
    def text(self) -> str:
        """The whole mail, but for what stands below every mail."""
        return "\n\n".join(self.parts)


def named(actor: Actor) -> Actor:
    """The same actor with the name of the partnership, which the system itself does not carry."""
    if actor.partnership_name:
        return actor
    return replace(actor, partnership_name=get_partnership(actor).name)


def invitation(actor: Actor, asked: Round, person: Person, secret: str = "") -> RoundMail:
    """The mail that asks with whom somebody works; without a secret, what its addresses look like."""
    return RoundMail(
        subject=_("With whom do you work? It takes two minutes"),
        parts=(
            _("Hello %(name)s,") % {"name": person.name},
            _(
                "With whom did you have contact in the last three months? Tick who it was and how often. "
                "That takes two minutes, on your phone too."
            ),
            *_about(asked),
            "\n".join((_("Your list:"), round_address(secret))),
            _("You need no account. Keep this address to yourself. It works until %(day)s.")
            % {"day": _day(asked.answers_until)},
            who_sees(),
            *_ending(actor, asked, secret),
        ),
        reason=_reason(actor),
    )


def reminder(actor: Actor, asked: Round, person: Person, secret: str) -> RoundMail:
    """The mail to whoever has not answered yet."""
    return RoundMail(
        subject=_("Will you still say with whom you work?"),
        parts=(
            _("Hello %(name)s,") % {"name": person.name},
            _(
                "You have not answered yet with whom you work. You can until %(day)s. "
                "Two minutes are enough, and half an answer helps too."
            )
            % {"day": _day(asked.answers_until)},
            *_about(asked),
            "\n".join((_("Your list:"), round_address(secret))),
            *_ending(actor, asked, secret),
        ),
        reason=_reason(actor),
    )


def result_mail(actor: Actor, asked: Round, person: Person, secret: str) -> RoundMail:
    """The mail to whoever answered: what came of it stands on a page of their own."""
    page = settings.PUBLIC_ADDRESS + reverse("round_result", args=[secret])
    return RoundMail(
        subject=_("You told with whom you work. This came of it"),
        parts=(
            _("Hello %(name)s,") % {"name": person.name},
            _(
                "Thank you for your answer. The round is closed. Here you see your own surroundings, and the network as a whole:"
            ),
            page,
            _("You need no account. Keep this address to yourself. It works for two months."),
            _sender(actor, asked),
        ),
        reason=_("You get this mail because you answered."),
    )


def round_address(secret: str, name: str = "answer_round") -> str:
    """Where somebody answers; without a secret, what that looks like."""
    page = reverse(name, args=[secret or "…"])
    return f"{settings.PUBLIC_ADDRESS}{page.replace('%E2%80%A6', '…')}"


def who_sees() -> str:
    """Who will see an answer, as the mail and the page say it."""
    return _(
        "The coordinator of the network sees your answer. Whom you name sees that you two have contact. "
        "Nobody else sees it."
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A round before it is opened: how many get the mail, who cannot, and the mail word for word."""

    count: int
    on_paper: int
    example: Example | None

    @property
    def whom(self) -> str:
        """How many people are asked."""
        told = ngettext(
            "%(count)s person gets this mail.", "%(count)s people get this mail.", self.count
        )
        told %= {"count": with_capital(in_words(self.count))}
        if not self.on_paper:
            return told
        rest = ngettext(
            "%(count)s person has no e-mail address and is not asked.",
            "%(count)s people have no e-mail address and are not asked.",
            self.on_paper,
        )
        return f"{told} {with_capital(rest % {'count': in_words(self.on_paper)})}"


def plan_of(actor: Actor, asked: Round) -> Plan:
    """What opening a round would do, for whoever may."""
    if not sees_everybody(actor):
        return Plan(0, 0, None)
    first = people_to_ask(actor, asked.theme, asked.organisation).first()
    counts = asked_for(actor, asked.theme, asked.organisation).aggregate(
        by_mail=Count("pk", filter=~Q(email="")), on_paper=Count("pk", filter=Q(email=""))
    )
    example = _example(actor, asked, first) if first else None
    return Plan(counts["by_mail"], counts["on_paper"], example)


def _example(actor: Actor, asked: Round, reader: Person) -> Example:
    language = language_of(actor, reader)
    with translation.override(language):
        mail = invitation(actor, asked, reader)
        ending = letters.footer(actor, language, mail.reason)
        return Example(mail.subject, (*mail.parts, ending), language)


def for_whom(asked: Round) -> str:
    """Whom a round asked, in a few words."""
    if asked.organisation:
        return asked.organisation.name
    if asked.theme:
        return _("theme %(theme)s") % {"theme": asked.theme.name}
    return _("everybody")


def _about(asked: Round) -> tuple[str, ...]:
    """That a round is about a theme, for whoever is asked because of it."""
    if asked.theme is None:
        return ()
    told = _("This round is for whoever works on the theme %(theme)s.")
    return (told % {"theme": asked.theme.name},)


def round_title(asked: Round) -> str:
    """What a round is called: its day, and whom it asked unless that was everybody."""
    day = {"day": date_format(asked.opened_on, "j F Y"), "whom": for_whom(asked)}
    if asked.theme or asked.organisation:
        return _("Round of %(day)s, %(whom)s") % day
    return _("Round of %(day)s") % day


def round_lead(asked: Round, totals: Totals) -> str:
    """A round in one sentence: how far it is, or what came of it."""
    answered = (
        ngettext(
            "%(answered)s of %(asked)s people answered.",
            "%(answered)s of %(asked)s people answered.",
            totals.answered,
        )
        % {"answered": totals.answered, "asked": totals.asked}
        if totals.answered is not None and totals.asked is not None
        else ""
    )
    if asked.closed_on:
        when = _("Closed on %(day)s.") % {"day": _day(asked.closed_on)}
    else:
        when = _("Open until %(day)s.") % {"day": _day(asked.answers_until)}
    return " ".join(part for part in (answered, when) if part)


def result_lines(totals: Totals) -> list[str]:
    """The totals in sentences; what is too small is left out."""
    answered = ngettext(
        "%(count)s person answered.", "%(count)s people answered.", totals.answered or 0
    )
    ties = ngettext("%(count)s tie was told of.", "%(count)s ties were told of.", totals.ties or 0)
    new = ngettext(
        "%(count)s of these was not known before.",
        "%(count)s of these were not known before.",
        totals.new or 0,
    )
    both = ngettext(
        "%(count)s was told by both.", "%(count)s were told by both.", totals.confirmed or 0
    )
    lines = (
        (totals.answered, answered),
        (totals.ties, ties),
        (totals.new, new),
        (totals.confirmed, both),
    )
    return [sentence % {"count": count} for count, sentence in lines if count]


@dataclass(frozen=True, slots=True)
class RoundNow:
    """A round on the first page: what it is about, why, and the next step."""

    title: str
    reason: str
    verb: str
    href: str


def rounds_now(actor: Actor, asked: Now | None) -> list[RoundNow]:
    """What the first page tells of the round that is open: to answer it, and how it goes."""
    if asked is None:
        return []
    day = {"day": _day(asked.answers_until)}
    found = []
    if asked.is_asked:
        found.append(
            RoundNow(
                _("You are asked with whom you work"),
                _("Two minutes, until %(day)s.") % day,
                _("Answer"),
                address(actor, "network:open_answer", pk=asked.pk),
            )
        )
    if actor.is_coordinator:
        counts = {"answered": asked.answered, "asked": asked.asked}
        found.append(
            RoundNow(
                ngettext(
                    "Contact round: %(answered)s of %(asked)s answered",
                    "Contact round: %(answered)s of %(asked)s answered",
                    asked.answered,
                )
                % counts,
                _("It closes by itself after %(day)s.") % day,
                _("See how it goes"),
                address(actor, "network:round_detail", pk=asked.pk),
            )
        )
    return found


def _ending(actor: Actor, asked: Round, secret: str) -> tuple[str, ...]:
    rather_not = _("Rather not? Say so here, and you get no more mail about it:")
    return (
        "\n".join((rather_not, round_address(secret, "decline_round"))),
        _sender(actor, asked),
    )


def _sender(actor: Actor, asked: Round) -> str:
    name = asked.opened_by.name if asked.opened_by else actor.name
    return ", ".join(part for part in (name, actor.partnership_name) if part)


def _reason(actor: Actor) -> str:
    return _("You get this mail because you work together in %(partnership)s.") % {
        "partnership": actor.partnership_name
    }


def _day(day: date) -> str:
    return date_format(day, "l j F")


def admitted_words(person: Person) -> str:
    """Who came in, and what is still to be done."""
    position = person.positions.select_related("organisation").first()
    told = {
        "name": person.name,
        "organisation": position.organisation.name if position and position.organisation else "",
    }
    if told["organisation"] and not getattr(position, "domain_id", None):
        return (
            _("%(name)s of %(organisation)s is in the network now. Say in which domain that is.")
            % told
        )
    if told["organisation"]:
        return _("%(name)s of %(organisation)s is in the network now. Tell them.") % told
    return _("%(name)s is in the network now. Where they work is not known yet.") % told
