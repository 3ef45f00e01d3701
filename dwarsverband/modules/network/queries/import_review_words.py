"""What the page about a list says aloud."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.foundation.sheets import progress
from dwarsverband.foundation.sheets.mapping import holds_dates
from dwarsverband.foundation.ui.numbers import in_words, listed, with_capital
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.queries.import_asked import group_words
from dwarsverband.modules.network.queries.import_review import SHOWN, Review
from dwarsverband.modules.network.queries.import_shown import CELL, DOUBT, ColumnShown
from dwarsverband.modules.network.queries.import_types import CHANGED, NEW, SAME
from dwarsverband.modules.network.queries.import_undo import is_undoable, until_words
from dwarsverband.modules.network.queries.import_words import counted


@dataclass(frozen=True, slots=True)
class Part:
    """So many of one kind, and where on the page they are asked; without a place they follow later."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """The question, its answer, and what else is said."""

    title: str
    lead: str
    asked: str = ""
    parts: tuple[Part, ...] = ()
    remembered: str = ""
    unsure: str = ""
    columns: str = ""
    changed: str = ""
    after: str = ""
    good: str = ""
    summary: str = ""
    new: str = ""
    kept: str = ""
    undo: str = ""


def review_words(review: Review, processing: Processing | None) -> ReviewWords:
    """The sentences that go with a list, as far as it has come."""
    if review.is_open:
        return _open_words(review, processing)
    if review.is_waiting:
        return ReviewWords(_("Your list is being saved"), _progress(review))
    if review.is_done:
        until = until_words(review.draft) if is_undoable(review.draft) else ""
        return ReviewWords(_("Your list is in the network"), _result(review), undo=until)
    if review.draft.status == Import.Status.UNDONE:
        return ReviewWords(_("This list has been undone"), review.draft.outcome)
    return ReviewWords(
        _("This list has been emptied"),
        _("Somebody left the network, and the name may stand in it. Bring in the list again."),
    )


def _open_words(review: Review, processing: Processing | None) -> ReviewWords:
    count = review.rows_count
    sentence = ngettext(
        "We read %(files)s: %(count)s row. Nothing has been saved yet.",
        "We read %(files)s: %(count)s rows. Nothing has been saved yet.",
        count,
    )
    return ReviewWords(
        title=_("Is this right?"),
        lead=sentence % {"files": review.draft.title, "count": count},
        asked=_asked(review.plan.open_count),
        parts=tuple(_parts(review)),
        remembered=_remembered(len(review.plan.remembered.keys() - review.plan.unsure)),
        unsure=_unsure(review.unsure_count),
        columns=_columns(review),
        changed=_changed(review),
        after=_after(review),
        good=_good(review.good_count),
        summary=_summary(review),
        new=_new(review),
        kept=_kept(processing),
    )


def _asked(count: int) -> str:
    if not count:
        return ""
    sentence = ngettext(
        "%(count)s thing needs your answer before the whole list can be saved.",
        "%(count)s things need your answer before the whole list can be saved.",
        count,
    )
    return with_capital(sentence % {"count": in_words(count)})


def _parts(review: Review) -> Iterator[Part]:
    """What is needed, by kind: together they are as many as the sentence above them says."""
    cells, doubts, later = _alone(review, CELL), _alone(review, DOUBT), _later(review)
    groups = [one for one in review.groups if one.is_needed]
    told = [
        *(
            (one.open_count, f"#{one.sort}", group_words(one.sort, one.open_count))
            for one in groups
        ),
        (
            *(cells, "#cells"),
            ngettext(
                "%(count)s cell that we cannot read", "%(count)s cells that we cannot read", cells
            ),
        ),
        (
            *(doubts, "#doubts"),
            ngettext(
                "%(count)s person who may be somebody else",
                "%(count)s people who may be somebody else",
                doubts,
            ),
        ),
        (
            *(later, ""),
            ngettext(
                "%(count)s that follows after these", "%(count)s that follow after these", later
            ),
        ),
    ]
    for count, href, text in told:
        if count:
            yield Part(with_capital(text % {"count": in_words(count)}), href)


def _remembered(count: int) -> str:
    """That questions were answered as they were about an earlier list."""
    sentence = ngettext(
        "You answered %(count)s question about an earlier list. We took the same answer.",
        "You answered %(count)s questions about an earlier list. We took the same answers.",
        count,
    )
    return sentence % {"count": in_words(count)} if count else ""


def _alone(review: Review, kind: str) -> int:
    """How much of a kind is needed, and asked in no group."""
    sorts = {one.sort for one in review.groups}
    needed = [one for one in review.asked if one.kind == kind and one.is_needed]
    return sum(1 + len(one.also) for one in needed if one.sort not in sorts)


def _later(review: Review) -> int:
    """How much is needed that this page does not ask yet."""
    grouped = sum(one.open_count for one in review.groups if one.is_needed)
    alone = _alone(review, CELL) + _alone(review, DOUBT)
    return review.plan.open_count - grouped - alone


def _unsure(count: int) -> str:
    """That to some questions somebody said that they do not know yet."""
    sentence = ngettext(
        "To %(count)s question you said: I do not know yet",
        "To %(count)s questions you said: I do not know yet",
        count,
    )
    return with_capital(sentence % {"count": in_words(count)}) if count else ""


def _columns(review: Review) -> str:
    """How many columns became something, which stay out, and which are never read."""
    sheets = [sheet for sheet in review.sheets if sheet.is_read]
    columns = [one for sheet in sheets for one in sheet.columns]
    known = sum(bool(one.field) for one in columns)
    sentence = ngettext(
        "We recognised %(known)s of %(count)s column.",
        "We recognised %(known)s of %(count)s columns.",
        len(columns),
    ) % {"known": known, "count": len(columns)}
    left = [one for one in columns if _is_left_out(one)]
    new = [one for sheet in sheets if not sheet.is_as_before for one in sheet.columns]
    dates = [one for one in new if _is_left_out(one) and holds_dates(one.samples)]
    told = [
        (_("Left out: %(names)s."), left),
        (_("There are dates in %(names)s: are those contacts?"), dates),
        (_("Never taken over: %(names)s."), [one for one in columns if one.refusal]),
    ]
    named = ((text, [one.heading or one.letter for one in ones]) for text, ones in told)
    before = [_as_before()] * any(sheet.is_as_before for sheet in review.sheets)
    return " ".join(
        [*before, sentence, *(t % {"names": listed(names)} for t, names in named if names)]
    )


def _as_before() -> str:
    return _("You brought in a list with the same headings before: we read it as you did then.")


def _is_left_out(column: ColumnShown) -> bool:
    return bool(column.samples) and not (column.field or column.refusal)


def _changed(review: Review) -> str:
    count = review.plan.counts[f"people_{CHANGED}"]
    if count <= SHOWN:
        return _("What changes for whom (%(count)s)") % {"count": count}
    told = {"shown": SHOWN, "count": count}
    return _("What changes for whom: the first %(shown)s of %(count)s") % told


def _after(review: Review) -> str:
    """That there is more to answer than one page holds."""
    count = _later(review)
    sentence = ngettext(
        "%(count)s more thing follows after these.",
        "%(count)s more things follow after these.",
        count,
    )
    return with_capital(sentence % {"count": in_words(count)}) if count > 0 else ""


def _good(count: int) -> str:
    sentence = ngettext(
        "Save only the %(count)s good row", "Save only the %(count)s good rows", count
    )
    return sentence % {"count": count}


def _summary(review: Review) -> str:
    counts = review.plan.counts
    new, changed, same = (counted(counts, status) for status in (NEW, CHANGED, SAME))
    if not review.plan.people:
        return _("We found nobody yet. Say which column holds the names.")
    if not review.plan.has_changes and not review.plan.open_count:
        return _("Everything in this list is known already. Nothing would change.")
    parts = [
        (new, _("New: %(told)s.")),
        (changed, _("Changed: %(told)s.")),
        (same, _("Known already: %(told)s.")),
    ]
    return " ".join(text % {"told": told} for told, text in parts if told)


def _new(review: Review) -> str:
    count = review.plan.counts[f"people_{NEW}"]
    if count <= SHOWN:
        return _("Who is new (%(count)s)") % {"count": count}
    return _("Who is new: the first %(shown)s of %(count)s") % {"shown": SHOWN, "count": count}


def _kept(processing: Processing | None) -> str:
    if processing is None:
        return ""
    sentence = ngettext(
        "Names are kept for %(count)s month after saving. Legal basis: %(basis)s.",
        "Names are kept for %(count)s months after saving. Legal basis: %(basis)s.",
        processing.months_kept,
    )
    return sentence % {"count": processing.months_kept, "basis": processing.legal_basis.rstrip(".")}


def _progress(review: Review) -> str:
    percent = progress.heard(review.draft.pk)
    if percent is None:
        return _("It waits for its turn. That takes a few seconds.")
    return _("%(percent)s percent has been done.") % {"percent": percent}


def _result(review: Review) -> str:
    counts = review.draft.counts
    new, changed = counted(counts, NEW), counted(counts, CHANGED)
    if not new and not changed:
        return _("Everything in it was known already. Nothing changed.")
    parts = [(new, _("New: %(told)s.")), (changed, _("Changed: %(told)s."))]
    return " ".join(text % {"told": told} for told, text in parts if told)
