"""What ended after a backup was made, ended again when that backup is put back."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.database import ledger

MEMBERSHIPS, FACTORS = "accounts_membership", "mfa_authenticator"


def note_end(membership: Membership) -> None:
    """Write down until when somebody takes part, outside the database."""
    said = {"ends_on": str(membership.ends_on), "version": membership.version}
    ledger.change(MEMBERSHIPS, membership.pk, said)


def note_codes(factor: Authenticator) -> None:
    """Write down which recovery codes were used: their places, never a code."""
    ledger.change(FACTORS, factor.pk, {"used_mask": factor.data.get("used_mask", 0)})


def end_again() -> None:
    """End memberships and use up codes as the ledger says; whoever came back later stays."""
    for key, _at, said in ledger.changes(MEMBERSHIPS):
        day = date.fromisoformat(said["ends_on"])
        for one in Membership.objects.filter(pk=key, version__lt=said["version"]):
            one.starts_on, one.ends_on = min(one.starts_on, day), day
            one.version = said["version"]
            one.save()
    for key, at, said in ledger.changes(FACTORS):
        until = at + timedelta(seconds=1)
        for factor in Authenticator.objects.filter(pk=key, created_at__lt=until):
            factor.data["used_mask"] = factor.data.get("used_mask", 0) | said["used_mask"]
            factor.save(update_fields=["data"])
