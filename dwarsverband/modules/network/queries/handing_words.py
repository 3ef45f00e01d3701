"""What is told when contacts go to somebody else: a receipt, and a mail without names."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail.shown import MailWords
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.queries.handing import Handing


def receipt(found: Handing) -> str:
    """What has just happened, for whoever handed over."""
    told = ngettext(
        "%(count)s contact stands on the list of %(name)s now.",
        "%(count)s contacts stand on the list of %(name)s now.",
        found.handed,
    ) % {"count": with_capital(in_words(found.handed)), "name": found.to.name}
    if not found.known:
        return told
    more = ngettext(
        "%(count)s was known there already.", "%(count)s were known there already.", found.known
    )
    return f"{told} {more % {'count': with_capital(in_words(found.known))}}"


def handed_words(actor: Actor, count: int) -> MailWords:
    """The mail in the language of the moment: how many, and where they stand."""
    what = ngettext(
        "Your coordinator handed %(count)s contact to you.",
        "Your coordinator handed %(count)s contacts to you.",
        count,
    ) % {"count": in_words(count)}
    place = f"{settings.PUBLIC_ADDRESS}{address(actor, 'home:today')}"
    return MailWords(
        subject=_("Contacts were handed to you"),
        text="\n\n".join(
            (
                _("Hello,"),
                what,
                _(
                    "Who they are stands on your list. Speak with them, or give them back:\n%(address)s"
                )
                % {"address": place},
            )
        ),
        reason=_("You get this mail because you keep contacts in this network."),
    )
