"""Words in a sentence: addresses, dates, silence."""

from datetime import date

from django.template import Context, Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dwarsverband.foundation.ui import addresses, numbers

register = Library()


@register.simple_tag(takes_context=True)
def address(context: Context, name: str, **keys: object) -> str:
    """Where a page stands, in the partnership of whoever asks."""
    return addresses.address(context["request"].actor, name, **keys)


@register.simple_tag
def when(day: date | None) -> SafeString | str:
    """A day in the reader's language; the year is said when it is another one."""
    if day is None:
        return ""
    day = numbers.as_day(day)
    is_this_year = day.year == timezone.localdate().year
    text = date_format(day, "j F" if is_this_year else "j F Y")
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), text)


@register.simple_tag
def silence(day: date | None, is_estimate: bool = False) -> str:  # noqa: FBT001, FBT002 (templates name it)
    """How long nobody spoke, in words; of an estimate only around which month, or in which year."""
    return numbers.silence(day, is_estimate=is_estimate)


@register.simple_tag
def now_words(day: date) -> str:
    """A day with its weekday and its week."""
    return numbers.week_of(day)
