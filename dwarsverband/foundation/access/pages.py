"""A page that somebody opens again is not drawn again, until somebody does something.

It is remembered for one reader, address and language, at one line of the log (`remembered`). What has
to be new on each visit is put in anew: the token against forged forms, and the key of each form, by
which a form that is sent twice has one effect.
"""

import re
import zlib
from collections.abc import Callable
from functools import wraps
from secrets import token_urlsafe
from typing import Concatenate, ParamSpec

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from dwarsverband.foundation.access.remembered import remembered_page
from dwarsverband.foundation.access.replies import FIELD
from dwarsverband.foundation.access.verdict import Request

Values = ParamSpec("Values")
View = Callable[Concatenate[Request, Values], HttpResponse]
READING, KIND = {"GET", "HEAD"}, "text/html; charset=utf-8"
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')
_KEY = re.compile(rb'(name="%s" value=")[^"]*' % FIELD.encode())


def remember_page(view: View[Values]) -> View[Values]:
    """Draw this page once for each reader, for as long as nothing is done in the partnership.

    Only for pages on which everything follows from what actions write, and from the day.
    """

    @wraps(view)
    def answer(request: Request, /, *values: Values.args, **more: Values.kwargs) -> HttpResponse:
        fresh: list[HttpResponse] = []

        def draw() -> bytes | None:
            fresh.append(view(request, *values, **more))
            is_page = fresh[0].status_code == 200 and fresh[0].get("Content-Type") == KIND
            is_plain = (
                is_page and not fresh[0].cookies and set(fresh[0].headers) == {"Content-Type"}
            )
            return zlib.compress(_without_secrets(fresh[0].content), level=1) if is_plain else None

        if not _is_read_plainly(request):
            return view(request, *values, **more)
        question = (view.__module__, view.__name__, request.get_full_path(), get_language())
        found = remembered_page(request.actor, question, draw)
        if fresh or found is None:
            return fresh[0]
        return HttpResponse(_with_new_secrets(request, zlib.decompress(found)), content_type=KIND)

    return answer


def _is_read_plainly(request: Request) -> bool:
    """A member looks, in a browser, and nothing is told once on this visit."""
    is_member = request.actor.is_member and request.actor.means is None
    return request.method in READING and is_member and not len(get_messages(request))


def _without_secrets(page: bytes) -> bytes:
    return _KEY.sub(rb"\1", _TOKEN.sub(rb"\1", page))


def _with_new_secrets(request: Request, page: bytes) -> bytes:
    if b'name="csrfmiddlewaretoken" value="' not in page:
        return page
    token = get_token(request).encode()
    page = page.replace(
        b'name="csrfmiddlewaretoken" value="', b'name="csrfmiddlewaretoken" value="' + token
    )
    return _KEY.sub(lambda found: found[1] + token_urlsafe(16).encode(), page)
