"""One answer for all questions of a sort: words that are no theme or domain, organisations without a domain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from dwarsverband.modules.network.queries.import_names import organisation_key
from dwarsverband.modules.network.queries.import_organisations import (
    BELONGS,
    DOMAINS,
    NO_DOMAIN,
    SPELLING,
    Domains,
)
from dwarsverband.modules.network.queries.import_spellings import NEIGHBOURHOOD
from dwarsverband.modules.network.queries.import_themes import NEW_THEME, NO_THEME, Themes
from dwarsverband.modules.network.queries.import_themes import PREFIX as THEMES
from dwarsverband.modules.network.queries.import_told import Mention
from dwarsverband.modules.network.queries.import_types import (
    DONT_KNOW,
    Plan,
    Problem,
    Question,
)

EVERY, OWN = "every:", "own"
# What may be answered at once, and how the keys of such questions begin.
SORTS = {
    "themes": THEMES,
    "domains": DOMAINS,
    "organisations": BELONGS,
    "spellings": SPELLING,
}
_MAY_WAIT = (BELONGS, SPELLING, NEIGHBOURHOOD)
_WORDS = (THEMES, DOMAINS, *_MAY_WAIT)


@dataclass(frozen=True)
class AtOnce:
    """What one answer for all of a sort decides, and which questions it answers."""

    answers: Mapping[str, str]
    questions: tuple[Question, ...]


def can_wait(key: str) -> bool:
    """Whether a question may be answered with: I do not know yet."""
    return key.startswith(_MAY_WAIT)


def told(decisions: Mapping[str, str]) -> dict[str, str]:
    """What was decided; an answer that was taken back is none, but an emptied cell is one."""
    return {key: value for key, value in decisions.items() if value or not key.startswith(_WORDS)}


def sure(decisions: Mapping[str, str]) -> dict[str, str]:
    """The decisions without those to which somebody does not know the answer yet."""
    return {key: value for key, value in decisions.items() if not is_unsure(key, value)}


def is_unsure(key: str, value: str) -> bool:
    """Whether somebody answered this question with: I do not know yet."""
    return value == DONT_KNOW and can_wait(key)


def still_unsure(plan: Plan, told: Mapping[str, str]) -> dict[str, str]:
    """What nobody knew of one spelling, nobody knows of the organisation that it turned out to be."""
    unsure = {
        organisation_key(key.removeprefix(BELONGS))
        for key, value in told.items()
        if value == DONT_KNOW and key.startswith(BELONGS)
    }
    if not unsure:
        return {}
    names = {one.name: (one.name, *one.new_spellings) for one in plan.organisations}
    return {
        one.key: DONT_KNOW
        for one in plan.questions
        if one.key.startswith(BELONGS)
        and not told.get(one.key)
        and unsure.intersection(map(organisation_key, names.get(_name(one), (_name(one),))))
    }


def told_unknown(answers: Mapping[str, str]) -> set[str]:
    """The questions about the domain of an organisation that nobody knows, by any of its spellings."""
    unsure = {
        organisation_key(key.removeprefix(BELONGS))
        for key, value in answers.items()
        if value == DONT_KNOW and key.startswith(BELONGS)
    }
    same = [
        {organisation_key(key.removeprefix(SPELLING)), organisation_key(value)}
        for key, value in answers.items()
        if key.startswith(SPELLING) and value
    ]
    unsure |= {name for pair in same if pair & unsure for name in pair}
    asked = (key for key in answers if key.startswith(BELONGS))
    return {key for key in asked if organisation_key(key.removeprefix(BELONGS)) in unsure}


def _name(question: Question) -> str:
    return question.key.removeprefix(BELONGS)


def sort_of(key: str) -> str:
    """Of which sort a question is; empty when it is of none that may be answered at once."""
    return next((sort for sort, prefix in SORTS.items() if key.startswith(prefix)), "")


def values_for_all(sort: str, domains: Mapping[str, object]) -> tuple[str, ...]:
    """The answers that may count for all questions of a sort."""
    if sort == "themes":
        return NO_THEME, NEW_THEME
    if sort == "domains":
        return NO_DOMAIN, *domains
    if sort == "organisations":
        return DONT_KNOW, *domains
    return (DONT_KNOW, OWN) if sort == "spellings" else ()


def at_once(plan: Plan, decisions: Mapping[str, str]) -> AtOnce:
    """What is answered by one answer for all: whatever was not decided by itself."""
    found = {
        one.key: (value, one)
        for one, value in _answered(plan, decisions)
        if not decisions.get(one.key)
    }
    answers = {key: value for key, (value, _one) in found.items()}
    questions = tuple(one for _value, one in found.values() if isinstance(one, Question))
    return AtOnce(answers, questions)


def decided_words(
    mentions: Iterable[Mention],
    letters: Mapping[tuple[int, str], str],
    themes: Themes,
    domains: Domains,
) -> Iterator[Problem]:
    """Of which words was said what they are, as they would be asked, wherever they stand."""
    first: dict[str, Problem] = {}
    for mention in mentions:
        for name, words in (("themes", themes), ("domain", domains)):
            letter = letters.get((mention.ref.table, name), "")
            for word in words.decided(mention.values.get(name, "")):
                if word not in first:
                    first[word] = words.problem(mention, word, letter)
                where = mention.ref
                yield replace(first[word], table=where.table, row=where.row, column=letter)


def _answered(plan: Plan, decisions: Mapping[str, str]) -> Iterator[tuple[Problem | Question, str]]:
    for one in chain[Problem | Question](plan.problems, plan.questions):
        sort = sort_of(one.key)
        value = decisions.get(f"{EVERY}{sort}", "") if sort else ""
        if value in values_for_all(sort, plan.domains):
            yield one, one.key.removeprefix(SPELLING) if value == OWN else value
