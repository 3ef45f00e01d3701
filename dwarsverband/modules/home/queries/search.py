"""What answers some words: people, organisations and pages."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.analysis.words.folding import words_of
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.search.explaining import (
    Correction,
    Match,
    corrected,
    corrections,
    explained,
)
from dwarsverband.foundation.search.finding import find
from dwarsverband.foundation.search.pages import Page, find_pages, page_words
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import listed


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: where it stands, and why it was found."""

    key: UUID
    title: str
    href: str
    subtitle: str
    why: tuple[tuple[str, str], ...]

    @property
    def told(self) -> str:
        """What stands under the title: what it is, and which words were found where."""
        return " · ".join(filter(None, (self.subtitle, *(": ".join(one) for one in self.why))))


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind: the first, how much in all, and where the rest is."""

    kind: str
    title: str
    icon: str
    count: int
    hits: tuple[Hit, ...]
    rest: str

    @property
    def heading(self) -> str:
        """What it is, and how much of it."""
        return f"{self.title} ({self.count})"


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked, what was found, and which words were taken for others."""

    asked: str
    groups: tuple[Hits, ...]
    pages: tuple[Page, ...]
    corrections: tuple[Correction, ...]
    corrected: str

    @property
    def count(self) -> int:
        """How much was found in all."""
        return sum(group.count for group in self.groups) + len(self.pages)

    @property
    def is_page(self) -> bool:
        """Whether a page is called exactly so: then pages come first."""
        asked = words_of(self.asked)
        return any(words_of(page.title) == asked for page in self.pages)

    @property
    def lead(self) -> str:
        """How much was found, in a sentence."""
        if not self.asked or not self.count:
            return ""
        return ngettext(
            "%(count)s answer to “%(asked)s”.", "%(count)s answers to “%(asked)s”.", self.count
        ) % {"count": self.count, "asked": self.corrected if self.corrections else self.asked}

    @property
    def did_you_mean(self) -> str:
        """One sentence for all words for which others were taken; nothing when there are none."""
        if not self.corrections:
            return ""
        return _("Nothing here holds %(typed)s. These are the answers for “%(corrected)s”.") % {
            "typed": listed([f"“{one.typed}”" for one in self.corrections], is_choice=True),
            "corrected": self.corrected,
        }

    @property
    def corrected_query(self) -> str:
        """The same question with the other words, as an address."""
        return urlencode({"zoek": self.corrected})


def search(actor: Actor, asked: str) -> Search:
    """People, organisations and pages that the actor sees and that answer these words."""
    pages = tuple(find_pages(actor, asked))
    found = find(actor, asked, known=page_words(actor, asked) if pages else ())
    groups = tuple(
        Hits(
            kind=one.kind.name,
            title=one.kind.title,
            icon=one.kind.icon,
            count=one.count,
            hits=tuple(_hit(actor, match) for match in one.matches),
            rest=_rest(actor, one.kind.page, asked) if one.count > len(one.matches) else "",
        )
        for one in explained(found)
    )
    return Search(asked, groups, pages, tuple(corrections(found)), corrected(found))


def _hit(actor: Actor, match: Match) -> Hit:
    text = match.text
    subtitle = "" if _is_told_twice(match) else text.subtitle
    return Hit(
        key=text.subject,
        title=text.title,
        href=address(actor, text.page, **text.keys) + text.query,
        subtitle=subtitle,
        why=tuple((part.label, part.text) for part in match.why if part.text not in subtitle),
    )


def _is_told_twice(match: Match) -> bool:
    """Whether what stands below the title is only the begin of a reason why it was found."""
    begin = match.text.subtitle.removesuffix(" …")
    told = (" ".join(part.text.split()) for part in match.why)
    return bool(begin) and any(one.startswith(begin) and one != begin for one in told)


def _rest(actor: Actor, page: str, asked: str) -> str:
    return f"{address(actor, page)}?{urlencode({'zoek': asked})}"
