"""What somebody asked or sent before they showed who they are: it waits, and nothing is typed twice.

For a proof it waits in the page itself. While a second step is set up it waits in the session, sealed,
for an hour; files do not wait, they are chosen again.
"""

import json
import time
from dataclasses import asdict, dataclass
from typing import Any  # what was written as JSON

from django.http import HttpRequest

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.replies import FIELD
from dwarsverband.foundation.accounts.sealing import seal, unseal

# Under what a session keeps it, for how many seconds, and how long it may be.
WAITING, SECONDS, LONGEST = "waiting", 3600, 200_000
# What belongs to one form on one page, and to no other.
LEFT_OUT = ("proof-", "csrfmiddlewaretoken", FIELD)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that was asked for, and what was sent to it."""

    onward: str = ""
    is_sent: bool = False
    fields: tuple[tuple[str, str], ...] = ()


def sent_with(request: Request) -> Waiting:
    """What this request asks and sends; from a page in between, what came there."""
    between, onward = request.POST.get("proof-onward"), request.get_full_path()
    is_sent = request.method == "POST"
    if between is not None:
        onward = between if between.startswith(f"/{request.actor.partnership_slug}/") else ""
        is_sent = bool(request.POST.get("proof-is_sent"))
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith(LEFT_OUT)
        for value in values
    ]
    return Waiting(onward, is_sent, tuple(fields))


def keep(request: Request) -> None:
    """Let what this request asks and sends wait in the session."""
    request.session.pop(WAITING, None)
    text = json.dumps({**asdict(sent_with(request)), "at": time.time()})
    if len(text) <= LONGEST:
        request.session[WAITING] = seal(text)


def waits(request: HttpRequest) -> Waiting:
    """What waits in the session, if it is not older than an hour."""
    sealed = request.session.get(WAITING)
    said: dict[str, Any] = json.loads(unseal(sealed)) if sealed else {"at": 0}
    if not 0 <= time.time() - said.pop("at") < SECONDS:
        return Waiting()
    fields = tuple((str(name), str(value)) for name, value in said["fields"])
    return Waiting(said["onward"], said["is_sent"], fields)


def take(request: HttpRequest) -> Waiting:
    """The same, which waits no longer."""
    found = waits(request)
    request.session.pop(WAITING, None)
    return found
