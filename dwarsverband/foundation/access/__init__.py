"""Who acts, what they may do, what they did."""

from dwarsverband.foundation.access.action import action, always
from dwarsverband.foundation.access.later import later
from dwarsverband.foundation.access.verdict import (
    ALLOWED,
    Actor,
    Conflict,
    Means,
    Refused,
    Request,
    Unproven,
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
    "Unproven",
    "Verdict",
    "action",
    "always",
    "denied",
    "later",
]
