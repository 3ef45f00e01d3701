"""The page on which help is asked and found: what stands there for one reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # what a form was given

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Desk, HelpAsk, HelpQuestion, Offer, Person
from dwarsverband.modules.network.queries.desks import visible_desks
from dwarsverband.modules.network.queries.help_words import (
    PreviewWords,
    asker_line,
    preview_words,
    waiting_words,
)
from dwarsverband.modules.network.queries.helping import (
    Preview,
    Totals,
    asks_of,
    own_asks,
    own_questions,
    questions_of,
    totals,
)
from dwarsverband.modules.network.queries.helping import preview as preview_of
from dwarsverband.modules.network.queries.offers import offers_of

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class QuestionTold:
    """A question of the reader's own, and how far it is."""

    question: HelpQuestion
    state: str


@dataclass(frozen=True, slots=True)
class AskTold:
    """A question that the reader was asked, and by whom."""

    ask: HelpAsk
    asker: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What one reader asked, was asked, and can turn to; totals for the coordinator."""

    questions: tuple[QuestionTold, ...]
    asks: tuple[AskTold, ...]
    desks: tuple[Desk, ...]
    totals: Totals | None


@dataclass(frozen=True, slots=True)
class PreviewTold:
    """Who gets a question, in numbers and in words."""

    preview: Preview
    words: PreviewWords

    @property
    def can_be_sent(self) -> bool:
        """Whether there is anybody who gets it."""
        return self.preview.count > 0 or self.preview.is_often

    @property
    def is_desk_first(self) -> bool:
        """Whether desks come before sending: nobody offered what the question is about."""
        return bool(self.preview.missing) or not self.can_be_sent


def help_page(actor: Actor) -> HelpPage:
    """Everything of the page at once."""
    return HelpPage(
        questions=tuple(QuestionTold(one, waiting_words(one)) for one in own_questions(actor)),
        asks=tuple(AskTold(one, asker_line(one.question)) for one in own_asks(actor)[:MOST_SHOWN]),
        desks=tuple(visible_desks(actor)),
        totals=totals(actor),
    )


def preview(actor: Actor, given: Mapping[str, Any]) -> PreviewTold:
    """What would happen with what a form holds; nothing of it is kept."""
    told = preview_of(actor, given["text"], given["theme"], given["neighbourhood"])
    return PreviewTold(told, preview_words(actor, told))


@dataclass(frozen=True, slots=True)
class OwnHelp:
    """What somebody offers, asked and was asked, for their own page and their own file."""

    offers: tuple[Offer, ...]
    questions: tuple[HelpQuestion, ...]
    asks: tuple[AskTold, ...]


def own_help(actor: Actor, person: Person) -> OwnHelp:
    """Everything of one person at once."""
    return OwnHelp(
        offers=tuple(offers_of(actor, person)),
        questions=tuple(questions_of(actor, person)),
        asks=tuple(AskTold(one, asker_line(one.question)) for one in asks_of(actor, person)),
    )
