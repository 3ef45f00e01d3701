"""What the pages about desks ask."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.queries.people import theme_choices


class AddDesk(Form):
    """What a desk does, and how to reach it."""

    name = forms.CharField(label=_("How is the desk called?"), max_length=120)
    does = forms.CharField(
        label=_("What does it do?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    does_not = forms.CharField(
        label=_("What does it not do?"),
        help_text=_("So that nobody calls for nothing. Leave empty what you do not know."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    themes = forms.MultipleChoiceField(
        label=_("What is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.CharField(
        label=_("When is it open?"),
        help_text=_("In your own words, such as: on working days from 9 to 5."),
        max_length=160,
        required=False,
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    web = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")

    def for_actor(self, actor: Actor) -> Self:
        """Offer the themes of the partnership."""
        self.fields["themes"].choices = theme_choices(actor)  # type: ignore[attr-defined]  # Field is typed without it
        return self


class ChangeDesk(AddDesk):
    """The same, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
