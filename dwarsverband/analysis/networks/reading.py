"""A network from two tables: people with a group, and ties between them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dwarsverband.analysis.networks.graph import Graph

_HEADING_ROW = 1


class UnreadableTableError(ValueError):
    """A table that cannot be read, with the place that is wrong."""


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """A graph, with the names of its nodes and its groups as they stand in the tables."""

    people: tuple[str, ...]
    group_names: tuple[str, ...]
    group_of: NDArray[np.int64]
    graph: Graph


def read_network(
    people: Path, ties: Path, *, group: str, layer: str | None = None, directed: bool = False
) -> Network:
    """The network of a people table (`id` and a group) and a ties table (`source`, `target`).

    Groups are in the order of their names. With a layer only the ties of that layer count, without
    one all do; a tie that stands there more often counts once, and one from a person to themselves
    not at all. Raises `UnreadableTableError`, with the file, the row and the column, when a file,
    a column or a value is missing, double or unknown.
    """
    group_by_id = _read_people(people, group)
    names = tuple(sorted(set(group_by_id.values())))
    place = {name: index for index, name in enumerate(names)}
    number = {identifier: index for index, identifier in enumerate(group_by_id)}
    ends = np.array(_read_ties(ties, layer, number, people.name), dtype=np.int64).reshape(-1, 2)
    return Network(
        people=tuple(group_by_id),
        group_names=names,
        group_of=np.array([place[name] for name in group_by_id.values()], dtype=np.int64),
        graph=Graph.from_edges(len(number), ends[:, 0], ends[:, 1], directed=directed),
    )


def _read_people(path: Path, group: str) -> dict[str, str]:
    group_by_id: dict[str, str] = {}
    for row, (identifier, name) in _rows(path, ("id", group)):
        if identifier in group_by_id:
            raise _wrong(path, row, "id", f"“{identifier}” stands there already")
        group_by_id[identifier] = name
    return group_by_id


def _read_ties(
    path: Path, layer: str | None, number: dict[str, int], people: str
) -> list[tuple[int, int]]:
    columns = ("source", "target") if layer is None else ("source", "target", "layer")
    ties: list[tuple[int, int]] = []
    layers: set[str] = set()
    for row, values in _rows(path, columns):
        for column, value in zip(columns[:2], values, strict=False):
            if value not in number:
                raise _wrong(path, row, column, f"“{value}” is not an id in {people}")
        layers.update(values[2:])
        if layer in (None, *values[2:]):
            ties.append((number[values[0]], number[values[1]]))
    if layer is not None and layer not in layers:
        known = ", ".join(sorted(layers)) or "none"
        raise _wrong(path, None, "layer", f"no tie has “{layer}”; there is: {known}")
    return ties


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The values of some columns, with the number of each row; the heading is row 1."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableTableError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + _HEADING_ROW
        raise _wrong(path, row, None, "this is not UTF-8 text") from error
    heading, separator = _heading(path, text)
    places = [_place(path, heading, column) for column in columns]
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, cells in enumerate(lines, start=_HEADING_ROW):
            if row > _HEADING_ROW and any(cell.strip() for cell in cells):
                yield row, _values(path, row, cells, heading, places)
    except csv.Error as error:
        raise _wrong(path, row + 1, None, str(error)) from error


def _heading(path: Path, text: str) -> tuple[list[str], str]:
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    heading = next(csv.reader([first.rstrip("\r")], delimiter=separator), [])
    names = [name.strip() for name in heading]
    if not any(names):
        raise _wrong(path, _HEADING_ROW, None, "there is no heading")
    return names, separator


def _place(path: Path, heading: list[str], column: str) -> int:
    times = heading.count(column)
    if times == 0:
        there = ", ".join(heading)
        raise _wrong(path, _HEADING_ROW, column, f"there is no such column; there is: {there}")
    if times > 1:
        raise _wrong(path, _HEADING_ROW, column, "this column stands there more than once")
    return heading.index(column)


def _values(
    path: Path, row: int, cells: list[str], heading: list[str], places: list[int]
) -> list[str]:
    if len(cells) > len(heading):
        raise _wrong(path, row, None, f"{len(cells)} cells under {len(heading)} columns")
    values = [cells[place].strip() if place < len(cells) else "" for place in places]
    for place, value in zip(places, values, strict=True):
        if not value:
            raise _wrong(path, row, heading[place], "this is empty")
    return values


def _wrong(path: Path, row: int | None, column: str | None, what: str) -> UnreadableTableError:
    where = [path.name]
    if row is not None:
        where.append(f"row {row}")
    if column is not None:
        where.append(f"column {column}")
    return UnreadableTableError(f"{', '.join(where)}: {what}")
