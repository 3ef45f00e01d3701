"""What is written about somebody is corrected."""

import pytest

from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast


def _fatma(cast: Cast) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, sort_name="yildiz, fatma")


def _typed(person: Person, **more: object) -> dict[str, object]:
    return {
        "name": person.name,
        "function": "Docent",
        "email": "",
        "phone": "",
        "version": person.version,
        **more,
    }


@pytest.mark.parametrize(
    ("who", "changes"), [("noor", True), ("bram", False), ("wim", False), ("nobody", False)]
)
def test_who_corrects_a_name(cast: Cast, who: str, changes: bool) -> None:
    fatma = _fatma(cast)
    address = f"/waterdal/netwerk/mensen/{fatma.pk}/wijzigen"
    cast.client(who).post(address, _typed(fatma, phone="06 12345678"))
    assert (_fatma(cast).phone == "06 12345678") is changes


def test_a_partner_is_told_whom_to_ask(cast: Cast) -> None:
    fatma = _fatma(cast)
    answer = cast.client("bram", "en").post(
        f"/waterdal/netwerk/mensen/{fatma.pk}/wijzigen",
        _typed(fatma),
    )
    assert answer.status_code == 403
    assert "Only the coordinator changes this." in answer.content.decode()


def test_the_second_editor_sees_both_texts(cast: Cast) -> None:
    fatma = _fatma(cast)
    address = f"/waterdal/netwerk/mensen/{fatma.pk}/wijzigen"
    cast.client("noor").post(address, _typed(fatma, phone="06 11111111"))
    answer = cast.client("noor").post(address, _typed(fatma, phone="06 22222222"))
    assert answer.status_code == 409
    assert "06 11111111" in answer.content.decode()
    assert "06 22222222" in answer.content.decode()


def test_the_api_asks_for_the_version_that_was_read(cast: Cast) -> None:
    fatma = _fatma(cast)
    body = {"name": fatma.name, "function": "Docent"}
    address = f"/api/v1/waterdal/people/{fatma.pk}"
    client = cast.client("noor")
    right = client.put(
        address, body, content_type="application/json", headers={"If-Match": str(fatma.version)}
    )
    stale = client.put(
        address, body, content_type="application/json", headers={"If-Match": str(fatma.version)}
    )
    assert (right.status_code, stale.status_code) == (200, 412)


def test_themes_neighbourhoods_and_municipality_are_corrected_and_shown(cast: Cast) -> None:
    fatma = _fatma(cast)
    typed = _typed(
        fatma,
        themes=["inclusion", "polarisation"],
        neighbourhoods="Centrum,  Rivier wijk , Centrum",
        municipality="GM0344",
    )
    noor = cast.client("noor", "en")
    noor.post(f"/waterdal/netwerk/mensen/{fatma.pk}/wijzigen", typed)
    page = noor.get(f"/waterdal/netwerk/mensen/{fatma.pk}").content.decode()
    for told in (">Inclusion</a>", ">Polarisation</a>", "Centrum, Rivier wijk", "GM0344"):
        assert told in page
    own = noor.post(f"/waterdal/netwerk/mensen/{fatma.pk}/bestand", {"format": "json"}).json()[
        "person"
    ]
    assert own["themes"] == ["Inclusion", "Polarisation"]
    assert own["neighbourhoods"] == ["Centrum", "Rivier wijk"]
    told = noor.get(f"/api/v1/waterdal/people/{fatma.pk}").json()
    assert told["themes"] == ["inclusion", "polarisation"]
    again = _typed(_fatma(cast), neighbourhoods="", themes=["inclusion"])
    noor.post(f"/waterdal/netwerk/mensen/{fatma.pk}/wijzigen", again)
    told = noor.get(f"/api/v1/waterdal/people/{fatma.pk}").json()
    assert (told["themes"], told["neighbourhoods"]) == (["inclusion"], [])


def test_what_the_api_does_not_tell_stays(cast: Cast) -> None:
    fatma = _fatma(cast)
    address = f"/api/v1/waterdal/people/{fatma.pk}"
    client = cast.client("noor")
    body = {"name": fatma.name, "themes": ["inclusion"], "neighbourhoods": ["Oost"]}
    for more in (body, {"name": fatma.name}):
        client.put(
            address,
            more,
            content_type="application/json",
            headers={"If-Match": str(_fatma(cast).version)},
        )
    assert client.get(address).json()["themes"] == ["inclusion"]
    assert _fatma(cast).neighbourhoods == ["Oost"]


def test_an_unknown_theme_is_refused(cast: Cast) -> None:
    fatma = _fatma(cast)
    answer = cast.client("noor").put(
        f"/api/v1/waterdal/people/{fatma.pk}",
        {"name": fatma.name, "themes": ["verzonnen"]},
        content_type="application/json",
        headers={"If-Match": str(fatma.version)},
    )
    assert answer.status_code == 422 or answer.status_code == 400
