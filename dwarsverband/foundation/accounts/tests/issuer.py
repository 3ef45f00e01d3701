"""A small identity provider inside the test: it hands out codes, and answers as one over the network would."""

import hashlib
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any  # what travels as JSON
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
from django.test import Client
from pytest_django import Settings
from requests import ConnectionError as Unreachable

from tests.answers import Response, answer

HOME = "https://inloggen.gemeente.example"
LINK = "/waterdal/account/inloggen/elders/gemeente"
CLIENT, SECRET = "dwarsverband", "geheim van de gemeente"


class Answer:
    """What `requests` would give."""

    def __init__(self, body: dict[str, Any], status: int = 200) -> None:
        self.body, self.status_code = body, status
        self.headers = {"content-type": "application/json"}
        self.content = self.text = str(body)

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        assert self.status_code == 200


class Issuer:
    """Knows one person at a time."""

    def __init__(self, home: str = HOME) -> None:
        self.home = home
        self.subject, self.claims = "ambtenaar-17", dict[str, Any]()
        self.is_gone, self.asked = False, dict[str, list[str]]()
        self.codes: dict[str, dict[str, list[str]]] = {}

    def sign_in(self, address: str) -> str:
        """Let the person sign in; what is returned is where the browser goes back to."""
        asked = parse_qs(urlsplit(address).query)
        assert address.startswith(f"{self.home}/authorize?")
        assert (asked["client_id"], asked["scope"]) == ([CLIENT], ["openid"])
        code = uuid4().hex
        self.codes[code], self.asked = asked, asked
        back = urlsplit(asked["redirect_uri"][0])
        home = "" if self.home == HOME else f"{back.scheme}://{back.netloc}"
        return f"{home}{back.path}?code={code}&state={asked['state'][0]}"

    def __enter__(self) -> "Issuer":
        return self

    def __exit__(self, *_failure: object) -> None:
        """Nothing to close."""

    def get(self, address: str, **_more: object) -> Answer:
        if self.is_gone:
            raise Unreachable("Niet bereikbaar.")
        assert address == f"{self.home}/.well-known/openid-configuration"
        ends = (
            ("authorization_endpoint", "authorize"),
            ("token_endpoint", "token"),
            ("jwks_uri", "k"),
        )
        return Answer({"issuer": self.home, **{name: f"{self.home}/{path}" for name, path in ends}})

    def request(
        self, method: str, address: str, *, data: dict[str, str], **_more: object
    ) -> Answer:
        asked = self.codes.pop(data["code"], None)
        assert (method, address) == ("POST", f"{self.home}/token")
        digest = hashlib.sha256(data.get("code_verifier", "").encode()).digest()
        is_right = (
            asked is not None
            and data["client_secret"] == SECRET
            and asked["code_challenge"] == [urlsafe_b64encode(digest).decode().rstrip("=")]
        )
        if not is_right:
            return Answer({"error": "invalid_grant"}, 400)
        claims = {
            "iss": self.home,
            "aud": CLIENT,
            "sub": self.subject,
            "exp": time.time() + 300,
            "name": "Bram Hendriks",
            "email": "bram@waterdal.example",
            "email_verified": True,
            **self.claims,
        }
        return Answer({"access_token": "x", "id_token": jwt.encode(claims, "k" * 32)})


def there_and_back(client: Client, issuer: Issuer, start: str, **sent: str) -> Response:
    """Press the button, sign in there, and come back."""
    away = client.post(start, sent)
    assert answer(away) == "page", "A form leads to no other site; our page does."
    return client.get(issuer.sign_in(away["Refresh"].removeprefix("0; url=")))


def link(client: Client, issuer: Issuer) -> Response:
    assert there_and_back(client, issuer, LINK)["Location"] == LINK
    return client.post(LINK)


def trusting(settings: Settings, issuer: Issuer) -> Issuer:
    """Let people sign in at this provider."""
    provider: dict[str, Any] = {
        "provider_id": "gemeente",
        "name": "Gemeente Waterdal",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": issuer.home, "fetch_userinfo": False},
        "second_factor": ["mfa"],
    }
    settings.IDENTITY_PROVIDERS = [provider]
    usual = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**usual, "APPS": [provider]}}
    return issuer


@contextmanager
def site_of(issuer: Issuer, port: int = 0) -> Iterator[Issuer]:
    """The same behind an address of its own, for a browser: a page with one button, on which somebody signs in."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/authorize"):
                back = escape(issuer.sign_in(f"{issuer.home}{self.path}"))
                self._say(
                    "text/html", f"<main><h1>Gemeente</h1><a href='{back}'>Dat ben ik</a></main>"
                )
            elif self.path == "/favicon.ico":
                self._say("image/x-icon", "")
            else:
                self._say("application/json", json.dumps(issuer.get(issuer.home + self.path).body))

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            known = {name: values[0] for name, values in sent.items()}
            answered = issuer.request("POST", issuer.home + self.path, data=known)
            self._say("application/json", json.dumps(answered.body), answered.status_code)

        def _say(self, kind: str, text: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", port), Page) as server:
        issuer.home = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield issuer
        server.shutdown()
