"""How the sign-in library behaves here: nobody signs up, people are invited."""

import time
from typing import Any  # the library hands over what it likes
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dwarsverband.foundation.accounts import guessing
from dwarsverband.foundation.accounts.actions import sessions, sign_in
from dwarsverband.foundation.accounts.actions.elsewhere import forget_claims
from dwarsverband.foundation.accounts.devices import device_of
from dwarsverband.foundation.accounts.queries.elsewhere import has_second_factor, proved_at
from dwarsverband.foundation.accounts.sealing import seal, unseal
from dwarsverband.foundation.database.keyed import mark_for

# What the next page shows by itself.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """People come in by an invitation, and land where their network is."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False

    def add_message(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        """Say what happened, unless the next page shows it."""
        if not UNSAID.intersection(map(str, (*arguments, *options.values()))):
            super().add_message(request, *arguments, **options)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slow down whoever guesses (see `guessing`; the library would keep everybody out)."""
        email = str(credentials.get("email", "")).lower()
        self.counts = guessing.tallies(request, email, "password")
        guessing.count(self.counts)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Who has this password; the guesses before it are forgotten."""
        user = super().authenticate(request, **credentials)
        if user:
            guessing.begin_anew(self.counts)
        else:
            guessing.note(self.counts)
        return user

    def login(self, request: HttpRequest, user: Any) -> None:
        """Remember where somebody is signed in."""
        super().login(request, user)
        device = device_of(self.get_http_user_agent(request))
        sessions.begin(request.session, user.pk, device)

    def set_password(self, user: Any, password: str) -> None:
        """A new password ends all other sessions; guesses at the old one no longer count."""
        super().set_password(user, password)
        guessing.begin_anew(guessing.tallies(context.request, user.email, "password"))
        sessions.end_all(user.pk, but=context.request.session.get(sessions.HERE, ""))
        sign_in.tell_change(user, sign_in.PASSWORD)

    def get_login_stages(self) -> list[str]:
        """The library's own, with our second step."""
        usual = "allauth.mfa.stages.AuthenticateStage"
        ours = "dwarsverband.foundation.accounts.stages.SecondStepStage"
        return [ours if stage == usual else stage for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        """Know this browser from now on."""
        response: HttpResponse = super().post_login(request, user, **options)
        guessing.make_known(request, response, user.email)
        return response


def hidden_key(key: str, prefix: str, version: int) -> str:
    """The name of a count of sign-ins: no address of a person or a machine stands in the database."""
    return mark_for("sign-ins", prefix, version, key).hex()


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Another place says who somebody is, and that is all it does: no accounts, no links by address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an invitation makes the account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link only for whoever is signed in, and there by a button; sign in only who is linked."""
        account = sociallogin.account
        claims = account.extra_data.get("id_token") or {}
        forget_claims(account)
        said = {
            "second_factor": has_second_factor(account.provider, claims),
            "proved_at": proved_at(claims),
        }
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            self._come_back_to_link(request, sociallogin, said)
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "accounts/stranger.html", status=403))
        if said["second_factor"]:
            record_authentication(
                request, sociallogin.user, "elsewhere", provider=account.provider, **said
            )

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Say that it did not work, on a page of ours."""
        page = render(request, "accounts/broken_elsewhere.html", status=502)
        raise ImmediateHttpResponse(page)

    def _come_back_to_link(
        self, request: HttpRequest, sociallogin: Any, said: dict[str, Any]
    ) -> None:
        account = sociallogin.account
        if not request.user.is_authenticated:
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))
        found = {"provider": account.provider, "uid": account.uid, "at": time.time(), **said}
        request.session["found_identity"] = found
        raise ImmediateHttpResponse(redirect(sociallogin.state.get("next") or "/"))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library ships no types
    """Secrets of second factors lie sealed in the database, and carry the name of this address."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For which site a passkey is: the address that people know, whatever stands before us."""
        return {"id": urlsplit(settings.PUBLIC_ADDRESS).hostname or "", "name": "Dwarsverband"}
