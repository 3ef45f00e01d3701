"""What we never do stands on a page for everybody, with or without account."""

import pytest

from tests.answers import answer, text
from tests.cast import EVERYBODY, Cast


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_reads_the_fourteen_promises(cast: Cast, who: str, language: str) -> None:
    client = cast.client(who)
    client.cookies["language"] = language
    response = client.get("/nooit")
    assert answer(response) == "page"
    page = text(response).partition("<main")[2]
    assert page.count("</h2>") == 15, "fourteen promises, and whom to tell"
