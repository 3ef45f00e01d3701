"""How machines are spoken to: camelCase outside, the field's words inside."""

import unicodedata
from collections.abc import Sequence
from datetime import time
from typing import Annotated, Any  # a body holds anything
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Header, Query
from ninja import Schema as NinjaSchema
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel

PAGE = 50
MOST_PAGES = 10_000
# So many levels of a body are read; the deepest that means something has three.
DEEPEST = 10
# So many things stand in one list or one object at most.
MOST_THINGS = 10_000


class Schema(NinjaSchema):
    """A form of an answer or of a question; it lists its fields."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Input(Schema):
    """What is sent: no field that is not listed, and text that a database can keep."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _as_text(cls, sent: Any) -> Any:  # as it was sent
        return _composed(sent) if isinstance(sent, dict) else sent


class Problem(Schema):
    """What went wrong, in the form of RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class NumberOut(Schema):
    """The number of what was made."""

    id: UUID


def _version(header: object) -> object:
    """A number, or an entity tag with the number in it, as it came in `ETag`."""
    return header.strip().removeprefix("W/").strip('"') if isinstance(header, str) else header


Version = Annotated[
    int,
    BeforeValidator(_version),
    Header(alias="If-Match", description=gettext_noop("The version that you read")),
]


def _on_the_clock(told: time) -> time:
    """A time as it stands on the clock in the room: it has no zone."""
    if told.tzinfo is not None:
        raise ValueError(_("Write the time as it stands on the clock, such as 14:30."))
    return told


ClockTime = Annotated[
    time,
    AfterValidator(_on_the_clock),
    WithJsonSchema({"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"}),
]
Search = Annotated[str, Query(max_length=160, description=gettext_noop("A word to look for"))]
PageNumber = Annotated[
    int, Query(ge=1, le=MOST_PAGES, description=gettext_noop("Which page, from 1"))
]


def page_of(rows: Sequence[Any] | QuerySet[Any], number: int) -> dict[str, object]:
    """Fifty of them, and how many there are."""
    found = Paginator(rows, PAGE)
    current = found.get_page(number)
    return {
        "items": list(current),
        "page": current.number,
        "pages": found.num_pages,
        "count": found.count,
    }


def plain(word: str) -> str:
    """A word to look for, without what a database does not know."""
    return word.replace("\0", "").strip()


def file_answer(*kinds: str) -> dict[str, Any]:
    """How a description says that a file comes back."""
    content = {
        kind: {
            "schema": {"type": "object"}
            if kind == "application/json"
            else {"type": "string", "format": "binary"}
        }
        for kind in kinds
    }
    return {"responses": {200: {"description": "OK", "content": content}}}


def _composed(value: Any, depth: int = 0) -> Any:
    """The same value with each text composed (NFC); one that cannot be kept is refused."""
    if depth > DEEPEST:
        raise ValueError("This is nested too deeply.")
    if isinstance(value, list | dict) and len(value) > MOST_THINGS:
        raise ValueError("This holds too many things.")
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise ValueError("This text holds a sign that cannot be kept.")
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {_composed(name): _composed(one, depth + 1) for name, one in value.items()}
    return value
