"""The whole network as a file: for a spreadsheet, for a graph program, for another program."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.sheets.export import Sheet, Value, write_csv, write_xlsx
from dwarsverband.modules.network.models import Person, Tie, TieKind
from dwarsverband.modules.network.queries.import_types import BETWEEN
from dwarsverband.modules.network.queries.people import people_list, visible_ties, with_themes

WEIGHT = "weight of meetings"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its name, its kind for browsers, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Rows:
    """People and ties as rows; a number joins them, and behind it stands the one in the network."""

    people: list[dict[str, Value]]
    ties: list[dict[str, Value]]
    keys: dict[int, UUID]


def network_file(actor: Actor, kind: str) -> Export:
    """Everything the actor sees of the network, in one kind of file."""
    return WRITERS[kind](_rows(actor))


def contact_card(person: Person) -> Export:
    """One person as a contact card (vCard 4.0, RFC 6350)."""
    position = next(iter(person.positions.all()), None)
    organisation = position.organisation.name if position and position.organisation else ""
    given, _space, family = person.name.partition(" ")
    lines = [
        ("FN", person.name),
        ("N", f"{family};{given};;;"),
        ("ORG", organisation),
        ("TITLE", position.function if position else ""),
        ("EMAIL", person.email),
        ("TEL", person.phone),
    ]
    told = [f"{name}:{_escaped(text, name)}" for name, text in lines if text]
    card = "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", *map(_folded_line, told), "END:VCARD", ""])
    return Export(f"{person.pk}.vcf", "text/vcard", card.encode())


def _rows(actor: Actor) -> _Rows:
    people = list(with_themes(people_list(actor)))
    number = {person.pk: index for index, person in enumerate(people, 1)}
    ties = [
        _tie(tie, number)
        for tie in visible_ties(actor)
        if tie.first_id in number and tie.second_id in number
    ]
    keys = {index: key for key, index in number.items()}
    return _Rows([_person(person, number[person.pk]) for person in people], ties, keys)


def _person(person: Person, number: int) -> dict[str, Value]:
    position = next(iter(person.positions.all()), None)
    organisation = position.organisation if position else None
    domain = (position.domain if position else None) or (
        organisation.domain if organisation else None
    )
    return {
        "id": number,
        "name": person.name,
        "function": position.function if position else "",
        "organisation": organisation.name if organisation else "",
        "domain": domain.name if domain else "",
        # How to reach a key person is shown one at a time, never in a list.
        "email": "" if person.is_key_person else person.email,
        "phone": "" if person.is_key_person else person.phone,
        "municipality": person.municipality,
        "number in your own list": person.identifier,
        "themes": BETWEEN.join(person.theme_names),
        "neighbourhoods": BETWEEN.join(person.neighbourhoods),
    }


def _tie(tie: Tie, number: dict[UUID, int]) -> dict[str, Value]:
    return {
        "source": number[tie.first_id],
        "target": number[tie.second_id],
        "kind": tie.kind,
        "strength": tie.strength,
        "since": tie.since_on,
        "last contact": last_contact(tie),
        WEIGHT: tie.weight if tie.kind == TieKind.ATTENDANCE else None,
    }


def last_contact(tie: Tie) -> Value:
    """The day of the last contact; of an estimate the month alone, which no list reads as a day."""
    if tie.is_estimate and tie.last_contact_on:
        return f"{tie.last_contact_on:%Y-%m}"
    return tie.last_contact_on


def _sheet(title: str, rows: Sequence[dict[str, Value]]) -> Sheet:
    """Rows under headings, and with kinds of ties, as a list on its way in knows them."""
    headings, kinds = _headings(), _kinds()
    told = [
        [kinds[str(value)] if name == "kind" else value for name, value in row.items()]
        for row in rows
    ]
    return Sheet(title, [headings[name] for name in rows[0]] if rows else [], told)


def _headings() -> dict[str, str]:
    return {
        "id": _("number in this file"),
        "name": _("Name"),
        "function": _("Position"),
        "organisation": _("Organisation"),
        "domain": _("Domain"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "municipality": _("Municipality code"),
        "number in your own list": _("Number in your own list"),
        "themes": _("Themes"),
        "neighbourhoods": _("Neighbourhoods"),
        "source": _("From whom"),
        "target": _("To whom"),
        "kind": _("Kind of tie"),
        "strength": _("Strength"),
        "since": _("Since"),
        "last contact": _("Last contact"),
        WEIGHT: _("Weight of meetings"),
    }


def _kinds() -> dict[str, str]:
    return {
        TieKind.CONTACT: _("contact"),
        TieKind.COLLABORATION: _("collaboration"),
        TieKind.AGREEMENT: _("agreement"),
        TieKind.ATTENDANCE: _("attendance"),
    }


def _xlsx(rows: _Rows) -> Export:
    content = write_xlsx(_sheet(_("People"), rows.people), _sheet(_("Ties"), rows.ties))
    return Export("netwerk.xlsx", XLSX, content)


def _csv(name: str, rows: Sequence[dict[str, Value]]) -> Export:
    sheet = _sheet(name, rows)
    return Export(f"{name}.csv", "text/csv; charset=utf-8", write_csv(sheet.headings, sheet.rows))


def _json(rows: _Rows) -> Export:
    content = json.dumps(
        {"people": rows.people, "ties": rows.ties}, ensure_ascii=False, indent=1, default=str
    )
    return Export("netwerk.json", "application/json", content.encode())


def _graphml(rows: _Rows) -> Export:
    """GraphML as graph programs read it (Brandes et al. 2002).

    Nodes have the number that they have in the network, so that the file comes back without change.
    """
    ElementTree.register_namespace("", GRAPHML)
    root = ElementTree.Element(f"{{{GRAPHML}}}graphml")
    keys = [
        *_keys(root, "node", rows.people, {"id"}),
        *_keys(root, "edge", rows.ties, {"source", "target"}),
    ]
    graph = ElementTree.SubElement(root, f"{{{GRAPHML}}}graph", edgedefault="undirected")
    for person in rows.people:
        node = ElementTree.SubElement(graph, f"{{{GRAPHML}}}node", id=_key(rows, person["id"]))
        _data(node, "node", person, keys)
    for tie in rows.ties:
        ends = {end: _key(rows, tie[end]) for end in ("source", "target")}
        edge = ElementTree.SubElement(graph, f"{{{GRAPHML}}}edge", ends)
        _data(edge, "edge", tie, keys)
    content = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Export("netwerk.graphml", "application/xml", content)


def _key(rows: _Rows, number: Value) -> str:
    return str(rows.keys[number]) if isinstance(number, int) else ""


def _keys(
    root: ElementTree.Element, about: str, rows: Sequence[dict[str, Value]], skipped: set[str]
) -> Iterable[tuple[str, str]]:
    for name, value in (rows[0] if rows else {}).items():
        if name in skipped:
            continue
        kind = "int" if isinstance(value, int) else "double" if name == WEIGHT else "string"
        identifier = f"{about} {name}".replace(" ", "_")
        ElementTree.SubElement(
            root,
            f"{{{GRAPHML}}}key",
            {"id": identifier, "for": about, "attr.name": name, "attr.type": kind},
        )
        yield about, name


def _data(
    element: ElementTree.Element, about: str, row: dict[str, Value], keys: Sequence[tuple[str, str]]
) -> None:
    for kind, name in keys:
        if kind == about and row.get(name) not in (None, ""):
            identifier = f"{about} {name}".replace(" ", "_")
            data = ElementTree.SubElement(element, f"{{{GRAPHML}}}data", key=identifier)
            data.text = "".join(sign for sign in str(row[name]) if sign.isprintable())


def _escaped(text: str, name: str) -> str:
    """A text in a card: signs that mean something there get a backslash (RFC 6350, 3.4)."""
    plain = text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n").replace(",", "\\,")
    return plain if name == "N" else plain.replace(";", "\\;")


def _folded_line(line: str) -> str:
    """Lines of a card hold at most 75 octets; a letter is not cut in two."""
    parts, current = [], ""
    for sign in line:
        if len((current + sign).encode()) > 73:
            parts.append(current)
            current = ""
        current += sign
    return "\r\n ".join([*parts, current])


WRITERS: dict[str, Callable[[_Rows], Export]] = {
    "xlsx": _xlsx,
    "people.csv": lambda rows: _csv("mensen", rows.people),
    "ties.csv": lambda rows: _csv("banden", rows.ties),
    "graphml": _graphml,
    "json": _json,
}
# As what a browser gets them.
KINDS = (XLSX, "text/csv", "application/xml", "application/json")
