"""The mail of Monday in words: counts and a link, and never a name."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail.shown import MailWords
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.queries.weekly import Counts


def weekly_words(actor: Actor, found: Counts, secret: str = "") -> MailWords:
    """The mail in the language of the reader; without a secret, what its last address looks like."""
    stop = reverse("stop_weekly_mail", args=[secret or "…"]).replace("%E2%80%A6", "…")
    parts = (
        _("Hello,"),
        "\n".join(one.sentence for one in found.waits) or _("Nothing waits for you now."),
        "\n".join(_changed(found)),
        _("Open your list:\n%(address)s")
        % {"address": f"{settings.PUBLIC_ADDRESS}{address(actor, 'home:today')}"},
        _("No names stand in this mail. You see them once you have signed in."),
        _("No longer want this mail? Stop it here, without signing in:\n%(address)s")
        % {"address": f"{settings.PUBLIC_ADDRESS}{stop}"},
    )
    return MailWords(
        subject=_("Your network this week"),
        text="\n\n".join(filter(None, parts)),
        reason=_("You get this mail because you chose it, at most once a week."),
    )


def _changed(found: Counts) -> Iterator[str]:
    """What happened in a week, as far as the reader sees it."""
    told = [
        _counted(
            ngettext("%(count)s conversation", "%(count)s conversations", found.spoken),
            found.spoken,
        ),
        _counted(
            ngettext("%(count)s new tie", "%(count)s new ties", found.new_ties), found.new_ties
        ),
        _counted(
            ngettext(
                "%(count)s contact handed to you", "%(count)s contacts handed to you", found.handed
            ),
            found.handed,
        ),
    ]
    counts = (found.spoken, found.new_ties, found.handed)
    lines = [f"- {one}" for one, count in zip(told, counts, strict=True) if count]
    if lines:
        yield _("Since a week ago, as far as you see it:")
        yield from lines


def _counted(sentence: str, count: int) -> str:
    return with_capital(sentence % {"count": in_words(count)})
