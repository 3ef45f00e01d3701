"""Why a column has no place here: one kind sentence per code."""

from collections.abc import Callable

from django.utils.translation import gettext as _

_SENTENCES: dict[str, Callable[[], str]] = {
    "religion": lambda: _("We record nobody's religion."),
    "origin": lambda: _("We record nobody's origin or nationality."),
    "health": lambda: _("We record nobody's health."),
    "politics": lambda: _("We record nobody's political colour."),
    "citizen_number": lambda: _("We record nobody's citizen service number."),
    "sexuality": lambda: _("We record nobody's sexual orientation."),
    "union": lambda: _("We record nobody's trade union."),
    "crime": lambda: _("We record nobody's criminal record."),
}


def refusal_sentence(code: str) -> str:
    """The sentence beside a refused column."""
    return _SENTENCES[code]()
