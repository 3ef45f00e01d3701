"""What an actor sees of the mail that was sent: in a demo, everything that was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.mail.models import Letter


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a letter: words, or an address of our own that can be followed."""

    text: str
    href: str = ""


def has_mailbox(actor: Actor) -> bool:
    """Whether the actor may read all letters: the coordinator of a demo."""
    return bool(settings.DEMO) and actor.is_coordinator


def visible_letters(actor: Actor) -> QuerySet[Letter]:
    """The letters of the actor's partnership, the newest first, for the coordinator of a demo."""
    if not has_mailbox(actor):
        raise Http404
    return Letter.objects.filter(partnership_id=actor.partnership_id)


def parts(text: str) -> Iterator[Part]:
    """The pieces of a letter; only addresses of this installation can be followed."""
    own = re.compile(
        rf"({re.escape(settings.PUBLIC_ADDRESS)}(?:/[\w/.~-]*[\w/-](?:\?\w+=[\w-]+)?)?)(?![\w:@]|\.\w)"
    )
    for piece in own.split(text):
        if piece:
            href = piece.removeprefix(settings.PUBLIC_ADDRESS) or "/"
            yield Part(piece, href if own.fullmatch(piece) else "")
