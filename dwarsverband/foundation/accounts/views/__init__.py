"""Pages about members, invitations, lists and who you are."""

from uuid import UUID

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.accounts import forms, queries, rules
from dwarsverband.foundation.accounts.actions import lists, members, sign_in, tokens
from dwarsverband.foundation.accounts.gaps import lists_with_gaps
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.accounts.own_settings import own_settings
from dwarsverband.foundation.accounts.queries.factors import with_second_steps
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.queries import has_mailbox
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form

PAGE = 25
YEAR = 365 * 24 * 3600


@open_to("signed_in")
def start(request: Request) -> HttpResponse:
    places = queries.places(request.actor)
    if len(places) == 1:
        return redirect(places[0].home)
    return render(request, "accounts/start.html", {"places": places})


def account(request: Request) -> HttpResponse:
    member = queries.own_member(request.actor)
    context = {
        "places": queries.places(request.actor),
        "settings": list(own_settings(request.actor)),
        "member": member,
        "coordinators": queries.coordinators(request.actor),
        "has_mailbox": has_mailbox(request.actor),
    }
    return render(request, "accounts/account.html", context)


def change_account(request: Request) -> HttpResponse:
    member = queries.own_member(request.actor)
    form = forms.ChangeAccount(request.POST or None, initial=queries.account_form(member))
    if form.submit(members.change_account, request.actor, member):
        done = redirect(address(request.actor, "accounts:account"))
        return _in_language(done, form.cleaned_data["language"])
    context = {"form": form, "member": member}
    return render(request, "accounts/change_account.html", context)


def token_list(request: Request) -> HttpResponse:
    page = Paginator(queries.visible_tokens(request.actor), PAGE).get_page(
        request.GET.get("pagina")
    )
    context = {
        "page": page,
        "rows": queries.token_rows(request.actor, page),
        "verdict": rules.may_make_token(request.actor),
    }
    return render(request, "accounts/token_list.html", context)


def make_token(request: Request) -> HttpResponse:
    form = forms.MakeToken(request.POST or None, initial=queries.token_form(request.actor))
    if form.submit(tokens.make_token, request.actor):
        context = {
            "token": form.result,
            "example": queries.token_example(request.actor, form.result),
        }
        return render(request, "accounts/made_token.html", context)
    verdict = rules.may_make_token(request.actor)
    return render(request, "accounts/make_token.html", {"form": form, "verdict": verdict})


@require_POST
def end_token(request: Request, pk: UUID) -> HttpResponse:
    tokens.end_token(request.actor, queries.get_token(request.actor, pk))
    messages.success(request, _("Ended. The token opens nothing any more."))
    return redirect(address(request.actor, "accounts:token_list"))


def member_list(request: Request) -> HttpResponse:
    is_past = "vroeger" in request.GET
    members = queries.member_list(request.actor, is_past=is_past)
    shown = with_second_steps(request.actor, members)
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("pagina")),
        "is_past": is_past,
        "is_now": not is_past,
        "invitations": [] if is_past else queries.visible_invitations(request.actor),
        "verdict": rules.may_invite_member(request.actor),
    }
    return render(request, "accounts/member_list.html", context)


def invite_member(request: Request) -> HttpResponse:
    form = forms.InviteMember(request.POST or None).for_actor(request.actor)
    if form.submit(members.invite_member, request.actor):
        return redirect(address(request.actor, "accounts:member_list"))
    verdict = rules.may_invite_member(request.actor)
    return render(request, "accounts/invite_member.html", {"form": form, "verdict": verdict})


@require_POST
def withdraw_invitation(request: Request, pk: UUID) -> HttpResponse:
    link = queries.get_invitation(request.actor, pk)
    members.withdraw_invitation(request.actor, link)
    return redirect(address(request.actor, "accounts:member_list"))


def change_membership(request: Request, pk: UUID) -> HttpResponse:
    member = queries.get_member(request.actor, pk)
    first = queries.membership_form(member)
    form = forms.ChangeMembership(request.POST or None, initial=first).for_actor(request.actor)
    if form.submit(members.change_membership, request.actor, member):
        return redirect(address(request.actor, "accounts:member_list"))
    verdict = rules.may_change_membership(request.actor, member)
    context = {"form": form, "member": member, "verdict": verdict}
    return render(request, "accounts/change_membership.html", context)


def end_membership(request: Request, pk: UUID) -> HttpResponse:
    member = queries.get_member(request.actor, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(members.end_membership, request.actor, member):
        return redirect(address(request.actor, "accounts:member_list"))
    verdict = rules.may_end_membership(request.actor, member)
    context = {"form": form, "member": member, "verdict": verdict}
    return render(request, "accounts/end_membership.html", context)


# Whoever holds no link that works learns only that: used, ended and never made look the same.
@open_to("anyone")
def accept_invitation(request: Request, secret: str) -> HttpResponse:
    link = links.get(request.actor, secret, queries.INVITATION)
    if link is None:
        return render(request, "accounts/spent_invitation.html", status=410)
    way = queries.invitation_way(request.actor, link)
    kind = forms.AcceptInvitation if way == "new" else forms.JoinWithAccount
    form = kind(request.POST or None, initial={"name": link.details["name"]})
    if form.submit(members.accept_invitation, request.actor, link):
        return _sign_in(request, form.result.user)
    context = {"form": form, "link": link, "way": way}
    return render(request, "accounts/accept_invitation.html", context)


def domain_list(request: Request) -> HttpResponse:
    context = {**lists_with_gaps(request.actor), "verdict": rules.may_add_domain(request.actor)}
    return render(request, "accounts/domain_list.html", context)


def add_domain(request: Request) -> HttpResponse:
    form = forms.AddDomain(request.POST or None)
    if form.submit(lists.add_domain, request.actor):
        return redirect(address(request.actor, "accounts:domain_list"))
    verdict = rules.may_add_domain(request.actor)
    return render(request, "accounts/add_domain.html", {"form": form, "verdict": verdict})


def change_domain(request: Request, pk: UUID) -> HttpResponse:
    domain = queries.get_domain(request.actor, pk)
    form = forms.ChangeDomain(request.POST or None, initial=queries.domain_form(domain))
    if form.submit(lists.change_domain, request.actor, domain):
        return redirect(address(request.actor, "accounts:domain_list"))
    verdict = rules.may_change_domain(request.actor, domain)
    remove = rules.may_remove_domain(request.actor, domain)
    context = {"form": form, "domain": domain, "verdict": verdict, "may_remove": remove}
    return render(request, "accounts/change_domain.html", context)


@require_POST
def move_domain_up(request: Request, pk: UUID) -> HttpResponse:
    lists.move_domain_up(request.actor, queries.get_domain(request.actor, pk))
    return redirect(address(request.actor, "accounts:domain_list"))


@require_POST
def remove_domain(request: Request, pk: UUID) -> HttpResponse:
    lists.remove_domain(request.actor, queries.get_domain(request.actor, pk))
    return redirect(address(request.actor, "accounts:domain_list"))


def add_theme(request: Request) -> HttpResponse:
    form = forms.AddTheme(request.POST or None)
    if form.submit(lists.add_theme, request.actor):
        return redirect(address(request.actor, "accounts:domain_list"))
    verdict = rules.may_add_theme(request.actor)
    return render(request, "accounts/add_theme.html", {"form": form, "verdict": verdict})


def change_theme(request: Request, pk: UUID) -> HttpResponse:
    theme = queries.get_theme(request.actor, pk)
    form = forms.ChangeTheme(request.POST or None, initial=queries.theme_form(theme))
    if form.submit(lists.change_theme, request.actor, theme):
        return redirect(address(request.actor, "accounts:domain_list"))
    verdict = rules.may_change_theme(request.actor, theme)
    remove = rules.may_remove_theme(request.actor, theme)
    context = {"form": form, "theme": theme, "verdict": verdict, "may_remove": remove}
    return render(request, "accounts/change_theme.html", context)


@require_POST
def move_theme_up(request: Request, pk: UUID) -> HttpResponse:
    lists.move_theme_up(request.actor, queries.get_theme(request.actor, pk))
    return redirect(address(request.actor, "accounts:domain_list"))


@require_POST
def remove_theme(request: Request, pk: UUID) -> HttpResponse:
    lists.remove_theme(request.actor, queries.get_theme(request.actor, pk))
    return redirect(address(request.actor, "accounts:domain_list"))


def organisation_list(request: Request) -> HttpResponse:
    wanted = request.GET.get("zoek", "").replace("\0", "").strip()
    shown = queries.organisation_list(request.actor, wanted)
    verdict = rules.may_add_organisation(request.actor)
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("pagina")),
        "wanted": wanted,
        "pairs": queries.lookalikes(request.actor) if verdict.is_allowed else [],
        "verdict": verdict,
    }
    return render(request, "accounts/organisation_list.html", context)


def add_organisation(request: Request) -> HttpResponse:
    form = forms.AddOrganisation(request.POST or None).for_actor(request.actor)
    if form.submit(lists.add_organisation, request.actor):
        return redirect(address(request.actor, "accounts:organisation_list"))
    verdict = rules.may_add_organisation(request.actor)
    return render(request, "accounts/add_organisation.html", {"form": form, "verdict": verdict})


def change_organisation(request: Request, pk: UUID) -> HttpResponse:
    organisation = queries.get_organisation(request.actor, pk)
    first = queries.organisation_form(organisation)
    form = forms.ChangeOrganisation(request.POST or None, initial=first).for_actor(request.actor)
    if form.submit(lists.change_organisation, request.actor, organisation):
        return redirect(address(request.actor, "accounts:organisation_list"))
    verdict = rules.may_change_organisation(request.actor, organisation)
    remove = rules.may_remove_organisation(request.actor, organisation)
    context = {"form": form, "organisation": organisation, "verdict": verdict, "may_remove": remove}
    return render(request, "accounts/change_organisation.html", context)


def merge_organisation(request: Request, pk: UUID) -> HttpResponse:
    organisation = queries.get_organisation(request.actor, pk)
    first = {"into": request.GET.get("met")}
    form = forms.MergeOrganisation(request.POST or None, initial=first)
    form.without(request.actor, organisation)
    if form.submit(lists.merge_organisation, request.actor, organisation):
        return redirect(address(request.actor, "accounts:organisation_list"))
    verdict = rules.may_merge_organisation(request.actor, organisation)
    context = {"form": form, "organisation": organisation, "verdict": verdict}
    return render(request, "accounts/merge_organisation.html", context)


@require_POST
def remove_organisation(request: Request, pk: UUID) -> HttpResponse:
    lists.remove_organisation(request.actor, queries.get_organisation(request.actor, pk))
    return redirect(address(request.actor, "accounts:organisation_list"))


@open_to("anyone")
@require_POST
def set_language(request: Request) -> HttpResponse:
    language = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if is_ours else reverse("start"))
    if language in dict(settings.LANGUAGES):
        _in_language(response, language)
        sign_in.choose_language(request.actor, language)
    return response


def _in_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let this browser read in a language from now on."""
    name, is_secure = settings.LANGUAGE_COOKIE_NAME, settings.IS_SECURE
    response.set_cookie(name, language, YEAR, httponly=True, samesite="Lax", secure=is_secure)
    return response


def _sign_in(request: Request, user: User) -> HttpResponse:
    """Bring somebody who holds an invitation straight to the network it is for."""
    home = address(request.actor, "home:today")
    if request.user.is_authenticated:
        return redirect(home)
    response: HttpResponse = perform_login(request, user, redirect_url=home)
    return response
