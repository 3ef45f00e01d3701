"""A form is taken from our own pages only."""

import pytest
from django.test import Client

SIGN_IN = "/inloggen"


def _send(token: str, client: Client, **headers: str) -> int:
    typed = {"login": "a@b.example", "password": "x", "csrfmiddlewaretoken": token}
    return client.post(SIGN_IN, typed, headers=headers).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
    ],
)
@pytest.mark.usefixtures("cast")
def test_where_a_form_may_come_from(headers: dict[str, str], status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(SIGN_IN)
    token = client.cookies["csrf"].value
    assert _send(token, client, **headers) == status


@pytest.mark.usefixtures("cast")
def test_without_its_token_no_form_is_taken() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(SIGN_IN)
    assert _send("", client, **{"Origin": "null", "Sec-Fetch-Site": "same-origin"}) == 403
