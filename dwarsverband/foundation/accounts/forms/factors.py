"""What the pages about second factors ask."""

from typing import Any  # Django's forms take what they are given

from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts import guessing
from dwarsverband.foundation.accounts.actions import factors
from dwarsverband.foundation.accounts.before_proof import Waiting
from dwarsverband.foundation.accounts.models import Role, User
from dwarsverband.foundation.ui.forms import Form

# A device answers in some hundreds of signs; with a certificate of its maker in some thousands.
LONGEST_ANSWER, MOST_PARTS = 40_000, 50
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off"}


_WRONG = {
    "code": _("This code does not fit, or was used already. Wait for the next one."),
    "password": _("This is not your password."),
}


class CodeField(forms.CharField):
    """A code of an app, or a recovery code."""

    widget = forms.TextInput(attrs=CODE)

    def __init__(self, **named: Any) -> None:  # as Django's fields take them
        """Ask for few signs, so that nobody sends a book."""
        super().__init__(**{"label": _("Code"), "max_length": 20, **named})


class AnswerField(forms.JSONField):
    """What a device answered: small, and not nested."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:  # as Django's fields take it
        """Refuse what no device would send before it is read."""
        text = str(value)
        if len(text) > LONGEST_ANSWER or text.count("{") + text.count("[") > MOST_PARTS:
            raise ValidationError(factors.strange_passkey())
        return super().to_python(value)


class AddApp(Form):
    """The first code of an app, which shows that it works."""

    code = CodeField(
        label=_("The code that the app shows now"),
        help_text=_("Six figures, new every half minute."),
    )


class RequireSecondFactor(Form):
    """Of whose role a partnership asks a second step."""

    roles = forms.MultipleChoiceField(
        label=_("Who needs a second step here?"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AddPasskey(Form):
    """What a passkey is called, and what the device answered."""

    name = forms.CharField(
        label=_("What do you call this device?"),
        max_length=60,
        help_text=_("Such as “Phone” or “Laptop of the town hall”."),
    )
    credential = AnswerField()

    def clean_credential(self) -> object:
        """What a device made just now."""
        factors.check_new_passkey(self.cleaned_data["credential"])
        return self.cleaned_data["credential"]


class StepByPasskey(AuthenticateWebAuthnForm):  # type: ignore[misc]  # the library ships no types
    """The second step, taken by a device."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """The passkey."""
        return factors.check_passkey(self.user, self.cleaned_data["credential"])


class SignInByPasskey(LoginWebAuthnForm):  # type: ignore[misc]  # the library ships no types
    """Signing in with a device only: it says who somebody is, and has made sure of it."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """The passkey."""
        return factors.check_passkey(None, self.cleaned_data["credential"])


class SecondStep(Form):
    """The code with which signing in is finished."""

    code = CodeField(help_text=_("The six figures of your app, or a recovery code."))

    def __init__(self, *positional: Any, user: User, **named: Any) -> None:  # the library's form
        """Remember who is signing in."""
        super().__init__(*positional, **named)
        self.user = user

    def clean_code(self) -> str:
        """The code, if it fits."""
        code: str = self.cleaned_data["code"]
        counts = guessing.tallies(context.request, self.user.email, "code")
        self.factor = guessing.guess(counts, lambda: factors.check_code(self.user.pk, code))
        if self.factor is None:
            raise ValidationError(_WRONG["code"])
        return code

    def save(self) -> None:
        """Let the session know."""
        self.factor.user = self.user  # type: ignore[union-attr]  # only called when it fitted
        post_authentication(context.request, self.factor)


class ConfirmIdentity(Form):
    """With what somebody shows again who they are: a second factor if they have one, else a password."""

    onward = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    is_sent = forms.BooleanField(widget=forms.HiddenInput, required=False)
    credential = AnswerField(required=False)
    code = CodeField(
        required=False, help_text=_("The six figures of your app, or a recovery code.")
    )
    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: Request, *, has_second_step: bool, waiting: Waiting) -> None:
        """Ask for one of the two; what was on its way goes along."""
        is_answer = "proof-onward" in request.POST
        first = {"onward": waiting.onward, "is_sent": waiting.is_sent}
        super().__init__(request.POST if is_answer else None, prefix="proof", initial=first)
        self.request, self.waiting = request, waiting
        if has_second_step:
            del self.fields["password"]
            self.fields["code"].required = not request.POST.get("proof-credential")
        else:
            del self.fields["code"], self.fields["credential"]

    def clean_onward(self) -> str:
        """A page of this partnership."""
        onward: str = self.cleaned_data["onward"]
        if not onward.startswith(f"/{self.request.actor.partnership_slug}/"):
            raise ValidationError(gettext("This page is elsewhere."))
        return onward

    def clean(self) -> dict[str, Any]:
        """Look at the proof: a passkey, a code, or a password."""
        given = super().clean() or {}
        if self.errors:
            return given
        kind = next(
            (name for name in ("credential", "code", "password") if given.get(name)), "code"
        )
        self.method = "password" if kind == "password" else "mfa"
        try:
            if not self._shows(kind, given.get(kind)):
                raise ValidationError({kind: _WRONG[kind]})
        except ValidationError:
            factors.note_failure(self.request.actor)
            raise
        return given

    def _shows(self, kind: str, secret: Any) -> bool:
        user: Any = self.request.user  # signed in, as the address says
        if kind == "credential":
            return bool(factors.check_passkey(user, secret))
        counts = guessing.tallies(self.request, user.email, kind)
        shows = lambda: factors.shows_identity(user, kind, secret or "")  # noqa: E731 (one line)
        return bool(guessing.guess(counts, shows))
