"""The language of pages and mails is chosen with one button."""

import pytest

from dwarsverband.foundation.accounts.models import User
from tests.answers import answer, text
from tests.cast import EVERYBODY, Cast


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_chooses_a_language_and_stays_where_they_were(cast: Cast, who: str) -> None:
    client = cast.client(who)
    response = client.post("/taal", {"language": "en", "next": "/nooit?druk=1"})
    assert response["Location"] == "/nooit?druk=1"
    page = client.get("/nooit")
    assert '<html lang="en">' in text(page) and page["Content-Language"] == "en"


def test_it_is_remembered_for_the_next_sign_in_and_for_mail(cast: Cast) -> None:
    cast.client("bram").post("/taal", {"language": "en"})
    assert User.objects.get(email="bram@waterdal.example").language == "en"
    assert '<html lang="en">' in text(cast.client("bram").get("/waterdal/account"))
    assert User.objects.get(email="noor@waterdal.example").language == "nl"


@pytest.mark.parametrize("language", ["", "de", "nl\r\nSet-Cookie: x=1", "en; Path=/"])
def test_another_language_changes_nothing(cast: Cast, language: str) -> None:
    response = cast.client("bram").post("/taal", {"language": language})
    assert answer(response) == "done"
    assert not response.cookies
    assert User.objects.get(email="bram@waterdal.example").language == "nl"


@pytest.mark.parametrize(
    "back", ["https://elders.example", "//elders.example", "elders", "\\\\elders.example", ""]
)
def test_nobody_is_sent_to_another_site(cast: Cast, back: str) -> None:
    assert cast.client("bram").post("/taal", {"language": "en", "next": back})["Location"] == "/"


def test_looking_chooses_nothing(cast: Cast) -> None:
    assert answer(cast.client("bram").get("/taal?language=en")) == "post only"
