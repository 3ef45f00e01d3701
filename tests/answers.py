"""How an address answered, in words, and who usually gets which answer."""

from typing import Any, Protocol  # Any: headers and cookies, which tests only print

from django.conf import settings
from django.test import Client

from dwarsverband.foundation.api.headers import ALWAYS

PAGE, DONE, REFUSED, NOT_THERE, SIGN_IN = "page", "done", "refused", "not there", "sign in"
POST_ONLY, SPENT = "post only", "spent"
WORDS = {200: PAGE, 302: DONE, 403: REFUSED, 404: NOT_THERE, 405: POST_ONLY, 410: SPENT}
# Whoever is refused gets a sentence; for whoever comes from elsewhere nothing is there.
ONLY_NOOR = [
    ("noor", DONE),
    ("bram", REFUSED),
    ("hanneke", REFUSED),
    ("joost", REFUSED),
    ("wim", NOT_THERE),
    ("samira", SIGN_IN),
    ("nobody", SIGN_IN),
]
MEMBERS_SEE = [
    ("noor", PAGE),
    ("bram", PAGE),
    ("hanneke", PAGE),
    ("joost", PAGE),
    ("wim", NOT_THERE),
    ("samira", SIGN_IN),
    ("nobody", SIGN_IN),
]


class Response(Protocol):
    """What a browser of a test gets; the test library has no public name for it."""

    status_code: int
    headers: Any
    cookies: Any

    @property
    def content(self) -> bytes:
        """The page."""

    def __getitem__(self, header: str) -> str:
        """One header."""


def answer(response: Response) -> str:
    """What somebody notices of an answer; another status is its number."""
    if response.status_code in {301, 302} and response["Location"].startswith("/inloggen"):
        return SIGN_IN
    return WORDS.get(response.status_code, str(response.status_code))


def in_english(client: Client) -> Client:
    """The same browser, reading the sentences as they stand in the source."""
    client.cookies["language"] = "en"
    return client


def text(response: Response) -> str:
    """The page as text."""
    return response.content.decode()


def missing_headers(response: Response, told: str) -> list[str]:
    """Which headers that protect a reader an answer lacks, or says wrong."""
    # The description of the API is for everybody; other sites may read it.
    is_open = told == "get openapi"
    wanted = ALWAYS | ({"Cross-Origin-Resource-Policy": "cross-origin"} if is_open else {})
    wrong = [f"{told}: {name}" for name in wanted if response.headers.get(name) != wanted[name]]
    kept = response.headers.get("Cache-Control", "")
    if "no-store" not in kept and told != "a script":
        wrong.append(f"{told}: Cache-Control {kept}")
    lasting = response.headers.get("Strict-Transport-Security", "")
    if settings.IS_SECURE and "max-age" not in lasting:
        wrong.append(f"{told}: Strict-Transport-Security")
    return wrong
