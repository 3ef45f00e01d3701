"""What the pages about contact ask."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.accounts.queries import visible_domains, visible_themes
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.models import ContactMoment, Person, Tie
from dwarsverband.modules.network.queries.moments import sides
from dwarsverband.modules.network.queries.people import visible_people
from dwarsverband.modules.network.queries.upkeep import could_take_over
from dwarsverband.modules.network.queries.upkeep_words import every_in_words, time_in_words
from dwarsverband.modules.network.rules.upkeep import OFTEN, TIMES

NOTHING = [("", _("Not said"))]


class RecordContact(Form):
    """When they spoke; the rest may stay empty."""

    on = forms.DateField(label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.ChoiceField(
        label=_("What was it about?"),
        choices=ContactMoment.Reason.choices,
        initial=ContactMoment.Reason.UPKEEP,
        required=False,
        widget=forms.RadioSelect,
    )
    initiative = forms.ChoiceField(
        label=_("Who took the initiative?"),
        choices=[*NOTHING, *ContactMoment.Initiative.choices],
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("How many minutes did it take?"), min_value=0, max_value=600, required=False
    )
    promise = forms.CharField(
        label=_("What was promised?"),
        help_text=_("A few words. It waits until somebody says that it is done."),
        max_length=160,
        required=False,
    )
    note = forms.CharField(
        label=_("A note for yourself"),
        help_text=_(
            "Only you see it, and they do when they ask for their file. Nothing about others."
        ),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def for_tie(self, actor: Actor, tie: Tie) -> Self:
        """Name the two who could have taken the initiative."""
        keeper, other = sides(actor, tie)
        us, them = ContactMoment.Initiative.US, ContactMoment.Initiative.THEM
        self.fields["initiative"].choices = [*NOTHING, (us, keeper.name), (them, other.name)]  # type: ignore[attr-defined]  # Field is typed without it
        return self


class HandOver(Form):
    """Who will speak them instead."""

    to = forms.ModelChoiceField(label=_("Who will speak them?"), queryset=Person.objects.none())

    def for_tie(self, actor: Actor, tie: Tie) -> Self:
        """Offer whom the actor knows and who takes part; say so when that is nobody."""
        others = could_take_over(actor, tie)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]  # Field is typed without it
        if not others.exists():
            self.fields["to"].help_text = _(
                "Nobody whom you know has an account here yet. Ask your coordinator to invite somebody."
            )
        self.fields["to"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]  # as above
        return self


class TakeOver(Form):
    """When you spoke."""

    on = forms.DateField(label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}))


class SetTimeAside(Form):
    """How much time a week."""

    minutes = forms.TypedChoiceField(
        label=_("How much time a week do you keep free for contacts?"), coerce=int
    )

    def __init__(self, *positional: object, **named: object) -> None:
        """Say the times in the language of the page."""
        super().__init__(*positional, **named)
        choices = [(minutes, time_in_words(minutes)) for minutes in TIMES]
        self.fields["minutes"].choices = choices  # type: ignore[attr-defined]  # Field is typed without it


class ChooseWeeklyMail(Form):
    """Whether a mail says on Monday what waits."""

    is_wanted = forms.TypedChoiceField(
        label=_("Do you want a mail on Monday that says what waits for you?"),
        choices=[("ja", _("Yes, once a week")), ("nee", pgettext_lazy("no mail", "No"))],
        coerce=lambda chosen: chosen == "ja",
        widget=forms.RadioSelect,
    )


class SetRhythm(Form):
    """How often, and for whom."""

    domain = forms.ModelChoiceField(
        label=_("Which domain?"),
        queryset=Domain.objects.none(),
        required=False,
        empty_label=_("Every domain"),
    )
    theme = forms.ModelChoiceField(
        label=_("Which theme?"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("Every theme"),
    )
    person = forms.ModelChoiceField(
        queryset=Person.objects.none(), required=False, widget=forms.HiddenInput
    )
    ideal_days = forms.TypedChoiceField(label=_("How often do you want to speak?"), coerce=int)
    latest_days = forms.TypedChoiceField(label=_("And at the latest?"), coerce=int)

    def for_actor(self, actor: Actor) -> Self:
        """Offer the groups of the partnership, by their names."""
        querysets = {
            "domain": visible_domains(actor),
            "theme": visible_themes(actor),
            "person": visible_people(actor),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # Field is typed without it
            self.fields[name].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above
        for name in ("ideal_days", "latest_days"):
            self.fields[name].choices = [(days, every_in_words(days)) for days in OFTEN]  # type: ignore[attr-defined]  # as above
        return self


class AddHoliday(Form):
    """Which days."""

    name = forms.CharField(label=_("Which holiday?"), max_length=80)
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
