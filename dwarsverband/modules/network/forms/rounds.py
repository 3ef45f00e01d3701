"""What the pages of a contact round ask: of the coordinator, and of whoever is asked."""

from collections.abc import Iterable, Iterator
from typing import Any, Self  # what a form was given
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Organisation, Theme
from dwarsverband.foundation.accounts.queries import (
    visible_domains,
    visible_organisations,
    visible_themes,
)
from dwarsverband.foundation.ui.forms import Form, Labelled
from dwarsverband.modules.network.actions.round_answers import SaidOften
from dwarsverband.modules.network.models import NamedContact, Round
from dwarsverband.modules.network.queries.round_answering import Often, Whom
from dwarsverband.modules.network.queries.round_likely import Likely


class OpenRound(Form):
    """For whom, about what, and until when."""

    theme = forms.ModelChoiceField(
        label=_("Who is asked?"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("Everybody, on every theme"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Of which organisation?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Every organisation"),
    )
    asks_about = forms.ModelChoiceField(
        label=_("About which domain do you want to know more?"),
        help_text=_("People of this domain stand higher on everybody's list."),
        queryset=Domain.objects.none(),
        required=False,
        empty_label=_("Every domain"),
    )
    answers_until = forms.DateField(
        label=_("Until when?"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def for_actor(self, actor: Actor) -> Self:
        """Offer the groups of the partnership, by their names."""
        querysets = {
            "theme": visible_themes(actor),
            "organisation": visible_organisations(actor),
            "asks_about": visible_domains(actor),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]  # Field is typed without it
            self.fields[name].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above
        return self

    @property
    def mark(self) -> str:
        """Who is asked by what is chosen, as a button carries it."""
        given = getattr(self, "cleaned_data", {}) if self.is_valid() else {}
        chosen = (given.get("theme"), given.get("organisation"))
        return ".".join(str(one.pk) if one else "" for one in chosen)

    @property
    def is_read(self) -> bool:
        """Whether it was pressed below the mail for this choice; for another choice it is shown first."""
        return self.data.get("open") == self.mark

    def planned(self, usual: Round) -> Round:
        """The round as it would be; what makes no sense yet is as usual."""
        given = getattr(self, "cleaned_data", {}) if self.is_valid() else {}
        for name, value in given.items():
            setattr(usual, name, value)
        return usual


class People(forms.MultipleChoiceField):
    """People who are ticked; whether they can be named is for the action to say."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:  # as it was sent
        """Whether this can be the number of somebody."""
        try:
            UUID(str(value))
        except ValueError:
            return False
        return True


class NameContacts(Form):
    """Whom somebody works with: named before, likely, or found."""

    named = People(label=_("Whom you named"), required=False)
    likely = People(label=_("With whom did you have contact?"), required=False)
    found = People(label=_("Whom did you find?"), required=False)
    zoek = forms.CharField(
        label=_("Is somebody not on the list?"),
        help_text=_("Type at least three letters of the name."),
        max_length=80,
        required=False,
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=8_000, required=False)

    def for_page(self, page: Whom) -> Self:
        """Offer who can be ticked."""
        lists = {"named": page.named, "likely": page.likely, "found": page.search.found}
        for name, people in lists.items():
            choices = [(str(one.id), Labelled(one.name, one.note)) for one in people]
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # Field is typed without it
        self.initial["named"] = [str(one.id) for one in page.named]
        self.initial["shown"] = _joined(page.shown)
        self.initial["zoek"] = page.search.asked
        return self

    def clean(self) -> dict[str, Any]:
        """Who is ticked, and who was shown."""
        given: dict[str, Any] = super().clean() or {}
        ticked = [key for name in ("named", "likely", "found") for key in given.get(name, ())]
        return {
            "people": [UUID(key) for key in ticked],
            "shown": list(_keys(given.get("shown", ""))),
        }


class SayHowOften(Form):
    """How often somebody is spoken, and on which theme; two questions for each."""

    def for_page(self, actor: Actor, page: Often, usual: UUID | None) -> Self:
        """Ask it of everybody who was named; a round about a theme is usually about that."""
        themes = [("", str(_("No theme in particular")))]
        themes += [(str(theme.pk), theme.name) for theme in visible_themes(actor)]
        self.named = (*page.unsaid, *page.said)
        for one in self.named:
            often = forms.ChoiceField(
                label=one.person.name,
                choices=NamedContact.Often.choices,
                initial=one.often,
                required=False,
                widget=forms.RadioSelect,
            )
            theme = forms.ChoiceField(
                label=pgettext_lazy("of a contact", "On which theme?"),
                choices=themes,
                initial=str(one.theme_id or ("" if one.often else usual) or ""),
                required=False,
            )
            self.fields[f"often-{one.person_id}"] = often
            self.fields[f"theme-{one.person_id}"] = theme
        return self

    def questions(self, contacts: Iterable[NamedContact]) -> list[tuple[Any, Any]]:
        """The two fields of each of some people."""
        return [
            (self[f"often-{one.person_id}"], self[f"theme-{one.person_id}"]) for one in contacts
        ]

    def clean(self) -> dict[str, Any]:
        """What was said of each."""
        given: dict[str, Any] = super().clean() or {}
        said = {
            one.person_id: SaidOften(
                given.get(f"often-{one.person_id}", ""),
                _key(given.get(f"theme-{one.person_id}", "")),
            )
            for one in self.named
        }
        return {"said": said}


class NameMissing(Form):
    """Somebody who is not in the network."""

    name = forms.CharField(label=_("Name"), max_length=160)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    domain = forms.ModelChoiceField(
        label=_("Domain"),
        queryset=Domain.objects.none(),
        required=False,
        empty_label=_("I do not know"),
    )

    def for_actor(self, actor: Actor) -> Self:
        """Offer the domains of the partnership."""
        field = self.fields["domain"]
        field.queryset = visible_domains(actor)  # type: ignore[attr-defined]  # Field is typed without it
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above
        return self


class DeclineRound(Form):
    """Not now, or never."""

    for_good = forms.BooleanField(
        label=_("Never ask me this again"), required=False, widget=forms.CheckboxInput
    )


def _joined(people: Iterable[Likely]) -> str:
    return " ".join(one.id.hex for one in people)


def _keys(text: str) -> Iterator[UUID]:
    for part in text.split():
        try:
            yield UUID(part)
        except ValueError:
            continue


def _key(text: str) -> UUID | None:
    return UUID(text) if text else None
