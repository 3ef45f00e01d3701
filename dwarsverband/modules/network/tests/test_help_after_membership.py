"""What a question for help tells stays with whoever takes part."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.actions.members import end_membership
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.modules.network.actions.agreements import record_agreement
from dwarsverband.modules.network.tests.pages import carer, letters, reader
from dwarsverband.modules.network.tests.test_agreements import agreement_with
from dwarsverband.modules.network.tests.test_ask_for_help import link_to, offer, send
from tests import make
from tests.cast import Cast


def _end(cast: Cast, who: Actor) -> None:
    """As the coordinator ends it, or as its last day passes by itself."""
    member = make.membership_of(who)
    with acting(cast.noor):
        end_membership(cast.noor, member)


@pytest.mark.regression(
    "whoever was asked as a member read the question after the membership ended"
)
def test_the_link_to_a_keeper_stops_with_the_membership(cast: Cast) -> None:
    abdi = make.person(cast.waterdal, "Abdi W.", "community", "Samen", email="abdi@s.example")
    agreed = agreement_with(cast, may_ask="uitleg over Somalische families")
    with acting(cast.noor):
        record_agreement(cast.noor, abdi, agreed=agreed)
    offer(cast, abdi, "Somalisch tolken")
    send(cast, asked="Wie weet iets over Somalische families en tolken?")
    told = next(one for one in letters(cast.waterdal) if one.to == "hanneke@waterdal.example")
    found = re.search(r"(/hulp/[\w-]+)\?antwoord=ja", told.text)
    assert found and "Somalische" in reader().get(found[1]).content.decode()
    _end(cast, cast.hanneke)
    assert reader().get(found[1]).status_code == 404


@pytest.mark.regression(
    "whoever asked for help heard how somebody is reached after the membership ended"
)
@pytest.mark.parametrize("days", [1, 40])
def test_nobody_answers_whoever_takes_part_no_more(cast: Cast, days: int) -> None:
    helper = carer(cast)
    offer(cast, helper, "schoolverzuim")
    send(cast, asked="Wie weet hoe je met ouders over schoolverzuim praat?")
    link = link_to(cast, helper.name)
    assert reader().get(link).status_code == 200
    with make.within(cast.waterdal):
        Membership.objects.filter(pk=str(cast.bram.membership_id)).update(
            starts_on=timezone.localdate() - timedelta(days=90),
            ends_on=timezone.localdate() - timedelta(days=days),
        )
    written = len(letters(cast.waterdal))
    typed = {"answer": "yes", "reach": "06 12345678"}
    assert reader().post(f"{link}?antwoord=ja", typed).status_code == 404
    assert len(letters(cast.waterdal)) == written
