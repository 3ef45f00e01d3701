"""What the pages of asking for help ask."""

import hashlib
from typing import Any, Self  # what a form was given

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.accounts.queries import visible_themes
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.rules.helping import MOST_MINUTES


class AskForHelp(Form):
    """A question; it is sent once its writer has seen who gets it."""

    text = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("Ask it in a sentence, as you would ask a colleague. Write about no person."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none(), required=False)
    neighbourhood = forms.CharField(
        label=_("Neighbourhood"),
        help_text=_("Only when it matters."),
        max_length=80,
        required=False,
    )
    is_about_nobody = forms.BooleanField(
        label=_("This is about no person"),
        required=False,
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def for_actor(self, actor: Actor) -> Self:
        """Offer the themes that the actor sees."""
        field = self.fields["theme"]
        field.queryset = visible_themes(actor)  # type: ignore[attr-defined]  # Field is typed without it
        field.label_from_instance = lambda theme: theme.name  # type: ignore[attr-defined]  # the same
        return self

    def clean(self) -> dict[str, Any]:
        """Whether this is what its writer saw the preview of; a form tells an action no more."""
        given: dict[str, Any] = super().clean() or {}
        seen = given.pop("seen", "")
        told = "\0".join(str(given.get(name) or "") for name in ("text", "theme", "neighbourhood"))
        self.mark = hashlib.sha256(told.encode()).hexdigest()
        self.is_seen = seen == self.mark
        return given

    def given(self) -> dict[str, Any]:
        """What was written, before an action has said anything of it; nothing when it is not whole."""
        return dict(self.cleaned_data) if self.is_bound and self.is_valid() else {}

    def shown_again(self, actor: Actor) -> "AskForHelp":
        """The same form, filled in, which says that its preview was seen."""
        given = {**self.cleaned_data, "seen": self.mark}
        return AskForHelp(initial=given).for_actor(actor)


class AddOffer(Form):
    """What somebody offers, and until when."""

    text = forms.CharField(
        label=_("What can colleagues ask you about?"),
        help_text=_(
            "A short line in your own words, such as: Turks spreken, or: praten met ouders die boos zijn."
        ),
        max_length=120,
    )
    ends_on = forms.DateField(
        label=_("Until when?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Then it ends by itself. You can stop at any moment."),
    )


class SayYes(Form):
    """How to be reached."""

    answer = forms.CharField(widget=forms.HiddenInput, initial="yes")
    reach = forms.CharField(
        label=_("How do they reach you?"),
        help_text=_("For example: bel me op werkdagen, or a mail address. Only who asks reads it."),
        max_length=200,
    )


class SayWhoElse(Form):
    """Which organisation or desk knows."""

    answer = forms.CharField(widget=forms.HiddenInput, initial="other")
    elsewhere = forms.CharField(
        label=_("Which organisation or which desk knows?"),
        help_text=_("Name no person."),
        max_length=160,
    )


class SayNotNow(Form):
    """Nothing more is asked."""

    answer = forms.CharField(widget=forms.HiddenInput, initial="not_now")


ANSWERS: dict[str, type[Form]] = {"ja": SayYes, "ander": SayWhoElse, "nee": SayNotNow}


class TellMinutes(Form):
    """How long it took."""

    minutes = forms.IntegerField(
        label=_("How long did it take?"), min_value=1, max_value=MOST_MINUTES
    )
