"""What the pages ask about a meeting that was: who came, what was said, who spoke how long."""

from typing import Any, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.actions.minutes import LONGEST
from dwarsverband.modules.tables.forms.meetings import LinesField
from dwarsverband.modules.tables.models import Meeting, Table
from dwarsverband.modules.tables.queries.meetings import domains_at, people_at
from dwarsverband.modules.tables.queries.minutes import Point, visits_in


class RecordPresence(Form):
    """Who was there and who sent word: tick them; and who came from outside."""

    people = forms.ModelMultipleChoiceField(
        label=_("Who was there?"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    excused = forms.ModelMultipleChoiceField(
        label=_("Who sent word that they would not come?"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    visitors = LinesField(
        label=_("Who came as a guest?"),
        help_text=_("A line for each: the name, a comma, the organisation. Nothing more."),
        max_length=3_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def for_table(self, actor: Actor, table: Table) -> Self:
        """Offer whoever sits at the table."""
        people = people_at(actor, table)
        for name in ("people", "excused"):
            field = self.fields[name]
            field.queryset = people  # type: ignore[attr-defined]  # Field is typed without it
            field.label_from_instance = lambda person: person.name  # type: ignore[attr-defined]  # the same
        return self

    def clean(self) -> dict[str, Any]:  # as Django's forms answer
        """The visitors, each with their organisation."""
        lines = self.cleaned_data.get("visitors", [])
        return self.cleaned_data | {"visitors": list(visits_in(lines))}


class WriteMinutes(Form):
    """What was said about each point."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def for_points(self, points: list[Point]) -> Self:
        """Ask it of each point; last, what else was said."""
        self.points = points
        for one in points:
            self.fields[one.key] = forms.CharField(
                label=one.point or _("What else was said?"),
                help_text=_(
                    "A few sentences. Nothing about people who were not there. A first name stays when somebody leaves: rather write a role."
                ),
                max_length=LONGEST,
                required=False,
                initial=one.said,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        return self

    def clean(self) -> dict[str, Any]:  # as Django's forms answer
        """What was said, by point."""
        told = {one.point: self.cleaned_data.get(one.key, "") for one in self.points}
        return {"said": told, "version": self.cleaned_data.get("version")}


class NoteSpeaking(Form):
    """How many minutes each domain spoke."""

    def for_meeting(self, actor: Actor, meeting: Meeting) -> Self:
        """Ask it of each domain that was there."""
        known = {one.domain_id: one.minutes for one in meeting.speakings.all()}
        for domain in domains_at(actor, meeting):
            self.fields[_name(domain)] = forms.IntegerField(
                label=domain.name,
                required=False,
                min_value=0,
                max_value=600,
                initial=known.get(domain.pk),
            )
        return self

    def clean(self) -> dict[str, Any]:  # as Django's forms answer
        """The minutes by domain, of which somebody kept count."""
        told = {
            UUID(name.removeprefix("domain-")): minutes
            for name, minutes in self.cleaned_data.items()
            if minutes is not None
        }
        return {"minutes": told}


def _name(domain: Domain) -> str:
    return f"domain-{domain.pk}"
