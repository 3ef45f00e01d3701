"""What people do on a page: press, fill in, send."""

import json
from collections.abc import Iterable, Mapping, Sequence
from secrets import token_urlsafe
from typing import Any  # what a widget of Django tells of a choice

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template import Context, Library
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from dwarsverband.foundation.access import ALLOWED, Verdict
from dwarsverband.foundation.access.replies import FIELD
from dwarsverband.foundation.ui import numbers
from dwarsverband.foundation.ui.templatetags.ui.rendering import asked_for, new_id, render

register = Library()
CLASSES = (
    (forms.Textarea, "dv-textarea"),
    (forms.SelectMultiple, "dv-select-multiple"),
    (forms.Select, "dv-select"),
    (forms.FileInput, "dv-file"),
    (forms.CheckboxInput, "dv-check"),
)
DJANGO_ROWS = "10"  # more than a phone shows
NARROW = (forms.NumberInput, forms.DateInput, forms.TimeInput)


@register.simple_tag
def button(
    text: str,
    href: str = "",
    verdict: Verdict | None = None,
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    action: str = "",
    about: object = "",
) -> SafeString:
    """A button; one that you may not press says why, and does nothing.

    With an action it sends its form to another address than the other buttons do. Where buttons
    with the same words stand below each other, `about` says to a screen reader which one it is.
    """
    is_refused = verdict is not None and not verdict.is_allowed
    return render(
        "button",
        text=text,
        href=href,
        verdict=verdict,
        is_refused=is_refused,
        why=new_id("why") if is_refused else "",
        kind=kind,
        icon="lock" if is_refused else icon,
        name=name,
        value=value,
        action=action,
        about=about,
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    text: str,
    action: str,
    verdict: Verdict | None = None,
    kind: str = "secondary",
    icon: str = "",
    about: object = "",
    **fields: object,
) -> SafeString:
    """A button that changes something at once; other names are sent along."""
    return render(
        "post_button",
        text=text,
        action=action,
        verdict=verdict or ALLOWED,
        kind=kind,
        icon=icon,
        about=about,
        fields=fields,
        **_carried(context),
    )


@register.simple_tag
def passkey_button(
    text: str,
    kind: str = "get",
    options: str | Mapping[str, object] = "",
    name: str = "credential",
    action: str = "",
    look: str = "secondary",
) -> SafeString:
    """A button in a form that asks the device for a passkey, or for a new one, and sends the answer.

    What it asks stands in the page, or is fetched from where the answer goes.
    """
    asked = options if isinstance(options, str) else json.dumps(options)
    return render(
        "passkey_button", text=text, kind=kind, options=asked, name=name, action=action, look=look
    )


@register.simple_tag
def copy_text(text: str, href: str = "") -> SafeString:
    """A text that is shown once, to take along: one press copies it, one click selects it whole."""
    return render("copy_text", text=text, href=href, id=new_id("copy"))


@register.simple_tag
def print_button() -> SafeString:
    """Put this page on paper with one press; without scripts the browser's own menu does that."""
    return render("print_button")


@register.simple_tag(takes_context=True)
def search_form(
    context: Context,
    label: str,
    value: str = "",
    live: bool = False,  # noqa: FBT001, FBT002 (templates name it)
    focus: bool = False,  # noqa: FBT001, FBT002 (templates name it)
    keep: str = "",
) -> SafeString:
    """One word to look for on this page; the address keeps it.

    A live one answers while somebody types: the part `found` and the sentence below the heading
    change, and are read aloud. Without scripts the button does the same. On a page that is nothing
    else the field has focus. What the page was already asked for goes along when it is named.
    """
    return render(
        "search_form",
        label=label,
        value=value,
        live=live,
        focus=focus,
        kept=[(name, asked) for name in keep.split() if (asked := asked_for(context, name))],
        id=new_id("search"),
    )


@register.simple_block_tag
def action_group(content: str, within_reach: bool = False) -> SafeString:  # noqa: FBT001, FBT002 (templates name it)
    """Buttons side by side; on a phone those of a long page can stay within reach."""
    return render("action_group", content=content, within_reach=within_reach)


@register.simple_block_tag(takes_context=True, name="form")
def form_(
    context: Context,
    content: str,
    form: BaseForm,
    action: str = "",
    submit: str = "",
    verdict: Verdict | None = None,
    multipart: bool = False,  # noqa: FBT001, FBT002 (templates name it)
    cancel: str = "",
    kind: str = "primary",
    buttons: bool = True,  # noqa: FBT001, FBT002 (templates name it)
    keep: str = "",
) -> SafeString:
    """A form: what went wrong on top, its fields, and one button, unless it brings its own.

    With `keep` every tick is sent at once where scripts run, and these words say that it is kept.
    """
    if not content.strip():
        content = mark_safe("".join(field(one) for one in form.visible_fields()))  # noqa: S308 (components)
    return render(
        "form",
        form=form,
        content=content,
        hidden=[one for one in form.hidden_fields() if f'name="{one.html_name}"' not in content],
        action=action,
        submit=submit,
        verdict=verdict,
        is_multipart=multipart or form.is_multipart(),
        cancel=cancel,
        kind=kind,
        buttons=buttons,
        keep=keep,
        **_carried(context),
    )


@register.simple_tag
def field(
    bound: BoundField,
    label: bool = True,  # noqa: FBT001, FBT002 (templates name it)
    beside: bool = False,  # noqa: FBT001, FBT002 (templates name it)
    optional: bool = True,  # noqa: FBT001, FBT002 (templates name it)
) -> SafeString:
    """One question: its label, help, error, and where to answer; what stands beside it may be the label.

    A few short choices stand beside each other where there is room. Where the page says that all
    may stay empty, no question says it again.
    """
    widget = bound.field.widget
    is_choice = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    kind = "hidden" if bound.is_hidden else "choice" if is_choice else "plain"
    if isinstance(widget, forms.CheckboxInput) and not bound.is_hidden:
        kind = "checkbox"
    return render(
        "field",
        field=bound,
        kind=kind,
        widget=_widget(bound),
        has_label=label,
        is_beside=beside,
        says_optional=optional,
    )


@register.simple_tag
def row_choice(bound: BoundField, rows: Mapping[str, Sequence[str]]) -> SafeString:
    """Which row is meant: the first rows of a sheet as they stand there; a choice without a row comes last."""
    options = [(one, rows.get(str(one.data["value"]))) for one in bound.subwidgets]
    return render(
        "row_choice",
        field=bound,
        options=[(one, cells) for one, cells in options if cells is not None],
        others=[one for one, cells in options if cells is None],
    )


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString | str:
    """What is still to be done, each with the way to its field."""
    if not form.errors:
        return ""
    own = [
        (one.id_for_label or one.auto_id, f"{_as_beginning(one.label)} {error}")
        for one in form.visible_fields()
        for error in one.errors
    ]
    loose = [
        *form.non_field_errors(),
        *(error for one in form.hidden_fields() for error in one.errors),
    ]
    count = len(own) + len(loose)
    title = ngettext(
        "%(count)s thing before you can go on", "%(count)s things before you can go on", count
    )
    title = numbers.with_capital(title % {"count": numbers.in_words(count)})
    return render("error_summary", own=own, loose=loose, title=title)


def _as_beginning(label: object) -> str:
    """A label as the beginning of a sentence."""
    text = str(label)
    return text if text.endswith(("?", ".", ":")) else f"{text}:"


def _carried(context: Context) -> dict[str, object]:
    """What every form carries: that it is ours, and a name of its own."""
    return {
        "csrf_token": context.get("csrf_token", ""),
        "key_field": FIELD,
        "key": token_urlsafe(16),
    }


def _widget(bound: BoundField) -> SafeString:
    """The widget, dressed."""
    widget = bound.field.widget
    if isinstance(widget, forms.DateInput) and widget.input_type == "date":
        widget.format = "%Y-%m-%d"  # the only form that a browser's date field understands
        value = bound.value()
        is_typed = bound.errors and isinstance(value, str) and value and not _is_day(value)
        widget.input_type = (
            "text" if is_typed else "date"
        )  # so that what was typed stays to be seen
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == DJANGO_ROWS:
        widget.attrs["rows"] = "4"
    if widget.attrs.get("placeholder") == str(bound.label):
        del widget.attrs["placeholder"]  # the label says it already, and stays when somebody types
    dress = next((name for kind, name in CLASSES if isinstance(widget, kind)), "dv-input")
    narrow = " is-narrow" if isinstance(widget, NARROW) else ""
    given = widget.attrs.get("class", "")
    attributes: dict[str, str | bool] = {"class": f"{dress}{narrow} {given}".strip()}
    return (
        _select(bound, attributes)
        if type(widget) is forms.Select
        else bound.as_widget(attrs=attributes)
    )


def _is_day(text: str) -> bool:
    """Whether a browser's date field can show it."""
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def _select(bound: BoundField, attributes: dict[str, str | bool]) -> SafeString:
    """A list to choose from as Django writes it, without a template for each of a hundred choices."""
    widget = bound.field.widget
    attributes = bound.build_widget_attrs(attributes, widget)
    if bound.auto_id and "id" not in widget.attrs:
        attributes.setdefault("id", str(bound.auto_id))
    found = widget.get_context(bound.html_name, bound.value(), attributes)["widget"]
    groups = [
        format_html('<optgroup label="{}">{}</optgroup>', name, _options(choices))
        if name
        else _options(choices)
        for name, choices, _index in found["optgroups"]
    ]
    shape = '<select name="{}"{}>{}</select>'
    return format_html(shape, found["name"], flatatt(found["attrs"]), SafeString("".join(groups)))


def _options(choices: Iterable[dict[str, Any]]) -> SafeString:
    shape = '<option value="{}"{}>{}</option>'
    return format_html_join(
        "", shape, ((one["value"], flatatt(one["attrs"]), one["label"]) for one in choices)
    )
