"""What somebody does with their own second factors; and how a code is checked, once for all workers.

The sign-in library makes the secrets and reads the codes. It remembers in a cache which code was
used, for as long as one code lasts; here the row itself remembers the newest, so that a code that
is accepted a little early or late cannot come back either, whichever worker is asked.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any  # what a device answers
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    compare_user_code,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action, always, log
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.actions import sessions, sign_in
from dwarsverband.foundation.accounts.actions.restoring import FACTORS, note_codes
from dwarsverband.foundation.accounts.models import Membership, Role, SignInRule, User
from dwarsverband.foundation.accounts.queries import member_actors
from dwarsverband.foundation.accounts.queries.factors import APP, CODES, visible_factors
from dwarsverband.foundation.accounts.sealing import unseal
from dwarsverband.foundation.database.ledger import note

# The newest moment whose code was used: a number that only grows.
NEWEST = "newest"


@action(rules.may_add_app, asks_proof=always)
def add_app(actor: Actor, *, secret: str, code: str, here: str = "") -> list[str]:
    """Let an app on somebody's phone make the codes; with the first factor come recovery codes."""
    user = User.objects.select_for_update().get(pk=str(actor.user_id))
    moment = _moment(secret, code, after=-1)
    if moment is None:
        raise ValidationError(
            {"code": _("This code does not fit. Type the one that is shown now.")}
        )
    factor = TOTP.activate(user, secret).instance
    factor.data |= {NEWEST: moment, "number": str(uuid4())}
    factor.save()
    sign_in.tell_change(user, sign_in.APP)
    return _begin_second_step(user, here)


@action(rules.may_add_passkey, asks_proof=always)
def add_passkey(
    actor: Actor, *, name: str, credential: dict[str, Any], here: str = ""
) -> list[str]:
    """Let a device sign in with a passkey that it has just made."""
    user = User.objects.select_for_update().get(pk=str(actor.user_id))
    factor = WebAuthn.add(user, " ".join(name.split()), credential).instance
    factor.data["number"] = str(uuid4())
    factor.save()
    sign_in.tell_change(user, sign_in.PASSKEY)
    return _begin_second_step(user, here)


@action(rules.may_remove_factor, asks_proof=always)
def remove_factor(actor: Actor, factor: Authenticator) -> None:
    """Take away a way to sign in; with the last one go the recovery codes."""
    _destroy(visible_factors(actor).filter(pk=factor.pk))
    if not visible_factors(actor).exclude(type=CODES).exists():
        _destroy(visible_factors(actor))
    sign_in.tell_change(User.objects.get(pk=str(actor.user_id)), sign_in.REMOVED)


@action(rules.may_make_recovery_codes, asks_proof=always)
def make_recovery_codes(actor: Actor) -> list[str]:
    """Make ten new codes; the old ones work no longer."""
    user = User.objects.select_for_update().get(pk=str(actor.user_id))
    _destroy(visible_factors(actor).filter(type=CODES))
    sign_in.tell_change(user, sign_in.CODES)
    return _first_codes(user)


def remove_second_step(user: User) -> None:
    """Take away what somebody lost, with a line in the log of each network they take part in."""
    for member in member_actors(user.pk):
        actor = system(member.partnership_id)
        with acting(actor):
            _remove_factors(actor, Membership.objects.get(pk=str(member.membership_id)))
    _destroy(Authenticator.objects.filter(user=user))
    sessions.end_all(user.pk)
    sign_in.tell_change(user, sign_in.TAKEN)


@action(rules.may_remove_factors)
def _remove_factors(actor: Actor, membership: Membership) -> None:
    _destroy(Authenticator.objects.filter(user_id=membership.user_id))


def _destroy(found: QuerySet[Authenticator]) -> None:
    """Take them away, and see to it that no older backup brings them back."""
    note(FACTORS, found.values_list("pk", flat=True))
    found.delete()


@action(rules.may_require_second_factor, asks_proof=always)
def require_second_factor(
    actor: Actor, rule: SignInRule, *, roles: Sequence[str], version: int | None = 0
) -> SignInRule:
    """Say of whose role this partnership asks a second step; what the settings ask comes on top."""
    own = SignInRule.objects.select_for_update().filter(partnership_id=actor.partnership_id)
    current = own.first() or rule
    if (version or 0) != current.version:
        raise Conflict(current)
    current.roles = [role.value for role in Role if role in roles]
    current.version += 1
    current.full_clean()
    current.save()
    return current


def new_secret() -> str:
    """What an app and we share."""
    secret: str = generate_totp_secret()
    return secret


def check_code(user_id: UUID, code: str) -> Authenticator | None:
    """The factor that made a code, of the app or a recovery code; each works once.

    The row is locked, so that of two workers that are asked at the same moment one refuses.
    """
    with transaction.atomic():
        found = Authenticator.objects.filter(user_id=user_id, type__in=[APP, CODES])
        for factor in found.select_for_update().order_by("-type"):
            if factor.type == CODES:
                is_right = factor.wrap().validate_code(code)
            else:
                is_right = _use(factor, code)
            if is_right:
                factor.refresh_from_db()
                factor.last_used_at = timezone.now()
                factor.save(update_fields=["last_used_at"])
                if factor.type == CODES:
                    note_codes(factor)
                return factor
    return None


def _use(factor: Authenticator, code: str) -> bool:
    moment = _moment(unseal(factor.data["secret"]), code, after=factor.data.get(NEWEST, -1))
    if moment is None:
        return False
    factor.data[NEWEST] = moment
    factor.save(update_fields=["data"])
    return True


def _moment(secret: str, code: str, *, after: int) -> int | None:
    """The moment to which a code belongs, if it is now and later than the newest that was used."""
    fitting = [
        moment
        for moment in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, moment)))
    ]
    return next((moment for moment in fitting if moment > after), None)


def _begin_second_step(user: User, here: str) -> list[str]:
    """The first recovery codes; with the first factor whoever came in without it elsewhere is out."""
    codes = _first_codes(user)
    if codes:
        sessions.end_all(user.pk, but=here)
    return codes


def _first_codes(user: User) -> list[str]:
    """New recovery codes, if somebody has none; those that exist are never shown again."""
    if Authenticator.objects.filter(user=user, type=CODES).exists():
        return []
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


@action(rules.may_confirm_identity)
def confirm_identity(actor: Actor) -> None:
    """Note that somebody showed again who they are."""


def note_failure(actor: Actor) -> None:
    """Note that somebody could not; no password or code stands in the line."""
    log.write(actor, "accounts.confirm_identity", (), verdict="denied")


def shows_identity(user: User, kind: str, secret: str) -> bool:
    """Whether a code or a password is that of a user."""
    if kind == "code":
        return check_code(user.pk, secret) is not None
    return user.check_password(secret)


def question_for_new_passkey(actor: Actor) -> str:
    """What a browser asks a device that should make a passkey: one that signs in by itself."""
    user = User.objects.get(pk=str(actor.user_id))
    return json.dumps(webauthn.begin_registration(user, passwordless=True))


def question_for_passkey(actor: Actor) -> str:
    """What a browser asks a device that has a passkey of the actor; nothing if there is none."""
    asked = webauthn.begin_authentication(User.objects.get(pk=str(actor.user_id)))
    return json.dumps(asked) if asked["publicKey"].get("allowCredentials") else ""


def check_new_passkey(credential: Any) -> None:
    """Refuse what no device of this session made just now, with its owner before it."""
    with _of_a_device():
        webauthn.parse_registration_response(credential)
        if not webauthn.complete_registration(credential).is_user_verified():
            raise ValidationError(strange_passkey())


def check_passkey(user: User | None, credential: Any) -> Authenticator:
    """The passkey that answered what this session asked; without a user, the passkey says who."""
    with _of_a_device():
        webauthn.parse_authentication_response(credential)
        whose = user or webauthn.extract_user_from_response(credential)
        factor: Authenticator = webauthn.complete_authentication(whose, credential)
    return factor


def strange_passkey() -> str:
    """What is said of a passkey that is not known here, or answered something else."""
    return _("This passkey is not known here. Try again, or take another way.")


@contextmanager
def _of_a_device() -> Iterator[None]:
    """Whatever else a browser sends than what a device answers is one kind of wrong."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, ValidationError) as failure:
        raise ValidationError(strange_passkey()) from failure
