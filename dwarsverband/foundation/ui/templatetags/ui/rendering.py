"""How a component becomes text."""

import re
from secrets import token_hex

from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

HEADING = re.compile(r"<h([2-5])( data-level[^>]*>.*?)</h\1>", re.DOTALL)


def render(component: str, **values: object) -> SafeString:
    """The template of a component, filled in, without the line ends around it."""
    text = get_template(f"ui/components/{component}.html").render(values)
    return mark_safe(text.strip())  # noqa: S308 (a template made it)


def new_id(prefix: str) -> str:
    """A name within the page, for a sentence that explains something else.

    Drawn, not counted: a counter would tell how many pages others looked at.
    """
    return f"{prefix}-{token_hex(4)}"


def asked_for(context: Context, name: str) -> str:
    """What the address of the page asks for under a name."""
    value: str = context["request"].GET.get(name, "")
    return value


def deeper(content: str) -> SafeString:
    """The same, with its headings one level down, because it now stands under a heading itself."""
    return mark_safe(HEADING.sub(_deeper, content))  # noqa: S308 (it was safe, and stays so)


def _deeper(found: re.Match[str]) -> str:
    level = int(found[1]) + 1
    return f"<h{level}{found[2]}</h{level}>"
