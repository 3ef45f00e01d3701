"""A file that somebody keeps and reads: one page with everything in it, which asks nothing of another place.

It opens in every browser, prints on paper, and needs no program and no account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Of what stands beside each other on paper; what has more columns stands below each other.
MOST_COLUMNS = 7
_STYLE = """
:root { color-scheme: light }
body { margin: 0 auto; max-width: 56rem; padding: 2rem 1.25rem; background: white; color: black;
       font: 1.0625rem/1.55 "Atkinson Hyperlegible Next", "Segoe UI", Arial, sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.25rem; margin: 2rem 0 .25rem; padding-top: .75rem; border-top: 2px solid black }
p { margin: .25rem 0 .75rem; max-width: 40rem }
dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .25rem 1rem; margin: .5rem 0 }
dt { font-weight: 600 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line }
dl + dl { border-top: 1px solid gray; padding-top: .5rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .9375rem; line-height: 1.4 }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
         border-bottom: 1px solid gray; overflow-wrap: anywhere }
@media (max-width: 34rem) {
  dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem }
  table, tbody, tr, td { display: block } thead { display: none }
  tr { border-bottom: 1px solid gray; padding: .35rem 0 } td { border: 0; padding: 0 }
  td::before { content: attr(data-label) ": "; font-weight: 600 }
}
@media print { body { max-width: none; padding: 0; font-size: 11pt } h2, tr, dl { break-inside: avoid }
  h2 { break-after: avoid } }
"""
Row = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a sentence about it, and below it things with their labels, or loose lines."""

    title: str
    intro: str = ""
    rows: Sequence[Row] = ()
    lines: Sequence[str] = ()


def write_document(title: str, lead: str, parts: Iterable[Part]) -> bytes:
    """The whole file, in the language of the moment."""
    body = format_html_join("", "{}", ((_part(part),) for part in parts))
    return format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n"
        "<h1>{}</h1>\n<p>{}</p>{}\n</main>\n</body>\n</html>\n",
        get_language() or "nl",
        title,
        mark_safe(_STYLE),  # noqa: S308 (our own)
        title,
        lead,
        body,
    ).encode()


def _part(part: Part) -> SafeString:
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in part.lines))
    return format_html(
        "\n<section>\n<h2>{}</h2>{}{}{}\n</section>",
        part.title,
        format_html("<p>{}</p>", part.intro) if part.intro else "",
        _rows(part.rows),
        format_html("<ul>{}</ul>", lines) if part.lines else "",
    )


def _rows(rows: Sequence[Row]) -> SafeString:
    """Below each other in a table, or each with its labels beside it; what is the same everywhere stands once."""
    same = _same(rows)
    rows = [[pair for pair in row if pair not in same] for row in rows]
    columns = list(dict.fromkeys(label for row in rows for label, _text in row))
    if len(rows) < 2 or len(columns) > MOST_COLUMNS:
        told = format_html_join("\n", "<dl>{}</dl>", ((_items(row),) for row in rows))
    else:
        heads = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in columns))
        body = format_html_join("\n", "<tr>{}</tr>", ((_cells(row, columns),) for row in rows))
        told = format_html(
            "\n<table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>", heads, body
        )
    if not same:
        return told
    return format_html("<p>{}</p><dl>{}</dl>{}", _("For all of these:"), _items(same), told)


def _same(rows: Sequence[Row]) -> Row:
    """What every one of some rows says, when there are more than two."""
    if len(rows) <= 2:
        return []
    first, *others = rows
    found = [pair for pair in first if all(pair in other for other in others)]
    return found if len(found) < len(first) else []


def _items(row: Row) -> SafeString:
    return format_html_join("", "<dt>{}</dt><dd>{}</dd>", row)


def _cells(row: Row, columns: Sequence[str]) -> SafeString:
    known = dict(row)
    return format_html_join(
        "", '<td data-label="{}">{}</td>', ((one, known.get(one, "")) for one in columns)
    )
