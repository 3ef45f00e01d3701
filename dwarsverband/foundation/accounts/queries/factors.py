"""With what a user signs in besides a password: an app, passkeys, recovery codes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Membership, Role, SignInRule
from dwarsverband.foundation.accounts.queries import READS_LOG, member_actors

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, "recovery_codes"


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it."""

    pk: UUID
    name: str
    added_on: date
    used_on: date | None


@dataclass(frozen=True, slots=True)
class Factors:
    """Everything with which somebody signs in besides a password."""

    app: Authenticator | None
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def has_any(self) -> bool:
        """Whether signing in asks for a second step."""
        return self.app is not None or bool(self.passkeys)

    @property
    def count(self) -> int:
        """How many ways there are to take that step, codes not counted."""
        return len(self.passkeys) + (self.app is not None)


def visible_factors(actor: Actor) -> QuerySet[Authenticator]:
    """The actor's own; nobody sees those of somebody else."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=actor.user_id)
    return found.order_by("pk")


def get_factor(actor: Actor, pk: UUID) -> Authenticator:
    """One of them: the app or a passkey, by a number of ours that tells not how many there are."""
    factor: Authenticator = get_object_or_404(visible_factors(actor), data__number=str(pk))
    return factor


def factors(actor: Actor) -> Factors:
    """All of them, as the page shows them."""
    found = list(visible_factors(actor))
    return Factors(
        app=next((one for one in found if one.type == APP), None),
        passkeys=tuple(_passkey(one) for one in found if one.type == PASSKEY),
        codes_left=sum(len(one.wrap().get_unused_codes()) for one in found if one.type == CODES),
    )


def has_second_step(actor: Actor) -> bool:
    """Whether signing in asks the actor for more than a password."""
    return visible_factors(actor).filter(type__in=[APP, PASSKEY]).exists()


def must_have_second_step(actor: Actor) -> bool:
    """Whether the actor's role asks for a second step, here or in another partnership."""
    return any(one.must_have_second_factor for one in member_actors(actor.user_id))


def get_sign_in_rule(actor: Actor) -> SignInRule:
    """Whose role asks for a second step here; at version 0 nobody chose anything yet."""
    if not actor.is_member or actor.role not in READS_LOG:
        raise Http404
    own = {"partnership_id": actor.partnership_id}
    return SignInRule.objects.filter(**own).first() or SignInRule(**own, version=0)


def with_second_steps(actor: Actor, members: QuerySet[Membership]) -> QuerySet[Membership]:
    """The same members, each with whether a second step is asked of their role and whether they have one.

    Only for whoever reads that rule; for others nothing is told. "set" and "lacking" are told of those of
    whom it is asked, and of the others nothing: whether they have one is theirs.
    """
    if not actor.is_member or actor.role not in READS_LOG:
        return members.annotate(second_step=Value(""))
    asked = {*get_sign_in_rule(actor).roles, *settings.SECOND_FACTOR_ROLES}
    own = Authenticator.objects.filter(user_id=OuterRef("user_id"), type__in=[APP, PASSKEY])
    told = Case(
        When(~Q(role__in=asked), then=Value("")),
        When(Exists(own), then=Value("set")),
        default=Value("lacking"),
    )
    return members.annotate(second_step=told)


def sign_in_rule_form(rule: SignInRule) -> dict[str, object]:
    """What the form about it shows first."""
    return {"roles": rule.roles, "version": rule.version}


def roles_of_installation() -> list[str]:
    """Of which roles it is asked everywhere on this installation, in words."""
    return [str(label) for role, label in Role.choices if role in settings.SECOND_FACTOR_ROLES]


def _passkey(factor: Authenticator) -> Passkey:
    used = factor.last_used_at
    return Passkey(
        pk=UUID(factor.data["number"]),
        name=factor.wrap().name,
        added_on=timezone.localdate(factor.created_at),
        used_on=timezone.localdate(used) if used else None,
    )
