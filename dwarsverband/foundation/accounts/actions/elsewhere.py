"""What somebody does with other places that say who they are: link one, and take the link away."""

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, always
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.queries.elsewhere import visible_identities
from dwarsverband.foundation.database.ledger import note


@action(rules.may_link_identity, asks_proof=always)
def link_identity(actor: Actor, *, provider: str, uid: str) -> SocialAccount:
    """Let another place say who somebody is; of what it tells only their number there is kept."""
    _destroy(visible_identities(actor).filter(provider=provider))
    try:
        with transaction.atomic():
            identity: SocialAccount = SocialAccount.objects.create(
                user_id=actor.user_id, provider=provider, uid=uid
            )
    except IntegrityError as taken:
        raise ValidationError(_("This belongs to another account here.")) from taken
    return identity


@action(rules.may_unlink_identity, asks_proof=always)
def unlink_identity(actor: Actor, identity: SocialAccount) -> None:
    """Let another place say no longer who somebody is."""
    _destroy(visible_identities(actor).filter(pk=identity.pk))


def _destroy(found: QuerySet[SocialAccount]) -> None:
    """Take them away, and see to it that no older backup brings them back."""
    note("socialaccount_socialaccount", found.values_list("pk", flat=True))
    found.delete()


def forget_claims(identity: SocialAccount) -> None:
    """Keep nothing of what an identity provider tells about somebody."""
    identity.extra_data = {}
    SocialAccount.objects.filter(pk=identity.pk).update(extra_data={})
