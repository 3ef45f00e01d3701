"""How a network is divided: its domains and themes, in their own order."""

import re

import pytest

from dwarsverband.foundation.accounts.models import Domain
from tests import make
from tests.answers import MEMBERS_SEE, answer, in_english, text
from tests.cast import Cast


@pytest.mark.parametrize(("who", "expected"), MEMBERS_SEE)
def test_who_sees_how_the_network_is_divided(cast: Cast, who: str, expected: str) -> None:
    response = cast.client(who).get("/waterdal/indeling")
    assert answer(response) == expected
    if expected == "page":
        assert "Veiligheid" in text(response) and "Ondermijning" in text(response)
        assert ("/hoger" in text(response)) is (who == "noor")


def test_the_domains_of_elsewhere_are_not_on_it(cast: Cast) -> None:
    with make.within(cast.elsewhere):
        Domain.objects.filter(code="care").update(name_nl=f"Zorg {make.CANARY}")
    assert make.CANARY not in text(cast.client("noor").get("/waterdal/indeling"))


def test_whoever_sees_some_municipalities_only_reads_whom_to_ask(cast: Cast) -> None:
    member = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0363"]
    )
    client = in_english(cast.client("nobody"))
    client.force_login(member.user)
    response = client.post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    assert answer(response) == "refused"
    assert "Ask a coordinator who sees them all." in text(response)


def test_it_says_what_is_missing_in_each_domain_and_theme_and_leads_there(cast: Cast) -> None:
    page = text(in_english(cast.client("noor")).get("/waterdal/indeling"))
    rows = dict(re.findall(r"<a href=\"[^\"]*/(?:domeinen|themas)/[^>]*>([^<]+)</a>.*?<td[^>]*>(.*?)</td>", page, re.DOTALL))  # fmt: skip
    assert "Nobody from here is at the table" in rows["Zorg"]
    assert "One bridge hangs on one person" in rows["Veiligheid"]
    assert "15 of 15 seats are empty" in rows["Radicalisering"]
    assert re.search(r'href="/waterdal/netwerk/themas/[^"]*">15 of 15', rows["Radicalisering"])


def test_few_questions_however_many_themes(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = cast.client("noor")
    client.get("/waterdal/menu")
    with django_assert_max_num_queries(15):  # type: ignore[operator]  # a fixture of the test library
        client.get("/waterdal/indeling")
