"""Other places that say who somebody is: which there are, and which are linked to an account."""

import time
from dataclasses import dataclass
from typing import Any  # the claims of an identity provider

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from dwarsverband.foundation.access import Actor

# How many seconds the clock of another place may be ahead.
CLOCKS_DIFFER = 60


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider, and whether the actor is linked to it."""

    code: str
    name: str
    is_linked: bool = False


def providers() -> list[Provider]:
    """Those that this installation trusts, for the page on which people sign in."""
    return [Provider(one["provider_id"], one["name"]) for one in settings.IDENTITY_PROVIDERS]


def provider_of(code: str) -> Provider:
    """One of them."""
    found = next((one for one in providers() if one.code == code), None)
    if found is None:
        raise Http404
    return found


def visible_identities(actor: Actor) -> QuerySet[SocialAccount]:
    """What is linked to the account of the actor."""
    found: QuerySet[SocialAccount] = SocialAccount.objects.filter(user_id=actor.user_id)
    return found


def get_identity(actor: Actor, code: str) -> SocialAccount:
    """The one of one provider."""
    identity: SocialAccount = get_object_or_404(visible_identities(actor), provider=code)
    return identity


def own_providers(actor: Actor) -> list[Provider]:
    """The providers, and which of them are linked."""
    linked = set(visible_identities(actor).values_list("provider", flat=True))
    return [Provider(one.code, one.name, one.code in linked) for one in providers()]


def has_second_factor(code: str, claims: dict[str, Any]) -> bool:
    """Whether a provider says that it asked for more than a password (`amr` or `acr`)."""
    (said,) = [one for one in settings.IDENTITY_PROVIDERS if one["provider_id"] == code]
    methods = claims.get("amr") or []
    told = {str(one) for one in methods} if isinstance(methods, list) else {str(methods)}
    return bool((told | {str(claims.get("acr", ""))}) & set(said["second_factor"]))


def proved_at(claims: dict[str, Any]) -> float | None:
    """When a provider says that it last asked who somebody is; its clock may be a minute ahead."""
    told, now = claims.get("auth_time"), time.time()
    if not isinstance(told, int | float) or isinstance(told, bool) or told > now + CLOCKS_DIFFER:
        return None
    return min(float(told), now)


def linked_providers(actor: Actor) -> list[Provider]:
    """The providers that can say again who the actor is."""
    return [one for one in own_providers(actor) if one.is_linked] if providers() else []
