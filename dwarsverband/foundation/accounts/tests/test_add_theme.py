"""What the work is also about."""

import pytest

from dwarsverband.foundation.accounts.models import Theme
from tests import make
from tests.answers import ONLY_NOOR, answer, in_english, text
from tests.cast import Cast

ADDRESS = "/waterdal/indeling/themas/toevoegen"


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_adds_a_theme(cast: Cast, who: str, expected: str) -> None:
    asked = {"name_nl": "Eenzaamheid", "name_en": "Loneliness"}
    assert answer(cast.client(who).post(ADDRESS, asked)) == expected
    with make.within(cast.waterdal):
        last = list(Theme.objects.all())[-1]
    assert ((last.name_nl, last.code) == ("Eenzaamheid", "loneliness")) is (who == "noor")


def test_a_name_is_on_the_list_once(cast: Cast) -> None:
    page = in_english(cast.client("noor")).post(ADDRESS, {"name_nl": "INCLUSIE"})
    assert "This name is on the list already." in text(page)
