"""What a page asks, and how its answer reaches an action."""

from collections.abc import Callable
from typing import (
    Any,
)  # an action returns what it likes, and Django's forms take what they are given

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor, Conflict

DASHES = "---------"  # what Django writes where nothing is chosen
# What is said when something is missing or cannot be read: what to do, not what somebody did wrong.
SENTENCES = {
    forms.Field: {
        "required": _("Fill this in."),
        "max_length": _("At most %(limit_value)s characters. These are %(show_value)s."),
        "min_length": _("At least %(limit_value)s characters. These are %(show_value)s."),
        "max_value": _("At most %(limit_value)s."),
        "min_value": _("At least %(limit_value)s."),
    },
    forms.EmailField: {"invalid": _("Write an address such as name@organisation.nl.")},
    forms.DateField: {"invalid": _("Write a date that exists, such as 20-04-2026.")},
    forms.IntegerField: {"invalid": _("Write a whole number.")},
    forms.FileField: {"required": _("Choose a file."), "empty": _("This file is empty.")},
    forms.ChoiceField: {
        "required": _("Choose one."),
        "invalid_choice": _("Choose one of the list."),
    },
    forms.ModelChoiceField: {
        "required": _("Choose one."),
        "invalid_choice": _("Choose one of the list."),
    },
    forms.MultipleChoiceField: {"required": _("Tick one or more.")},
    forms.ModelMultipleChoiceField: {"required": _("Tick one or more.")},
    forms.BooleanField: {"required": _("Tick this first.")},
}


# What somebody adds to a mail is a sentence, and no letter.
LONGEST_NOTE = 300


def own_sentence(help_text: "str | Promise") -> forms.CharField:
    """The question for a sentence of one's own, in a mail that is otherwise written already."""
    return forms.CharField(
        label=_("A sentence of your own"),
        help_text=help_text,  # type: ignore[arg-type]  # a text that is translated later is one too
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Labelled(str):
    """What a choice is called, with a note that stands below it."""

    note: str

    def __new__(cls, text: str, note: str = "") -> "Labelled":
        """The text, and its note."""
        made = super().__new__(cls, text)
        made.note = note
        return made


class Form(forms.Form):
    """A form that hands its input to one action."""

    result: Any = None  # whatever the action returned

    def __init__(self, *positional: Any, **named: Any) -> None:  # as Django's forms take them
        """Let the fields speak as the rest of the pages do, where they do not speak for themselves."""
        super().__init__(*positional, **named)
        for field in self.fields.values():
            _speak(field)

    def submit(self, action: Callable[..., Any], actor: Actor, *subjects: object) -> bool:
        """Whether the form was sent, made sense, and has been acted upon."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            self.result = action(actor, *subjects, **self.cleaned_data)
        except ValidationError as failure:
            self._show(failure)
            return False
        except Conflict as conflict:
            conflict.labels = {one.html_name: str(one.label) for one in self.visible_fields()}
            raise
        return True

    def _show(self, failure: ValidationError) -> None:
        """Put each sentence at its field; what belongs to no field goes on top."""
        if not hasattr(failure, "error_dict"):
            self.add_error(None, failure)
            return
        for name, errors in failure.error_dict.items():
            is_own = name != NON_FIELD_ERRORS and name in self.fields
            self.add_error(name if is_own else None, errors)


def _speak(field: forms.Field) -> None:
    """Replace what Django says; a sentence that the field brought itself stays."""
    usual: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        usual |= getattr(kind, "default_error_messages", {})
    ours = {
        code: text
        for kind, texts in SENTENCES.items()
        if isinstance(field, kind)
        for code, text in texts.items()
    }
    for code, text in ours.items():
        if field.error_messages.get(code) is usual.get(code):
            field.error_messages[code] = text
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
        field.empty_label = str(_("Nothing chosen"))
