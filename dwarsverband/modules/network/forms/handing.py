"""What the pages about handing over contacts ask."""

from collections.abc import Sequence
from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.forms.moments import RecordContact
from dwarsverband.modules.network.models import ContactMoment, Person
from dwarsverband.modules.network.queries.handing import contact_choices, could_receive

Choices = Sequence[tuple[str, str]]


class HandOverContacts(Form):
    """Which contacts, and to whom."""

    contact = forms.ModelChoiceField(
        label=_("Which contact?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("All contacts"),
    )
    to = forms.ModelChoiceField(label=_("To whom?"), queryset=Person.objects.none())

    def for_member(self, actor: Actor, member: Membership) -> Self:
        """Offer the contacts of this member, and who could take them."""
        querysets = {
            "contact": contact_choices(actor, member),
            "to": could_receive(actor, member),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # Field is typed without it
            self.fields[name].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]  # as above
        return self


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
