"""What is found by which words, and what never is."""

from collections.abc import Iterator
from typing import Any  # a plan of the database

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Organisation, Theme
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.foundation.search.explaining import corrections, explained
from dwarsverband.foundation.search.finding import find
from dwarsverband.foundation.search.index import catch_up
from dwarsverband.foundation.search.tests.words import found
from dwarsverband.modules.network.models import Desk, Person, PersonTheme, Position
from tests import make
from tests.cast import Cast


@pytest.mark.parametrize(
    "asked",
    [
        "fatma",
        "yildiz",
        "YILDIZ",
        "Yıldız",
        "yil",
        "yildz",
        "yilidz",
        "baken",
        "het baken",
        "onderwijs",
        "education",
        "adviseurs baken",
        "wie kent er iemand die bij het mbo werkt",
    ],
)
def test_somebody_is_found_by_name_organisation_domain_and_despite_errors(
    cast: Cast, asked: str
) -> None:
    assert "Fatma Yıldız" in found(cast.noor, asked)


@pytest.mark.parametrize(
    ("function", "asked"),
    [
        ("Sleutelpersoon", "sleutelpersonen"),
        ("Jeugdhulpverlener", "jeugdhulp"),
        ("Jeugdhulpverlener", "hulpverleners"),
        ("Adviseur jeugdhulp", "jeugdhulpverlener"),
        ("Adviseur veiligheid", "veiligheidshuis"),
        ("Coördinator binnenstad", "steden"),
        ("Zorgcoördinator", "coordi"),
        ("Leerplichtambtenaar", "leerplichtambtenar"),
    ],
)
def test_endings_compounds_and_parts_of_words_are_understood(
    cast: Cast, function: str, asked: str
) -> None:
    jip = make.person(cast.waterdal, "Jip de Wit", "care", "GGZ")
    with make.within(cast.waterdal):
        Position.objects.filter(person=jip).update(function=function)
    assert "Jip de Wit" in found(cast.noor, asked)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("NCTV", "nctv"),
        ("NCTV", "NCVT"),
        ("NCTV", "NCTB"),
        ("NCTV", "NTV"),
        ("GGZ", "GZG"),
        ("OM", "MO"),
        ("OVSE", "OVES"),
        ("Landelijk Steunpunt Extremisme", "LSE"),
        ("Landelijk Steunpunt Extremisme", "SLE"),
        ("Nationaal Coördinator Terrorismebestrijding en Veiligheid", "nctv"),
    ],
)
def test_an_abbreviation_is_found_and_forgiven(cast: Cast, name: str, asked: str) -> None:
    make.organisation(cast.waterdal, name)
    assert found(cast.noor, asked, "organisation") == [name]


def test_a_short_word_that_stands_somewhere_is_no_error(cast: Cast) -> None:
    make.organisation(cast.waterdal, "GGZ")
    make.organisation(cast.waterdal, "GZG groep")
    assert found(cast.noor, "GZG", "organisation") == ["GZG groep"]
    assert found(cast.noor, "qqq", "organisation") == []


def test_what_is_called_so_comes_before_what_merely_belongs_to_it(cast: Cast) -> None:
    """Everybody of education stands before the organisations, until one is called so."""

    def kinds_of(asked: str) -> list[str]:
        with acting(cast.noor, is_reading=True):
            return [group.kind.name for group in find(cast.noor, asked).groups]

    make.organisation(cast.waterdal, "Spreekuur", "education")
    with make.within(cast.waterdal):
        Position.objects.filter(person__name="Fatma Yıldız").update(function="Spreekuur")
    assert kinds_of("spreekuur") == ["organisation", "person"]
    assert kinds_of("onderwijs") == ["domain", "person", "organisation"]


def test_activities_are_no_activism(cast: Cast) -> None:
    jip = make.person(cast.waterdal, "Jip de Wit", "care", "GGZ")
    with make.within(cast.waterdal):
        Position.objects.filter(person=jip).update(function="Onderzoeker activisme")
    assert found(cast.noor, "activiteiten") == []


# Good words that nothing holds, each beside what shares letters or a half with it.
ORDINARY = {
    "huiselijk geweld": "Lieke Winkel",
    "huiselijk": "Pim van Dijk",
    "geweld": "Gerda Geveld",
    "fiets": "Sietse Hoekstra",
    "kookboek": "Mirjam Kok",
    "vakantiehuis": "Wilma Huis",
    "tandarts": "Chantal Arts",
    "appeltaart": "Ap Appel",
    "huwelijk": "Roy Rijk",
    "weerbericht": "Jan Weer",
    "schoolboek": "Sam School",
    "opvanghuis": "Piet Huis",
    "politieauto": "Els Politie",
    "kinderopvang": "Ko Vang",
    "voetbalveld": "Vera Veld",
}


@pytest.mark.regression("a good word that nothing holds was answered by its end and by likenesses")
def test_an_ordinary_word_that_nothing_holds_answers_with_no_people_and_no_domains(
    cast: Cast,
) -> None:
    for name in set(ORDINARY.values()):
        make.person(cast.waterdal, name, "care", "Wijkteam Noord")
    with translation.override("nl"):
        noise = {
            asked: names
            for asked in ORDINARY
            if (names := found(cast.noor, asked) + found(cast.noor, asked, "domain"))
        }
    assert noise == {}


@pytest.mark.parametrize(
    ("asked", "first"),
    [("waar kan ik terecht met mijn zorgen", "desk"), ("wie kan mij helpen met zorgen", "person")],
)
def test_a_sentence_is_answered_by_texts_first_unless_it_asks_who(
    cast: Cast, asked: str, first: str
) -> None:
    jip = make.person(cast.waterdal, "Jip de Wit", "care", "GGZ")
    with make.within(cast.waterdal):
        Position.objects.filter(person=jip).update(function="Zorgen")
        Desk.objects.create(partnership=cast.waterdal, name="LSE", does="Helpt je met je zorgen.")
    with acting(cast.noor, is_reading=True):
        groups = [group.kind.name for group in find(cast.noor, asked).groups]
    assert next(one for one in groups if one in {"desk", "person"}) == first
    assert {"desk", "person"} <= set(groups)


def test_another_spelling_of_the_organisation_a_theme_and_a_neighbourhood_find_somebody(
    cast: Cast,
) -> None:
    jip = make.person(cast.waterdal, "Jip de Wit", "care", "GGZ Dalstreek")
    with make.within(cast.waterdal):
        own = {"partnership": cast.waterdal}
        theme = Theme.objects.get(**own, code="polarisation")
        PersonTheme.objects.create(**own, person=jip, theme=theme)
        Person.objects.filter(pk=jip.pk).update(neighbourhoods=["Vogelbuurt"])
        Organisation.objects.filter(**own, name="GGZ Dalstreek").update(spellings=["Parnassia"])
    for asked in ("parnassia", "polarisatie", "vogelbuurt", "dalstreek"):
        assert found(cast.noor, asked) == ["Jip de Wit"], asked
    assert found(cast.noor, "parnassia", "organisation") == ["GGZ Dalstreek"]


def test_of_two_words_those_who_hold_both_come_alone(cast: Cast) -> None:
    make.person(cast.waterdal, "Fatma Bos", "care", "GGZ")
    assert found(cast.noor, "fatma yildiz") == ["Fatma Yıldız"]
    assert set(found(cast.noor, "fatma")) == {"Fatma Yıldız", "Fatma Bos"}


def test_a_partner_finds_nobody_whom_they_do_not_know_nor_a_trace_of_them(cast: Cast) -> None:
    make.person(cast.waterdal, "Zwaantje Kwakkelstein", "care", "GGZ")
    for asked in ("zwaantje", "zwaantj", "kwakkel", "kwakkelstien", "zwaantje fatma"):
        with acting(cast.bram, is_reading=True):
            answer = find(cast.bram, asked)
            assert "Zwaantje" not in str([group.texts for group in answer.groups])
            assert not [one for one in corrections(answer) if "waantje" in one.taken]
        assert "Zwaantje Kwakkelstein" in found(cast.noor, asked)


def test_whether_somebody_unseen_exists_changes_no_answer(cast: Cast) -> None:
    """The same name one letter further: with and without the person whom Bram does not see."""

    def told() -> str:
        with acting(cast.bram, is_reading=True):
            answer = find(cast.bram, "fatmo")
            return str((explained(answer), corrections(answer)))

    before = told()
    assert "Fatma" in before
    make.person(cast.waterdal, "Fatmo Kwakkelstein", "care", "GGZ")
    assert told() == before


@pytest.mark.parametrize("asked", ["kowalski", "kowalski fiets lamp tafelkleed"])
def test_a_name_written_before_another_word_tells_nobody_whether_somebody_has_it(
    cast: Cast, asked: str
) -> None:
    """Bram writes his own function; it comes apart by what everybody sees, and by nothing else."""

    def told() -> str:
        with make.within(cast.waterdal):
            own = Position.objects.filter(person__name="Bram Hendriks")
            own.update(function="Kowalskigeheimen en geheimen")
        with acting(cast.bram, is_reading=True):
            answer = find(cast.bram, asked)
            return str((explained(answer), corrections(answer)))

    before = told()
    make.person(cast.waterdal, "Jan Kowalski", "care", "GGZ")
    assert told() == before


@pytest.mark.parametrize("asked", ["fat", "fatmx"])
def test_however_many_others_are_called_so_a_partner_finds_their_own_contact(
    cast: Cast, asked: str
) -> None:
    def told() -> str:
        with acting(cast.bram, is_reading=True):
            answer = find(cast.bram, asked)
            return str((explained(answer), corrections(answer)))

    before = told()
    assert "Fatma Yıldız" in before
    ends = [one + other for one in "abcdefghijklm" for other in "abcdefghijklmnopqrstuvwxyz"]
    with make.within(cast.waterdal):
        Person.objects.bulk_create(
            Person(
                partnership=cast.waterdal,
                name=name,
                source="test",
                legal_basis="Publieke taak",
                ends_on=timezone.localdate(),
            )
            for name in [f"Fat{end} Fatmx{end}" for end in ends]
        )
        catch_up(system(cast.waterdal.pk))
    assert told() == before


@pytest.mark.regression("how long search took told a partner whether a word was there")
@pytest.mark.parametrize("asked", ["zwaantje", "wie kent zwaantje van de ggz eigenlijk"])
def test_for_a_partner_words_are_read_by_person_and_never_by_word(cast: Cast, asked: str) -> None:
    """By word it takes longer the more others hold it: the time would tell that somebody is called so."""
    make.person(cast.waterdal, "Zwaantje Kwakkelstein", "care", "GGZ")
    with acting(cast.bram, is_reading=True), connection.cursor() as cursor:
        with CaptureQueriesContext(connection) as questions:
            find(cast.bram, asked)
        cursor.execute("SET LOCAL enable_nestloop = off")
        read = [one["sql"] for one in questions if "'person'" in one["sql"]]
        for question in read:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {question}")
            conditions = list(_conditions_on_words(cursor.fetchone()[0][0]["Plan"]))
            assert conditions
            assert not [
                one for one in conditions if "person" in one and "(subject = ANY " not in one
            ]
    assert len(read) >= 2


def _conditions_on_words(step: dict[str, Any]) -> Iterator[str]:
    """The condition of every part of a plan that reads the words of things, or who holds a word."""
    if step.get("Relation Name") in {"search_entry", "search_postinglist"}:
        yield f"{step.get('Index Cond')} {step.get('Recheck Cond')} {step.get('Filter')}"
    for inner in step.get("Plans", ()):
        yield from _conditions_on_words(inner)


def test_as_many_questions_to_the_database_whatever_exists(cast: Cast) -> None:
    make.person(cast.waterdal, "Zwaantje Kwakkelstein", "care", "GGZ")
    counts = []
    for asked in ("zwaantje", "qqqqqqqq"):
        with acting(cast.bram, is_reading=True), CaptureQueriesContext(connection) as questions:
            find(cast.bram, asked)
        counts.append(len(questions))
    assert counts[0] == counts[1]


def test_the_administrator_and_the_privacy_officer_find_no_people(cast: Cast) -> None:
    for actor in (cast.hanneke, cast.joost):
        assert found(actor, "fatma") == []


def test_a_membership_of_some_municipalities_finds_people_there_only(cast: Cast) -> None:
    make.person(cast.waterdal, "Hier Jansen", municipality="GM0001")
    make.person(cast.waterdal, "Ginds Jansen", municipality="GM0002")
    limited = make.member(
        cast.waterdal, "regio@waterdal.example", "Regio", "coordinator", regions=["GM0001"]
    )
    actor = member_actor(limited.user_id, "waterdal")
    assert found(actor, "jansen") == ["Hier Jansen"]
    assert found(actor, "ginds") == []
    assert found(actor, "gindz") == []


def test_the_reason_is_told_when_the_title_does_not_tell_it(cast: Cast) -> None:
    with acting(cast.noor, is_reading=True):
        [group] = [one for one in explained(find(cast.noor, "baken")) if one.kind.name == "person"]
    assert [part.text for part in group.matches[0].why] == ["Mbo Het Baken"]


def test_a_correction_is_a_word_that_is_shown(cast: Cast) -> None:
    with acting(cast.noor, is_reading=True):
        assert [one.taken for one in corrections(find(cast.noor, "yildz"))] == ["Yıldız"]
        assert corrections(find(cast.noor, "fatma")) == []


@pytest.mark.parametrize(
    "asked", ["", "\0", "%", "'; --", "🙂", "x" * 5000, "a " * 3000, "\u202e", "ﷺ"]
)
def test_strange_questions_are_no_error(cast: Cast, asked: str) -> None:
    found(cast.noor, asked)
