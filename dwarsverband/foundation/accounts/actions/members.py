"""What an actor does with members: invite, accept, change, end."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.actions import tokens
from dwarsverband.foundation.accounts.actions.restoring import note_end
from dwarsverband.foundation.accounts.actions.sign_in import choose_language
from dwarsverband.foundation.accounts.models import Membership, Organisation, Role, Token, User
from dwarsverband.foundation.accounts.queries import (
    INVITATION,
    member_list,
    today,
    visible_organisations,
)
from dwarsverband.foundation.links import links
from dwarsverband.foundation.links.models import Link
from dwarsverband.foundation.mail.letters import write_letter

INVITATION_DAYS = 14


def _is_privileged(*, role: str, **others: object) -> bool:
    """Whether somebody would see more than a partner does."""
    return role != Role.PARTNER


@action(rules.may_invite_member, asks_proof=_is_privileged)
def invite_member(
    actor: Actor,
    *,
    email: str,
    name: str,
    role: str,
    language: str,
    organisation: Organisation | None = None,
    ends_on: date | None = None,
    regions: Sequence[str] = (),
) -> Link:
    """Send somebody a link with which to take part."""
    _check_invitation(actor, email.lower(), ends_on)
    _check_regions(actor, regions)
    details = {
        "email": email.lower(),
        "name": " ".join(name.split()),
        "role": Role(role).value,
        "language": language,
        "organisation": str(organisation.pk) if organisation else "",
        "ends_on": ends_on.isoformat() if ends_on else "",
        "regions": " ".join(regions),
    }
    ends_at = timezone.now() + timedelta(days=INVITATION_DAYS)
    link, secret = links.make(actor, INVITATION, ends_at, details=details)
    _write_invitation(actor, details, secret)
    return link


@action(rules.may_withdraw_invitation)
def withdraw_invitation(actor: Actor, link: Link) -> None:
    """Let an invitation work no longer."""
    links.withdraw(link)


@action(rules.may_accept_invitation)
def accept_invitation(actor: Actor, link: Link, *, name: str, password: str = "") -> Membership:
    """Become a member with the link from the mail; a new user chooses a password."""
    wanted = link.details
    user = _invited_user(actor, wanted["email"]) or _new_user(wanted, password)
    if not links.use(link):
        raise ValidationError(_("This invitation has just been used."))
    own = {"partnership_id": actor.partnership_id, "user": user}
    membership = Membership.objects.filter(**own).first() or Membership(**own, version=0)
    organisations = visible_organisations(actor).filter(pk=wanted["organisation"] or UUID(int=0))
    membership.name, membership.role = " ".join(name.split()), wanted["role"]
    membership.organisation = organisations.first()
    membership.starts_on = today()
    membership.ends_on = date.fromisoformat(wanted["ends_on"]) if wanted["ends_on"] else None
    membership.regions = wanted["regions"].split()
    membership.version += 1
    membership.save()
    return membership


@action(rules.may_change_membership, asks_proof=_is_privileged)
def change_membership(
    actor: Actor,
    membership: Membership,
    *,
    name: str,
    role: str,
    organisation: Organisation | None,
    ends_on: date | None,
    regions: list[str],
    version: int,
) -> Membership:
    """Say what a member is here for, until when, and in which municipalities."""
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    if version != current.version:
        raise Conflict(current)
    if ends_on != current.ends_on and ends_on is not None and ends_on < today():
        raise ValidationError({"ends_on": _("This day has passed. Choose a later one, or none.")})
    _check_regions(actor, regions)
    if current.pk == actor.membership_id and (role, regions) != (current.role, current.regions):
        raise ValidationError(
            _("You cannot change your own role or municipalities. Ask another coordinator.")
        )
    current.name, current.role = " ".join(name.split()), Role(role).value
    is_shorter = ends_on is not None and ends_on != current.ends_on
    current.organisation, current.ends_on, current.regions = organisation, ends_on, regions
    current.version += 1
    current.save()
    if is_shorter:
        note_end(current)
    return current


@action(rules.may_change_account)
def change_account(
    actor: Actor, membership: Membership, *, name: str, language: str, version: int
) -> Membership:
    """Say what you are called here, and in which language pages and mails come."""
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    if version != current.version:
        raise Conflict(current)
    called = " ".join(name.split())
    if not called:
        raise ValidationError({"name": _("Fill this in.")})
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Choose one of the list.")})
    current.name = called
    current.version += 1
    current.save()
    choose_language(actor, language)
    return current


@action(rules.may_end_membership)
def end_membership(actor: Actor, membership: Membership) -> Membership:
    """Let a membership end yesterday, so that it opens nothing from now on."""
    yesterday = today() - timedelta(days=1)
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    current.starts_on = min(current.starts_on, yesterday)
    current.ends_on = yesterday
    current.version += 1
    current.save()
    note_end(current)
    tokens.destroy(Token.objects.filter(membership=current))
    links.destroy(actor, [current.pk])
    return current


def _check_invitation(actor: Actor, email: str, ends_on: date | None) -> None:
    """Nobody is invited twice, or for a time that has passed."""
    if member_list(actor).filter(user__email=email).exists():
        raise ValidationError({"email": _("This person takes part already.")})
    if links.pending(actor, INVITATION).filter(details__email=email).exists():
        raise ValidationError(
            {"email": _("This person has an invitation. Withdraw it first, if it got lost.")}
        )
    if ends_on is not None and ends_on < today():
        raise ValidationError({"ends_on": _("This day has passed. Choose a later one, or none.")})


def _check_regions(actor: Actor, regions: Sequence[str]) -> None:
    """Nobody lets somebody see more municipalities than they see themselves."""
    if actor.regions and not (regions and set(regions) <= set(actor.regions)):
        told = _("You see some municipalities only. Ask a coordinator who sees them all.")
        raise ValidationError({"regions": told})


def _write_invitation(actor: Actor, details: dict[str, str], secret: str) -> None:
    names = {
        "name": details["name"],
        "sender": actor.name,
        "partnership": actor.partnership_name,
        "days": INVITATION_DAYS,
        "address": settings.PUBLIC_ADDRESS + reverse("accept_invitation", args=[secret]),
    }
    with translation.override(details["language"]):
        write_letter(
            actor,
            to=details["email"],
            language=details["language"],
            subject=_("Take part in %(partnership)s") % names,
            text=_(
                "Hello %(name)s,\n\n%(sender)s asks you to take part in %(partnership)s.\n"
                "Open this page to join. The link works for %(days)s days, once:\n\n%(address)s"
            )
            % names,
            reason=_("You get this mail because %(sender)s invited you.") % names,
        )


def _invited_user(actor: Actor, email: str) -> User | None:
    """The account of the invited address; whoever has one signs in with it first."""
    user = User.objects.filter(email=email).first()
    if actor.user_id is not None and (user is None or user.pk != actor.user_id):
        raise ValidationError(_("You are signed in with another address. Sign out first."))
    if user is not None and actor.user_id is None:
        raise ValidationError(_("You already have an account. Sign in first, then open the link."))
    return user


def _new_user(wanted: dict[str, str], password: str) -> User:
    email = wanted["email"]
    try:
        validate_password(password, User(email=email))
    except ValidationError as problem:
        raise ValidationError({"password": problem.messages}) from problem
    with transaction.atomic():
        return User.objects.create_user(email, password, language=wanted["language"])
