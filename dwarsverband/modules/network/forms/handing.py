"""What the pages about handing over contacts ask."""

import hashlib
from collections.abc import Sequence
from typing import Any, Self  # what a form was given

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.ui.forms import Form, Labelled
from dwarsverband.modules.network.forms.moments import RecordContact
from dwarsverband.modules.network.models import ContactMoment, Person
from dwarsverband.modules.network.queries.handing import contact_choices, could_receive, plan
from dwarsverband.modules.network.queries.handing_words import (
    PlanTold,
    known_words,
    plan_told,
    went_before,
)

Choices = Sequence[tuple[str, str]]


class HandOverContacts(Form):
    """Which contacts, and to whom; they go once somebody has read who goes where."""

    to = forms.ModelChoiceField(label=_("To whom?"), queryset=Person.objects.none())
    everybody = forms.BooleanField(label=_("All contacts"), required=False)
    contacts = forms.ModelMultipleChoiceField(
        label=_("Or tick which contacts"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def for_member(self, actor: Actor, member: Membership) -> Self:
        """Offer the contacts of this member, where they went before, and who could take them."""
        self.actor, self.member = actor, member
        went = went_before(actor, member)
        fields = (
            ("contacts", contact_choices(actor, member)),
            ("to", could_receive(actor, member)),
        )
        for name, queryset in fields:
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # Field is typed without it
        self.fields["to"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]  # as above
        self.fields["contacts"].label_from_instance = (  # type: ignore[attr-defined]  # as above
            lambda person: Labelled(person.name, went.get(person.pk, ""))
        )
        return self

    def clean(self) -> dict[str, Any]:
        """Whether anybody would go, and whether this is what somebody read."""
        given: dict[str, Any] = super().clean() or {}
        seen, chosen = given.pop("seen", ""), given.get("contacts")
        if not (chosen or given.get("everybody")):
            self.add_error("contacts", _("Tick one or more, or all."))
        if self.errors:
            return given
        contacts = None if given["everybody"] else chosen
        self.plan = plan(self.actor, self.member, given["to"], contacts)
        going = sorted(str(other) for _tie, other in self.plan.new)
        told = "\0".join((str(given["to"].pk), *going))
        if not self.plan.new:
            self.add_error("to", known_words(given["to"]))
        self.mark = hashlib.sha256(told.encode()).hexdigest()
        self.is_seen = seen == self.mark
        return given

    def told(self) -> PlanTold | None:
        """Who would go to whom, before it happens; nothing while something is still to be said."""
        if not self.is_bound or not self.is_valid():
            return None
        return plan_told(self.plan, self.member, self.cleaned_data["to"])

    def shown_again(self) -> "HandOverContacts":
        """The same answers, out of sight, and that they were read."""
        form = HandOverContacts(initial={**self.cleaned_data, "seen": self.mark})
        form.for_member(self.actor, self.member)
        for field in form.fields.values():
            field.widget = field.hidden_widget()
        return form


class FilterSilence(Form):
    """Of which domain or theme; it stands in the address, so that it can be printed or sent."""

    domein = forms.ChoiceField(label=_("Domain"), required=False)
    thema = forms.ChoiceField(label=_("Theme"), required=False)

    def offer(self, domains: Choices, themes: Choices) -> Self:
        """What can be chosen, after everything together."""
        self.fields["domein"].choices = [("", _("Every domain")), *domains]  # type: ignore[attr-defined]  # Field is typed without it
        self.fields["thema"].choices = [("", _("Every theme")), *themes]  # type: ignore[attr-defined]  # as above
        return self


class RecordFirstContact(RecordContact):
    """The same as with somebody whom you know; it began with getting acquainted."""

    def for_person(self, actor: Actor, person: Person) -> Self:
        """Name the two who could have taken the initiative."""
        us, them = ContactMoment.Initiative.US, ContactMoment.Initiative.THEM
        sides = [("", _("Not said")), (us, actor.name), (them, person.name)]
        self.fields["initiative"].choices = sides  # type: ignore[attr-defined]  # Field is typed without it
        return self
