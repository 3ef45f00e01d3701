"""What the pages on which a list comes in ask."""

from collections.abc import Mapping
from typing import Self

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.sheets.limits import CELL_CHARACTERS
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.foundation.ui.numbers import with_capital
from dwarsverband.modules.network.queries.import_fields import REPEATABLE
from dwarsverband.modules.network.queries.import_review import Review
from dwarsverband.modules.network.queries.import_shown import (
    CELL,
    DOUBT,
    QUESTION,
    Asked,
    ColumnShown,
    SheetShown,
)
from dwarsverband.modules.network.queries.import_spellings import YES
from dwarsverband.modules.network.queries.imports import HEADINGS, READ, SHEET, SKIP

LONGEST_SOURCE = 120
SELECTED = mark_safe(" selected")


class ManyFilesInput(forms.ClearableFileInput):
    """A field for several files at once: people in one, ties in another."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files, each of them checked."""

    widget = ManyFilesInput

    def clean(self, value: object, initial: object = None) -> list["UploadedFile[bytes]"]:
        """Every file that was chosen."""
        values = value if isinstance(value, list) else [value]
        return [super(ManyFiles, self).clean(one, initial) for one in values]


class StartImport(Form):
    """Which files."""

    files = ManyFiles(  # type: ignore[assignment]  # a form's own files have that name too
        label=_("Your spreadsheet"),
        help_text=_(
            "Excel, LibreOffice, csv or GraphML. Several files at once is fine. At most 10 MB."
        ),
    )
    source = forms.CharField(
        label=_("Where does this list come from?"),
        help_text=_(
            "For instance “the list of the youth network”. Whoever is on it reads this in your "
            "message. Empty: the name of the file."
        ),
        required=False,
        max_length=LONGEST_SOURCE,
    )


class PlainSelect(forms.Select):
    """A list drawn in one piece: a wide spreadsheet needs a thousand of them on one page."""

    def render(
        self,
        name: str,
        value: object,
        attrs: Mapping[str, object] | None = None,
        renderer: object = None,
    ) -> SafeString:
        """The list, with what was chosen."""
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if key == chosen else "", text) for key, text in self.choices),
        )
        given = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", given, options)


class Answer(forms.ChoiceField):
    """A choice that may wait until later: what is not answered stays asked."""

    widget = PlainSelect

    def validate(self, value: str) -> None:
        """Only what was chosen must be one of the choices."""
        if value:
            super().validate(value)


class MapImport(Form):
    """How the columns are read, and what was decided; its fields follow from the list itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    forget = forms.BooleanField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False
    review: Review

    def for_review(self, review: Review) -> Self:
        """The fields of one list: its sheets, its columns, and what is asked on this page."""
        self.review = review
        self.fields["version"].initial = review.draft.version
        known = [("", _("Leave out")), *((field.name, field.label) for field in review.fields)]
        for sheet in review.sheets:
            if len(review.sheets) > 1:
                label = _("Bring in %(name)s") % {"name": sheet.name}
                self.fields[_sheet(sheet)] = forms.BooleanField(
                    label=label, required=False, initial=sheet.is_read
                )
            if sheet.lines:
                self.fields[_heading(sheet)] = _lines(sheet)
            for column in sheet.columns:
                if not column.refusal:
                    self.fields[_column(sheet, column)] = Answer(
                        label=self._column_label(sheet, column), choices=known, initial=column.field
                    )
        self._ask(review)
        return self

    def _ask(self, review: Review) -> None:
        """The fields in which something is answered, and those that keep spellings apart."""
        for asked in review.asked:
            self.fields[asked.name] = _answer(asked)
            if asked.offer:
                label = _("%(where)s: this is the telephone number") % {"where": asked.where}
                self.fields[asked.offer_name] = forms.BooleanField(
                    label=with_capital(label), required=False
                )
        for one in review.noted.spellings:
            self.fields[one.name] = forms.BooleanField(label=one.sentence, required=False)

    def _column_label(self, sheet: SheetShown, column: ColumnShown) -> str:
        """What a column becomes; with several sheets each says which one it is about."""
        told = {"letter": column.letter, "sheet": sheet.name}
        if len(self.review.sheets) > 1:
            return _("%(sheet)s, column %(letter)s becomes") % told
        return _("Column %(letter)s becomes") % told

    def clean(self) -> dict[str, object]:
        """What the page said, as the action takes it."""
        super().clean()
        forget = self.cleaned_data.get("forget", False)
        return {
            "mappings": [self._mapping(sheet) for sheet in self.review.sheets],
            "decisions": {} if forget else {**self._sheets(), **self._answers()},
            "version": self.cleaned_data.get("version"),
            "forget": forget,
        }

    @property
    def changes_columns(self) -> bool:
        """Whether the list was read in another way than the page showed."""
        return any(name.startswith(("column-", "sheet-", "heading-")) for name in self.changed_data)

    @property
    def sheets(
        self,
    ) -> list[tuple[SheetShown, BoundField | None, list[tuple[ColumnShown, BoundField | None]]]]:
        """The sheets and their columns, each with its field; a refused column and an only sheet have none."""
        return [
            (
                sheet,
                self[_sheet(sheet)] if _sheet(sheet) in self.fields else None,
                [
                    (one, None if one.refusal else self[_column(sheet, one)])
                    for one in sheet.columns
                ],
            )
            for sheet in self.review.sheets
        ]

    @property
    def headings(self) -> list[tuple[SheetShown, BoundField]]:
        """The sheets of which somebody may say where the headings stand, each with its field."""
        sheets = [sheet for sheet in self.review.sheets if sheet.lines]
        return [(sheet, self[_heading(sheet)]) for sheet in sheets]

    @property
    def cells(self) -> list[tuple[Asked, BoundField, BoundField | None]]:
        """What cannot be read, each with its field, and with another way to answer when there is one."""
        return [
            (asked, field, self[asked.offer_name] if asked.offer else None)
            for asked, field in self._asked(CELL)
        ]

    @property
    def doubts(self) -> list[tuple[Asked, BoundField]]:
        """The people who may be somebody else, each with its field."""
        return self._asked(DOUBT)

    @property
    def questions(self) -> list[tuple[Asked, BoundField]]:
        """What the list does not say, each with its field."""
        return self._asked(QUESTION)

    @property
    def spellings(self) -> list[BoundField]:
        """Which spellings were read as one, each with the way to keep them apart."""
        return [self[one.name] for one in self.review.noted.spellings]

    def _asked(self, kind: str) -> list[tuple[Asked, BoundField]]:
        return [(asked, self[asked.name]) for asked in self.review.asked if asked.kind == kind]

    def _mapping(self, sheet: SheetShown) -> dict[str, str]:
        told: dict[str, str] = {}
        for column in sheet.columns:
            field = self.cleaned_data.get(_column(sheet, column), "")
            if field and field in told.values() and field not in REPEATABLE:
                self.add_error(_column(sheet, column), _("Another column is this already."))
            elif field:
                told[column.letter] = field
        return told

    def _sheets(self) -> dict[str, str]:
        """Which sheets take part from now on, or no longer do, and where their headings stand."""
        taking_part = {
            f"{SHEET}{sheet.place}": SKIP if sheet.is_read else READ
            for sheet in self.review.sheets
            if self.cleaned_data.get(_sheet(sheet), sheet.is_read) != sheet.is_read
        }
        told = {sheet: self.cleaned_data.get(_heading(sheet), "") for sheet in self.review.sheets}
        return taking_part | {
            f"{HEADINGS}{sheet.place}": line
            for sheet, line in told.items()
            if line and line != sheet.heading
        }

    def _answers(self) -> dict[str, str]:
        """What was answered; a cell that was left as it is, is no answer."""
        told = {asked: self.cleaned_data.get(asked.name, "") for asked in self.review.asked}
        apart = {
            one.key: YES for one in self.review.noted.spellings if self.cleaned_data.get(one.name)
        }
        told |= {
            asked: asked.offer
            for asked in self.review.asked
            if asked.offer and self.cleaned_data.get(asked.offer_name)
        }
        return apart | {
            asked.key: value
            for asked, value in told.items()
            if (value if asked.choices else value != asked.value)
        }


class ApplyImport(Form):
    """Save it, with or without the rows that cannot be read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    skip_wrong_rows = forms.BooleanField(required=False, widget=forms.HiddenInput)


def _sheet(sheet: SheetShown) -> str:
    return f"sheet-{sheet.place}"


def _heading(sheet: SheetShown) -> str:
    return f"heading-{sheet.place}"


def _lines(sheet: SheetShown) -> forms.Field:
    """The first lines to choose from, or none of them."""
    choices = [
        (str(line.number), _("Row %(number)s") % {"number": line.number}) for line in sheet.lines
    ]
    return Answer(
        label=_("%(name)s: which row holds the headings?") % {"name": sheet.name},
        choices=[*choices, ("0", _("None: there are no headings"))],
        initial=sheet.heading,
        widget=forms.RadioSelect,
    )


def _column(sheet: SheetShown, column: ColumnShown) -> str:
    return f"column-{sheet.place}-{column.letter}"


def _answer(asked: Asked) -> forms.Field:
    """The field in which something is answered: a text, a list, or a few choices side by side."""
    if not asked.choices:
        return forms.CharField(
            label=f"{asked.where}: {asked.sentence}",
            initial=asked.value,
            required=False,
            max_length=CELL_CHARACTERS,
        )
    is_list = not asked.choices[0][0]
    widget = PlainSelect if is_list else forms.RadioSelect
    label = f"{asked.where}: {asked.sentence}" if asked.where else asked.sentence
    return Answer(label=label, choices=asked.choices, initial=asked.value, widget=widget)
