"""Where everybody stands on the map."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.fft import irfft2, rfft2
from scipy.spatial import cKDTree

from dwarsverband.analysis.networks.graph import Graph, Reals

_CELLS = 128
_EDGE = 1.1
_SOFTNESS = 0.5
_SPECTRAL_STEPS = 50
_FIRST_STEPS = 80
_LATER_STEPS = 12
_APART_STEPS = 8
_STRIDE = 0.7
_HOLD = 3.0

Spectrum = NDArray[np.complex128]


def layout(graph: Graph, *, seed: int, positions: ArrayLike | None = None) -> Reals:
    """A place for each node in the unit square, shape (nodes, 2).

    Ties pull, everybody pushes everybody, and a light pull to the middle keeps what is not
    connected on the map. Direction plays no part; a weight pulls as many times. `positions`, of the
    same shape, are the places on an earlier map: nodes keep near to them, and nodes whose place is
    NaN are put among their contacts, so that the map keeps its shape. The same seed, graph and
    positions give the same map. Raises `ValueError` when the shape is wrong.
    O(steps · (nodes + ties + cells · log cells)) time, O(nodes + ties + cells) memory.

    Noack, A. (2007). Energy models for graph clustering. Journal of Graph Algorithms and
    Applications 11(2), 453-480, with the forces of Jacomy, M. et al. (2014), PLoS ONE 9(6), e98679.
    First places: Koren, Y. (2005). Drawing graphs by eigenvectors. Computers and Mathematics with
    Applications 49, 1867-1888. Keeping places: Brandes, U. and Wagner, D. (1997). A Bayesian
    paradigm for dynamic graph layout. Graph Drawing, 236-247.
    """
    pairs = graph.undirected()
    random = np.random.default_rng(seed)
    if positions is None:
        places = _spectral_places(pairs, random)
        places = _settle(pairs, places, np.zeros(pairs.nodes), _FIRST_STEPS)
    else:
        stored = _checked_positions(pairs, positions)
        is_stored = ~np.isnan(stored[:, 0])
        places = _placed_newcomers(pairs, stored, random)
        places = _settle(pairs, places, np.where(is_stored, _HOLD, 0.0), _LATER_STEPS)
    shown: Reals = np.clip(0.5 + _apart(places) / (2 * _EDGE), 0.0, 1.0)
    return shown


def _checked_positions(pairs: Graph, positions: ArrayLike) -> Reals:
    given = np.asarray(positions, dtype=np.float64)
    if given.shape != (pairs.nodes, 2) or np.isinf(given).any():
        raise ValueError("positions must hold two numbers for each node")
    if (np.isnan(given[:, 0]) != np.isnan(given[:, 1])).any():
        raise ValueError("a position has both its numbers, or neither")
    return (given - 0.5) * (2 * _EDGE)


def _spectral_places(pairs: Graph, random: np.random.Generator) -> Reals:
    """The slowest ways in which a walk over the ties forgets where it began."""
    ties, mass = pairs.matrix(), pairs.strength + 1.0
    places = random.standard_normal((pairs.nodes, 2))
    for _step in range(_SPECTRAL_STEPS):
        places = _independent(places, mass)
        places = (ties @ places + places) / mass[:, None]
    places = np.clip(_independent(places, mass), -3.0, 3.0) / 3.0
    return places + random.normal(scale=0.02, size=places.shape)


def _independent(places: Reals, mass: Reals) -> Reals:
    """Both columns around 0, of length 1, and without likeness."""
    weights = mass / mass.sum() if len(mass) else mass
    first, second = (places - weights @ places).T
    first = first / np.sqrt(max(weights @ first**2, 1e-12))
    second = second - first * (weights @ (first * second))
    second = second / np.sqrt(max(weights @ second**2, 1e-12))
    return np.stack([first, second], axis=1)


def _placed_newcomers(pairs: Graph, stored: Reals, random: np.random.Generator) -> Reals:
    """Who is new stands in the middle of the contacts with a place, or anywhere without these."""
    places, ties = stored.copy(), pairs.matrix()
    is_placed = ~np.isnan(stored[:, 0])
    while not is_placed.all():
        strength = ties @ is_placed.astype(np.float64)
        is_next = ~is_placed & (strength > 0)
        if not is_next.any():
            break
        sums = ties @ np.where(is_placed[:, None], places, 0.0)
        places[is_next] = sums[is_next] / strength[is_next, None]
        is_placed |= is_next
    places[~is_placed] = random.uniform(-0.5, 0.5, size=(int((~is_placed).sum()), 2))
    is_new = np.isnan(stored[:, 0])
    places[is_new] += random.normal(scale=0.02, size=(int(is_new.sum()), 2))
    return places


def _settle(pairs: Graph, places: Reals, hold: Reals, steps: int) -> Reals:
    """Let the forces work, in strides that get shorter; `hold` keeps a node where it began."""
    ties, mass, begin = pairs.matrix(), pairs.strength + 1.0, places
    push = _Push.with_mass(mass)
    stiffness = (mass - 1 + mass * (1 + hold))[:, None]
    for step in range(steps):
        pull = ties @ places - (mass - 1)[:, None] * places
        force = push.on(places) - places + hold[:, None] * (begin - places)
        stride = _STRIDE * (pull + mass[:, None] * force) / stiffness
        longest = 0.2 * (1 - step / steps) + 0.01
        length = np.sqrt((stride**2).sum(axis=1, keepdims=True))
        places = places + stride * np.minimum(1.0, longest / np.maximum(length, 1e-12))
    return places


@dataclass(frozen=True, eq=False, slots=True)
class _Push:
    """What everybody's mass pushes: a field on a grid, twice as wide so that it does not wrap.

    Hockney, R. W. and Eastwood, J. W. (1988). Computer Simulation Using Particles. Adam Hilger.
    """

    share: Reals
    spectra: tuple[Spectrum, Spectrum]

    @classmethod
    def with_mass(cls, mass: Reals) -> "_Push":
        cell = 2 * _EDGE / _CELLS
        steps = np.fft.fftfreq(2 * _CELLS, 1 / (2 * _CELLS)) * cell
        across, down = np.meshgrid(steps, steps, indexing="ij")
        square = across**2 + down**2 + (_SOFTNESS * cell) ** 2
        return cls(mass / max(mass.sum(), 1.0), (rfft2(across / square), rfft2(down / square)))

    def on(self, places: Reals) -> Reals:
        """The push on each place, per unit of mass."""
        wide = 2 * _CELLS
        spot = np.clip((places / _EDGE + 1) * (_CELLS / 2) - 0.5, 0, _CELLS - 1.001)
        corner = spot.astype(np.int64)
        right, lower = (spot - corner).T
        base = corner[:, 0] * wide + corner[:, 1]
        cells = np.stack([base, base + 1, base + wide, base + wide + 1])
        left, upper = 1 - right, 1 - lower
        weights = np.stack([left * upper, left * lower, right * upper, right * lower])
        spread = (weights * self.share).ravel()
        grid = np.bincount(cells.ravel(), weights=spread, minlength=wide**2).reshape(wide, wide)
        field = rfft2(grid)
        pushes = [irfft2(field * spectrum, s=(wide, wide)).ravel() for spectrum in self.spectra]
        return np.stack([(push[cells] * weights).sum(axis=0) for push in pushes], axis=1)


def _apart(places: Reals) -> Reals:
    """Nobody on top of another: who is too near is pushed away, a little at a time."""
    if not len(places):
        return places
    room = 0.8 * _EDGE / np.sqrt(max(len(places), 4))
    for _step in range(_APART_STEPS):
        near: NDArray[np.int64] = cKDTree(places).query_pairs(room, output_type="ndarray")
        between = places[near[:, 0]] - places[near[:, 1]]
        length = np.sqrt((between**2).sum(axis=1, keepdims=True))
        moves = between / np.maximum(length, 1e-9) * (room - length) / 4
        places = places + _summed(near[:, 0], moves, len(places))
        places = places - _summed(near[:, 1], moves, len(places))
    return places


def _summed(nodes: NDArray[np.int64], moves: Reals, count: int) -> Reals:
    sums = [np.bincount(nodes, weights=column, minlength=count) for column in moves.T]
    return np.stack(sums, axis=1)
