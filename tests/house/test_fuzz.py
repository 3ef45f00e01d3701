"""Whatever is asked of the API, as whomever, it answers; it never breaks.

Every operation of the description is asked many times, as each of the cast, with what it takes and
with what it does not: odd signs, edges of days and numbers, other kinds, too much, nothing.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any  # what a body holds

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from dwarsverband.foundation.api.problem import MEDIA_TYPE
from dwarsverband.modules.network.tests import lists
from tests.answers import Response
from tests.cast import EVERYBODY, Cast
from tests.machines import ask, token
from tests.places import MACHINES, Things, things_of

Schema = dict[str, Any]
DOCUMENT = import_string(settings.API).get_openapi_schema()
TIMES, FEW = 5, 2
EXPECTED = {"noor": {200, 201, 204, 400, 404}, "wim": {404}, "nobody": {401}}
ODD_TEXTS = [
    "", " ", "\0", "a\0b", "\ud800", "\u202e\u2066", "é" * 5_000, "x" * 20_000, "=1+1", "%s{0}{{1}}",
    "' OR 1=1 --", "<script>", "NaN", "-0", "1e999", "İ", "ß", "0", "null", "\n\r", "٣", "🏳️‍🌈",
]  # fmt: skip
WORST_TEXTS = ["", "a\0b", "\ud800", "\u202e\u2066", "x" * 20_000, "1e999"]
ODD_NUMBERS = [0, 1, -1, 2**31 - 1, 2**31, 2**63, -(2**63) - 1, 10**400, 0.5, 1e308]
ODD_DAYS = [
    "0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-24T00:00:00Z", "10000-01-01", "1",
]  # fmt: skip
ODD = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.sampled_from(ODD_NUMBERS),
    st.sampled_from(ODD_DAYS),
    st.sampled_from([None, True, [], {}, [[[]]], {"": {}}, [None] * 300]),
    st.text(max_size=40),
    st.uuids().map(str),
)


@dataclass(frozen=True)
class Question:
    """An operation, and values for what it takes."""

    path: str
    method: str
    one: Schema
    query: dict[str, st.SearchStrategy[Any]]
    body: st.SearchStrategy[Any] | None


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """One for each operation; a file is sent by other tests."""
    return [
        _question(path, method, one)
        for path, operations in DOCUMENT["paths"].items()
        for method, one in operations.items()
        if "multipart/form-data" not in one.get("requestBody", {}).get("content", {})
    ]


@pytest.mark.parametrize("who", [name for name in EVERYBODY if name != "samira"])
def test_no_operation_breaks_whoever_asks_and_whatever_is_sent(
    cast: Cast, questions: list[Question], who: str
) -> None:
    secret = token(cast.actors[who]).secret if who in cast.actors else "onzin"
    things, statuses, wrong = things_of(cast.waterdal), set[int](), set[str]()
    for question in questions:

        def once(data: st.DataObject, question: Question = question) -> None:
            with transaction.atomic():  # each question meets the same partnership
                answered = _ask(data.draw, secret, question, things)
                transaction.set_rollback(True)
            statuses.add(answered.status_code)
            told = f"{question.method} {question.path}"
            wrong.update(f"{told}: {said}" for said in _complaints(answered, question.one))

        _often(once, TIMES if who in {"noor", "bram", "hanneke", "joost"} else FEW)
    assert not wrong, "\n".join(sorted(wrong))
    assert statuses >= EXPECTED.get(who, {200, 400, 403, 404}), "The questions reach too little."


def test_no_field_breaks_on_an_odd_value(cast: Cast, questions: list[Question]) -> None:
    """One field after the other, while the others hold what the coordinator could have sent."""
    secret, things, wrong = token(cast.noor).secret, things_of(cast.waterdal), set[str]()
    for question in questions:
        address = "/api/v1/waterdal" + _filled(lambda _values: None, question.path, things)
        for name, sent, query in _with_odd_fields(question):
            with transaction.atomic():
                answered = ask(
                    secret,
                    f"{address}?{urlencode(query)}" if query else address,
                    sent,
                    method=question.method,
                    headers={"If-Match": "1"},
                    client=Client(raise_request_exception=False),
                )
                transaction.set_rollback(True)
            told = f"{question.method} {question.path} {name}"
            wrong.update(f"{told}: {said}" for said in _complaints(answered, question.one))
    assert not wrong, "\n".join(sorted(wrong))


def test_no_file_breaks_the_way_in(cast: Cast) -> None:
    """A list that is cut off, bent or named oddly is read, or refused with a sentence."""
    operation = DOCUMENT["paths"]["/imports"]["post"]
    secret, statuses, wrong = token(cast.noor).secret, set[int](), set[str]()
    for number, (name, content, source) in enumerate(_odd_files()):
        with transaction.atomic():
            answered = _send(secret, name, content, source)
            transaction.set_rollback(True)
        statuses.add(answered.status_code)
        told = f"file {number}, {name[:20]!r}, {source[:20]!r}"
        wrong.update(f"{told}: {said}" for said in _complaints(answered, operation))
    assert not wrong, "\n".join(sorted(wrong))
    assert statuses >= {201, 400}, "The files reach too little."
    refused = _send("onzin", "lijst.csv", b"Naam\nJo Vos", "")
    assert refused.status_code == 401


def _odd_files() -> Iterator[tuple[str, bytes, str]]:
    """Names, contents and sources: each good, and each in turn bent."""
    good = lists.book([["Naam", "Laatst"], *([text[:80], text[:80]] for text in _writable())])
    plain = "\n".join(f'"{text}";"{day}"' for text in ODD_TEXTS for day in ODD_DAYS[:3])
    yield "lijst.xlsx", good, "het wijkteam"
    yield "lijst.csv", f"Naam;Laatst\n{plain}".encode("utf-8", "replace"), ""
    cut = len(good) // 2
    yield "lijst.xlsx", good[:cut], ""
    yield "lijst.xlsx", good[:cut] + bytes([good[cut] ^ 255]) + good[cut + 1 :], ""
    for content in (b"\0" * 99, b"<graphml>", b"\xef\xbb\xbfNaam\n\xc3"):
        yield "lijst.csv", content, ""
    for text in WORST_TEXTS:
        name = _plain(text).replace('"', "").strip("\r\n\0") or "x"
        yield name, b"Naam\nJo Vos", _plain(text)


def _writable() -> list[str]:
    """The odd texts that a spreadsheet can hold at all."""
    return [text for text in ODD_TEXTS if text.isprintable() and text.strip()]


def _send(secret: str, name: str, content: bytes, source: str) -> Response:
    browser = Client(raise_request_exception=False)
    return browser.post(
        "/api/v1/waterdal/imports",
        {"files": SimpleUploadedFile(name, content), "source": source},
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"},
    )


def _with_odd_fields(question: Question) -> Iterator[tuple[str, Any, dict[str, str]]]:
    content = list(question.one.get("requestBody", {}).get("content", {}).values())
    schema = _resolved(content[0]["schema"]) if content else {}
    base = {name: _usual(inner) for name, inner in schema.get("properties", {}).items()}
    for name, inner in schema.get("properties", {}).items():
        for odd in _odd_of(_resolved(inner)):
            yield name, {**base, name: odd}, {}
    for part in question.one.get("parameters", ()):
        if part["in"] == "query":
            for odd in _odd_of(part["schema"]):
                yield part["name"], base if content else None, {part["name"]: _plain(odd)}


def _odd_of(schema: Schema) -> list[Any]:
    if schema.get("format") == "date":
        return ODD_DAYS
    odd: dict[str, list[Any]] = {"integer": ODD_NUMBERS, "string": WORST_TEXTS}
    return odd.get(str(schema.get("type")), [[], {}, None])


def _resolved(schema: Schema) -> Schema:
    if len(schema.get("allOf", ())) == 1:
        return _resolved(schema["allOf"][0])
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Schema = DOCUMENT["components"]["schemas"][name] if name else schema
    return found


def _usual(schema: Schema) -> Any:
    plain = _resolved(schema)
    if "enum" in plain:
        return plain["enum"][-1]
    if plain.get("format") in {"date", "uuid"}:
        return {"date": "2026-11-20", "uuid": f"{0:032}"}[plain["format"]]
    usual = {"integer": 1, "boolean": False, "array": [f"{0:032}"], "object": {}}
    return usual.get(str(plain.get("type")), "Ab")


def _often(ask_once: Callable[[st.DataObject], None], times: int) -> None:
    """Ask so many times, the same ones each time the test runs."""

    def run(data: st.DataObject) -> None:
        ask_once(data)

    effort(
        max_examples=times,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(st.data())(run))()


def _question(path: str, method: str, one: Schema) -> Question:
    parameters = [part for part in one.get("parameters", ()) if part["in"] == "query"]
    content = list(one.get("requestBody", {}).get("content", {}).values())
    return Question(
        path=path,
        method=method.upper(),
        one=one,
        query={part["name"]: _of(part["schema"]) for part in parameters},
        body=_of(content[0]["schema"]) if content else None,
    )


def _ask(draw: Callable[..., Any], secret: str, question: Question, things: Things) -> Response:
    address = "/api/v1/waterdal" + _filled(draw, question.path, things)
    query = {
        name: _plain(draw(values)) for name, values in question.query.items() if draw(st.booleans())
    }
    headers = {"If-Match": draw(st.sampled_from(["1", '"1"', "x", "9" * 30]))}
    if draw(st.booleans()):
        headers["Idempotency-Key"] = draw(st.sampled_from(["k" * 20, "x", "k" * 81]))
    return ask(
        secret,
        f"{address}?{urlencode(query)}" if query else address,
        None if question.body is None else draw(question.body),
        method=question.method,
        headers=headers,
        client=Client(raise_request_exception=False),
    )


def _filled(draw: Callable[..., Any], path: str, things: Things) -> str:
    """The number of something that is there, mostly; of nothing, or no number at all."""
    known: dict[str, str] = {}
    for part, numbers in things.items():
        if f"/{part}" in f"{path}/" and part in {*MACHINES, "pairs/"}:
            known.update(numbers)
    for name in ("pk", "first", "second"):
        there = [known[name]] * 5 if name in known else []
        number = draw(st.sampled_from([*there, f"{0:032}", "0" * 8, "x", "%00"]))
        path = path.replace(f"{{{name}}}", number or known.get(name, "x"))
    return path


def _of(schema: Schema) -> st.SearchStrategy[Any]:
    """Values that fit a schema, mostly; and now and then one that does not."""
    return st.one_of(_fitting(schema), _fitting(schema), _fitting(schema), ODD)


def _fitting(schema: Schema) -> st.SearchStrategy[Any]:
    if len(schema.get("allOf", ())) == 1:
        return _fitting(schema["allOf"][0])
    if "$ref" in schema:
        return _fitting(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "date":
        return st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
    if schema.get("format") == "uuid":
        return st.uuids().map(str)
    return _of_kind(schema, str(schema.get("type")))


def _of_kind(schema: Schema, kind: str) -> st.SearchStrategy[Any]:
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return st.dictionaries(st.text(max_size=8), _of(schema["additionalProperties"]), max_size=3)
    if kind == "object":
        fields = schema.get("properties", {})
        must = schema.get("required", ())
        return st.fixed_dictionaries(
            {name: _of(fields[name]) for name in must},
            optional={name: _of(inner) for name, inner in fields.items() if name not in must},
        )
    if kind == "array":
        return st.lists(_of(schema.get("items", {})), min_size=1, max_size=3)
    simple: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.integers(0, 5),
        "boolean": st.booleans(),
        "string": st.text(
            st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30
        ),
    }
    return simple.get(kind, ODD)


def _plain(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()[:2_000]


def _complaints(answered: Response, one: Schema) -> Iterator[str]:
    """It did not break, an error is a problem with a sentence, and what comes back was announced."""
    status = answered.status_code
    if status >= 500:
        yield f"breaks, {status}"
    if str(status) not in {str(known) for known in one["responses"]}:
        yield f"does not announce {status}"
    if status >= 400:
        problem = json.loads(answered.content)
        if answered["Content-Type"] != MEDIA_TYPE or not {"title", "status", "detail"} <= set(
            problem
        ):
            yield f"answers {status} without a problem"
