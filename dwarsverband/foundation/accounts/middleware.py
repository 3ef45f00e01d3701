"""Who is asking: from the session and the partnership in the address, from a token or a link."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from dwarsverband.foundation.access import Actor, Means, Request
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.middleware import is_for_machines
from dwarsverband.foundation.access.verdict import NOWHERE
from dwarsverband.foundation.accounts import proofs, queries
from dwarsverband.foundation.accounts.actions import tokens
from dwarsverband.foundation.accounts.queries import calendars
from dwarsverband.foundation.database.trouble import if_there_is_room, is_read_only
from dwarsverband.foundation.links import links
from dwarsverband.foundation.ui.frame import accepted_language, chosen_language


class ActorMiddleware:
    """Sets `request.actor` once, and the language in which it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember what comes after."""
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Find the actor, then answer in their language."""
        request.actor = _token_actor(request) or _actor(request)
        language = _language(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _actor(request: Request) -> Actor:
    keywords = _keywords(request)
    user_id = request.user.pk if request.user.is_authenticated else None
    if "secret" in keywords:
        return _link_actor(request, str(keywords["secret"]), user_id)
    if user_id is None:
        return Actor()
    if "partnership" in keywords:
        member = queries.member_actor(user_id, keywords["partnership"])
        has_second_factor = proofs.has_second_factor(request)
        is_stale = proofs.is_stale(request)
        return replace(member, has_second_factor=has_second_factor, is_stale=is_stale)
    return Actor(user_id=user_id)


def _token_actor(request: Request) -> Actor | None:
    """For whom a program asks; whoever sends a token is that member or nobody, never the session's."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if not is_for_machines(request) or scheme.lower() != "bearer":
        return None
    slug = _keywords(request).get("partnership")
    actor, last_used_on = queries.token_actor(secret.strip(), slug)
    if actor.is_member and last_used_on != queries.today() and not is_read_only():
        with if_there_is_room(), acting(actor):
            tokens.mark_used(actor)
    return actor


def _keywords(request: Request) -> dict[str, object]:
    try:
        return dict(resolve(request.path_info).kwargs)
    except Resolver404:
        return {}


def _link_actor(request: Request, secret: str, user_id: UUID | None) -> Actor:
    link = links.find(secret)
    if link is None:
        return Actor(user_id=user_id)
    holder = Actor(
        kind="link",
        partnership_id=link.partnership_id,
        partnership_slug=link.partnership_slug,
        partnership_name=link.partnership_name,
        membership_id=link.id,
        user_id=user_id,
    )
    area = link.purpose.removeprefix(links.AS_MEMBER)
    if area == link.purpose:
        return holder
    # Elsewhere it is no member's: a page around nothing would say whose it is.
    is_its_place = resolve(request.path_info).url_name == f"{area}_feed"
    return (
        _as_member(holder, secret, link.purpose, area) if is_its_place else Actor(user_id=user_id)
    )


def _as_member(holder: Actor, secret: str, purpose: str, area: str) -> Actor:
    """The member whose link it is, who reads one thing with it; nobody when they take part no more."""
    with acting(holder, is_reading=True):
        user = calendars.user_of_link(holder, secret, purpose)
    member = queries.member_actor(user, holder.partnership_id) if user else Actor()
    means = Means(holder.membership_id or NOWHERE, may_write=False, areas=(area,))
    return replace(member, means=means) if member.is_member else Actor(user_id=holder.user_id)


def _language(request: Request) -> str:
    chosen = chosen_language(request)
    if not chosen and request.actor.is_member and request.actor.means is None:
        return request.actor.language
    usual = request.actor.language if request.actor.is_member else settings.LANGUAGE_CODE
    return chosen or accepted_language(request) or usual
