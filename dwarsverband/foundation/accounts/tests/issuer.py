"""A small identity provider inside the test: it hands out codes, and answers as one over the network would."""

import hashlib
import time
from base64 import urlsafe_b64encode
from typing import Any  # what travels as JSON
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
from requests import ConnectionError as Unreachable

HOME = "https://inloggen.gemeente.example"
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

    def __init__(self) -> None:
        self.subject, self.claims = "ambtenaar-17", dict[str, Any]()
        self.is_gone = False
        self.codes: dict[str, dict[str, list[str]]] = {}

    def sign_in(self, address: str) -> str:
        """Let the person sign in; what is returned is where the browser goes back to."""
        asked = parse_qs(urlsplit(address).query)
        assert address.startswith(f"{HOME}/authorize?")
        assert (asked["client_id"], asked["scope"]) == ([CLIENT], ["openid"])
        code = uuid4().hex
        self.codes[code] = asked
        back = urlsplit(asked["redirect_uri"][0]).path
        return f"{back}?code={code}&state={asked['state'][0]}"

    def __enter__(self) -> "Issuer":
        return self

    def __exit__(self, *_failure: object) -> None:
        """Nothing to close."""

    def get(self, address: str, **_more: object) -> Answer:
        if self.is_gone:
            raise Unreachable("Niet bereikbaar.")
        assert address == f"{HOME}/.well-known/openid-configuration"
        ends = (
            ("authorization_endpoint", "authorize"),
            ("token_endpoint", "token"),
            ("jwks_uri", "k"),
        )
        return Answer({"issuer": HOME, **{name: f"{HOME}/{path}" for name, path in ends}})

    def request(
        self, method: str, address: str, *, data: dict[str, str], **_more: object
    ) -> Answer:
        asked = self.codes.pop(data["code"], None)
        assert (method, address) == ("POST", f"{HOME}/token")
        digest = hashlib.sha256(data.get("code_verifier", "").encode()).digest()
        is_right = (
            asked is not None
            and data["client_secret"] == SECRET
            and asked["code_challenge"] == [urlsafe_b64encode(digest).decode().rstrip("=")]
        )
        if not is_right:
            return Answer({"error": "invalid_grant"}, 400)
        claims = {
            "iss": HOME,
            "aud": CLIENT,
            "sub": self.subject,
            "exp": time.time() + 300,
            "name": "Bram Hendriks",
            "email": "bram@waterdal.example",
            "email_verified": True,
            **self.claims,
        }
        return Answer({"access_token": "x", "id_token": jwt.encode(claims, "k" * 32)})
