"""Signing in at another place (OpenID Connect), and linking it to an account."""

import time
from typing import Any  # what a session holds

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views as library
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.accounts import proofs, rules
from dwarsverband.foundation.accounts.actions import elsewhere, factors
from dwarsverband.foundation.accounts.before_proof import keep, take, waits
from dwarsverband.foundation.accounts.queries import elsewhere as queries
from dwarsverband.foundation.accounts.queries.factors import has_second_step
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form

# Under what a session keeps whom another place named, until it is linked.
FOUND, FOUND_SECONDS = "found_identity", 600
# How another place is asked not to take an open session for an answer, and to say when it asked.
ASK_AGAIN = {"prompt": "login", "max_age": "0"}
BROKEN = (OAuth2Error, RequestException, ImproperlyConfigured, KeyError, TypeError, ValueError)


@open_to("anyone")
@require_POST
def sign_in_elsewhere(request: HttpRequest, provider_id: str) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    onward = request.POST.get("next", "")
    is_ours = onward.startswith("/") and url_has_allowed_host_and_scheme(onward, None)
    return _go(request, provider_id, "login", onward if is_ours else "/")


@open_to("anyone")
@require_GET
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    queries.provider_of(provider_id)
    try:
        response: HttpResponse = library.callback(request, provider_id)
    except BROKEN:
        return _broken(request)
    return response


@open_to("entering")
def link_identity(request: Request, provider_id: str) -> HttpResponse:
    provider, found = queries.provider_of(provider_id), _found(request, provider_id)
    here = address(request.actor, "accounts:link_identity", provider_id=provider_id)
    if request.method == "POST" and not found:
        return _go(request, provider_id, "connect", here)
    if request.method == "POST":
        return _link(request, provider_id, found)
    verdict = rules.may_link_identity(request.actor)
    context = {"provider": provider, "found": found, "verdict": verdict}
    return render(request, "accounts/link_identity.html", context)


@open_to("entering")
@require_POST
def unlink_identity(request: Request, provider_id: str) -> HttpResponse:
    elsewhere.unlink_identity(request.actor, queries.get_identity(request.actor, provider_id))
    messages.success(request, _("Taken away. It signs nobody in any more."))
    return redirect(address(request.actor, "accounts:factor_list"))


@open_to("entering")
def prove_elsewhere(request: Request, provider_id: str) -> HttpResponse:
    identity, found = queries.get_identity(request.actor, provider_id), _found(request, provider_id)
    here = address(request.actor, "accounts:prove_elsewhere", provider_id=provider_id)
    if request.method == "POST" and not found:
        keep(request)
        return _go(request, provider_id, "connect", here, is_asked_again=True)
    if request.method == "POST":
        return _prove(request, identity, found)
    context = {"provider": queries.provider_of(provider_id), "found": found, "form": Form()}
    return render(request, "accounts/prove_elsewhere.html", context | {"waiting": waits(request)})


def _broken(request: HttpRequest) -> HttpResponse:
    """What is shown when the other place does not answer, or answers something else."""
    return render(request, "accounts/broken_elsewhere.html", status=502)


def _go(
    request: HttpRequest, code: str, process: str, onward: str, *, is_asked_again: bool = False
) -> HttpResponse:
    """Lead to the other place by a page of our own, because a form may lead nowhere else."""
    provider = queries.provider_of(code)
    try:
        there = get_adapter().get_provider(request, code)
        asked = there.get_auth_params() | (ASK_AGAIN if is_asked_again else {})
        away = there.redirect(request, process, onward, auth_params=asked)
    except SocialApp.DoesNotExist as absent:
        raise Http404 from absent
    except BROKEN:
        return _broken(request)
    context = {"provider": provider, "address": away["Location"]}
    response = render(request, "accounts/go_elsewhere.html", context)
    response["Refresh"] = f"0; url={away['Location']}"
    return response


def _found(request: HttpRequest, code: str) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(FOUND, {})
    is_fresh = time.time() - found.get("at", 0) < FOUND_SECONDS
    return found if is_fresh and found.get("provider") == code else {}


def _link(request: Request, code: str, found: dict[str, Any]) -> HttpResponse:
    try:
        elsewhere.link_identity(request.actor, provider=code, uid=found["uid"])
        messages.success(request, _("Linked. From now on you can sign in with it."))
    except ValidationError as taken:
        messages.error(request, " ".join(taken.messages))
    request.session.pop(FOUND, None)
    return redirect(address(request.actor, "accounts:factor_list"))


def _prove(request: Request, identity: SocialAccount, found: dict[str, Any]) -> HttpResponse:
    """Let it count, if it is the same person there, and they were asked just now."""
    request.session.pop(FOUND, None)
    is_enough = found.get("second_factor") or not has_second_step(request.actor)
    is_proven = found["uid"] == identity.uid and proofs.is_fresh(found.get("proved_at"))
    if not (is_proven and is_enough):
        factors.note_failure(request.actor)
        context = {"provider": queries.provider_of(identity.provider)}
        return render(request, "accounts/unproven_elsewhere.html", context, status=403)
    factors.confirm_identity(request.actor)
    said = {"second_factor": found["second_factor"], "proved_at": found["proved_at"]}
    proofs.record(request, "elsewhere", provider=identity.provider, **said)
    waiting = take(request)
    return HttpResponseRedirect(
        waiting.onward or address(request.actor, "accounts:account"),
        preserve_request=waiting.is_sent,
    )
