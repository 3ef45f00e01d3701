"""What somebody may not see answers as what is not there: same words, headers, work for the database.

How many questions are asked of the database stands for the time that an answer takes, because a time
is no test; `benchmarks.existence` measures it.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.answers import Response, text
from tests.cast import Cast
from tests.places import Place, Things, every_place, things_of
from tests.turns import in_turn

NOWHERE = "0" * 8 + "-0000-4000-8000-" + "0" * 12
# Two domains, which every member sees: what a partner may not see is what lies between them.
SEEN_BY_ALL = {"network:pair_detail", "api-1.0.0:pair_detail"}
# What counts down by itself.
COUNTED = {"RateLimit", "X-Request-ID"}


@pytest.mark.parametrize("who", ["noor", "bram"])
def test_what_belongs_to_others_answers_as_what_is_not_there(cast: Cast, who: str) -> None:
    client, theirs = cast.client(who), things_of(cast.elsewhere, make.CANARY)
    wrong, count = list[str](), 0
    for place, method in _asked():
        count += 1
        wrong += _differences(client, place, method, theirs)
    assert not wrong, "\n".join(wrong)
    assert count > 50


@pytest.mark.parametrize("who", ["bram", "joost"])
def test_what_is_hidden_within_a_partnership_answers_as_what_is_not_there(
    cast: Cast, who: str
) -> None:
    """Somebody whom Bram does not know, an import, an introduction of others: whatever gives a 404."""
    client, hidden = cast.client(who), things_of(cast.waterdal)
    hidden["mensen/"] = hidden["people/"] = {"pk": _unknown_to_bram(cast)}
    wrong, count = list[str](), 0
    for place, method in _asked():
        is_hidden = client.get(place.at("waterdal", hidden)).status_code == 404
        if is_hidden and place.name not in SEEN_BY_ALL:
            count += 1
            wrong += _differences(client, place, method, hidden)
    assert not wrong, "\n".join(wrong)
    assert count > 10


@pytest.mark.parametrize("asked", ["zoeken?zoek=", "netwerk/mensen?zoek=", "netwerk/kaart?zoek="])
def test_a_name_that_is_hidden_is_found_as_little_as_one_that_nobody_has(
    cast: Cast, asked: str
) -> None:
    client = cast.client("bram")
    names = ("Zwaantje", "Kwakkelst", "Zwantje", "zwaantje fatma")
    before = [_answer(client, "GET", f"/waterdal/{asked}{name}", {}) for name in names]
    make.person(cast.waterdal, "Zwaantje Kwakkelstein", "social", "Welzijn")
    after = [_answer(client, "GET", f"/waterdal/{asked}{name}", {}) for name in names]
    assert after == before


def _asked() -> Iterator[tuple[Place, str]]:
    for place in every_place():
        others = ("POST", "PUT", "DELETE") if place.is_for_machines else ("POST",)
        for method in ("GET", *in_turn(others, place.name, 1)):
            if place.has_things:
                yield place, method


def _differences(client: Client, place: Place, method: str, things: Things) -> Iterator[str]:
    nothing = {path: dict.fromkeys(parts, NOWHERE) for path, parts in things.items()}
    one = _answer(client, method, place.at("waterdal", things), things)
    other = _answer(client, method, place.at("waterdal", nothing), nothing)
    for name in one:
        if one[name] != other[name]:
            yield f"{method} {place.name}: {name} {str(one[name])[:90]} | {str(other[name])[:90]}"


def _answer(client: Client, method: str, address: str, things: Things) -> dict[str, object]:
    reset_queries()  # or the list is full, and this one counts nothing
    with CaptureQueriesContext(connection) as questions:
        answered = client.generic(method, address, b"{}", "application/json")
    return {
        "status": answered.status_code,
        "body": _plain(answered, things),
        "headers": {k: v for k, v in answered.headers.items() if k not in COUNTED},
        "questions": [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in questions],
    }


def _plain(answered: Response, things: Things) -> str:
    """The words, without what is drawn anew each time and without the number that was asked for."""
    page = re.sub(r'value="[\w-]{20,}"|-[0-9a-f]{8}\b', "", text(answered))
    numbers = {number for parts in things.values() for number in parts.values()}
    return re.sub("|".join(map(re.escape, numbers)) or "^$", "", page)


def _unknown_to_bram(cast: Cast) -> str:
    return str(make.person(cast.waterdal, "Zwaantje Kwakkelstein", "care", "GGZ").pk)
