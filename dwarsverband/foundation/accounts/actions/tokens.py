"""What an actor does with tokens: make one, end one, end those of a membership."""

from collections.abc import Sequence
from datetime import date, timedelta
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, always
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.models import Token
from dwarsverband.foundation.accounts.queries import today, token_hash
from dwarsverband.foundation.api.areas import area_words
from dwarsverband.foundation.database.ledger import note

# So that whoever looks for lost secrets recognises one: dwarsverband_ and 43 signs.
PREFIX = "dwarsverband_"
LONGEST = timedelta(days=366)
MOST_TOKENS = 20


@action(rules.may_make_token, asks_proof=always)
def make_token(
    actor: Actor, *, name: str, scope: str, areas: Sequence[str], ends_on: date
) -> Token:
    """Make a token; its secret is told once and kept nowhere."""
    member = str(actor.membership_id)
    if Token.objects.filter(membership_id=member, ends_on__gte=today()).count() >= MOST_TOKENS:
        raise ValidationError(_("You have twenty tokens. End one that you no longer use first."))
    if not today() <= ends_on <= today() + LONGEST:
        raise ValidationError({"ends_on": _("Choose a day from today, at most a year away.")})
    if not areas or not set(areas) <= set(area_words()):
        raise ValidationError({"areas": _("Choose at least one part.")})
    secret = PREFIX + token_urlsafe(32)
    number, digest = token_hash(secret)
    token = Token(
        id=number,
        partnership_id=actor.partnership_id,
        membership_id=member,
        name=" ".join(name.split()),
        hash=digest,
        scope=Token.Scope(scope),
        areas=list(areas),
        made_on=today(),
        ends_on=ends_on,
    )
    token.full_clean()
    token.save(force_insert=True)
    token.secret = secret
    return token


@action(rules.may_end_token)
def end_token(actor: Actor, token: Token) -> None:
    """Let a token work no longer; also after an older backup is put back."""
    destroy(Token.objects.filter(pk=token.pk))


def destroy(tokens: QuerySet[Token]) -> None:
    """Remove tokens for good."""
    note("accounts_token", tokens.values_list("pk", flat=True))
    tokens.delete()


def mark_used(actor: Actor) -> None:
    """Remember the day on which a token was last used: once a day, without a line in the log."""
    if actor.means is not None:
        Token.objects.filter(pk=actor.means.id).update(last_used_on=today())
