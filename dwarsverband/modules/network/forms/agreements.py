"""What the page about an agreement asks."""

from typing import Any, Self  # what a form was given

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.actions.agreements import Agreed
from dwarsverband.modules.network.forms.parts import WordsField
from dwarsverband.modules.network.models import Agreement
from dwarsverband.modules.network.queries.agreements import possible_keepers


class RecordAgreement(Form):
    """What was agreed with somebody."""

    may_ask = forms.CharField(
        label=_("What may you ask this person?"),
        help_text=_("In their words, a line each."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wont_ask = forms.CharField(
        label=_("What will you not ask?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keeper = forms.ModelChoiceField(
        label=_("Who keeps this agreement?"), queryset=Membership.objects.none()
    )
    vice = forms.ModelChoiceField(
        label=_("Who does when they cannot?"),
        help_text=_("Two keep an agreement, so that it outlives a change of work."),
        queryset=Membership.objects.none(),
    )
    reach = forms.CharField(label=_("How do you reach them?"), max_length=200, required=False)
    reach_when = forms.CharField(label=_("When, and when not?"), max_length=200, required=False)
    languages = WordsField(
        label=_("Languages they want mentioned"),
        help_text=_("With commas between them. Only when they ask for it."),
        max_length=200,
        required=False,
    )
    agreed_on = forms.DateField(
        label=_("Agreed on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    agreed_how = forms.ChoiceField(label=_("How was it agreed?"), choices=Agreement.How.choices)
    ends_on = forms.DateField(
        label=_("Until when?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Then it ends by itself. Talk about it again before that day."),
    )

    def for_actor(self, actor: Actor) -> Self:
        """Offer who can keep it, by name."""
        for name in ("keeper", "vice"):
            self.fields[name].queryset = possible_keepers(actor)  # type: ignore[attr-defined]  # Field is typed without it
            self.fields[name].label_from_instance = lambda member: member.name  # type: ignore[attr-defined]  # as above
        return self

    def clean(self) -> dict[str, Any]:
        """What was agreed, as one thing."""
        given: dict[str, Any] = super().clean() or {}
        names = Agreed.__dataclass_fields__
        if set(names) - set(given):  # a field said what is wrong with it
            return given
        rest = {name: value for name, value in given.items() if name not in names}
        return {**rest, "agreed": Agreed(**{name: given[name] for name in names})}


class ChangeAgreement(RecordAgreement):
    """The same, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
