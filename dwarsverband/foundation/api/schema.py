"""How machines are spoken to: camelCase outside, the field's words inside."""

from ninja import Schema as NinjaSchema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel


class Schema(NinjaSchema):
    """A form of an answer or of a question; it lists its fields."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Problem(Schema):
    """What went wrong, in the form of RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
