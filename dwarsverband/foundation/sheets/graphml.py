"""GraphML in: the people and the ties of a graph program, as two plain sheets. Runs inside the sandbox only.

No declarations, no entities, nothing from elsewhere; a few levels deep and no further. See Brandes,
U. et al. (2002). GraphML progress report. Graph Drawing, LNCS 2265.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from dwarsverband.foundation.sheets import limits
from dwarsverband.foundation.sheets.formats import Grid, Line, RefusedFileError
from dwarsverband.foundation.sheets.texts import clean_line, clean_text

_DEEPEST = 30
_PIECE = 64 * 1024
# Headings under which the fields of a list know them.
NODE, SOURCE, TARGET = "node", "source", "target"


def is_graphml(content: bytes) -> bool:
    """Whether a file says that it is GraphML."""
    opening = content[:2_000].decode("utf-16" if content[:2] in _UTF16 else "utf-8", "replace")
    return opening.lstrip("\ufeff \t\r\n").startswith("<") and "graphml" in opening.lower()


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def graph_grids(content: bytes) -> list[Grid]:
    """The nodes as a sheet of people, the edges as a sheet of ties."""
    reader = _Reader()
    reader.read(content)
    return [grid for grid in (reader.nodes.grid(), reader.edges.grid()) if grid.lines[1:]]


@dataclass
class _Key:
    """An attribute: its name, what it is about, and its value where none is told."""

    name: str
    about: str
    usual: str = ""


@dataclass
class _Things:
    """Nodes or edges: the ends that each has, and what is told of it."""

    sheet: str
    ends: tuple[str, ...]
    keys: dict[str, _Key] = field(default_factory=dict)
    rows: list[tuple[tuple[str, ...], dict[str, str]]] = field(default_factory=list)

    def grid(self) -> Grid:
        """As a sheet with headings; without any attribute the node's own number is its name."""
        headings = [*self.ends, *(key.name for key in self.keys.values())]
        if self.ends == (NODE,) and not self.keys:
            headings, told = [NODE, "name"], [[ends[0], ends[0]] for ends, _data in self.rows]
        else:
            told = [[*ends, *self._values(data)] for ends, data in self.rows]
        if len(headings) > limits.COLUMNS:
            raise RefusedFileError("too_many_columns", self.sheet)
        lines = [Line(number, cells) for number, cells in enumerate([headings, *told], 1)]
        return Grid(self.sheet, lines, has_headings=True)

    def _values(self, data: dict[str, str]) -> Iterator[str]:
        return (data.get(name, key.usual) for name, key in self.keys.items())


class _Reader:
    """Goes through the file once, and remembers where it is."""

    def __init__(self) -> None:
        self.nodes, self.edges = _Things("nodes", (NODE,)), _Things("edges", (SOURCE, TARGET))
        self._path: list[str] = []
        self._open: list[dict[str, str]] = []
        self._key, self._text = "", ""
        self._usual: _Key | None = None

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        parser.buffer_text = True
        try:
            for start in range(0, len(content), _PIECE):
                parser.Parse(content[start : start + _PIECE])
            parser.Parse(b"", True)  # noqa: FBT003 (expat has no keywords)
        except (expat.ExpatError, LookupError, OSError) as error:  # also an encoding nobody knows
            raise RefusedFileError("broken") from error

    def _refuse(self, *_declared: object) -> int:
        raise RefusedFileError("declares")

    def _start(self, element: str, told: dict[str, str]) -> None:
        name = element.rpartition("}")[2]
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise RefusedFileError("too_deep")
        if name == "key":
            self._declare(told)
        elif name == "node":
            self._add(self.nodes, told, "id")
        elif name == "edge":
            self._add(self.edges, told, "source", "target")
        elif name in ("data", "default"):
            self._key, self._text = told.get("key", ""), ""

    def _declare(self, told: dict[str, str]) -> None:
        name = clean_line(told.get("attr.name") or told.get("id", ""))
        self._usual = key = _Key(name, told.get("for", "all"))
        for things, about in ((self.nodes, "node"), (self.edges, "edge")):
            if key.about in (about, "all") and name:
                things.keys[told.get("id", "")] = key

    def _add(self, things: _Things, told: dict[str, str], *ends: str) -> None:
        if len(things.rows) >= limits.ROWS:
            raise RefusedFileError("too_many_rows", things.sheet)
        data: dict[str, str] = {}
        things.rows.append((tuple(clean_line(told.get(end, "")) for end in ends), data))
        self._open.append(data)

    def _hear(self, text: str) -> None:
        if self._path[-1:] in (["data"], ["default"]) and len(self._text) < limits.CELL_CHARACTERS:
            self._text += text

    def _end(self, element: str) -> None:
        name = self._path.pop()
        if name == "data" and self._open and self._key:
            self._open[-1][self._key] = clean_text(self._text)
        elif name == "default" and self._usual:
            self._usual.usual = clean_text(self._text)
        elif name in ("node", "edge"):
            self._open.pop()
