"""Work that was given up is shown in words, to the coordinator and the privacy officer."""

import pytest
from procrastinate.contrib.django import app

from dwarsverband.modules.home.queries.given_up import WORK, given_up_work
from tests.cast import Cast


def test_every_kind_of_work_has_words() -> None:
    theirs = ("builtin:", "procrastinate.")
    ours = {name for name in app.tasks if not name.startswith(theirs) and ".test_" not in name}
    assert ours == set(WORK)


@pytest.mark.parametrize("who", ["bram", "hanneke", "wim"])
def test_others_are_told_nothing(cast: Cast, who: str) -> None:
    assert given_up_work(cast.actors[who]) == []
