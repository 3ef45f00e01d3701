"""What the pages on which a list comes in ask."""

from collections.abc import Mapping
from typing import Self

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.ui.forms import Form
from dwarsverband.foundation.ui.numbers import with_capital
from dwarsverband.modules.network.forms.import_answers import (
    Answer,
    GroupOfFields,
    answer_field,
)
from dwarsverband.modules.network.queries.import_fields import REPEATABLE
from dwarsverband.modules.network.queries.import_groups import told_unknown
from dwarsverband.modules.network.queries.import_review import Review
from dwarsverband.modules.network.queries.import_shown import (
    CELL,
    DOUBT,
    FOR_ALL,
    GUESS,
    QUESTION,
    Asked,
    ColumnShown,
    SheetShown,
)
from dwarsverband.modules.network.queries.import_spellings import YES
from dwarsverband.modules.network.queries.imports import ABOVE, HEADINGS, READ, SHEET, SKIP

LONGEST_SOURCE = 120


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


class MapImport(Form):
    """How the columns are read, and what was decided; its fields follow from the list itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    forget = forms.BooleanField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False
    review: Review
    is_saving = False

    def for_review(self, review: Review, *, is_saving: bool = False) -> Self:
        """The fields of one list: its sheets, its columns, and what is asked on this page.

        Whoever saves agrees with what we think where nobody chose; whoever looks again does not.
        """
        self.review, self.is_saving = review, is_saving
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
            self.fields[asked.name] = answer_field(asked)
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
            "for_all": {} if forget else self._for_all(),
            "version": self.cleaned_data.get("version"),
            "forget": forget,
        }

    @property
    def changes_columns(self) -> bool:
        """Whether the list was read in another way than the page showed."""
        return any(name.startswith(("column-", "sheet-", "heading-")) for name in self.changed_data)

    @property
    def unfolds_columns(self) -> bool:
        """Whether the columns are shown at once: something about them is to be looked at, or mended."""
        return self.review.needs_columns or any(
            name.startswith(("column-", "heading-")) for name in self.errors
        )

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
        return [one for one in self._asked(QUESTION) if not one[0].is_unsure]

    @property
    def unsure(self) -> list[tuple[Asked, BoundField]]:
        """What somebody did not know yet, each with its field."""
        return [one for one in self._asked(QUESTION) if one[0].is_unsure]

    @property
    def cell_groups(self) -> list[GroupOfFields]:
        """The words that we cannot read, by their sort."""
        return [one for one in self._groups() if one.group.is_needed]

    @property
    def question_groups(self) -> list[GroupOfFields]:
        """What the list does not say, by its sort."""
        return [one for one in self._groups() if not one.group.is_needed]

    def _groups(self) -> list[GroupOfFields]:
        return [
            GroupOfFields(
                group, self[group.every.name], [(one, self[one.name]) for one in group.ones]
            )
            for group in self.review.groups
        ]

    @property
    def spellings(self) -> list[BoundField]:
        """Which spellings were read as one, each with the way to keep them apart."""
        return [self[one.name] for one in self.review.noted.spellings]

    def _asked(self, kind: str) -> list[tuple[Asked, BoundField]]:
        grouped = {one.key for group in self.review.groups for one in group.ones}
        return [
            (asked, self[asked.name])
            for asked in self.review.asked
            if asked.kind == kind and asked.key not in grouped
        ]

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
        """What was answered: a cell that was left as it is, is no answer, nor what only we think."""
        answers = dict[str, str]()
        for asked in self._single():
            if asked.name not in self.data:
                continue
            told = self.cleaned_data.get(asked.name, "")
            if not asked.choices and asked.offer and self.cleaned_data.get(asked.offer_name):
                told = asked.offer
            own = "" if told.startswith(GUESS) and asked.choices else told
            if own != asked.value:
                answers |= dict.fromkeys((asked.key, *asked.also), own)
        apart = {
            one.key: YES for one in self.review.noted.spellings if self.cleaned_data.get(one.name)
        }
        return {**apart, **self._guesses(answers), **answers}

    def _guesses(self, answers: Mapping[str, str]) -> dict[str, str]:
        """What only we think counts when everything is saved, and nothing that is needed is left open.

        Whoever saves the good rows only agrees with nothing about the others.
        """
        is_partial = "skip_wrong_rows" in self.data
        if not self.is_saving or self.changes_columns:
            return {}
        untouched = [one for one in self._single() if one.guess and one.key not in answers]
        guessed = {one.key for one in untouched} - self._answered_at_once()
        needed = {one.key for one in self._single() if one.is_needed}
        if not is_partial and needed - guessed - set(answers) - self._answered_at_once():
            return {}
        agreed = {
            one.key: one.guess
            for one in untouched
            if one.key in guessed and not (is_partial and one.is_needed)
        }
        earlier = {one.key: one.value for one in self._single() if one.value}
        unknown = told_unknown({**earlier, **agreed, **answers})
        return {key: one for key, one in agreed.items() if key not in unknown}

    def _answered_at_once(self) -> set[str]:
        """What one answer for all counts for."""
        return {
            one.key
            for group in self.review.groups
            for one in group.ones
            if self.cleaned_data.get(group.every.name)
        }

    def _for_all(self) -> dict[str, str]:
        """The answers for all of a sort that were given, changed or taken back just now."""
        return {
            group.sort: self.cleaned_data.get(group.every.name, "")
            for group in self.review.groups
            if group.every.name in self.data
            and self.cleaned_data.get(group.every.name, "") != group.every.value
        }

    def _single(self) -> list[Asked]:
        return [asked for asked in self.review.asked if asked.kind != FOR_ALL]


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
    number = sheet.heading.removesuffix(ABOVE)
    if sheet.has_rows_above and number != "0":
        both = _("Row %(number)s, and the rows above it come in too") % {"number": number}
        choices.append((f"{number}{ABOVE}", both))
    return Answer(
        label=_("%(name)s: which row holds the headings?") % {"name": sheet.name},
        choices=[*choices, ("0", _("None: there are no headings"))],
        initial=sheet.heading,
        widget=forms.RadioSelect,
    )


def _column(sheet: SheetShown, column: ColumnShown) -> str:
    return f"column-{sheet.place}-{column.letter}"
