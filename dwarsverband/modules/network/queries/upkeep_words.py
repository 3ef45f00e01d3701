"""Why somebody stands on the list of this week, in one sentence; never a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.numbers import in_words, listed, silence, with_capital
from dwarsverband.modules.network.models import ContactMoment
from dwarsverband.modules.network.queries.handed import Handed
from dwarsverband.modules.network.queries.said import Said
from dwarsverband.modules.network.queries.silos import Pair
from dwarsverband.modules.network.queries.upkeep import (
    Away,
    Talk,
    Week,
    Weekly,
    keeps_contacts,
    week,
)

# So many incidents in a row are "only trouble".
IN_A_ROW, DAYS_A_MONTH = 2, 30


@dataclass(frozen=True, slots=True)
class TalkTold:
    """A talk as it stands on the page: who, where they work, and why."""

    talk: Talk
    title: str
    organisation: str
    reason: str
    pair: Pair | None

    @property
    def state(self) -> str:
        """How the thread between the two domains is drawn: it hangs on one person, or on some."""
        return "one" if self.pair else "some"


@dataclass(frozen=True, slots=True)
class AwayTold:
    """A contact that the reader put off or handed over, in words."""

    id: UUID
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class WeekTold:
    """The list of this week in words."""

    sentence: str
    talks: tuple[TalkTold, ...]
    handed: tuple[Handed, ...]
    more_handed: tuple[Handed, ...]
    items: tuple[TalkTold | Handed, ...]
    away: tuple[AwayTold, ...]
    is_done: bool


def week_told(actor: Actor, known: Weekly, said_now: Said | None = None) -> WeekTold | None:
    """Whom this actor speaks this week, in words; nothing for whoever keeps no contacts."""
    if not keeps_contacts(actor):
        return None
    found = week(actor, known, said_now)
    talks = talks_told(actor, known, found.talks)
    away = tuple(_away_told(one) for one in found.away)
    by_key: dict[UUID, TalkTold | Handed] = {one.talk.tie.pk: one for one in talks}
    by_key |= {one.id: one for one in found.handed}
    return WeekTold(
        sentence=week_sentence(found),
        talks=talks,
        handed=found.handed,
        more_handed=found.more_handed,
        items=tuple(by_key[key] for key in found.order),
        away=away,
        is_done=found.is_done,
    )


def _away_told(away: Away) -> AwayTold:
    if away.until is None:
        reason = _("You handed this contact to %(name)s.") % {"name": away.to}
    else:
        reason = _("Put off until %(day)s.") % {"day": date_format(away.until, "j F")}
    return AwayTold(away.id, listed(away.names), reason)


def talks_told(actor: Actor, known: Weekly, talks: Sequence[Talk]) -> tuple[TalkTold, ...]:
    """The talks of a week as this actor reads them."""
    return tuple(_told(actor, known, one) for one in talks)


def week_sentence(found: Week) -> str:
    """How many conversations this week asks, and how much time that is."""
    if found.is_done:
        return ngettext(
            "You spoke %(count)s person this week. Enough for now.",
            "You spoke %(count)s people this week. Enough for now.",
            found.spoken,
        ) % {"count": in_words(found.spoken)}
    count = len(found.talks) + len(found.handed)
    if not count:
        return _("Nobody waits for you this week.")
    return ngettext(
        "%(count)s conversation keeps your network whole. You set %(time)s aside.",
        "%(count)s conversations keep your network whole. You set %(time)s aside.",
        count,
    ) % {"count": with_capital(in_words(count)), "time": time_in_words(found.minutes)}


def time_in_words(minutes: int) -> str:
    """So many hours and minutes."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(
            ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": in_words(hours)}
        )
    if rest or not hours:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return _(" and ").join(parts)


def every_in_words(days: int) -> str:
    """How often that is: every two weeks, every three months."""
    if days < 2 * DAYS_A_MONTH and days % 7 == 0:
        weeks = days // 7
        return ngettext("every week", "every %(count)s weeks", weeks) % {"count": in_words(weeks)}
    if days < 2 * DAYS_A_MONTH:
        return ngettext("every day", "every %(count)s days", days) % {"count": in_words(days)}
    months = round(days / 30.4)
    return ngettext("every month", "every %(count)s months", months) % {"count": in_words(months)}


def what_went_before(moments: Sequence[ContactMoment]) -> str:
    """What is left of the last times: only trouble, a question, a promise; nothing when all is well."""
    last = [one.reason for one in moments[:3]]
    if len(last) >= IN_A_ROW and set(last) == {ContactMoment.Reason.INCIDENT}:
        return _("and before that only trouble")
    waits = next((one for one in moments if one.waits), None)
    if waits is not None and waits.reason == ContactMoment.Reason.THEIR_QUESTION:
        return _("and a question still waits for an answer")
    if waits is not None:
        return _("and a promise is still open")
    return ""


def _silence(talk: Talk) -> str:
    if talk.is_estimate:
        told = silence(talk.last_on, is_estimate=True)
        return _("last spoken %(around)s") % {"around": told}
    return silence(talk.last_on)


def silence_sentence(talk: Talk) -> str:
    """How long it has been silent, and what went before: seven months, and before that only trouble."""
    told, before = with_capital(_silence(talk)), what_went_before(talk.moments)
    parts = {"silence": told, "before": before}
    return _("%(silence)s, %(before)s") % parts if before else told


def _told(actor: Actor, known: Weekly, talk: Talk) -> TalkTold:
    pair = _pair(known, talk)
    parts = {"silence": silence_sentence(talk), "why": _why(talk, pair)}
    names = {"first": talk.first.name, "second": talk.second.name}
    is_own = talk.own is not None
    places = (
        [talk.other.organisation] if is_own else [talk.first.organisation, talk.second.organisation]
    )
    return TalkTold(
        talk=talk,
        title=talk.other.name if is_own else _("%(first)s and %(second)s") % names,
        organisation=", ".join(dict.fromkeys(place for place in places if place)),
        reason=_("%(silence)s: %(why)s.") % parts,
        pair=pair,
    )


def _pair(known: Weekly, talk: Talk) -> Pair | None:
    """The two domains of a talk that hang on one person; none when they do not."""
    if talk.first_domain is None or talk.second_domain is None or talk.people != 1:
        return None
    wanted = {talk.first_domain.pk, talk.second_domain.pk}
    bridges = known.counted.whole.bridges
    return next((one for one in bridges if {one.first.pk, one.second.pk} == wanted), None)


def _why(talk: Talk, pair: Pair | None) -> str:
    if talk.first_domain is None or talk.second_domain is None or not talk.carries:
        return _by_rhythm(talk)
    groups = {"first": talk.first_domain.name, "second": talk.second_domain.name}
    if pair is None:
        groups["count"] = in_words(talk.people)
        return _("one of the %(count)s ties that hold %(first)s and %(second)s together") % groups
    carriers = {person.id for person in pair.carriers}
    if len(carriers) > 1:
        if talk.own is not None:
            return _("you two are the only tie between %(first)s and %(second)s") % groups
        return _("together they are the only tie between %(first)s and %(second)s") % groups
    if talk.own in carriers:
        return _("everything between %(first)s and %(second)s goes through you") % groups
    if talk.own is None and pair.carriers:
        groups["name"] = pair.carriers[0].name
        return _("everything between %(first)s and %(second)s goes through %(name)s") % groups
    return _("few others hold %(first)s and %(second)s together") % groups


def _by_rhythm(talk: Talk) -> str:
    if talk.silent_days >= talk.beat.latest:
        return _("you want to speak at least %(often)s") % {
            "often": every_in_words(talk.beat.latest)
        }
    return _("you want to speak %(often)s") % {"often": every_in_words(talk.beat.ideal)}
