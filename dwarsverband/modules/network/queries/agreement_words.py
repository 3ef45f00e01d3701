"""What keepers read when an agreement stops: that it did, never why."""

from django.conf import settings
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail.shown import MailWords
from dwarsverband.modules.network.models import Agreement


def ended_words(actor: Actor, agreement: Agreement, slug: str) -> MailWords:
    """The mail in the language of the moment; an agreement that ran out says so."""
    told = {
        "name": agreement.person.name,
        "address": f"{settings.PUBLIC_ADDRESS}/{slug}/",
    }
    if actor.kind == "system":
        what = _("The agreement that you keep with %(name)s has run out.") % told
    else:
        what = _("The agreement that you keep with %(name)s has stopped.") % told
    return MailWords(
        subject=_("An agreement has stopped"),
        text="\n\n".join(
            (
                _("Hello,"),
                what,
                _(
                    "Ask %(name)s nothing more in this role. Nobody has to say why, so do not ask that either."
                )
                % told,
                _("The others whom you keep stand here:\n%(address)s") % told,
            )
        ),
        reason=_("You get this mail because you kept this agreement."),
    )


def left_words(slug: str) -> MailWords:
    """The mail to whoever kept an agreement with somebody who left as a whole: that it happened, and no name."""
    return MailWords(
        subject=_("An agreement has stopped"),
        text="\n\n".join(
            (
                _("Hello,"),
                _(
                    "Somebody with whom you kept an agreement left the network. Everything about them is gone, "
                    "so no name stands here. Ask them nothing more in this role."
                ),
                _("The others whom you keep stand here:\n%(address)s")
                % {"address": f"{settings.PUBLIC_ADDRESS}/{slug}/"},
            )
        ),
        reason=_("You get this mail because you kept this agreement."),
    )
