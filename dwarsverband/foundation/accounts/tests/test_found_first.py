"""Whoever runs an installation begins a partnership and invites the first coordinator."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dwarsverband.foundation.accounts.models import User
from tests.cast import Cast


def _found(slug: str = "dalen", email: str = "eerste@dalen.example") -> str:
    said = StringIO()
    call_command(
        "found_partnership",
        slug,
        "Dalen",
        "--coordinator",
        "Eerste Hier",
        "--email",
        email,
        stdout=said,
    )
    return said.getvalue()


@pytest.mark.usefixtures("cast")
def test_the_first_coordinator_joins_with_the_link_that_is_shown() -> None:
    found = re.search(r"(/uitnodiging/\S+)", _found())
    assert found
    client = Client()
    typed = {"name": "Eerste Hier", "password": "een lange zin als wachtwoord"}
    client.post(found[1], typed)
    client.force_login(User.objects.get(email="eerste@dalen.example"))
    assert client.get("/dalen/netwerk/importeren").status_code == 200


def test_a_word_that_is_taken_is_refused_whole(cast: Cast) -> None:
    with pytest.raises(CommandError):
        _found(slug="waterdal")
    assert cast.waterdal.name == "Waterdal"


@pytest.mark.usefixtures("cast")
def test_a_word_that_leads_elsewhere_is_refused() -> None:
    with pytest.raises(CommandError, match=r"\w+"):
        _found(slug="inloggen")
