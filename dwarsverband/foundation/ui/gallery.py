"""What the gallery shows: fictional people and places, the same as in the design."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import denied
from dwarsverband.foundation.ui.figures import (
    BalanceRow,
    DomainRing,
    Matrix,
    MatrixCell,
    MatrixRow,
    RingTie,
)
from dwarsverband.foundation.ui.forms import Form

DOMAINS = {
    "social": ("Sociaal", "S", "Social", "So"),
    "safety": ("Veiligheid", "V", "Safety", "Sa"),
    "care": ("Zorg", "Z", "Care", "Ca"),
    "education": ("Onderwijs", "O", "Education", "Ed"),
    "neighbourhood": ("Wijk", "W", "Neighbourhood", "Nb"),
    "administration": ("Bestuur", "B", "Administration", "Ad"),
    "national": ("Rijk", "R", "National", "Na"),
    "community": ("Gemeenschap", "G", "Community", "Co"),
}
# Ties between the domains of Waterdal; a letter says how each crossing is drawn.
TIES = (
    "8i 9m 5m 3o 8m 3s 1o 7m",
    "9m 9i 2o 1o 6m 5m 4s 2o",
    "5m 2o 4i 2o 1o 0n 0n 0n",
    "3o 1o 2o 4i 2s 1o 0n 1o",
    "8m 6m 1o 2s 5i 3s 0n 4s",
    "3s 5m 0n 1o 3s 4i 2s 1o",
    "1o 4s 0n 0n 0n 2s 2i 0n",
    "7m 2o 0n 1o 4s 1o 0n 3i",
)
STATES = {"i": "inside", "n": "none", "s": "some", "m": "many", "o": "one"}
ORGANISATIONS = ("Welzijn Waterdal", "Politie Waterdal", "GGD Waterstreek", "Mbo Het Baken")
ORGANISATION_TIES = ("3i 5m 2s 0n", "5m 4i 0h 1o", "2s 0h 2i 0n", "0n 1o 0n 1i")


@dataclass(frozen=True, slots=True)
class Example:
    """A domain, an organisation, or anything else with a name."""

    name: str
    shape: str = "plain"
    letter: str = ""
    note: str = ""


class Questions(Form):
    """One field of every kind."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("An e-mail address that is read.")
    )
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    story = forms.CharField(label=_("What happened?"), widget=forms.Textarea, required=False)
    on = forms.DateField(label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}))
    months = forms.IntegerField(
        label=_("How many months do you keep it?"), min_value=1, max_value=60
    )
    domain = forms.ChoiceField(label=_("Domain"))
    kind = forms.ChoiceField(
        label=_("How did you speak?"),
        widget=forms.RadioSelect,
        choices=[("call", _("By telephone")), ("visit", _("On a visit"))],
    )
    days = forms.MultipleChoiceField(
        label=_("On which days?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("monday", _("On Monday")), ("tuesday", _("On Tuesday"))],
    )
    spreadsheet = forms.FileField(label=_("Your spreadsheet"), required=False)
    agrees = forms.BooleanField(label=_("This person knows that the name is kept here"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


ROWS = {"1": ("Netwerk 2026", ""), "2": ("Naam", "Organisatie")}


class RowQuestion(Form):
    """Which of the first rows of a sheet is meant."""

    row = forms.ChoiceField(
        label=_("Which row holds the headings?"),
        widget=forms.RadioSelect,
        required=False,
        initial="2",
        choices=[("1", _("Row 1")), ("2", _("Row 2")), ("0", _("None: there are no headings"))],
    )


def content() -> dict[str, object]:
    """Everything that the examples need."""
    from dwarsverband.foundation.ui.templatetags.ui import COMPONENTS

    today = timezone.localdate()
    domains = _domains()
    return {
        "themes": [Example(gettext("Inclusion"), ""), Example(gettext("Polarisation"), "")],
        "components": COMPONENTS,
        "domains": domains,
        "social": domains[0],
        "safety": domains[1],
        "care": domains[2],
        "education": domains[3],
        "organisation": Example(gettext("Youth work")),
        "today": today,
        "earlier": today - timedelta(days=214),
        "another_year": date(today.year - 1, 4, 20),
        "refusal": denied(gettext("Only the chair records a decision: Gerda Meijer.")),
        "form": _form(),
        "wrong_form": _wrong_form(),
        "row_form": RowQuestion(),
        "rows": ROWS,
        "page": Paginator(range(1, 421), 50).page(4),
        "matrix": _matrix(domains, TIES, gettext("Ties between domains in Waterdal")),
        "organisation_matrix": _matrix(
            [Example(name) for name in ORGANISATIONS],
            ORGANISATION_TIES,
            gettext("Ties between organisations in Waterdal"),
        ),
        "ring": _ring(domains),
        "balance": [
            BalanceRow(domains[1], 3),
            BalanceRow(domains[0], 1),
            BalanceRow(domains[3], 0, 2),
        ],
        "current": Example("Fatma Yıldız", note="Zorgcoördinator, mbo Het Baken"),
        "typed": {"name": "Fatma Yıldız", "note": "Teamleider zorg"},
        "labels": {"name": _("Name"), "note": _("Function")},
    }


def _domains() -> list[Example]:
    is_english = get_language() == "en"
    return [
        Example(english, shape, short) if is_english else Example(dutch, shape, letter)
        for shape, (dutch, letter, english, short) in DOMAINS.items()
    ]


def _form() -> Questions:
    form = Questions(initial={"on": timezone.localdate(), "months": 24, "version": 1})
    form.fields["domain"].choices = [(one.shape, one.name) for one in _domains()]  # type: ignore[attr-defined]  # Field is typed without it
    return form


def _wrong_form() -> Questions:
    form = Questions({"name": "Linh Nguyen", "email": "linh", "on": "31-11-2025", "months": "61"})
    form.fields["domain"].choices = [(one.shape, one.name) for one in _domains()]  # type: ignore[attr-defined]  # the same
    form.add_error(None, gettext("Somebody with this name is in the network already."))
    return form


def _matrix(things: list[Example], ties: tuple[str, ...], caption: str) -> Matrix:
    rows = [
        MatrixRow(
            row, [_cell(row, column, tie) for column, tie in zip(things, line.split(), strict=True)]
        )
        for row, line in zip(things, ties, strict=True)
    ]
    return Matrix(caption=caption, things=things, rows=rows)


def _ring(domains: list[Example]) -> DomainRing:
    ties = [
        RingTie(row, column, STATES[tie[1]], int(tie[0]))
        for row, line in enumerate(TIES)
        for column, tie in enumerate(line.split())
        if row < column
    ]
    return DomainRing(label=gettext("Ties between domains in Waterdal"), things=domains, ties=ties)


def _cell(row: Example, column: Example, tie: str) -> MatrixCell:
    state = STATES.get(tie[1], "hidden")
    text = {"none": "–", "hidden": "·"}.get(state, tie[0])
    href = "#matrix" if state in {"one", "some", "many"} else ""
    return MatrixCell(text, f"{row.name}, {column.name}: {text}", state, href)
