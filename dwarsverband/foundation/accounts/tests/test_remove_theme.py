"""A theme that nothing uses leaves the list."""

import pytest

from dwarsverband.foundation.accounts.models import Theme
from tests import make
from tests.answers import ONLY_NOOR, answer
from tests.cast import Cast


@pytest.mark.parametrize(("who", "expected"), ONLY_NOOR)
def test_who_removes_a_theme(cast: Cast, who: str, expected: str) -> None:
    with make.within(cast.waterdal):
        theme = Theme.objects.get(code="extremism")
    assert (
        answer(cast.client(who).post(f"/waterdal/indeling/themas/{theme.pk}/weghalen")) == expected
    )
    with make.within(cast.waterdal):
        assert Theme.objects.filter(pk=theme.pk).exists() is (who != "noor")
