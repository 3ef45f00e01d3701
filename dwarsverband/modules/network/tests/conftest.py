"""What the tests of the network share."""

from datetime import date

import pytest
from django.utils import timezone


@pytest.fixture
def november(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day on which the lists of these tests are brought in, whatever the calendar says."""
    day = date(2026, 11, 24)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: day)
    return day
