"""What the pages ask about riding along with a table."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.tables.queries.ride_words import ANSWERS
from dwarsverband.modules.tables.queries.rides import Choices


class WishRide(Form):
    """About what, and whom you need; the names are those in the address."""

    thema = forms.ChoiceField(label=_("What do you want to talk about?"))
    domein = forms.MultipleChoiceField(
        label=_("Whom do you need?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none, and those whom the theme usually needs are looked for."),
    )

    def among(self, known: Choices) -> Self:
        """Offer the themes and domains of the partnership."""
        themes = [(one.code, one.name) for one in known.themes]
        domains = [(one.code, one.name) for one in known.domains]
        self.fields["thema"].choices = themes  # type: ignore[attr-defined]  # Field is typed without it
        self.fields["domein"].choices = domains  # type: ignore[attr-defined]  # the same
        return self


class AskRide(Form):
    """What it is about, in one sentence."""

    topic = forms.CharField(
        label=_("What do you want to talk about?"),
        help_text=_("One sentence, as it would stand on the agenda."),
        max_length=160,
    )


class AnswerRide(Form):
    """What the chair said."""

    answer = forms.ChoiceField(choices=[(str(value), str(value)) for value in ANSWERS.values()])
