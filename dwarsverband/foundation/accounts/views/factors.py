"""Pages about how somebody signs in: a second step, and showing again who they are."""

from functools import partial
from urllib.parse import quote
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request, Verdict
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.accounts import proofs, rules
from dwarsverband.foundation.accounts.actions import factors, sessions
from dwarsverband.foundation.accounts.before_proof import Waiting, keep, sent_with, take, waits
from dwarsverband.foundation.accounts.forms.factors import (
    AddApp,
    AddPasskey,
    ConfirmIdentity,
    RequireSecondFactor,
)
from dwarsverband.foundation.accounts.queries import factors as queries
from dwarsverband.foundation.accounts.queries.elsewhere import linked_providers, own_providers
from dwarsverband.foundation.accounts.sealing import seal, unseal
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form

NEW_APP = "new_app"  # of an app that has not shown yet that it works; sealed, in the session


@open_to("entering")
def factor_list(request: Request) -> HttpResponse:
    if request.actor.lacks_second_factor and queries.has_second_step(request.actor):
        return ask_proof(request, _waiting(request))
    context = {
        "factors": queries.factors(request.actor),
        "must": queries.must_have_second_step(request.actor),
        "providers": own_providers(request.actor),
        "waiting": waits(request),
    }
    return render(request, "accounts/factor_list.html", context | _verdicts(request))


@open_to("entering")
def add_app(request: Request) -> HttpResponse:
    form = AddApp(request.POST or None)
    secret = _secret(request)
    here = request.session.get(sessions.HERE, "")
    if form.submit(partial(factors.add_app, secret=secret, here=here), request.actor):
        request.session.pop(NEW_APP, None)
        proofs.record(request, "mfa")
        return _with_codes(request, form.result)
    shared = get_adapter().build_totp_url(request.user, secret)
    verdict = rules.may_add_app(request.actor)
    context = {"form": form, "verdict": verdict, "secret": secret, "address": shared}
    return render(request, "accounts/add_app.html", context)


@open_to("entering")
def add_passkey(request: Request) -> HttpResponse:
    form = AddPasskey(request.POST or None)
    here = request.session.get(sessions.HERE, "")
    if form.submit(partial(factors.add_passkey, here=here), request.actor):
        proofs.record(request, "mfa")
        return _with_codes(request, form.result)
    verdict = rules.may_add_passkey(request.actor)
    question = factors.question_for_new_passkey(request.actor) if verdict.is_allowed else ""
    context = {"form": form, "verdict": verdict, "question": question}
    return render(request, "accounts/add_passkey.html", context)


@open_to("entering")
@require_POST
def remove_factor(request: Request, pk: UUID) -> HttpResponse:
    factors.remove_factor(request.actor, queries.get_factor(request.actor, pk))
    messages.success(request, _("Taken away. It signs nobody in any more."))
    return redirect(address(request.actor, "accounts:factor_list"))


@open_to("entering")
@require_POST
def make_recovery_codes(request: Request) -> HttpResponse:
    return _with_codes(request, factors.make_recovery_codes(request.actor))


def require_second_factor(request: Request) -> HttpResponse:
    rule = queries.get_sign_in_rule(request.actor)
    form = RequireSecondFactor(request.POST or None, initial=queries.sign_in_rule_form(rule))
    if form.submit(factors.require_second_factor, request.actor, rule):
        messages.success(
            request, _("Saved. Whoever has no second step yet sets it up at the next page.")
        )
        return redirect(address(request.actor, "accounts:member_list"))
    verdict = rules.may_require_second_factor(request.actor, rule)
    context = {"form": form, "verdict": verdict, "everywhere": queries.roles_of_installation()}
    return render(request, "accounts/require_second_factor.html", context)


@open_to("entering")
def confirm_identity(request: Request) -> HttpResponse:
    has_second_step = queries.has_second_step(request.actor)
    form = ConfirmIdentity(request, has_second_step=has_second_step, waiting=sent_with(request))
    if form.is_bound and form.is_valid():
        factors.confirm_identity(request.actor)
        proofs.record(request, form.method)
        take(request)
        is_sent = form.cleaned_data["is_sent"]
        return HttpResponseRedirect(form.cleaned_data["onward"], preserve_request=is_sent)
    return _proof_page(request, form)


def set_up_first(request: Request) -> HttpResponse:
    """Lead to where a second step is set up, or taken; what was sent waits."""
    keep(request)
    page = address(request.actor, "accounts:factor_list")
    return redirect(f"{page}?next={quote(request.get_full_path())}")


def ask_proof(request: Request, waiting: Waiting) -> HttpResponse:
    """The page that comes before what matters most; what was sent waits in it."""
    has_second_step = queries.has_second_step(request.actor)
    return _proof_page(
        request, ConfirmIdentity(request, has_second_step=has_second_step, waiting=waiting)
    )


def refuse_until_proven(request: Request) -> HttpResponse:
    """The same page, where something was refused until it is answered."""
    page = ask_proof(request, sent_with(request))
    page.status_code = 403
    return page


def _waiting(request: Request) -> Waiting:
    """What waits in the session, or only the page that was asked for."""
    found = waits(request)
    return found if found.onward else Waiting(request.GET.get("next", ""))


def _verdicts(request: Request) -> dict[str, Verdict]:
    return {
        "may_add_app": rules.may_add_app(request.actor),
        "may_add_passkey": rules.may_add_passkey(request.actor),
        "may_make_codes": rules.may_make_recovery_codes(request.actor),
    }


def _proof_page(request: Request, form: ConfirmIdentity) -> HttpResponse:
    has_passkey = "credential" in form.fields
    question = factors.question_for_passkey(request.actor) if has_passkey else ""
    context = {"form": form, "question": question, "waiting": form.waiting, "way": Form()}
    context["providers"] = linked_providers(request.actor)
    return render(request, "accounts/confirm_identity.html", context)


def _with_codes(request: Request, codes: list[str]) -> HttpResponse:
    """Show new recovery codes, once; without new ones back to the list."""
    if not codes:
        messages.success(request, _("Added. From now on you can sign in with it."))
        return redirect(address(request.actor, "accounts:factor_list"))
    lines = "\n".join(f"{code[:4]} {code[4:]}" for code in codes)
    context = {"lines": lines, "waiting": take(request), "form": Form()}
    return render(request, "accounts/made_recovery_codes.html", context)


def _secret(request: Request) -> str:
    """What the app of this session will share with us; the same until it works."""
    sealed = request.session.setdefault(NEW_APP, "") or seal(factors.new_secret())
    request.session[NEW_APP] = sealed
    return unseal(sealed)
