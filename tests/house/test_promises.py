"""What the page *What do we never do?* promises: each test that it names exists, and some stand here."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from procrastinate.contrib.django import app

from dwarsverband.config.modules import MODULES
from dwarsverband.foundation.sheets.reading import SheetError, read_tables
from dwarsverband.foundation.sheets.refused import refused_heading
from dwarsverband.foundation.ui import words
from dwarsverband.modules.home.queries.never import PROMISES, Proof
from dwarsverband.modules.network.models import Person, Tie
from tests import make
from tests.cast import Cast
from tests.house.source import PACKAGE, ROOT, files

PROOFS = sorted(
    {proof for promise in PROMISES for proof in promise.tests}, key=lambda one: one.name
)
JUDGEMENT = re.compile(
    r"score|rank|risk|rating|grade|predict|suspicio|danger|threat|profil|colou?r"
)
# Libraries with which a program asks another machine, and those that look at pictures.
ASKING = {"requests", "httpx", "aiohttp", "urllib3", "http", "socket", "ftplib", "telnetlib", "ssl"}
ASKING |= {"selenium", "scrapy", "playwright", "urllib.request"}
LOOKING = {"PIL", "cv2", "skimage", "torch", "tensorflow", "face_recognition", "pytesseract"}
# Who opens a connection to another program, and to which.
MAY_ASK = {
    "dwarsverband.foundation.database.demo": "whether the pages of this machine answer",
    "dwarsverband.foundation.accounts.views.elsewhere": "the identity provider of the settings, who signs in",
}
# Everything that happens without somebody pressing a button: what it does, never what it decides.
BY_ITSELF = {
    "access.do_again": "does once more, for one partnership, what failed",
    "accounts.forget_old": "destroys what is past its term",
    "accounts.note_guesses": "writes in the log that somebody guesses at an account",
    "accounts.send_change": "tells somebody that they sign in differently now",
    "accounts.send_new_password": "sends what somebody asked for",
    "accounts.sign_log": "signs the log",
    "mail.send": "sends what somebody asked for",
    "network.ask_people": "sends what somebody asked for",
    "mail.send_once": "the same, at most once",
    "network.ask_again": "asks again after the month that somebody asked for",
    "network.close_rounds": "closes a round on the day that somebody chose",
    "network.ask_on": "asks the next people what somebody asked, when nobody said yes",
    "network.end_terms": "takes out whoever is past their term",
    "network.end_undo": "destroys what was kept for undoing",
    "network.finish_import": "saves a list that somebody decided about",
    "network.measure": "keeps totals without people",
    "network.measure_network": "the same, when somebody asked",
    "network.place_newcomers": "gives people a place on the map",
    "network.place_people": "the same, after a list",
    "network.remind": "reminds whoever was asked and has not answered, twice at most",
    "network.remind_people": "the same, the next portion",
    "network.send_results": "sends what whoever answered was promised",
    "network.send_weekly_mails": "asks for the mails that members chose",
    "network.tell_people": "sends what somebody asked for",
    "network.write_weekly_mail": "writes the mail that a member chose",
    "network.withdraw_person": "destroys the rest of whoever was taken out",
    "search.catch_up": "reads for search what changed",
    "search.look_after": "reads for search what changed",
    "tables.hand_down": "writes down as ties who sat together, as somebody wrote it down",
    "tables.end_terms": "destroys what is past its term",
}
NOT_OURS = ("faults.", "access.test_", "builtin:", "procrastinate.")
INSTRUMENTS = re.compile(
    r"VERA-?2|zelfredzaamheid-?matrix|self-sufficiency matrix|Brandsma", re.IGNORECASE
)


@cache
def _tests_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def _fields() -> "Iterator[models.Field[object, object]]":
    for model in apps.get_models():
        if model.__module__.startswith("dwarsverband"):
            yield from (
                field for field in model._meta.get_fields() if isinstance(field, models.Field)
            )


@cache
def _imported() -> list[tuple[str, str]]:
    """Every import of the product: who imports, and what."""
    found = []
    for path in files():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found += [(name, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.append((name, node.module))
    return found


def _is_one_of(module: str, libraries: set[str]) -> bool:
    return module in libraries or module.partition(".")[0] in libraries


@pytest.mark.parametrize("proof", PROOFS, ids=lambda one: one.name)
def test_every_test_that_is_named_exists(proof: Proof) -> None:
    assert proof.name in _tests_of(proof.file), f"Say on /nooit which test keeps it now: {proof}"


def test_every_promise_has_a_test_behind_it() -> None:
    assert len(PROMISES) == 14
    assert all(promise.tests for promise in PROMISES)


def test_no_field_of_anybody_is_a_score() -> None:
    wrong = [str(field) for field in _fields() if JUDGEMENT.search(field.name)]
    assert len(list(_fields())) > 100
    assert not wrong, f"People get no score, no rank and no colour: {wrong}"


def test_no_field_asks_what_may_not_be_asked() -> None:
    wrong = [
        str(field)
        for field in _fields()
        if refused_heading(field.name.replace("_", " ")) or refused_heading(str(field.verbose_name))
    ]
    assert not wrong, f"This is nobody's business: {wrong}"


def test_ties_join_people_of_the_network_only() -> None:
    ends = {
        field.related_model for field in Tie._meta.get_fields() if field.name in {"first", "second"}
    }
    assert ends == {Person}
    others = [
        f"{model.__name__}"
        for model in apps.get_models()
        if re.search(
            r"resident|citizen|inhabitant|client|pupil|communitymember", model.__name__.lower()
        )
    ]
    assert not others, f"There is no place for residents: {others}"


def test_no_part_of_the_product_reads_other_sites() -> None:
    wrong = {
        f"{who} imports {what}"
        for who, what in _imported()
        if _is_one_of(what, ASKING) and who not in MAY_ASK
    }
    assert not wrong, f"The product asks nothing of other machines: {wrong}"


def test_nothing_of_ours_looks_at_pictures() -> None:
    wrong = {f"{who} imports {what}" for who, what in _imported() if _is_one_of(what, LOOKING)}
    assert not wrong, f"Nobody is recognised: {wrong}"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"),
        ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"),
        ("mp4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41"),
    ],
)
def test_a_photo_or_a_film_cannot_be_sent_in(kind: str, content: bytes) -> None:
    with pytest.raises(SheetError):
        read_tables([("lijst.xlsx", content)])


def test_there_is_no_place_for_a_case() -> None:
    """Cases stay off until their conditions are met; then tests of their own come here."""
    places = [
        field
        for field in _fields()
        if re.search(r"\bcases?\b", str(field.model._meta.verbose_name))
    ]
    assert not [name for name in MODULES if "case" in name]
    assert not (PACKAGE / "modules" / "cases").exists()
    assert not places


def test_a_neighbourhood_has_no_figure() -> None:
    """A neighbourhood is a word beside a person: there is nothing about it that could be ordered."""
    about = [
        model.__name__ for model in apps.get_models() if "neighbourhood" in model.__name__.lower()
    ]
    numbers = (models.IntegerField, models.FloatField, models.DecimalField)
    figures = [
        str(field)
        for field in _fields()
        if isinstance(field, numbers) and "neighbourhood" in field.name
    ]
    assert not about + figures, f"No figure about a neighbourhood: {about + figures}"


def test_every_person_in_the_database_has_an_end(cast: Cast) -> None:
    people = Person.objects.all()
    with make.within(cast.waterdal), pytest.raises(IntegrityError), transaction.atomic():
        people.update(ends_on=None)


def test_what_the_product_does_by_itself_is_on_one_list() -> None:
    known = {name for name in app.tasks if not name.startswith(NOT_OURS)}
    assert known == set(BY_ITSELF), "Say here what it does by itself; decide it may not."


def test_no_protected_instrument_is_copied() -> None:
    found = [
        str(message.id)
        for message in words.written()
        if INSTRUMENTS.search(f"{message.id} {message.string}")
    ]
    assert not found, f"Refer to it, do not copy it: {found}"
