"""What the pages about members and lists ask."""

import re
from typing import Any  # Django's forms take what they are given

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts import queries
from dwarsverband.foundation.accounts.actions import sign_in
from dwarsverband.foundation.accounts.models import Domain, Organisation, Role, Shape, Token
from dwarsverband.foundation.api.areas import area_words
from dwarsverband.foundation.ui.forms import Form

MUNICIPALITY = re.compile(r"GM\d{4}")


class DayField(forms.DateField):
    """A day, chosen in a calendar."""

    widget = forms.DateInput(attrs={"type": "date"})


class RegionsField(forms.CharField):
    """The codes of municipalities, as Statistics Netherlands writes them."""

    def clean(self, value: str | None) -> list[str]:
        """The codes, each once."""
        codes = super().clean(value).upper().replace(",", " ").replace(";", " ").split()
        for code in codes:
            if not MUNICIPALITY.fullmatch(code):
                sentence = gettext(
                    "“%(code)s” is not a code of a municipality. It looks like GM0363."
                )
                raise ValidationError(sentence % {"code": code[:20]})
        return list(dict.fromkeys(codes))


class _Organised(Form):
    """A form in which an organisation can be chosen."""

    def for_actor(self, actor: Actor) -> "_Organised":
        """Offer the organisations that the actor sees."""
        _offer(self, "organisation", queries.visible_organisations(actor))
        return self


class InviteMember(_Organised):
    """Who is invited, and as what."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES, initial="nl"
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PARTNER)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False
    )
    ends_on = DayField(
        label=_("Until"),
        required=False,
        help_text=_("Leave empty when there is no end date yet."),
    )
    regions = RegionsField(
        label=_("Only in these municipalities"),
        required=False,
        max_length=500,
        help_text=_("Codes such as GM0363, with commas. Leave empty for the whole network."),
    )


class ChangeMembership(_Organised):
    """What a member is here for, until when, and where."""

    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False
    )
    ends_on = DayField(
        label=_("Until"),
        required=False,
        help_text=_("Leave empty when there is no end date yet."),
    )
    regions = RegionsField(
        label=_("Only in these municipalities"),
        required=False,
        max_length=500,
        help_text=_("Codes such as GM0363, with commas. Leave empty for the whole network."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeAccount(Form):
    """What somebody is called here, and the language in which they read."""

    name = forms.CharField(label=_("Your name, as colleagues see it"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language of pages and mails"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MakeToken(Form):
    """What a token is for, what it may, where, and until when."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("The program that uses it, such as “Monthly report of the town hall”."),
    )
    scope = forms.ChoiceField(
        label=_("What may it do?"),
        choices=Token.Scope.choices,
        initial=Token.Scope.READ,
        widget=forms.RadioSelect,
        help_text=_("Never more than you may yourself."),
    )
    areas = forms.MultipleChoiceField(
        label=_("Which parts does it reach?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the program needs."),
    )
    ends_on = DayField(
        label=_("Until"),
        help_text=_("At most a year. A program that nobody uses any more then stops by itself."),
    )

    def __init__(self, *positional: Any, **named: Any) -> None:  # as Django's forms take them
        """Offer the parts that the modules name."""
        super().__init__(*positional, **named)
        self.fields["areas"].choices = list(area_words().items())  # type: ignore[attr-defined]  # Field is typed without it


class AcceptInvitation(Form):
    """What a new member chooses."""

    name = forms.CharField(label=_("Your name, as colleagues see it"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        min_length=12,
        max_length=200,
        help_text=_("At least twelve characters. A sentence works well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class JoinWithAccount(Form):
    """What a member of another partnership chooses."""

    name = forms.CharField(label=_("Your name, as colleagues see it"), max_length=120)


class AskNewPassword(ResetPasswordForm):  # type: ignore[misc]  # the library ships no types
    """For which address; whether it has an account is told to nobody, not even by the time it takes."""

    def save(self, request: HttpRequest, **options: object) -> str:
        """Have the letter sent by the worker."""
        sign_in.ask_new_password(self.users)
        return str(self.cleaned_data["email"])


class RecordProcessing(Form):
    """Who is responsible, why, on which basis, for how long."""

    controller = forms.CharField(
        label=_("Who is responsible?"),
        max_length=200,
        help_text=_("The organisation that answers for these names, such as your municipality."),
    )
    contact = forms.EmailField(
        label=_("Where can people ask about it?"), help_text=_("An e-mail address that is read.")
    )
    purpose = forms.CharField(
        label=_("Why do you record who knows whom?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    legal_basis = forms.CharField(
        label=_("On which legal basis?"),
        max_length=200,
        help_text=_("For example: public task, article 6(1)(e) GDPR."),
    )
    months_kept = forms.IntegerField(
        label=_("How many months do you keep it?"),
        min_value=1,
        max_value=60,
        help_text=_("After that a person leaves by itself, unless you confirm."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AddDomain(Form):
    """What a domain is called, and how it is drawn."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=60)
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=60,
        required=False,
        help_text=_("Leave empty to use the Dutch name."),
    )
    letter_nl = forms.CharField(
        label=_("Letter in the shape"), max_length=2, help_text=_("One or two letters.")
    )
    letter_en = forms.CharField(
        label=_("Letter in English"),
        max_length=2,
        required=False,
        help_text=_("Leave empty to use the Dutch letter."),
    )
    shape = forms.ChoiceField(
        label=_("Shape"),
        choices=Shape.choices,
        initial=Shape.PLAIN,
        help_text=_("Each shape belongs to one domain. The ring can be used more often."),
    )


class ChangeDomain(AddDomain):
    """The same, of a domain that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AddTheme(Form):
    """What a theme is called."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=60)
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=60,
        required=False,
        help_text=_("Leave empty to use the Dutch name."),
    )


class ChangeTheme(AddTheme):
    """The same, of a theme that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AddOrganisation(Form):
    """What an organisation is called, and where it mostly works."""

    name = forms.CharField(label=_("Name"), max_length=160)
    domain = forms.ModelChoiceField(
        label=_("Domain"),
        queryset=Domain.objects.none(),
        required=False,
        help_text=_("The domain in which it mostly works."),
    )

    def for_actor(self, actor: Actor) -> "AddOrganisation":
        """Offer the domains that the actor sees."""
        _offer(self, "domain", queries.visible_domains(actor))
        return self


class ChangeOrganisation(AddOrganisation):
    """The same, of an organisation that exists."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MergeOrganisation(Form):
    """With which other organisation."""

    into = forms.ModelChoiceField(
        label=_("Which organisation is the same?"), queryset=Organisation.objects.none()
    )

    def without(self, actor: Actor, organisation: Organisation) -> "MergeOrganisation":
        """Offer the other organisations that the actor sees."""
        others = queries.visible_organisations(actor).exclude(pk=organisation.pk)
        _offer(self, "into", others)
        return self


def _offer(form: Form, name: str, things: object) -> None:
    field = form.fields[name]
    field.queryset = things  # type: ignore[attr-defined]  # Field is typed without it
    field.label_from_instance = lambda thing: thing.name  # type: ignore[attr-defined]  # the same
