"""What people offer: in their own words, seen by whom they know, stopped at any moment."""

from datetime import timedelta

from django.utils import timezone

from dwarsverband.modules.network.jobs import end_terms
from dwarsverband.modules.network.models import Offer
from dwarsverband.modules.network.tests.pages import find, own_page, reader
from tests import make
from tests.answers import text
from tests.cast import Cast

LIST = "/waterdal/netwerk/aanbod"
UNTIL = (timezone.localdate() + timedelta(days=200)).isoformat()


def _offers(cast: Cast) -> list[Offer]:
    with make.within(cast.waterdal):
        return list(Offer.objects.filter(partnership=cast.waterdal))


def test_somebody_offers_something_with_an_account_and_stops(cast: Cast) -> None:
    bram = cast.client("bram")
    for sent, sentence in (
        ({"text": "bel 06 12345678", "ends_on": UNTIL}, "Zet hier geen nummers"),
        ({"text": "Fries", "ends_on": "2020-01-01"}, "Kies een dag die nog komt"),
    ):
        assert sentence in text(bram.post(f"{LIST}/toevoegen", sent))
    assert bram.post(f"{LIST}/toevoegen", {"text": "Fries", "ends_on": UNTIL}).status_code == 302
    again = bram.post(f"{LIST}/toevoegen", {"text": "fries", "ends_on": UNTIL})
    assert "Dit bied je al aan." in text(again)
    assert "Fries" in text(cast.client("noor").get(f"{LIST}?zoek=friese"))
    assert "Fries" not in text(cast.client("hanneke").get(LIST))
    assert "Fries" not in text(cast.client("joost").get("/waterdal/zoeken?zoek=fries"))
    stop = f"{LIST}/{_offers(cast)[0].pk}/stoppen"
    assert cast.client("hanneke").post(stop).status_code == 404
    assert bram.post(stop).status_code == 302 and not _offers(cast)


def test_somebody_offers_something_without_account_and_it_ends_by_itself(cast: Cast) -> None:
    fatma = find(cast, "Fatma Yıldız")
    with make.within(cast.waterdal):
        fatma.email = "fatma@baken.example"
        fatma.save()
    page = own_page(cast, fatma)
    for line in ("Turks", "praten met ouders"):
        reader().post(f"{page}/aanbod", {"text": line, "ends_on": UNTIL})
    assert "praten met ouders" in text(reader().get(f"{page}/aanbod"))
    other = own_page(cast, make.person(cast.waterdal, "Iemand Anders", email="i@a.example"))
    first = _offers(cast)[0]
    assert reader().post(f"{other}/aanbod/{first.pk}/stoppen").status_code == 410
    assert reader().post(f"{page}/aanbod/{first.pk}/stoppen").status_code == 302
    assert len(_offers(cast)) == 1
    with make.within(cast.waterdal):
        Offer.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    end_terms(0)
    assert not _offers(cast)
