"""The address of a database is read as libpq reads it."""

import pytest

from dwarsverband.foundation.database import addresses


def test_an_address_on_another_machine() -> None:
    found = addresses.parse("postgresql://app:p%40ss@Db.example:5433/town?sslmode=require")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("Db.example", "5433", "town")
    assert (found["USER"], found["PASSWORD"]) == ("app", "p@ss")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app@/town?host=/run/My%20Folder",
        "postgresql://app@%2Frun%2FMy%20Folder/town",
    ],
)
def test_a_folder_instead_of_a_machine(url: str) -> None:
    assert addresses.parse(url)["HOST"] == "/run/My Folder"


@pytest.mark.parametrize(
    "url", ["mysql://app@host/town", "town", "postgresql://host/town", "postgresql://app@host"]
)
def test_what_is_no_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(ValueError, match="An address of a database"):
        addresses.parse(url)


@pytest.mark.parametrize("port", ["", "5433"])
def test_what_is_written_is_read_again(port: str) -> None:
    given = {"user": "a/b", "password": "p@s:s/%", "name": "town é", "folder": "/a b/c"}
    found = addresses.parse(addresses.write(**given, port=port))
    assert [found[key] for key in ("USER", "PASSWORD", "NAME", "HOST", "PORT")] == [
        *given.values(),
        port,
    ]
