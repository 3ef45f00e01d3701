"""What a picture shows, as plain values: a figure is a table first."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One crossing: what stands in it, what it means in words, and where it leads."""

    text: str
    label: str
    state: str = "some"
    href: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One domain (or a text), and its crossings with all others."""

    thing: object
    cells: Sequence[MatrixCell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything against everything."""

    caption: str
    things: Sequence[object]
    rows: Sequence[MatrixRow]
    many: int = 5

    @property
    def states(self) -> list[str]:
        """Which states occur, in the order of the legend."""
        found = {cell.state for row in self.rows for cell in row.cells}
        return [state for state in STATES if state in found]


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """How many of one domain there are, and how many are missing."""

    thing: object
    filled: int
    empty: int = 0


@dataclass(frozen=True, slots=True)
class RingTie:
    """What is between two domains of a ring, by their numbers: a state as in a matrix, and how much."""

    first: int
    second: int
    state: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class DomainRing:
    """Domains in a ring and what is between every two; `label` says it in a sentence."""

    label: str
    things: Sequence[object]
    ties: Sequence[RingTie]


STATES = ("one", "none", "some", "many", "inside", "hidden")
