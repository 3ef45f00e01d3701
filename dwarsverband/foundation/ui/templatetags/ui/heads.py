"""What stands on top of a page, and what leads from one page to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dwarsverband.foundation.ui.templatetags.ui.rendering import render

register = Library()
PAGE = "pagina"


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above this one."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps of a longer task."""

    text: str
    state: str


@register.simple_tag
def page_head(
    title: str,
    lead: str = "",
    eyebrow: str = "",
    thing: object = None,
    live: bool = False,  # noqa: FBT001, FBT002 (templates name it)
) -> SafeString:
    """The question of a page, and its answer in one sentence, which a live search may change."""
    return render("page_head", title=title, lead=lead, eyebrow=eyebrow, thing=thing, live=live)


@register.simple_tag
def crumbs(*texts_and_hrefs: str) -> SafeString:
    """The pages above this one: a text, its address, a text, its address."""
    pairs = zip(texts_and_hrefs[::2], texts_and_hrefs[1::2], strict=True)
    return render("crumbs", above=[Crumb(str(text), str(href)) for text, href in pairs])


@register.simple_tag
def steps(current: int, *texts: str) -> SafeString:
    """How far a longer task has come."""
    return render("steps", steps=list(_steps(int(current), texts)))


@register.simple_block_tag
def tab_list(content: str, label: str) -> SafeString:
    """Pages that belong together."""
    return render("tab_list", content=content, label=label)


@register.simple_tag
def tab(text: str, href: str, current: bool = False) -> SafeString:  # noqa: FBT001, FBT002 (templates name it)
    """One of them."""
    return render("tab", text=text, href=href, current=current)


@register.simple_tag(takes_context=True)
def domain_filter(
    context: Context,
    things: Sequence[object],
    chosen: object = None,
    name: str = "domein",
    label: str = "",
    everything: str = "",
) -> SafeString:
    """One domain of all, or everything: a choice that stands in the address.

    With another name it chooses something else that has a code, such as a theme. What the page was
    asked for besides stays asked.
    """
    asked = context["request"].GET.copy()
    asked.pop(PAGE, None)

    def href(code: str) -> str:
        asked.pop(name, None)
        if code:
            asked[name] = code
        return f"?{asked.urlencode()}"

    return render(
        "domain_filter",
        label=label or _("Domains"),
        everything=everything or _("All domains"),
        whole=href(""),
        choices=[(thing, href(getattr(thing, "code", "")), thing == chosen) for thing in things],
        is_whole=chosen is None,
    )


@register.simple_tag(takes_context=True)
def pages(context: Context, page: Page[object]) -> SafeString:
    """The way through a long list; what was asked in the address stays asked."""
    asked = context["request"].GET.copy()

    def href(number: int) -> str:
        asked[PAGE] = str(number)
        return f"?{asked.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    listed = [(number, href(number) if isinstance(number, int) else "") for number in numbers]
    before = href(page.previous_page_number()) if page.has_previous() else ""
    after = href(page.next_page_number()) if page.has_next() else ""
    return render("pages", page=page, listed=listed, before=before, after=after)


@register.simple_tag(takes_context=True)
def menu_list(context: Context) -> SafeString:
    """Every place there is, for a screen without room for a menu."""
    needed = ("own", "other_language", "csrf_token", "request")
    return render(
        "menu_list",
        groups=context.get("navigation", ()),
        **{name: context.get(name) for name in needed},
    )


def _steps(current: int, texts: tuple[str, ...]) -> Iterator[Step]:
    for number, text in enumerate(texts, start=1):
        state = "done" if number < current else "current" if number == current else "next"
        yield Step(text, state)
