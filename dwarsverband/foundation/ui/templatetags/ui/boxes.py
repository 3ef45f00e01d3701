"""What holds content: sections, cards, tables, lists, figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import qrcode
from django.template import Library
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage

from dwarsverband.foundation.ui.figures import BalanceRow, Matrix
from dwarsverband.foundation.ui.templatetags.ui.marks import Shape, shape_of
from dwarsverband.foundation.ui.templatetags.ui.rendering import deeper, new_id, render

register = Library()
MOST_SQUARES = 40
ALERT_ICONS = {
    "info": "info",
    "positive": "circle-check",
    "warning": "clock",
    "negative": "circle-alert",
}


@register.simple_block_tag
def section(
    content: str,
    title: str = "",
    intro: str = "",
    link: str = "",
    href: str = "",
    id: str = "",  # noqa: A002 (as in HTML)
    level: int = 0,
) -> SafeString:
    """A part of a page under its own heading."""
    heading = f"{id}-title" if id else new_id("title")
    return render(
        "section",
        content=deeper(content) if title else content,
        title=title,
        intro=intro,
        link=link,
        href=href,
        id=id,
        heading=heading,
        level=level,
    )


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 0) -> SafeString:
    """A box around what you act on."""
    inside = deeper(content) if title else content
    return render("card", content=inside, title=title, level=level)


@register.simple_block_tag
def paper(content: str, to: str = "", code: str = "", caption: str = "") -> SafeString:
    """A sheet of paper of its own: to whom it goes on top, and at the end perhaps a code to type."""
    return render("paper", content=content, to=to, code=code, caption=caption)


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "", icon: str = "") -> SafeString:
    """Something that must be known first, and what to do about it."""
    return render(
        "alert", content=content, kind=kind, title=title, icon=icon or ALERT_ICONS.get(kind, "info")
    )


@register.simple_tag
def code_picture(text: str, label: str) -> SafeString:
    """A text for the camera of a phone (a QR code), drawn here: no other site learns what it says."""
    file = BytesIO()
    qrcode.make(text, image_factory=SvgPathFillImage, border=3).save(file)
    drawn = file.getvalue().decode().rpartition("?>")[2]
    return render("code_picture", drawn=mark_safe(drawn), label=label)  # noqa: S308 (drawn by us, of paths only)


@register.simple_tag
def code_block(text: str, label: str = "") -> SafeString:
    """What is copied or typed letter by letter; a long line goes on below."""
    return render("code_block", text=text, label=label)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:  # noqa: A002, FBT001, FBT002 (as in HTML)
    """More, for whoever wants it."""
    return render("details", content=content, summary=summary, open=open)


@register.simple_block_tag
def explain(
    content: str,
    meaning: str,
    computed: str,
    source: str = "",
    day: date | None = None,
) -> SafeString:
    """What a figure means, how it was computed, from what, and when."""
    return render(
        "explain", content=content, meaning=meaning, computed=computed, source=source, day=day
    )


@register.simple_block_tag
def table(content: str, caption: str = "", stacked: bool = True) -> SafeString:  # noqa: FBT001, FBT002 (templates name it)
    """Rows and columns; on a phone each row becomes a small block, or the table scrolls."""
    return render("table", content=content, caption=caption, stacked=stacked)


@register.simple_block_tag
def empty(content: str, title: str, level: int = 0) -> SafeString:
    """Nothing yet: what this is for, and the first thing to do."""
    return render("empty", content=content, title=title, level=level)


@register.simple_block_tag
def action_list(content: str, label: str = "") -> SafeString:
    """Who, why, and what to do; a label becomes a heading that is heard, not seen."""
    return render("action_list", content=deeper(content) if label else content, label=label)


@register.simple_block_tag
def action_item(
    content: str,
    title: str,
    first: object = None,
    second: object = None,
    state: str = "one",
    href: str = "",
    subtitle: str = "",
    meta: str = "",
    level: int = 0,
) -> SafeString:
    """One of them; a group of buttons inside goes to its side."""
    why, buttons = _without_buttons(content)
    return render(
        "action_item",
        why=why,
        buttons=buttons,
        title=title,
        first=first,
        second=second,
        state=state,
        href=href,
        subtitle=subtitle,
        meta=meta,
        level=level,
    )


@register.simple_block_tag
def data_list(content: str) -> SafeString:
    """Terms and what they are."""
    return render("data_list", content=content)


@register.simple_block_tag
def data_item(content: str, term: str) -> SafeString:
    """One of them."""
    return render("data_item", content=content, term=term)


@register.simple_block_tag
def side_list(content: str, label: str = "") -> SafeString:
    """What may be one and the same, side by side; on a phone too."""
    return render("side_list", content=content, label=label)


@register.simple_block_tag
def side_item(content: str, title: str, where: str = "", note: str = "") -> SafeString:
    """One of them: where it stands, what it is called, and what is known of it."""
    return render("side_item", content=content, title=title, where=where, note=note)


@register.simple_block_tag
def seat_list(content: str, label: str = "") -> SafeString:
    """The chairs around a table."""
    return render("seat_list", content=content, label=label)


@register.simple_block_tag
def seat(
    content: str,
    thing: object,
    title: str,
    subtitle: str = "",
    href: str = "",
    empty: bool = False,  # noqa: FBT001, FBT002 (templates name it)
) -> SafeString:
    """One of them: who sits there, or, drawn dashed, who does not."""
    return render(
        "seat",
        content=content,
        thing=shape_of(thing),
        title=title,
        subtitle=subtitle,
        href=href,
        empty=empty,
    )


@register.simple_tag
def balance(rows: Sequence[BalanceRow], label: str) -> SafeString:
    """How many of each domain: one square each, dashed for whoever is missing, and the number."""
    told = [
        (shape_of(row.thing), range(min(row.filled, MOST_SQUARES)), range(row.empty), row.filled)
        for row in rows
    ]
    return render("balance", rows=told, label=label)


@register.simple_block_tag
def figure(content: str, title: str = "", intro: str = "") -> SafeString:
    """A picture or a table, under what it shows."""
    return render("figure", content=content, title=title, intro=intro)


@register.simple_tag
def matrix(matrix: Matrix) -> SafeString:
    """Everything against everything, as a table; shapes alone do on a phone when all differ."""
    things = [_thing(one) for one in matrix.things]
    shapes = [one.shape for one in things if isinstance(one, Shape)]
    return render(
        "matrix",
        matrix=matrix,
        is_text="plain" in shapes or len(set(shapes)) < len(things),
        things=things,
        rows=[(_thing(row.thing), row.cells) for row in matrix.rows],
    )


@register.simple_block_tag
def link_list(content: str) -> SafeString:
    """Ways to other pages, one under the other."""
    return render("link_list", content=content)


@register.simple_tag
def link_item(text: str, href: str, icon: str = "", subtitle: str = "") -> SafeString:
    """One of them."""
    return render("link_item", text=text, href=href, icon=icon, subtitle=subtitle)


@register.simple_block_tag
def beside(content: str) -> SafeString:
    """What stands at the side of a page; no side when there is nothing."""
    return render("beside", content=content)


@register.simple_tag
def both_texts(current: object, typed: Mapping[str, str], labels: Mapping[str, str]) -> SafeString:
    """What somebody typed beside what another person saved in the meantime."""
    rows = [
        (label, str(getattr(current, name, "")), typed.get(name, ""))
        for name, label in labels.items()
    ]
    return render("both_texts", rows=rows)


def _thing(thing: object) -> Shape | str:
    """A domain is drawn; a text stays a text."""
    return thing if isinstance(thing, str) else shape_of(thing)


def _without_buttons(content: str) -> tuple[str, str]:
    """The sentences, and the group of buttons that ends them."""
    start = content.rfind('<div class="dv-action-group')
    if start < 0:
        return content, ""
    return mark_safe(content[:start]), mark_safe(content[start:])  # noqa: S308 (both were safe)
