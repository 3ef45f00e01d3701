"""Pages about where somebody is signed in, and signing out."""

from uuid import UUID

from allauth.account import views as library
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.actions import sessions
from dwarsverband.foundation.accounts.queries import sessions as queries
from dwarsverband.foundation.ui.addresses import address

# What a browser forgets at signing out. Not the cookies: the language stays, and so does that this
# browser is known; the session is gone on our side.
FORGOTTEN = '"cache", "storage"'


@open_to("entering")
def session_list(request: Request) -> HttpResponse:
    found = queries.visible_sessions(request.actor)
    rows = queries.session_rows(request.actor, found, request.session.get(sessions.HERE, ""))
    verdict = rules.may_end_other_sessions(request.actor)
    return render(request, "accounts/session_list.html", {"rows": rows, "verdict": verdict})


@open_to("entering")
@require_POST
def end_session(request: Request, pk: UUID) -> HttpResponse:
    sessions.end_session(request.actor, queries.get_session(request.actor, pk))
    messages.success(request, _("Ended. In that browser somebody has to sign in again."))
    return redirect(address(request.actor, "accounts:session_list"))


@open_to("entering")
@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    sessions.end_other_sessions(request.actor, here=request.session.get(sessions.HERE, ""))
    messages.success(request, _("Ended. You are signed in here only."))
    return redirect(address(request.actor, "accounts:session_list"))


@open_to("anyone")
def sign_out(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = library.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = FORGOTTEN
    return response


@open_to("signed_in")
def change_password(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = library.password_change(request)
    if request.method == "POST":
        sessions.follow(request.session)
    return response
