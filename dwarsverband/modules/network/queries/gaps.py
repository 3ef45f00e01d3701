"""What a list of domains or of themes says of each: what is missing there, in a few words."""

from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.remembered import remembered
from dwarsverband.foundation.ui.numbers import in_words, with_capital
from dwarsverband.modules.network.queries.seats import fillings
from dwarsverband.modules.network.queries.silos import silo_report


def gaps(actor: Actor) -> dict[UUID, str]:
    """What is missing in each domain and for each theme, as far as the actor may know it."""
    question = ("gaps", get_language())
    return remembered(actor, question, lambda: _of_domains(actor) | _of_themes(actor))


def _of_domains(actor: Actor) -> dict[UUID, str]:
    """What a list of domains says of each: nobody there, on how many sides it hangs on one person."""
    report = silo_report(actor)
    missing = {group.pk for group in report.missing}
    weak = {group.pk: (0, 0) for group in report.groups if group.pk not in missing}
    for pairs, which in ((report.bridges, 0), (report.strangers, 1)):
        for group in (end for pair in pairs for end in (pair.first, pair.second)):
            bridges, strangers = weak[group.pk]
            weak[group.pk] = (bridges + (which == 0), strangers + (which == 1))
    told = {group: _weakness(*counts) for group, counts in weak.items() if any(counts)}
    return told | {group: _("Nobody from here is at the table") for group in missing}


def _weakness(bridges: int, strangers: int) -> str:
    parts = [
        ngettext(
            "%(count)s bridge hangs on one person", "%(count)s bridges hang on one person", bridges
        )
        % {"count": in_words(bridges)}
        if bridges
        else "",
        ngettext("no tie with %(count)s domain", "no tie with %(count)s domains", strangers)
        % {"count": in_words(strangers)}
        if strangers
        else "",
    ]
    return with_capital(", ".join(part for part in parts if part))


def _of_themes(actor: Actor) -> dict[UUID, str]:
    """What a list of themes says of each: how many of its seats nobody fills."""
    return {
        theme: _empty(sum(one.is_told and not one.is_filled for one in seats), len(seats))
        for theme, seats in fillings(actor).items()
        if any(one.is_told and not one.is_filled for one in seats)
    }


def _empty(empty: int, count: int) -> str:
    told = ngettext(
        "%(empty)s of %(count)s seats is empty", "%(empty)s of %(count)s seats are empty", empty
    )
    return with_capital(told % {"empty": in_words(empty), "count": in_words(count)})
