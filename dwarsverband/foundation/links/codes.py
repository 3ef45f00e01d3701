"""A code on paper, short enough to type, that leads to the same page as a link.

What is stored is the hash of the link's secret, as for every link. The secret follows from the code
with a key of this installation, so that a copy of the database is not enough to try codes on.
"""

import base64
import secrets

from django.http import HttpRequest

from dwarsverband.foundation.api import limits
from dwarsverband.foundation.database.keyed import mark_for

# Without vowels, so that no code is a word, and without signs that look like another.
SIGNS = "23456789CDFHJKMNPQRTVWXY"
LENGTH, GROUP = 12, 4
# Twelve of 24 signs are 55 bits. A machine that misses so often has to wait so many seconds.
MOST_MISSES, WAIT = 30, 300
_MEANT = str.maketrans("BGOSZ", "86Q52", " -–—.\t\r\n")


def new_code() -> str:
    """A code that nobody can guess, in groups as it is printed."""
    signs = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def secret_of(typed: str) -> str:
    """The secret of the link that a typed code leads to; empty when it is no code."""
    signs = typed.upper().translate(_MEANT)
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS):
        return ""
    return base64.urlsafe_b64encode(mark_for("code", signs)).decode().rstrip("=")


def may_try(request: HttpRequest) -> bool:
    """Whether this machine did not miss too often just now."""
    return limits.count(_name(request), WAIT, by=0).number < MOST_MISSES


def count_miss(request: HttpRequest) -> None:
    """Remember that a code from this machine led nowhere."""
    limits.count(_name(request), WAIT)


def _name(request: HttpRequest) -> str:
    return f"codes:{limits.machine_of(request)}"
