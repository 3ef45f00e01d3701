"""What hangs on the reader, in words: what it is, and what may be asked of others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.ui.numbers import in_words, listed
from dwarsverband.modules.network.queries.overview import Carried
from dwarsverband.modules.network.queries.silos import Pair

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class LoadTold:
    """A bridge that hangs on the reader, and who could help to carry it."""

    pair: Pair
    title: str
    question: str


@dataclass(frozen=True, slots=True)
class OwnLoad:
    """All of them, under one sentence."""

    title: str
    bridges: tuple[LoadTold, ...]


def own_load_words(carried: Sequence[Carried]) -> OwnLoad | None:
    """What a partner reads about their own load; nothing when nothing hangs on them."""
    if not carried:
        return None
    title = ngettext(
        "%(count)s bridge hangs on you", "%(count)s bridges hang on you", len(carried)
    ) % {"count": in_words(len(carried))}
    return OwnLoad(title[:1].upper() + title[1:], tuple(_told(one) for one in carried))


def _told(one: Carried) -> LoadTold:
    groups = {"first": one.pair.first.name, "second": one.pair.second.name}
    return LoadTold(
        pair=one.pair, title=_("%(first)s – %(second)s") % groups, question=_question(one)
    )


def _question(one: Carried) -> str:
    """What may be asked of others: a colleague comes along, or the coordinator thinks along."""
    names = {
        "first": one.pair.first.name,
        "second": one.pair.second.name,
        "across": listed([person.name for person in one.across[:MOST_NAMED]]),
        "colleagues": listed(
            [person.name for person in one.colleagues[:MOST_NAMED]], is_choice=True
        ),
    }
    if not one.colleagues:
        return (
            _(
                "Everything between %(first)s and %(second)s goes through you: you speak %(across)s. "
                "Ask the coordinator who could come along."
            )
            % names
        )
    return (
        _(
            "Everything between %(first)s and %(second)s goes through you: you speak %(across)s. "
            "Ask %(colleagues)s to come along once."
        )
        % names
    )
