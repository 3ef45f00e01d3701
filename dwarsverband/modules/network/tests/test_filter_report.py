"""A part of the network, for the coordinator; for others there is one view, and nothing to subtract."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.modules.network.models import (
    Measurement,
    Person,
    PersonTheme,
    Publication,
    Tie,
)
from dwarsverband.modules.network.queries.filters import Filter
from dwarsverband.modules.network.queries.silos import Silos, silo_report
from tests import make
from tests.cast import Cast

PAGE = "/waterdal/netwerk/verkokering"
API = "/api/v1/waterdal/silo-report"


@pytest.fixture
def parts(cast: Cast) -> Cast:
    """Social work and half of the police work on polarisation; two live their work in Noord."""
    with make.within(cast.waterdal):
        people = Person.objects.filter(partnership=cast.waterdal)
        theme = Theme.objects.get(partnership=cast.waterdal, code="polarisation")
        on_theme = [*people.filter(name__startswith="Sociaal"), *people.filter(name="Agent 1")]
        PersonTheme.objects.bulk_create(
            PersonTheme(partnership=cast.waterdal, person=person, theme=theme)
            for person in on_theme
        )
        people.filter(name__in=["Sociaal 1", "Agent 1"]).update(
            neighbourhoods=["Noord"], municipality="GM0344"
        )
    return cast


def _sizes(cast: Cast, wanted: Filter, who: str = "noor") -> dict[str, int]:
    report = _report(cast, wanted, who)
    return {
        group.name: size for group, size in zip(report.groups, report.sizes, strict=True) if size
    }


def _report(cast: Cast, wanted: Filter, who: str = "noor", per: str = "domain") -> Silos:
    with acting(cast.actors[who]):
        return silo_report(cast.actors[who], per, wanted)


def test_a_theme_counts_whoever_works_on_it(parts: Cast) -> None:
    assert _sizes(parts, Filter(theme="polarisation")) == {"Sociaal": 6, "Veiligheid": 1}


def test_a_neighbourhood_and_a_municipality_count_whoever_works_there(parts: Cast) -> None:
    for wanted in (Filter(neighbourhood="Noord"), Filter(municipality="GM0344")):
        assert _sizes(parts, wanted) == {"Sociaal": 1, "Veiligheid": 1}
    assert _report(parts, Filter(neighbourhood="Noord")).tie_count == 1


def test_a_day_leaves_out_what_was_silent_before_it(parts: Cast) -> None:
    report = _report(parts, Filter(spoken_since=date(2026, 6, 1)))
    assert report.people_count == 12
    assert report.tie_count == 5  # Bram and Fatma spoke in April, two never that we know
    assert not report.bridges


def test_sitting_together_can_be_left_out(parts: Cast) -> None:
    with make.within(parts.waterdal):
        Tie.objects.filter(partnership=parts.waterdal).update(kind="attendance")
    assert _report(parts, Filter()).tie_count == 7
    assert _report(parts, Filter(without_meetings=True)).tie_count == 0


def test_filters_work_together(parts: Cast) -> None:
    wanted = Filter(theme="polarisation", neighbourhood="Noord", spoken_since=date(2026, 6, 1))
    assert _sizes(parts, wanted) == {"Sociaal": 1, "Veiligheid": 1}


def test_a_view_is_an_address_that_says_in_words_what_it_shows(parts: Cast) -> None:
    address = f"{PAGE}?thema=polarisation&wijk=Noord&gesproken=2026-06-01&samen=nee"
    page = parts.client("noor", "en").get(address).content.decode()
    told = "Only the theme Polarisation, the neighbourhood Noord, spoken since"
    assert told in page
    assert "without sitting at the same meetings." in page
    assert f'href="{PAGE}"' in page


def test_a_theme_that_is_looked_at_leads_to_its_empty_seats(parts: Cast) -> None:
    with make.within(parts.waterdal):
        theme = Theme.objects.get(partnership=parts.waterdal, code="polarisation")
    seats = f'href="/waterdal/netwerk/themas/{theme.pk}"'
    client = parts.client("noor")
    assert seats in client.get(f"{PAGE}?thema=polarisation").content.decode()
    assert seats not in client.get(f"{PAGE}?wijk=Noord").content.decode()


def test_what_an_address_cannot_mean_is_left_out(parts: Cast) -> None:
    page = parts.client("noor", "en").get(f"{PAGE}?gesproken=ooit&thema=%00").content.decode()
    assert "12 people" in page


def test_a_theme_that_is_not_there_counts_nobody(parts: Cast) -> None:
    page = parts.client("noor", "en").get(f"{PAGE}?thema=onzin").content.decode()
    assert "Nobody is in this part of the network." in page


def test_a_box_leads_to_the_same_part(parts: Cast) -> None:
    page = parts.client("noor", "en").get(f"{PAGE}?thema=polarisation").content.decode()
    assert "?thema=polarisation" in page.partition('class="dv-matrix')[2]


def test_two_domains_are_shown_through_the_same_part(parts: Cast) -> None:
    (bridge,) = _report(parts, Filter(theme="polarisation")).bridges
    address = f"{PAGE}/{bridge.first.pk}/{bridge.second.pk}?thema=polarisation"
    page = parts.client("noor", "en").get(address).content.decode()
    assert "Agent 1" in page
    assert "Agent 2" not in page.partition("Who could meet?")[0]


def test_a_part_is_not_compared_with_an_earlier_day(parts: Cast) -> None:
    with make.within(parts.waterdal):
        Measurement.objects.create(
            partnership=parts.waterdal,
            measured_on=date(2026, 6, 1),
            people_count=1,
            tie_count=0,
            withdrawn_count=0,
        )
    client = parts.client("noor", "en")
    page = client.get(f"{PAGE}?thema=polarisation&sinds=2026-06-01").content.decode()
    assert "Show everything to compare." in page
    assert "Since 1 June 2026" not in page
    assert "Since 1 June 2026" in client.get(f"{PAGE}?sinds=2026-06-01").content.decode()


def _every_part() -> list[tuple[str, str]]:
    """Every combination of what can be asked, for a page and for a machine."""
    parts = [
        ("thema=polarisation", "theme=polarisation"),
        ("wijk=Noord", "neighbourhood=Noord"),
        ("gemeente=GM0344", "municipality=GM0344"),
        ("gesproken=2026-06-01", "spokenSince=2026-06-01"),
        ("samen=nee", "withoutMeetings=true"),
    ]
    chosen = product(*([None, part] for part in parts))
    asked = [[part for part in some if part] for some in chosen]
    return [("&".join(one for one, _api in some), "&".join(api for _one, api in some))
            for some in asked]  # fmt: skip


@pytest.mark.parametrize("who", ["bram", "hanneke", "joost"])
def test_no_two_answers_differ_so_that_nothing_can_be_subtracted(parts: Cast, who: str) -> None:
    """The attack: ask for every part and its complement, and take one from the other."""
    client = parts.client(who)
    answers = {
        client.get(f"{API}?per={per}&{part}").content
        for _page, part in _every_part()
        for per in ("domain", "organisation")
    }
    assert len(answers) == 1
    pages = {
        _figures(client.get(f"{PAGE}?per={per}&{part}").content.decode())
        for part, _api in _every_part()
        for per in ("domein", "organisatie")
    }
    assert len(pages) == 1


def test_the_same_attack_tells_the_coordinator_something(parts: Cast) -> None:
    """Otherwise the test above could not fail."""
    client = parts.client("noor")
    answers = {client.get(f"{API}?{part}").content for _page, part in _every_part()}
    pages = {
        _figures(client.get(f"{PAGE}?{part}").content.decode()) for part, _api in _every_part()
    }
    assert min(len(answers), len(pages)) > 4


def test_organisations_add_up_to_no_hidden_domain(parts: Cast) -> None:
    """Five police officers are shown per domain; per organisation one more would tell who is left."""
    assert _sizes(parts, Filter(), "bram") == _sizes(parts, Filter(), "hanneke")
    report = _report(parts, Filter(), "bram", per="organisation")
    assert {type(group).__name__ for group in report.groups} == {"Domain"}


def test_others_are_told_why_they_see_everything(parts: Cast) -> None:
    page = parts.client("bram", "en").get(f"{PAGE}?thema=polarisation").content.decode()
    assert "Only the coordinator filters." in page
    assert "Look at a part of the network" not in page


def test_what_is_published_is_never_a_part(parts: Cast) -> None:
    for number in range(12):
        make.person(parts.waterdal, f"Zorg {number}", "care")
    typed = {"ends_on": (timezone.localdate() + timedelta(days=30)).isoformat()}
    parts.client("noor").post("/waterdal/netwerk/publiceren?thema=polarisation", typed)
    with make.within(parts.waterdal):
        (publication,) = Publication.objects.filter(partnership=parts.waterdal)
    assert publication.figures["people"]["care"] == 12


def _figures(page: str) -> str:
    """The answer of a page, and its matrix."""
    answer = page.partition("<h1")[2].partition("</p>")[0]
    return answer + page.partition('class="dv-matrix')[2].partition("</table>")[0]
