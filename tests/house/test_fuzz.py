"""Whatever is asked of the API, as whomever, it answers; it never breaks.

Every operation of the description is asked many times, as each of the cast, with what it takes and
with what it does not (Schemathesis makes both, and holds the answer against the description); then
every field in turn with odd signs, edges of days and numbers, other kinds, too much, nothing.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any  # what a body holds

import pytest
import requests
import schemathesis
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core import NotSet
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err, Ok

from dwarsverband.foundation.api.problem import MEDIA_TYPE
from dwarsverband.modules.network.tests import lists
from tests.answers import Response
from tests.cast import EVERYBODY, Cast
from tests.machines import ask, token
from tests.places import MACHINES, Things, things_of
from tests.turns import in_turn

if TYPE_CHECKING:
    from schemathesis.generation.case import Case as AnyCase
    from schemathesis.schemas import APIOperation

    Case = AnyCase[APIOperation[Any, Any, Any, Any]]
    Operation = APIOperation[Any, Any, Any, Any]

Schema = dict[str, Any]
DOCUMENT = import_string(settings.API).get_openapi_schema()
# So many odd values meet each field.
ODD_A_FIELD = 2
# Who may do more is asked more.
TIMES = {"noor": 5, "bram": 2}
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
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
TOLD = {"If-Match", "Idempotency-Key"}


@pytest.fixture(scope="module")
def operations() -> "list[Operation]":
    """Each of the description; a file is sent by another test."""
    described = json.loads(json.dumps(DOCUMENT))
    read = list(schemathesis.openapi.from_dict(described).get_all_operations())
    assert not [one for one in read if isinstance(one, Err)]
    found = [one.ok() for one in read if isinstance(one, Ok)]
    return [one for one in found if "multipart/form-data" not in _kinds(_described(one))]


@pytest.mark.parametrize("who", [name for name in EVERYBODY if name != "samira"])
def test_no_operation_breaks_whoever_asks_and_whatever_is_sent(
    cast: Cast, operations: "list[Operation]", who: str
) -> None:
    secret = token(cast.actors[who]).secret if who in cast.actors else "onzin"
    things, statuses, wrong = things_of(cast.waterdal), set[int](), set[str]()
    for operation in operations:

        def once(case: "Case", luck: int, operation: "Operation" = operation) -> None:
            with transaction.atomic():  # each question meets the same partnership
                answered = _ask(secret, case, things, luck)
                transaction.set_rollback(True)
            statuses.add(answered.status_code)
            told = f"{case.method} {case.path}"
            wrong.update(f"{told}: {said}" for said in _breaches(case, answered))
            wrong.update(f"{told}: {said}" for said in _complaints(answered, _described(operation)))

        shares = ((GenerationMode.POSITIVE, TIMES.get(who, 1)), (GenerationMode.NEGATIVE, 1))
        kinds = len(shares) if who in TIMES else 1
        for mode, share in in_turn(shares, f"{who} {operation.label}", kinds):
            _often(once, operation.as_strategy(generation_mode=mode), share)
    assert not wrong, "\n".join(sorted(wrong))
    assert statuses >= EXPECTED.get(who, {200, 400, 403, 404}), "The questions reach too little."


def test_no_field_breaks_on_an_odd_value(cast: Cast, operations: "list[Operation]") -> None:
    """One field after the other, while the others hold what the coordinator could have sent."""
    secret, things, wrong = token(cast.noor).secret, things_of(cast.waterdal), set[str]()
    for operation in operations:
        address = "/api/v1/waterdal" + _filled(operation.path, things)
        for name, sent, query in _with_odd_fields(_described(operation)):
            with transaction.atomic():
                answered = ask(
                    secret,
                    f"{address}?{urlencode(query)}" if query else address,
                    sent,
                    method=operation.method.upper(),
                    headers={"If-Match": "1"},
                    client=Client(raise_request_exception=False),
                )
                transaction.set_rollback(True)
            told = f"{operation.method} {operation.path} {name}"
            wrong.update(f"{told}: {said}" for said in _complaints(answered, _described(operation)))
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


def _with_odd_fields(one: Schema) -> Iterator[tuple[str, Any, dict[str, str]]]:
    content = list(one.get("requestBody", {}).get("content", {}).values())
    schema = _resolved(content[0]["schema"]) if content else {}
    base = {name: _usual(inner) for name, inner in schema.get("properties", {}).items()}
    for name, inner in schema.get("properties", {}).items():
        for odd in in_turn(_odd_of(_resolved(inner)), f"{one['operationId']} {name}", ODD_A_FIELD):
            yield name, {**base, name: odd}, {}
    for part in one.get("parameters", ()):
        if part["in"] == "query":
            for odd in in_turn(
                _odd_of(part["schema"]), f"{one['operationId']} {part['name']}", ODD_A_FIELD
            ):
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


def _often(
    ask_once: "Callable[[Case, int], None]", cases: "st.SearchStrategy[Case]", times: int
) -> None:
    """Ask so many times, the same ones each time the test runs."""

    def run(case: "Case", luck: int) -> None:
        ask_once(case, luck)

    effort(
        max_examples=times,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(cases, st.integers(0, 11))(run))()


def _described(operation: "Operation") -> Schema:
    """What the description says of an operation."""
    found: Schema = DOCUMENT["paths"][operation.path][operation.method]
    return found


def _kinds(one: Schema) -> Schema:
    """What an operation takes as its body, by media type."""
    found: Schema = one.get("requestBody", {}).get("content", {})
    return found


def _ask(secret: str, case: "Case", things: Things, luck: int) -> Response:
    """What a program gets for a case; three times out of four about things that are there."""
    address = "/api/v1/waterdal" + _filled(case.path, things)
    if luck % 4 == 0:
        address = "/api/v1/waterdal" + case.formatted_path
    asked = dict(case.query or {}).items()
    query = urlencode([(name, _plain(value)) for name, value in asked])
    said = {name: str(value) for name, value in dict(case.headers or {}).items() if name in TOLD}
    return ask(
        secret,
        f"{address}?{query}" if query else address,
        None if isinstance(case.body, NotSet) else case.body,
        method=case.method,
        headers={"If-Match": "1", **(said if luck % 3 == 0 else {})},
        client=Client(raise_request_exception=False),
    )


def _filled(path: str, things: Things) -> str:
    """An address with the numbers of what is there; with no number where nothing is."""
    known: dict[str, str] = {}
    for part, numbers in things.items():
        if f"/{part}" in f"{path}/" and part in {*MACHINES, "pairs/"}:
            known.update(numbers)
    return re.sub(r"{(\w+)}", lambda found: known.get(found[1], f"{0:032}"), path)


def _plain(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()[:2_000]


def _breaches(case: "Case", answered: Response) -> Iterator[str]:
    """Where an answer is another than the description promises: status, kind, headers, content."""
    received = schemathesis.Response(
        status_code=answered.status_code,
        headers={name: [value] for name, value in answered.headers.items()},
        content=answered.content,
        request=requests.Request(case.method, f"http://testserver{case.formatted_path}").prepare(),
        elapsed=0.0,
        verify=True,
    )
    try:
        case.validate_response(received, checks=CHECKS)
    except FailureGroup as failed:
        yield from (f"{one.title}: {one.message[:300]}" for one in failed.exceptions)


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
