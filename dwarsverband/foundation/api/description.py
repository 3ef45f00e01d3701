"""The description of the API, for people: what can be asked, who may, with what, and an example.

Read from the OpenAPI document, so that the two say the same. Sentences are those of the source.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any  # an OpenAPI document is a nest of Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated  # of what stands in the source already

from dwarsverband.foundation.access.action import VERBS
from dwarsverband.foundation.api.areas import area_words

DEEPEST = 3
NUMBER = "6f1c2f0e-5d0e-4a58-9f43-0d6a5c1f7b11"
AGAIN = "Idempotency-Key"  # told once, at the top
DAY = "2026-04-20"
TOKEN = "$TOKEN"  # noqa: S105 (the name of a variable)
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is sent or answered: its name, its kind, what it is, and whether it must be there."""

    name: str
    kind: str
    meaning: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: the status, when, as what, and with which fields."""

    status: str
    meaning: str
    kinds: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that programs can ask."""

    name: str
    summary: str
    who: str
    is_change: bool
    parameters: tuple[Part, ...]
    body: tuple[Part, ...]
    answers: tuple[Answer, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Area:
    """Operations that belong together; a token reaches them together."""

    code: str
    title: str
    operations: tuple[Operation, ...]


def areas() -> list[Area]:
    """Everything that can be asked, area by area."""
    document = _document()
    found: dict[str, list[Operation]] = {code: [] for code in area_words()}
    for path, operations in document["paths"].items():
        for method, one in operations.items():
            found[one["tags"][0]].append(_operation(document, path, method, one))
    words = area_words()
    return [Area(code, words[code], tuple(made)) for code, made in found.items() if made]


def example(slug: str, reached: Sequence[str], token: str) -> str:
    """A first question for whoever has a new token: the first in its areas that needs nothing else."""
    for path, operations in _document()["paths"].items():
        if "get" in operations and "{" not in path and operations["get"]["tags"][0] in reached:
            return _curl("get", path, "", slug=slug, token=token)
    return ""


def sentence(text: str) -> str:
    """A docstring as one line, in the language of the reader."""
    return translated(" ".join(cleandoc(text).split())) if text else ""


def _document() -> Schema:
    document: Schema = import_string(settings.API).get_openapi_schema()
    return document


def _operation(document: Schema, path: str, method: str, one: Schema) -> Operation:
    name = one["operationId"]
    rules = {verb.rpartition(".")[2]: rule for verb, rule in VERBS.items()}
    rule = rules.get(name)
    sent: list[tuple[str, Schema]] = list(one.get("requestBody", {}).get("content", {}).items())
    kind, schema = (sent[0][0], sent[0][1].get("schema", {})) if sent else ("", {})
    return Operation(
        name=name,
        summary=f"{method.upper()} {path} · {sentence(one.get('description', ''))}",
        who=sentence(rule.__doc__ or "") if rule else _("Every member, as far as they may see it."),
        is_change=method != "get",
        parameters=tuple(
            _parameter(part) for part in one.get("parameters", ()) if part["name"] != AGAIN
        ),
        body=tuple(_parts(document, schema)),
        answers=tuple(_answers(document, one)),
        example=_curl(method, path, _body(document, kind, schema)),
    )


def _parameter(part: Schema) -> Part:
    places = {"path": _("in the address"), "query": _("after ?"), "header": _("in a header")}
    meaning = sentence(part.get("description", ""))
    place = places[part["in"]]
    told = f"{meaning} ({place})" if meaning else place
    return Part(part["name"], _kind(part["schema"]), told, is_required=part.get("required", False))


def _answers(document: Schema, one: Schema) -> Iterator[Answer]:
    for status, answer in sorted(one["responses"].items(), key=lambda pair: str(pair[0])):
        content = answer.get("content", {})
        kinds: list[Schema] = list(content.values())
        schema = kinds[0].get("schema", {}) if kinds else {}
        is_error = str(status) >= "400"
        yield Answer(
            status=str(status),
            meaning=sentence(answer["description"]),
            kinds=", ".join(content),
            parts=() if is_error else tuple(_parts(document, schema)),
        )


def _parts(document: Schema, schema: Schema, before: str = "", depth: int = 0) -> Iterator[Part]:
    """The fields of a schema; those of a field stand under it, with its name before theirs."""
    plain = _resolved(document, schema)
    if plain.get("type") == "array":
        yield from _parts(document, plain.get("items", {}), f"{before}[]", depth)
        return
    required = plain.get("required", ())
    for name, inner in plain.get("properties", {}).items():
        told = f"{before}.{name}" if before else name
        inside = _resolved(document, inner)
        meaning = sentence(inner.get("description", ""))
        yield Part(told, _kind(inside), meaning, is_required=name in required)
        if depth < DEEPEST:
            yield from _parts(document, inside, told, depth + 1)


def _resolved(document: Schema, schema: Schema) -> Schema:
    """A schema itself, wherever it stands in the document."""
    if len(schema.get("allOf", ())) == 1:
        schema = {**schema["allOf"][0], **{k: v for k, v in schema.items() if k != "allOf"}}
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    return {**document["components"]["schemas"][name], "nullable": schema.get("nullable", False)}


def _kind(schema: Schema) -> str:
    """What a value is, in words."""
    kinds = {
        "date": _("day"),
        "date-time": _("moment"),
        "uuid": _("number (UUID)"),
        "binary": _("file"),
        "string": _("text"),
        "integer": _("whole number"),
        "number": _("number"),
        "boolean": _("yes or no"),
        "array": _("list"),
        "object": _("fields"),
    }
    if "enum" in schema:
        words = _("one of: %(values)s") % {"values": ", ".join(map(str, schema["enum"]))}
    else:
        words = kinds.get(
            schema.get("format", ""), kinds.get(schema.get("type", ""), _("anything"))
        )
    return _("%(kind)s, or nothing") % {"kind": words} if schema.get("nullable") else words


def _body(document: Schema, kind: str, schema: Schema) -> str:
    """What stands behind curl to send an example."""
    if kind.startswith("multipart/"):
        return " \\\n  -F 'files=@list.xlsx'"
    if not kind:
        return ""
    text = json.dumps(_sample(document, schema), ensure_ascii=False)
    return f" \\\n  -H 'Content-Type: application/json' -d '{text}'"


def _sample(document: Schema, schema: Schema) -> object:
    """A value that fits; what need not be sent is left out."""
    plain = _resolved(document, schema)
    if "example" in plain:
        return plain["example"]
    if "enum" in plain:
        return plain["enum"][0]
    if plain.get("type") == "object" or "properties" in plain:
        required = plain.get("required", ())
        fields = plain.get("properties", {})
        return {
            name: _sample(document, inner) for name, inner in fields.items() if name in required
        }
    if plain.get("type") == "array":
        return [_sample(document, plain.get("items", {}))]
    samples = {"date": DAY, "uuid": NUMBER, "integer": 1, "number": 1, "boolean": True}
    return samples.get(plain.get("format", ""), samples.get(plain.get("type", ""), "…"))


def _curl(method: str, path: str, body: str, slug: str = "", token: str = TOKEN) -> str:
    """The question as one types it."""
    path = path.replace("{pk}", "$NUMBER").replace("{first}", "$ONE").replace("{second}", "$OTHER")
    how = "" if method == "get" else f" -X {method.upper()}"
    there = f"{settings.PUBLIC_ADDRESS}/api/v1/{slug or 'waterdal'}{path}"
    return f'curl{how} {there} \\\n  -H "Authorization: Bearer {token}"{body}'
