"""The same form sent twice has one effect: the second gets the answer of the first."""

import re
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone

from dwarsverband.foundation.access import secrecy
from dwarsverband.foundation.access.models import RequestKey
from dwarsverband.foundation.access.verdict import Actor, Request

KEPT_FOR = timedelta(hours=24)
FIELD, HEADER = "idempotency_key", "Idempotency-Key"
LARGEST_BODY = 64 * 1024
_NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOLD_ALREADY = 409
SENT_ON = 307  # the same form goes to another address, which does what it asks
_SHAPE = re.compile(r"[A-Za-z0-9_-]{8,80}")


def recall(request: Request) -> HttpResponse | None:
    """The answer that this request already got; a request on its way is waited for."""
    key = _key(request)
    if not key or request.actor.lacks_second_factor:
        return None
    row, is_new = _claim(request, key)
    request.reply = row  # type: ignore[attr-defined]  # for `keep`, in the same transaction
    if is_new or row.status == 0 or row.path != _path(request):
        return None
    response = HttpResponse(bytes(row.body), status=row.status)
    if row.location:
        response["Location"] = secrecy.shown(request, row.location)
    if request.path.startswith("/api/"):
        response["Content-Type"] = "application/json; charset=utf-8"
    return response


def keep(request: Request, response: HttpResponse) -> None:
    """Remember an answer that changed something; a form that came back may be sent again.

    A file is kept nowhere: it names people without their numbers, and making it anew changes nothing.
    """
    row: RequestKey | None = getattr(request, "reply", None)
    if row is None:
        return
    is_done = 200 <= response.status_code < 400 and response.status_code != SENT_ON
    is_page = response.status_code == 200 and not request.path.startswith("/api/")
    is_file = "Content-Disposition" in response
    if not is_done or is_page or is_file or len(response.content) > LARGEST_BODY:
        row.delete()
        return
    if getattr(request, "is_told_once", False):
        row.status, row.body = TOLD_ALREADY, b""
        row.save(update_fields=["status", "body"])
        return
    row.status = response.status_code
    row.location = secrecy.hidden(request, response.get("Location", ""))
    row.body = response.content
    row.save(update_fields=["status", "location", "body"])


def tell_once(request: Request) -> None:
    """Keep this answer nowhere, because a secret stands in it: who repeats the request gets none."""
    request.is_told_once = True  # type: ignore[attr-defined]  # for `keep`, after the view


def forget_old(partnership_id: UUID) -> int:
    """Remove the answers of more than a day ago."""
    old = RequestKey.objects.filter(partnership_id=partnership_id, at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


def forget(partnership_id: UUID, number: UUID) -> int:
    """Remove the answers in which this number stands, because a name may stand beside it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM access_requestkey WHERE partnership_id = %s"
            " AND position(convert_to(%s, 'UTF8') IN body) > 0",
            [partnership_id, str(number)],
        )
        return int(cursor.rowcount)


def forget_all(partnership_id: UUID, numbers: Collection[UUID]) -> int:
    """The same for many numbers at once."""
    wanted = {str(number) for number in numbers}
    kept = RequestKey.objects.filter(partnership_id=partnership_id).exclude(body=b"")
    found = [
        key
        for key, body in kept.values_list("pk", "body")
        if not wanted.isdisjoint(_NUMBER.findall(bytes(body).decode(errors="replace")))
    ]
    return RequestKey.objects.filter(pk__in=found).delete()[0]


def _key(request: Request) -> str:
    if request.method not in {"POST", "PUT", "PATCH", "DELETE"}:
        return ""
    if not request.actor.is_somewhere:
        return ""
    key = request.headers.get(HEADER, "")
    if not key and not request.path.startswith("/api/"):  # there the body is not ours to read
        key = request.POST.get(FIELD, "")
    return key if _SHAPE.fullmatch(key) else ""


def _claim(request: Request, key: str) -> tuple[RequestKey, bool]:
    with transaction.atomic():
        return RequestKey.objects.get_or_create(
            partnership_id=request.actor.partnership_id,
            actor=_sender(request.actor),
            key=key,
            defaults={"path": _path(request)},
        )


def _sender(actor: Actor) -> str:
    """Whose keys they are; a token knows nothing of what its member sent from a browser."""
    return actor.means.reference if actor.means else actor.reference


def _path(request: Request) -> str:
    """The address that was asked for, as it is kept."""
    return secrecy.hidden(request, request.path)[:300]
