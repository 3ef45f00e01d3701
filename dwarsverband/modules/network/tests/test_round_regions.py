"""Whoever sees some municipalities as a member sees no others by the link of a contact round."""

import pytest

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions import rounds as actions
from dwarsverband.modules.network.tests.pages import carer, mailed_link, reader
from dwarsverband.modules.network.tests.test_rounds import UNTIL
from tests import make
from tests.cast import Cast


@pytest.mark.regression(
    "by the link of a round somebody searched municipalities that they do not see as a member"
)
@pytest.mark.parametrize(("regions", "found"), [(["GM0001"], False), ([], True)])
def test_a_search_in_a_round_ends_where_the_membership_ends(
    cast: Cast, regions: list[str], found: bool
) -> None:
    yvonne = carer(cast, municipality="GM0001")
    make.member(cast.waterdal, yvonne.email, yvonne.name, regions=regions)
    make.person(cast.waterdal, "Kwikstaart Elders", municipality="GM0002")
    make.person(cast.waterdal, "Kwikstaart Hier", municipality="GM0001")
    known = make.person(cast.waterdal, "Kwikstaart Bekend", municipality="GM0002")
    make.tie(yvonne, known)
    with acting(cast.noor):
        actions.ask_people(cast.noor, actions.open_round(cast.noor, answers_until=UNTIL))
    asked = {"zoek": "kwikstaart", "look": "ja"}
    page = reader().post(mailed_link(cast), asked, follow=True).content.decode()
    assert "Kwikstaart Hier" in page and "Kwikstaart Bekend" in page
    assert ("Kwikstaart Elders" in page) is found
