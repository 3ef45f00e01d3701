"""What the pages about second factors ask."""

from typing import Any  # Django's forms take what they are given

from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts import guessing
from dwarsverband.foundation.accounts.actions import factors
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.ui.forms import Form

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off"}


class CodeField(forms.CharField):
    """A code of an app, or a recovery code."""

    widget = forms.TextInput(attrs=CODE)

    def __init__(self, **named: Any) -> None:  # as Django's fields take them
        """Ask for few signs, so that nobody sends a book."""
        super().__init__(**{"label": _("Code"), "max_length": 20, **named})


class AddApp(Form):
    """The first code of an app, which shows that it works."""

    code = CodeField(
        label=_("The code that the app shows now"),
        help_text=_("Six figures, new every half minute."),
    )


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
            raise ValidationError(wrong_code())
        return code

    def save(self) -> None:
        """Let the session know."""
        self.factor.user = self.user  # type: ignore[union-attr]  # only called when it fitted
        post_authentication(context.request, self.factor)


class ConfirmIdentity(Form):
    """With what somebody shows again who they are: a second factor if they have one, else a password."""

    onward = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    is_sent = forms.BooleanField(widget=forms.HiddenInput, required=False)
    code = CodeField(help_text=_("The six figures of your app, or a recovery code."))
    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: Request, *, has_second_step: bool, onward: str = "") -> None:
        """Ask for one of the two; what was on its way goes along."""
        is_answer = "proof-onward" in request.POST
        first = {"onward": onward, "is_sent": request.method == "POST"}
        super().__init__(request.POST if is_answer else None, prefix="proof", initial=first)
        self.request = request
        del self.fields["password" if has_second_step else "code"]

    def clean_onward(self) -> str:
        """A page of this partnership."""
        onward: str = self.cleaned_data["onward"]
        if not onward.startswith(f"/{self.request.actor.partnership_slug}/"):
            raise ValidationError(gettext("This page is elsewhere."))
        return onward

    def clean(self) -> dict[str, Any]:
        """Look at the proof."""
        given = super().clean() or {}
        secret = given.get("code") or given.get("password")
        if secret and not self.errors:
            kind = "code" if "code" in self.fields else "password"
            user: Any = self.request.user  # signed in, as the address says
            counts = guessing.tallies(self.request, user.email, kind)
            shown = guessing.guess(counts, lambda: factors.shows_identity(user, kind, secret))
            if not shown:
                factors.note_failure(self.request.actor)
                self.add_error(kind, wrong_code() if kind == "code" else _wrong_password())
            self.method = "mfa" if kind == "code" else "password"
        return given

    def going_along(self) -> list[tuple[str, str]]:
        """What was sent and waits for the proof."""
        left_out = ("proof-", "csrfmiddlewaretoken", "idempotency_key")
        return [
            (name, value)
            for name, values in self.request.POST.lists()
            if not name.startswith(left_out)
            for value in values
        ]


def wrong_code() -> str:
    """What is said of a code that does not fit, or was used before."""
    return gettext("This code does not fit, or was used already. Wait for the next one.")


def _wrong_password() -> str:
    return gettext("This is not your password.")
