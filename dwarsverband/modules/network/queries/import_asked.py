"""What a page asks about words and organisations: each by itself, and several under one answer for all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.sheets.mapping import looks_like_phone
from dwarsverband.foundation.sheets.tables import Table
from dwarsverband.foundation.sheets.words import compact
from dwarsverband.foundation.ui.forms import Labelled
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.queries.import_answers import SOMEBODY, is_cell
from dwarsverband.modules.network.queries.import_groups import (
    EVERY,
    OWN,
    SORTS,
    can_wait,
    sort_of,
)
from dwarsverband.modules.network.queries.import_meetings import PREFIX as MEETINGS
from dwarsverband.modules.network.queries.import_organisations import (
    BELONGS,
    DOMAINS,
    NO_DOMAIN,
    SPELLING,
)
from dwarsverband.modules.network.queries.import_people import WITHDRAWN
from dwarsverband.modules.network.queries.import_rows import AS_PHONE, MARK, NOT_THERE, THERE
from dwarsverband.modules.network.queries.import_selves import MYSELF
from dwarsverband.modules.network.queries.import_shown import (
    CELL,
    FOR_ALL,
    GUESS,
    QUESTION,
    Asked,
    Group,
)
from dwarsverband.modules.network.queries.import_themes import NEW_THEME, NO_THEME, SAME_AS
from dwarsverband.modules.network.queries.import_themes import PREFIX as THEMES
from dwarsverband.modules.network.queries.import_types import (
    DONT_KNOW,
    Plan,
    Problem,
    Question,
)

CELLS_ASKED, QUESTIONS_ASKED, WORDS_NAMED = 30, 30, 20
# From so many questions of a sort on, one answer for all is offered.
MANY = 3
Place = Callable[[int, Sequence[int], str], str]
Choices = tuple[tuple[str, str], ...]


class ListAsks:
    """Of one list; a place is a table, its rows and a column, in words."""

    def __init__(self, plan: Plan, draft: Import, tables: Sequence[Table], place: Place) -> None:
        self._plan, self._draft, self._tables, self._place = plan, draft, tables, place

    @cached_property
    def groups(self) -> list[Group]:
        """The sorts of which so much is asked that one answer for all is offered."""
        return [self._group(sort, ones) for sort, ones in self._sorted.items()]

    @cached_property
    def cells(self) -> list[Asked]:
        """What cannot be read and stands in no group, the first of it."""
        alone = (key for key in self._open if key in self._problems and key not in self._grouped)
        same: dict[tuple[object, ...], list[str]] = {}
        for key in alone:
            same.setdefault(self._same(self._problems[key][0]), []).append(key)
        return [
            self._cell(self._problems[first][0], also)
            for first, *also in islice(same.values(), CELLS_ASKED)
        ]

    @cached_property
    def questions(self) -> list[Asked]:
        """What the list does not say: first what nobody answered, then what nobody knew yet."""
        alone = [one for one in self._plan.questions if one.key not in self._grouped]
        ordered = sorted(alone, key=lambda one: one.key in self._plan.unsure)
        return [self._question(one) for one in ordered[:QUESTIONS_ASKED]]

    @cached_property
    def _sorted(self) -> dict[str, list[Problem | Question]]:
        """What stands in a group, by its sort: what is asked, and what was answered in this list itself."""
        found: dict[str, dict[str, Problem | Question]] = {sort: {} for sort in SORTS}
        for one in chain[Problem | Question](
            self._plan.problems, self._plan.questions, self._plan.settled
        ):
            if (sort := sort_of(one.key)) and self._is_of_group(one.key):
                found[sort].setdefault(one.key, one)
        return {
            sort: list(ones.values())
            for sort, ones in found.items()
            if len(ones) >= MANY or (ones and self._every(sort))
        }

    def _is_of_group(self, key: str) -> bool:
        if key in self._plan.at_once or key in self._open:
            return True
        return bool(self._decided(key)) and key not in self._plan.unsure

    @cached_property
    def _grouped(self) -> set[str]:
        return {one.key for ones in self._sorted.values() for one in ones}

    @cached_property
    def _open(self) -> dict[str, None]:
        """The keys of what nobody answered, in the order of the list."""
        both = chain[Problem | Question](self._plan.problems, self._plan.questions)
        return {one.key: None for one in both if one.key not in self._plan.unsure}

    @cached_property
    def _problems(self) -> dict[str, list[Problem]]:
        """What cannot be read, or could not, by what would answer it."""
        found: dict[str, list[Problem]] = {}
        for one in chain[Problem | Question](self._plan.problems, self._plan.settled):
            if isinstance(one, Problem):
                found.setdefault(one.key, []).append(one)
        return found

    def _decided(self, key: str) -> str:
        """What was decided in this list itself."""
        return str(self._draft.decisions.get(key, ""))

    def _every(self, sort: str) -> str:
        return self._decided(f"{EVERY}{sort}")

    def _group(self, sort: str, ones: Sequence[Problem | Question]) -> Group:
        words = [_word(one) for one in ones]
        shown = words[:WORDS_NAMED]
        if len(words) > WORDS_NAMED:
            shown.append(_("%(count)s more") % {"count": len(words) - WORDS_NAMED})
        every = Asked(
            FOR_ALL,
            f"{EVERY}{sort}",
            "",
            group_words(sort, len(ones)),
            value=self._every(sort),
            choices=self._for_all(sort),
            is_list=sort != "themes",
            sort=sort,
        )
        return Group(
            every,
            tuple(self._one(one) for one in ones[:CELLS_ASKED]),
            listed(shown),
            count=len(ones),
            open_count=sum(one.key in self._open for one in ones),
            told=_told_at_once(sum(one.key in self._plan.at_once for one in ones), len(ones)),
        )

    def _one(self, one: Problem | Question) -> Asked:
        """One of a group, in a list of which the first line is no answer of its own."""
        asked = self._cell(one) if isinstance(one, Problem) else self._question(one, is_list=True)
        own, every = self._decided(one.key), self._every(asked.sort)
        if not every:
            return replace(asked, value=own)
        for_all = str(dict(self._for_all(asked.sort)).get(every, ""))
        first = "", _("As for all: %(answer)s") % {"answer": for_all}
        return replace(asked, value=own, guess="", choices=(first, *asked.choices[1:]))

    def _for_all(self, sort: str) -> Choices:
        """The answers for all of a sort, and first that each is answered by itself."""
        first = "", _("I answer each by itself")
        wait = DONT_KNOW, _("I do not know yet")
        if sort == "themes":
            out, new = _("Leave them all out"), _("Make them all new themes")
            return (
                first,
                (NO_THEME, Labelled(out, _("The people come in, without these words."))),
                (NEW_THEME, Labelled(new, _("They join the themes of your network."))),
            )
        if sort == "domains":
            return first, (NO_DOMAIN, _("No domain")), *self._domains
        if sort == "organisations":
            return first, wait, *self._domains
        return first, (OWN, _("These are all organisations of their own")), wait

    @property
    def _domains(self) -> Choices:
        return tuple((domain.code, domain.name) for domain in self._plan.domains.values())

    def _same(self, problem: Problem) -> tuple[object, ...]:
        """What two cells share that one answer is right for both: never when they are about somebody."""
        if not is_cell(problem.key) or self._field(problem) in SOMEBODY:
            return (problem.key,)
        return problem.table, problem.column, problem.sentence, self._written(problem)

    def _cell(self, problem: Problem, also: Sequence[str] = ()) -> Asked:
        ones = [one for key in (problem.key, *also) for one in self._problems[key]]
        rows = list(dict.fromkeys(one.row for one in ones))
        where = self._place(problem.table, rows, problem.column)
        choices = self._choices(problem)
        if choices:
            is_open = problem.key in self._open
            guess = problem.answer if is_open and problem.answer in dict(choices) else ""
            return Asked(
                CELL,
                problem.key,
                where,
                f"{problem.sentence} {problem.suggestion}".strip(),
                choices=(_first(choices, guess), *choices),
                guess=guess,
                is_list=True,
                word=_word(problem),
                sort=sort_of(problem.key),
                is_open=is_open,
            )
        written = self._written(problem)
        offer = f"{AS_PHONE}{written}" if self._is_phone(problem, written) else ""
        where_and_what = CELL, problem.key, where, problem.sentence
        return Asked(*where_and_what, value=written, offer=offer, also=tuple(also))

    def _choices(self, problem: Problem) -> list[tuple[str, str]]:
        """The answers to choose from, when a word is asked once for all its cells."""
        kind = f"{problem.key.partition(':')[0]}:"
        if kind == MARK:
            return [(THERE, _("Was there")), (NOT_THERE, _("Was not there"))]
        if kind == THEMES:
            other = self._plan.unknown_themes.get(problem.answer.removeprefix(SAME_AS), "")
            same = _("The same as “%(name)s”") % {"name": other}
            likely = [(problem.answer, same)] if other else []
            known = self._plan.themes.items()
            return [
                *likely,
                *((code, name) for code, name in known if not self._is_own(code, problem)),
                (NEW_THEME, _("Make it a new theme")),
                (NO_THEME, _("Leave it out")),
            ]
        return [*self._domains, (NO_DOMAIN, _("No domain"))] if kind == DOMAINS else []

    def _is_own(self, code: str, problem: Problem) -> bool:
        """Whether a theme is the one that this very word becomes."""
        is_same = compact(self._plan.themes[code]) == compact(problem.word)
        return is_same and code in self._plan.new_themes

    def _is_phone(self, problem: Problem, text: str) -> bool:
        """Whether a telephone number stands where an address should."""
        return self._field(problem) == "email" and looks_like_phone(text)

    def _field(self, problem: Problem) -> str:
        """What the column of a cell becomes."""
        return str(self._draft.mappings[problem.table].get(problem.column, ""))

    def _written(self, problem: Problem) -> str:
        """What stands in the cell, or what was typed instead; a word for oneself without its neighbours."""
        table = self._tables[problem.table]
        cell = table.cell(problem.row, problem.column)
        if problem.key.startswith(MYSELF):
            cell = problem.key.removeprefix(MYSELF)
        return str(self._draft.decisions.get(problem.key, cell))

    def _question(self, question: Question, *, is_list: bool = False) -> Asked:
        is_unsure = question.key in self._plan.unsure
        value = DONT_KNOW if is_unsure else ""
        if question.key.startswith((MEETINGS, WITHDRAWN)):
            value = {**self._plan.remembered, **self._draft.decisions}.get(question.key, "")
        is_list = is_list or question.key.startswith(BELONGS)
        guess = "" if value else question.suggested
        return Asked(
            QUESTION,
            question.key,
            "",
            question.sentence,
            value=value,
            choices=tuple(self._answers(question, guess, is_list=is_list)),
            guess=guess,
            is_list=is_list,
            word=question.sentence if question.key.startswith(SPELLING) else _word(question),
            sort=sort_of(question.key),
            is_open=question.key in self._open,
            is_unsure=is_unsure,
        )

    def _answers(
        self, question: Question, guess: str, *, is_list: bool
    ) -> Iterator[tuple[str, str]]:
        """What may be answered; a guess is marked as one, in a list on top of the same answers."""
        key = question.key
        if key in self._plan.unsure:
            is_earlier = not self._decided(key) and key not in self._plan.at_once
            yield (
                DONT_KNOW,
                _("Last time: I do not know yet") if is_earlier else _("I do not know yet"),
            )
            yield from question.answers
            return
        if is_list:
            yield _first(question.answers, guess)
        else:
            yield from (_marked(one, guess) for one in question.answers)
        if can_wait(key):
            yield DONT_KNOW, _("I do not know yet")
        if is_list:
            yield from question.answers


def _told_at_once(count: int, every: int) -> str:
    """For how many of a group one answer counts."""
    if not count:
        return _("Choose one answer for all, or answer each by itself.")
    told = {"count": count, "all": every}
    return _("Your answer for all counts for %(count)s of these %(all)s. You can change it.") % told


def _first(answers: Sequence[tuple[str, str]], guess: str) -> tuple[str, str]:
    """What a list shows before somebody chooses: what we think, or nothing."""
    words = dict(answers).get(guess, "")
    if guess and words:
        return f"{GUESS}{guess}", _("We think: %(answer)s") % {"answer": words}
    return "", _("Choose …")


def _marked(answer: tuple[str, str], guess: str) -> tuple[str, str]:
    value, words = answer
    return (f"{GUESS}{value}", Labelled(words, _("We think so."))) if value == guess else answer


def _word(one: Problem | Question) -> str:
    """The word or the name that is asked about."""
    return one.word if isinstance(one, Problem) else one.key.partition(":")[2]


def group_words(sort: str, count: int) -> str:
    """What is asked of so many."""
    sentence = {
        "themes": ngettext(
            "%(count)s word is not a theme of this network",
            "%(count)s words are not themes of this network",
            count,
        ),
        "domains": ngettext(
            "%(count)s word is not a domain", "%(count)s words are not domains", count
        ),
        "organisations": ngettext(
            "Of %(count)s organisation we do not know the domain",
            "Of %(count)s organisations we do not know the domain",
            count,
        ),
        "spellings": ngettext(
            "%(count)s name looks like that of another organisation",
            "%(count)s names look like those of other organisations",
            count,
        ),
    }[sort]
    return with_capital(sentence % {"count": in_words(count)})
