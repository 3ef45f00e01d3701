"""The privacy page: reasons, terms and traces, and never who it is about."""

import re
from importlib import import_module

import pytest
from django.utils import timezone, translation

from dwarsverband.foundation.access.action import VERBS
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.modules.home.forms import FilterLog
from dwarsverband.modules.home.queries.privacy import log_sentences
from dwarsverband.modules.home.views import PAGE
from dwarsverband.modules.network.models import Person, Tie
from tests import make
from tests.answers import answer, in_english, text
from tests.cast import Cast
from tests.house import source

ADDRESS = "/waterdal/privacy"


def _somebody(cast: Cast) -> Person:
    with make.within(cast.waterdal):
        return Person.objects.get(name="Fatma Yıldız")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("noor", "page"),
        ("joost", "page"),
        ("bram", "not there"),
        ("hanneke", "not there"),
        ("wim", "not there"),
        ("samira", "sign in"),
        ("nobody", "sign in"),
    ],
)
def test_who_sees_the_privacy_page(cast: Cast, who: str, expected: str) -> None:
    assert answer(cast.client(who).get(ADDRESS)) == expected


def test_it_says_who_is_responsible_why_and_until_when(cast: Cast) -> None:
    page = text(in_english(cast.client("joost")).get(ADDRESS))
    for words in ("Gemeente Waterdal", "Zien wie elkaar kent.", "Publieke taak", "24 months"):
        assert words in page
    assert "12 people are kept here." in page


def test_no_name_of_anybody_in_the_network_stands_on_it(cast: Cast) -> None:
    person = _somebody(cast)
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/bestand")
    page = text(cast.client("joost").get(ADDRESS)) + text(
        cast.client("joost").get(f"{ADDRESS}?nummer={person.pk}")
    )
    for name in ("Fatma", "Sociaal 1", "Agent 1", "Welzijn", "Politie", "Baken"):
        assert name not in page


def test_what_was_done_reads_as_a_sentence(cast: Cast) -> None:
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{_somebody(cast).pk}/bestand")
    page = text(in_english(cast.client("joost")).get(ADDRESS))
    sentence = "Everything about one person was downloaded."
    assert sentence in page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert sentence in page.partition("What was downloaded")[2]
    assert str(cast.noor.membership_id) in page and "Noor" not in page


def test_what_was_refused_is_in_it_too(cast: Cast) -> None:
    cast.client("bram").post("/waterdal/leden/uitnodigen", {"name": "A", "email": "a@b.example", "role": "partner", "language": "nl"})  # fmt: skip
    page = text(in_english(cast.client("joost")).get(f"{ADDRESS}?soort=accounts.invite_member"))
    assert "Somebody was invited." in page and "refused" in page


def test_every_verb_has_a_sentence() -> None:
    modules = dict(source.door("actions"))
    for _module, path in source.door("actions"):
        import_module(".".join(path.relative_to(source.ROOT).with_suffix("").parts))
    verbs = {verb for verb in VERBS if verb.partition(".")[0] in modules}
    missing = verbs - set(log_sentences())
    assert not missing, f"Say in the plate of the module (SENTENCES) what the log says of {missing}"
    assert "home.load_town" in verbs


def test_a_verb_without_a_sentence_is_shown_as_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.client("noor").post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    monkeypatch.setattr("dwarsverband.modules.home.queries.privacy.log_sentences", dict)
    assert "accounts.add_theme" in text(cast.client("joost").get(ADDRESS))


@pytest.mark.parametrize("asked", ["accounts.add_theme", "theme was a", "THEME was ADDED"])
def test_the_log_is_filtered_by_what_happened(cast: Cast, asked: str) -> None:
    client = in_english(cast.client("noor"))
    client.post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    client.post("/waterdal/indeling/domeinen/toevoegen", {"name_nl": "Sport"})
    lines = (
        text(client.get(ADDRESS, {"soort": asked})).partition("<tbody>")[2].partition("</tbody>")[0]
    )
    assert lines.count("<tr>") == lines.count("A theme was added.") == 1


@pytest.mark.parametrize("asked", ["afspraak", "Afspraken met sleutelpersonen"])
def test_a_word_finds_its_other_forms(asked: str) -> None:
    with translation.override("nl"):
        verbs, _number = FilterLog({"soort": asked}).wanted()
    names = {f"network.{verb}_agreement" for verb in ("record", "change", "end")}
    assert names <= set(verbs) and "accounts.add_theme" not in verbs


def test_the_log_is_filtered_by_the_first_signs_of_a_number(cast: Cast) -> None:
    person = _somebody(cast)
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/bestand")
    page = text(in_english(cast.client("joost")).get(ADDRESS, {"nummer": str(person.pk)[:8]}))
    lines = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert lines.count("<tr>") == lines.count("Everything about one person was downloaded.") == 1
    assert "A person with this number is kept." in page
    assert str(person.pk)[:8] in text(
        cast.client("noor").get(f"/waterdal/netwerk/mensen/{person.pk}")
    )


def test_a_word_that_no_sentence_has_is_said_beside_the_whole_log(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    client.post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    page = text(client.get(ADDRESS, {"soort": "qqq"}))
    assert "No sentence of the log has this in it." in page and "A theme was added." in page


def test_the_log_reads_by_the_day_and_says_once_what_was_done_often(cast: Cast) -> None:
    client = in_english(cast.client("noor"))
    with make.within(cast.waterdal):
        tie = Tie.objects.filter(partnership=cast.waterdal)[0]
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        client.post(f"/waterdal/netwerk/banden/{tie.pk}/contact", {"on": day})
    cast.client("bram").post(f"/waterdal/netwerk/mensen/{_somebody(cast).pk}/uithalen")
    shown = text(client.get(ADDRESS)).partition('id="log"')[2]
    assert f"{timezone.localtime():%A} {timezone.localdate().day} " in shown
    assert re.search(r"things? (was|were) done\. One was refused\.", shown)
    rows = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    assert rows.count("3 times") == 1
    assert rows.count(str(tie.pk)) == 1


def test_a_person_is_looked_up_by_number_only(cast: Cast) -> None:
    person, client = _somebody(cast), in_english(cast.client("joost"))
    known = text(client.get(f"{ADDRESS}?nummer={person.pk}"))
    assert "A person with this number is kept." in known and "test" in known
    for number in (cast.noor.membership_id, cast.waterdal.pk):
        assert "No person with this number is kept now." in text(
            client.get(f"{ADDRESS}?nummer={number}")
        )
    assert "This is not a number of this network." in text(client.get(f"{ADDRESS}?nummer=Fatma"))


def test_the_lines_about_one_number_stand_alone(cast: Cast) -> None:
    person, client = _somebody(cast), in_english(cast.client("noor"))
    client.post(f"/waterdal/netwerk/mensen/{person.pk}/bestand")
    client.post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    for number, count in ((person.pk, 1), (cast.noor.membership_id, 2)):
        lines = text(client.get(f"{ADDRESS}?nummer={number}")).partition("<tbody>")[2]
        assert lines.partition("</tbody>")[0].count("<tr>") == count


def test_somebody_of_elsewhere_has_no_number_here(cast: Cast) -> None:
    with make.within(cast.elsewhere):
        theirs = Person.objects.first()
    assert theirs is not None
    page = text(in_english(cast.client("joost")).get(f"{ADDRESS}?nummer={theirs.pk}"))
    assert "No person with this number is kept now." in page
    assert make.CANARY not in page


def test_whoever_left_is_counted_and_the_lines_about_them_stay(cast: Cast) -> None:
    person = _somebody(cast)
    cast.client("noor").post(f"/waterdal/netwerk/mensen/{person.pk}/uithalen")
    client = in_english(cast.client("joost"))
    assert "on request" in text(client.get(ADDRESS))
    assert "Somebody was taken out of the network." in text(
        client.get(f"{ADDRESS}?nummer={person.pk}")
    )


def test_only_the_coordinator_finds_the_way_to_the_people(cast: Cast) -> None:
    assert (
        'href="/waterdal/netwerk/mensen"'
        in text(cast.client("noor").get(ADDRESS)).partition("<main")[2]
    )
    assert (
        'href="/waterdal/netwerk/mensen"'
        not in text(cast.client("joost").get(ADDRESS)).partition("<main")[2]
    )


def test_without_reasons_the_page_asks_for_them(cast: Cast) -> None:
    with make.within(cast.waterdal):
        Processing.objects.all().delete()
    page = text(in_english(cast.client("joost")).get(ADDRESS))
    assert "It is not recorded yet why names are kept." in page


@pytest.mark.parametrize(
    "asked", ["soort=onzin", "nummer=%00", "pagina=-1", "pagina=onzin", "nummer=" + "9" * 900]
)
def test_a_strange_question_gets_a_page(cast: Cast, asked: str) -> None:
    assert answer(cast.client("joost").get(f"{ADDRESS}?{asked}")) == "page"


def test_a_long_log_comes_in_pages_with_the_same_number_of_questions(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    with make.within(cast.waterdal):
        tie = Tie.objects.first()
    for _time in range(60):
        cast.client("noor").post(f"/waterdal/netwerk/banden/{tie.pk}/contact", {"on": "2026-11-20"})  # type: ignore[union-attr]  # the cast has ties
    client = cast.client("joost")
    # Session, user, who asks, transaction and its context come first.
    with django_assert_max_num_queries(15):  # type: ignore[operator]  # a fixture of the test library
        assert "?pagina=2" in text(client.get(ADDRESS))


@pytest.mark.regression("a day of the log counted only what stood on the page")
def test_a_day_that_goes_on_over_pages_is_counted_whole(cast: Cast) -> None:
    with make.within(cast.waterdal):
        tie = Tie.objects.first()
    for _time in range(PAGE):
        cast.client("noor").post(f"/waterdal/netwerk/banden/{tie.pk}/contact", {"on": "2026-11-20"})  # type: ignore[union-attr]  # the cast has ties
    client = cast.client("joost", "en")
    pages = [text(client.get(ADDRESS, {"pagina": page})) for page in ("1", "2")]
    told = [re.findall(r"(\d+) things were done", page) for page in pages]
    assert told[0] == told[1] and int(told[0][0]) > PAGE


def test_a_long_day_of_the_log_is_folded_after_five_rows(cast: Cast) -> None:
    client = cast.client("noor", "en")
    for number in range(7):
        name = f"Organisatie {number}"
        client.post("/waterdal/organisaties/toevoegen", {"name": name, "domain": "onzin"})
        client.post("/waterdal/netwerk/onderhoud/tijd", {"minutes": "60"})
        client.post("/waterdal/netwerk/onderhoud/weekmail", {"is_wanted": "ja"})
    page = text(client.get(ADDRESS))
    log = page.split('id="log"')[1].split("Download the log")[0]
    before, folded = log.split("Show the others of this day")
    assert before.count("<tr>") == 6 and "<details" in before, "a heading and five rows"
    assert folded.count("<tr>") > 3
