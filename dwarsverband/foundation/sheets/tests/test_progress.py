"""How far a long transaction is, heard by others before it ends."""

from uuid import uuid4

from dwarsverband.foundation.sheets import progress
from tests.cast import Cast


def test_the_furthest_that_was_told_is_heard(cast: Cast) -> None:
    subject, other = uuid4(), uuid4()
    assert progress.heard(subject) is None
    for percent in (10, 60, 30):
        progress.tell(subject, percent)
    assert progress.heard(subject) == 60
    assert progress.heard(other) is None
