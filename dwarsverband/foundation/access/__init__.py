"""Who acts, what they may do, what they did."""

from dwarsverband.foundation.access.action import action
from dwarsverband.foundation.access.later import later
from dwarsverband.foundation.access.verdict import (
    ALLOWED,
    Actor,
    Conflict,
    Means,
    Refused,
    Request,
    Verdict,
    denied,
)

__all__ = [
    "ALLOWED",
    "Actor",
    "Conflict",
    "Means",
    "Refused",
    "Request",
    "Verdict",
    "action",
    "denied",
    "later",
]
