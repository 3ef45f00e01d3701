"""What the pages of tables ask."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.accounts.queries import visible_domains, visible_themes
from dwarsverband.foundation.ui.forms import Form, own_sentence
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.people import visible_people
from dwarsverband.modules.tables.models import Table
from dwarsverband.modules.tables.queries.invitation_words import ANSWERS


class AddTable(Form):
    """A table: how it is called, what it is for, about what, how often."""

    name = forms.CharField(
        label=_("How is it called?"),
        help_text=_("Such as: Youth in North."),
        max_length=120,
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("One sentence that everybody at the table would say."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("About which themes?"),
        queryset=Theme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("How often does it meet?"),
        choices=Table.Rhythm.choices,
        initial=Table.Rhythm.WEEKS_6,
    )

    def for_actor(self, actor: Actor) -> Self:
        """Offer the themes that the actor sees."""
        field = self.fields["themes"]
        field.queryset = visible_themes(actor)  # type: ignore[attr-defined]  # Field is typed without it
        field.label_from_instance = lambda theme: theme.name  # type: ignore[attr-defined]  # the same
        return self


class ChangeTable(AddTable):
    """The same, of a table that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AddTableSeat(Form):
    """Whom a table needs."""

    name = forms.CharField(
        label=_("Who should be there?"),
        max_length=120,
        help_text=_("A function or an organisation, such as: Reclassering. Never a name."),
    )
    domain = forms.ModelChoiceField(label=_("From which domain?"), queryset=Domain.objects.none())

    def for_actor(self, actor: Actor) -> Self:
        """Offer the domains that the actor sees."""
        field = self.fields["domain"]
        field.queryset = visible_domains(actor)  # type: ignore[attr-defined]  # Field is typed without it
        field.label_from_instance = lambda domain: domain.name  # type: ignore[attr-defined]  # the same
        return self


class FillTableSeat(Form):
    """Who sits on a seat, and since when."""

    person = forms.ModelChoiceField(label=_("Who?"), queryset=Person.objects.none())
    on = forms.DateField(
        label=_("Since when?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def for_actor(self, actor: Actor) -> Self:
        """Take only whom the actor sees."""
        self.fields["person"].queryset = visible_people(actor)  # type: ignore[attr-defined]  # Field is typed without it
        return self


class InvitePerson(Form):
    """A sentence of one's own in the mail that invites."""

    note = own_sentence(
        _("Why you miss this work, for instance. Plain text, at most 300 characters.")
    )


class AnswerTableInvitation(Form):
    """What was answered; whoever sends somebody else says by which function."""

    answer = forms.ChoiceField(choices=[(str(value), str(value)) for value in ANSWERS.values()])
    instead = forms.CharField(
        label=_("Who then?"),
        help_text=_("A function is enough, such as: team leader. No name."),
        max_length=120,
        required=False,
    )
