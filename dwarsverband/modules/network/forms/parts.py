"""What the pages ask that show a part of the network: which part, and whom a theme needs."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.accounts.queries import visible_domains, visible_themes
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.queries import filters


class FilterReport(Form):
    """Which part of the network; the names are those in the address, so that a view can be sent on."""

    thema = forms.ChoiceField(label=_("Theme"), required=False)
    wijk = forms.ChoiceField(label=_("Neighbourhood"), required=False)
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    gesproken = forms.DateField(
        label=_("Spoken since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only ties of people who spoke with each other since that day."),
    )
    samen = forms.BooleanField(
        label=_("Leave out who only sat at the same meetings"),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": filters.WITHOUT}, check_test=filters.is_without),
    )

    def for_choices(self, choices: filters.Choices | None) -> Self:
        """Offer what there is; what is recorded of nobody is not asked."""
        if choices is None:
            return self
        every = [("", _("Everybody"))]
        offered: dict[str, list[tuple[str, str]]] = {
            filters.THEME: [(theme.code, theme.name) for theme in choices.themes],
            filters.NEIGHBOURHOOD: [(name, name) for name in choices.neighbourhoods],
            filters.MUNICIPALITY: [(code, code) for code in choices.municipalities],
        }
        for name, known in offered.items():
            self.fields[name].choices = [*every, *known]  # type: ignore[attr-defined]  # Field is typed without it
            if not known:
                del self.fields[name]
        if not choices.has_meetings:
            del self.fields[filters.MEETINGS]
        return self


class WordsField(forms.CharField):
    """Words with commas between them."""

    def clean(self, value: str | None) -> list[str]:
        """The words, each once."""
        words = [" ".join(word.split()) for word in super().clean(value).split(",")]
        return [word[:80] for word in dict.fromkeys(words) if word]


class AddSeat(Form):
    """Whom a theme needs."""

    name = forms.CharField(
        label=_("Who should be there?"),
        max_length=120,
        help_text=_("A function or an organisation, such as: Reclassering. Never a name."),
    )
    domain = forms.ModelChoiceField(label=_("From which domain?"), queryset=Domain.objects.none())
    words = WordsField(
        label=_("By which words do we recognise them?"),
        required=False,
        max_length=400,
        help_text=_(
            "Words of a function or an organisation, with commas. Leave empty: anybody of the domain."
        ),
    )

    def for_actor(self, actor: Actor) -> Self:
        """Offer the domains that the actor sees."""
        field = self.fields["domain"]
        field.queryset = visible_domains(actor)  # type: ignore[attr-defined]  # Field is typed without it
        field.label_from_instance = lambda domain: domain.name  # type: ignore[attr-defined]  # the same
        return self


class ChangeSeat(AddSeat):
    """The same, of a seat that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ChooseTheme(Form):
    """Which theme."""

    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none())

    def for_actor(self, actor: Actor) -> Self:
        """Offer the themes that the actor sees."""
        field = self.fields["theme"]
        field.queryset = visible_themes(actor)  # type: ignore[attr-defined]  # Field is typed without it
        field.label_from_instance = lambda theme: theme.name  # type: ignore[attr-defined]  # the same
        return self
