"""Which pairs of groups hang on one person, and on whom."""

from itertools import combinations

from hypothesis import given, settings

from dwarsverband.analysis.networks.silos import FragilePair, fragile_pairs, tied_pairs
from dwarsverband.analysis.tests.examples import Example, example, karate_club, networks, tie_set


def _pairs(case: Example) -> list[FragilePair]:
    return fragile_pairs(case.graph, case.group_of, case.groups)


def _ties_of(case: Example, pair: FragilePair) -> list[tuple[int, int]]:
    wanted = {pair.first, pair.second}
    ties = tie_set(case.graph)
    return [
        (tail, head)
        for tail, head in ties
        if {case.group_of[tail], case.group_of[head]} == wanted
        and (case.graph.is_directed or tail < head)
    ]


def _fewest(ties: list[tuple[int, int]]) -> int:
    people = sorted({end for tie in ties for end in tie})
    for count in range(len(people) + 1):
        for absent in combinations(people, count):
            if all(set(tie) & set(absent) for tie in ties):
                return count
    return len(people)


def test_zacharys_clubs_hold_together_by_five_people() -> None:
    assert _pairs(karate_club()) == [FragilePair(0, 1, ties=11, people=5, carriers=())]


def test_a_star_hangs_on_its_middle() -> None:
    case = example("mabc", [("m", "a"), ("m", "b"), ("m", "c")], "1222")
    assert _pairs(case) == [FragilePair(0, 1, ties=3, people=1, carriers=(0,))]


def test_one_tie_hangs_on_both_its_ends() -> None:
    case = example("ab", [("a", "b")], "12")
    assert _pairs(case) == [FragilePair(0, 1, ties=1, people=1, carriers=(0, 1))]


def test_a_tie_and_its_return_hang_on_the_same_two() -> None:
    case = example("ab", [("a", "b"), ("b", "a")], "12", directed=True)
    assert _pairs(case) == [FragilePair(0, 1, ties=2, people=1, carriers=(0, 1))]


def test_pairs_without_ties_are_told_too() -> None:
    case = example("abc", [("a", "b")], "113")
    assert _pairs(case) == [FragilePair(0, 1, ties=0, people=0, carriers=())]


@settings(max_examples=150, deadline=None)
@given(networks())
def test_every_pair_is_as_the_definition_says(case: Example) -> None:
    pairs = _pairs(case)
    assert [(pair.first, pair.second) for pair in pairs] == list(
        combinations(range(case.groups), 2)
    )
    for pair in pairs:
        ties = _ties_of(case, pair)
        alone = [
            node for node in range(case.graph.nodes) if ties and all(node in tie for tie in ties)
        ]
        assert pair == FragilePair(pair.first, pair.second, len(ties), _fewest(ties), tuple(alone))


@settings(max_examples=100, deadline=None)
@given(networks())
def test_pairs_with_a_tie_are_all_pairs_without_the_others(case: Example) -> None:
    everything = fragile_pairs(case.graph, case.group_of, case.groups)
    tied = tied_pairs(case.graph, case.group_of, case.groups)
    assert tied == [pair for pair in everything if pair.ties]
    assert len(everything) == case.groups * (case.groups - 1) // 2
