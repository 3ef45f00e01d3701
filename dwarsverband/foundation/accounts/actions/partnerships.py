"""What an actor does with a partnership as a whole: found it, say why names are kept, look back."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import get_resolver
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action, always, replies
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.log import export
from dwarsverband.foundation.accounts import rules
from dwarsverband.foundation.accounts.actions import tokens
from dwarsverband.foundation.accounts.models import (
    Domain,
    Membership,
    Partnership,
    Processing,
    Theme,
    Token,
    User,
)
from dwarsverband.foundation.accounts.queries import get_processing, today, visible_log
from dwarsverband.foundation.accounts.starter import DOMAINS, THEMES
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.letters import destroy_old_letters
from dwarsverband.foundation.sheets.export import write_csv

MONTHS_KEPT = 24
LOG_COLUMNS = ("number", "at", "actor", "verb", "subject", "verdict", "record", "sha256")


def found_partnership(*, slug: str, name: str, is_national: bool = False) -> Partnership:
    """Begin a partnership, with the domains and themes that most of them use."""
    partnership = Partnership(slug=slug, name=name, is_national=is_national)
    with acting(system(partnership.pk)):
        _found_partnership(system(partnership.pk), partnership)
    return partnership


@action(rules.may_found_partnership)
def _found_partnership(actor: Actor, partnership: Partnership) -> None:
    partnership.full_clean(validate_unique=False)
    if partnership.slug in _first_words():
        raise ValidationError({"slug": _("This word already leads to another page.")})
    partnership.save(force_insert=True)
    key = partnership.pk
    Domain.objects.bulk_create(Domain(partnership_id=key, **row) for row in DOMAINS)
    Theme.objects.bulk_create(Theme(partnership_id=key, **row) for row in THEMES)
    for module in settings.MODULES:
        begin = getattr(import_module(module), "FOUNDED", "")
        if begin:
            import_string(begin)(actor)


@action(rules.may_record_processing)
def record_processing(
    actor: Actor,
    processing: Processing | None,
    *,
    controller: str,
    contact: str,
    purpose: str,
    legal_basis: str,
    months_kept: int,
    version: int | None = 0,
) -> Processing:
    """Write down who is responsible for people's names, why they are kept, and for how long."""
    record = processing or Processing(partnership_id=actor.partnership_id, version=0)
    if (version or 0) != record.version:
        raise Conflict(record)
    record.controller, record.contact = controller, contact
    record.purpose, record.legal_basis = purpose, legal_basis
    record.months_kept, record.recorded_on = months_kept, today()
    record.version += 1
    record.full_clean()
    record.save()
    return record


@action(rules.may_export_log, asks_proof=always)
def export_log(actor: Actor) -> bytes:
    """The whole log in one file: to read, and with what an outsider needs to check it."""
    stream = str(actor.partnership_id)
    with TemporaryDirectory() as place, io.BytesIO() as file:
        export(Path(place), [stream], is_whole=False)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("log.csv", _log_to_read(actor))
            packed.writestr(
                _("read-me.txt"),
                _(
                    "log.csv is the log, to read.\n\n"
                    "You check it with Python 3: python3 verify_log.py . --key KEY\n"
                    "The public key is on the privacy page. Keep it somewhere else too: with a key"
                    " from this same file you prove nothing.\n"
                    "Keep this file. Next year: --seen checkpoints/{stream}.jsonl of this year"
                    " shows whether anything was replaced in between.\n"
                ).format(stream=stream),
            )
            for path in sorted(Path(place).rglob("*.*")):
                packed.write(path, path.relative_to(place))
        return file.getvalue()


def _log_to_read(actor: Actor) -> bytes:
    rows = (
        (
            line.sequence,
            line.at,
            line.actor,
            line.verb,
            " ".join(line.subject),
            line.verdict,
            line.record,
            line.hash,
        )
        for line in reversed(visible_log(actor)[:])
    )
    return write_csv(LOG_COLUMNS, rows)


@action(rules.may_forget_old)
def forget_old(actor: Actor) -> None:
    """Destroy letters, links, tokens, remembered answers and memberships that are past their term."""
    destroy_old_letters(actor)
    links.destroy_old_links(actor)
    replies.forget_old(actor.partnership_id)
    own = {"partnership_id": actor.partnership_id}
    tokens.destroy(Token.objects.filter(**own, ends_on__lt=today()))
    processing = get_processing(actor)
    past = _months_ago(processing.months_kept if processing else MONTHS_KEPT)
    ended = Membership.objects.filter(**own, ends_on__lt=past)
    note("accounts_membership", ended.values_list("pk", flat=True))
    tokens.destroy(Token.objects.filter(membership__in=ended))
    users = list(User.objects.filter(memberships__in=ended))
    ended.delete()
    _forget_users(users)


def _forget_users(users: Iterable[User]) -> None:
    """Destroy accounts that take part nowhere; only the database sees whether they do."""
    for user in users:
        key = user.pk
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                user.delete()
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except IntegrityError:
            continue
        note("accounts_user", [key])


def _months_ago(months: int) -> date:
    day = today()
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _first_words() -> set[str]:
    """The words that addresses outside a partnership begin with."""
    routes = [settings.STATIC_URL, *(str(one.pattern) for one in get_resolver().url_patterns)]
    return {route.strip("^/").split("/")[0] for route in routes}
