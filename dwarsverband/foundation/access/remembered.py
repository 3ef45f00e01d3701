"""What was worked out once, until somebody does something: figures over everything take long.

A process remembers for one partnership at a time of its log: an action and its line in the log are
kept together, so whoever reads a longer log reads a changed network. Nothing is remembered of a
transaction that writes, because it may still be undone; and nothing goes from one partnership, role
or region to another, or past midnight.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TypeVar, cast
from uuid import UUID

from django.db import connection
from django.utils import timezone

from dwarsverband.foundation.access.verdict import Actor

Answer = TypeVar("Answer")
MOST_PARTNERSHIPS, MOST_ANSWERS, MOST_PAGES = 16, 48, 256
_STATE = """
SELECT head.sequence, head.hash, pg_current_xact_id_if_assigned() IS NOT NULL
FROM (SELECT 1) AS always
LEFT JOIN access_loghead AS head ON head.partnership_id = %s
"""


@dataclass(slots=True)
class _Shelf:
    """What is remembered of one partnership, as it was at one line of its log, on one day."""

    sequence: int
    mark: tuple[bytes, date]
    answers: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    pages: OrderedDict[Hashable, bytes] = field(default_factory=OrderedDict)


@dataclass(frozen=True, slots=True)
class _State:
    """How long the log is, its last seal, whether this transaction has written anything.

    `answers` are those of the question that is being answered, and go with it.
    """

    sequence: int
    mark: tuple[bytes, date]
    is_writing: bool
    answers: dict[Hashable, object] = field(default_factory=dict)


# What a question asks while it is being answered is of the same moment.
_now: ContextVar[_State | None] = ContextVar("now", default=None)
_shelves: OrderedDict[tuple[str, UUID], _Shelf] = OrderedDict()
_lock = Lock()


def remembered(actor: Actor, question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """The answer to a question, worked out once for everybody who sees the same.

    Whoever is in the same role and the same region shares it, so it may hold nothing of the actor's
    own. What it holds is shared: nobody changes it.
    """
    state = _now.get() or _state(actor)
    key = (actor.kind, actor.role, actor.regions, question)
    if state.is_writing:
        if key not in state.answers:
            state.answers[key] = _answered(state, answer)
        return cast(Answer, state.answers[key])  # the same question has the same kind of answer
    place = (str(connection.settings_dict["NAME"]), actor.partnership_id)
    with _lock:
        shelf = _shelf(place, state)
        if shelf is not None and key in shelf.answers:
            shelf.answers.move_to_end(key)
            return cast(Answer, shelf.answers[key])  # as above
    found = _answered(state, answer)
    with _lock:
        shelf = _shelf(place, state)
        if shelf is not None:
            shelf.answers[key] = found
            while len(shelf.answers) > MOST_ANSWERS:
                shelf.answers.popitem(last=False)
    return found


def remembered_page(
    actor: Actor, question: Hashable, draw: Callable[[], bytes | None]
) -> bytes | None:
    """A page as this one reader saw it, drawn anew when anything was done; None is not remembered."""
    state = _now.get() or _state(actor)
    key, place = (actor, question), (str(connection.settings_dict["NAME"]), actor.partnership_id)
    with _lock:
        shelf = None if state.is_writing else _shelf(place, state)
        if shelf is not None and key in shelf.pages:
            shelf.pages.move_to_end(key)
            return shelf.pages[key]
    drawn = _answered(state, draw)
    with _lock:
        shelf = None if state.is_writing else _shelf(place, state)
        if shelf is not None and drawn is not None:
            shelf.pages[key] = drawn
            while len(shelf.pages) > MOST_PAGES:
                shelf.pages.popitem(last=False)
    return drawn


def forget_everything() -> None:
    """Begin anew, as a process does that has just started."""
    with _lock:
        _shelves.clear()


def forget_pages() -> None:
    """Draw every page anew; figures stay."""
    with _lock:
        for shelf in _shelves.values():
            shelf.pages.clear()


def _answered(state: _State, answer: Callable[[], Answer]) -> Answer:
    token = _now.set(state)
    try:
        return answer()
    finally:
        _now.reset(token)


def _state(actor: Actor) -> _State:
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [actor.partnership_id])
        sequence, head, is_writing = cursor.fetchone()
    return _State(sequence or 0, (bytes(head or b""), timezone.localdate()), is_writing)


def _shelf(place: tuple[str, UUID], state: _State) -> _Shelf | None:
    """The shelf of now; what stood there before is thrown away. None for whoever is behind."""
    shelf = _shelves.get(place)
    if shelf is not None and shelf.mark != state.mark and shelf.sequence > state.sequence:
        return None
    if shelf is None or shelf.mark != state.mark:
        shelf = _shelves[place] = _Shelf(state.sequence, state.mark)
    _shelves.move_to_end(place)
    while len(_shelves) > MOST_PARTNERSHIPS:
        _shelves.popitem(last=False)
    return shelf
