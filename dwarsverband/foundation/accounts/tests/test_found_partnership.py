"""A partnership begins, under a word that leads nowhere else."""

import pytest
from django.core.exceptions import ValidationError

from dwarsverband.foundation.access import Refused
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.actions import partnerships
from dwarsverband.foundation.accounts.models import Domain, Partnership, Theme
from tests import make
from tests.cast import Cast


def test_a_partnership_begins_with_domains_and_themes(cast: Cast) -> None:
    new = partnerships.found_partnership(slug="dalwijk", name="Dalwijk")
    with make.within(new):
        assert (Domain.objects.count(), Theme.objects.count()) == (8, 6)


@pytest.mark.parametrize(
    "slug", ["inloggen", "uitnodiging", "api", "static", "nooit", "wachtwoord", "taal"]
)
def test_a_word_that_leads_to_another_page_is_taken(cast: Cast, slug: str) -> None:
    with pytest.raises(ValidationError) as problem:
        partnerships.found_partnership(slug=slug, name="Dalwijk")
    assert "slug" in problem.value.message_dict


def test_a_member_founds_nothing(cast: Cast) -> None:
    with pytest.raises(Refused), acting(cast.noor):
        partnerships._found_partnership(cast.noor, Partnership(slug="dalwijk", name="Dalwijk"))
