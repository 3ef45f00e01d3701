"""How a list is answered: in a box, in a list, by a few choices, and several questions at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.sheets.limits import CELL_CHARACTERS
from dwarsverband.modules.network.queries.import_shown import FOR_ALL, GUESS, Asked, Group

SELECTED = mark_safe(" selected")


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

    def valid_value(self, value: object) -> bool:
        """What we think may be answered too, as if nobody had thought it before."""
        return super().valid_value(value) or super().valid_value(f"{GUESS}{value}")


@dataclass(frozen=True)
class GroupOfFields:
    """Several questions of a sort with their fields, and the one that answers them all."""

    group: Group
    every: BoundField
    ones: list[tuple[Asked, BoundField]]

    @property
    def is_unfolded(self) -> bool:
        """Whether each question is shown at once; something that cannot stay so is never folded away."""
        return self.group.is_unfolded or any(field.errors for _asked, field in self.ones)


def answer_field(asked: Asked) -> forms.Field:
    """The field in which something is answered: a text, a list, or a few choices side by side."""
    if not asked.choices:
        return forms.CharField(
            label=f"{asked.where}: {asked.sentence}",
            initial=asked.value,
            required=False,
            max_length=CELL_CHARACTERS,
        )
    widget = PlainSelect if asked.is_list else forms.RadioSelect
    label = f"{asked.where}: {asked.sentence}" if asked.where else asked.sentence
    help_text = _("What you choose for one of them goes before this.")
    return Answer(
        label=_("One answer for all") if asked.kind == FOR_ALL else label,
        help_text=help_text if asked.kind == FOR_ALL else "",
        choices=asked.choices,
        initial=asked.shown,
        widget=widget,
        required=False,
    )
