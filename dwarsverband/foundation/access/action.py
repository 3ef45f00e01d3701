"""An action carries its rule: refuse, or do it whole and write one line in the log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import log
from dwarsverband.foundation.access.context import acting, broke
from dwarsverband.foundation.access.verdict import (
    Actor,
    Conflict,
    Refused,
    Unproven,
    Verdict,
    denied,
)

P = ParamSpec("P")
R = TypeVar("R")
# What an action says to whoever asked; nothing broke.
ANSWERS = (ValidationError, Conflict, Refused)
VERBS: dict[str, Callable[..., Verdict]] = {}
PROOFS: dict[str, Callable[..., bool]] = {}


def never(**inputs: object) -> bool:
    """Of an action that a session may do as long as it lasts."""
    return False


def always(**inputs: object) -> bool:
    """Of an action before which somebody shows again who they are."""
    return True


def action(
    rule: Callable[..., Verdict],
    *,
    asks_proof: Callable[..., bool] = never,
    is_anonymous: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function write, under a rule with the same actor and subject.

    The function takes the actor first, the subject (or subjects) next, and inputs as keywords.
    An anonymous one tells the log that somebody did it, on which day, and not who.
    With `asks_proof` (of those inputs) whoever proved long ago who they are does so again first.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        verb = _verb(function)
        VERBS[verb], PROOFS[verb] = rule, asks_proof
        log.ANONYMOUS.update({verb} if is_anonymous else ())

        @wraps(function)
        def act(*subjects: P.args, **inputs: P.kwargs) -> R:
            actor = cast(Actor, subjects[0])  # ParamSpec cannot say "the first one is an Actor"
            with acting(actor):
                verdict = _by_means(actor) or rule(*subjects)
                if not verdict.is_allowed:
                    raise Refused(verdict, verb, subjects[1:])
                if actor.is_stale and asks_proof(**inputs):
                    raise Unproven(denied(_("First show that it is you.")), verb, subjects[1:])
                with _told(verb, subjects[1:]), transaction.atomic():
                    outcome = function(*subjects, **inputs)
                    log.write(actor, verb, (*subjects[1:], outcome))
                return outcome

        return act

    return decorate


@contextmanager
def _told(verb: str, subjects: tuple[object, ...]) -> Iterator[None]:
    """Let the log tell when something broke; an answer to whoever asked is nothing broken."""
    try:
        yield
    except ANSWERS:
        raise
    except Exception:
        broke(verb, subjects)
        raise


def _verb(function: Callable[..., object]) -> str:
    return f"{_place(function.__module__)}.{function.__name__.removeprefix('_')}"


def _by_means(actor: Actor) -> Verdict | None:
    """A token that only reads changes nothing, whatever its member may."""
    if actor.means is None or actor.means.may_write:
        return None
    return denied(_("This token only reads. Make one that may also write."))


def _place(module: str) -> str:
    """The name of the module that an action belongs to: `network` for `….network.actions`."""
    parts = module.split(".")
    return parts[parts.index("actions") - 1] if "actions" in parts else parts[-1]
