"""What the pages of meetings ask."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.forms import Form, own_sentence
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.actions.meetings import UNLIKELY
from dwarsverband.modules.tables.models import Decision, Table
from dwarsverband.modules.tables.queries.meetings import people_at


class LinesField(forms.CharField):
    """A line for each point."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: str | None) -> list[str]:
        """The lines with something on them."""
        return [line for line in super().clean(value).splitlines() if line.strip()]


class AskedDayForm(Form):
    """A form with a day that is asked about when it is unlikely; sent once more, it is meant."""

    day_name = "on"
    # The day that was asked about.
    asked_day = forms.DateField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:  # as Django's forms answer
        """What was typed, and whether its day was asked about."""
        asked = self.cleaned_data.pop("asked_day", None)
        is_meant = asked is not None and asked == self.cleaned_data.get(self.day_name)
        return self.cleaned_data | {"is_meant": is_meant}

    def _show(self, failure: ValidationError) -> None:
        super()._show(failure)
        if self.has_error(self.day_name, code=UNLIKELY):
            self.data = {**self.data.dict(), "asked_day": self.data[self.day_name]}  # type: ignore[attr-defined]  # what a page sends


class PlanMeeting(AskedDayForm):
    """When, where, and about what."""

    on = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    starts_at = forms.TimeField(
        label=_("At what time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)
    agenda = LinesField(
        label=_("About what?"),
        help_text=_("A line for each point. What stands open is added by itself."),
        max_length=6_000,
        required=False,
    )


class ChangeMeeting(PlanMeeting):
    """The same, of a meeting that is planned."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TellMeeting(Form):
    """A sentence of one's own in the mail to everybody at the table."""

    note = own_sentence(_("Plain text, at most 300 characters."))


class RecordDecision(AskedDayForm):
    """What was decided, why, and who does it by when."""

    day_name = "due_on"
    what = forms.CharField(
        label=_("What was decided?"),
        help_text=_("A first name stays when somebody leaves: rather write a role."),
        max_length=200,
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("So that somebody who was not there understands it."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ModelChoiceField(
        label=_("Who does it?"), queryset=Person.objects.none(), required=False
    )
    due_on = forms.DateField(
        label=_("Done by which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def for_table(self, actor: Actor, table: Table) -> Self:
        """Offer whoever sits at the table."""
        field = self.fields["owner"]
        field.queryset = people_at(actor, table)  # type: ignore[attr-defined]  # Field is typed without it
        field.label_from_instance = lambda person: person.name  # type: ignore[attr-defined]  # the same
        return self


class ChangeDecision(RecordDecision):
    """The same, of something that was decided before."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportDecision(Form):
    """How it stands."""

    state = forms.ChoiceField(choices=Decision.State.choices)
