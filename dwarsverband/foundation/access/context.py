"""One transaction in which the database knows who is asking."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from dwarsverband.foundation.access import log
from dwarsverband.foundation.access.verdict import Actor, Refused, Unproven
from dwarsverband.foundation.database import room
from dwarsverband.foundation.database.roles import set_context, tell
from dwarsverband.foundation.database.trouble import ReadOnlyError, note, trouble_of

_journal = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Undone:
    """Something that was tried and of which nothing stays but a line in the log."""

    verb: str
    subject: Sequence[object]
    verdict: str


_asking: ContextVar[Actor | None] = ContextVar("asking", default=None)
_undone: ContextVar[list[Undone]] = ContextVar("undone")


@contextmanager
def acting(actor: Actor, *, is_reading: bool = False) -> Iterator[None]:
    """Everything inside is asked and done by this actor, and kept whole or not at all.

    Inside a block of the same actor it changes nothing; a second actor is an error, because an
    inner value would stay for the outer block. What was refused or broke is undone first and
    written down after, on the same connection. Unless it only reads, what is derived from other
    things follows them before it is kept.
    """
    current = _asking.get()
    if current is not None:
        if current != actor:
            raise RuntimeError("One transaction has one actor.")
        yield
        return
    asking, undone = _asking.set(actor), _undone.set([])
    try:
        with _written_down(actor), _transaction(actor):
            yield
            if actor.is_somewhere and not is_reading and not transaction.get_rollback():
                _follow(actor)
    finally:
        _asking.reset(asking)
        _undone.reset(undone)


def broke(verb: str, subject: Sequence[object]) -> None:
    """Remember that an action broke, to be written down once it has been undone."""
    _undone.get().append(Undone(verb, subject, "failed"))


def system(partnership_id: object) -> Actor:
    """The product itself, at work for one partnership: a job, a command, demo content."""
    return Actor(kind="system", partnership_id=UUID(str(partnership_id)))


@contextmanager
def _written_down(actor: Actor) -> Iterator[None]:
    undone = _undone.get()
    try:
        yield
    except Refused as refusal:
        if not isinstance(refusal, Unproven):
            undone.append(Undone(refusal.verb, refusal.subject, "denied"))
        raise
    finally:
        if undone:
            _write_down(actor, undone)


def _write_down(actor: Actor, undone: Sequence[Undone]) -> None:
    """In the log; or, while the database takes nothing in, where the server tells what is wrong."""
    try:
        if room.is_short():
            raise ReadOnlyError
        with _transaction(actor):
            for one in undone:
                log.write(actor, one.verb, one.subject, verdict=one.verdict)
    except Exception as error:
        if trouble_of(error) is None:
            raise
        note(error)
        for one in undone:
            _journal.error(
                "Not in the log: %s was %s, by %s.",
                one.verb,
                one.verdict,
                log.reference_of(actor, one.verb),
            )


@contextmanager
def _transaction(actor: Actor) -> Iterator[None]:
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        _tell_database(actor)
        yield
    if is_nested:
        set_context("")


def _follow(actor: Actor) -> None:
    for name in settings.AFTER_CHANGES:
        import_string(name)(actor)


def _tell_database(actor: Actor) -> None:
    if not actor.is_somewhere:
        return
    tell(
        actor.kind,
        actor.user_id,
        actor.partnership_id,
        actor.membership_id,
        level=2 if actor.has_second_factor else 1,
    )
