"""How words come apart, what they share, and which texts answer best."""

import numpy as np
import pytest

from dwarsverband.analysis.words.compounds import ends, split
from dwarsverband.analysis.words.folding import fold
from dwarsverband.analysis.words.ranking import Held, rareness, score
from dwarsverband.analysis.words.spelling import is_near, shortened
from dwarsverband.analysis.words.stems import root, stem


def test_a_compound_comes_apart_in_every_way_that_words_allow() -> None:
    known = {"groen", "object", "weg", "inricht", "aanvra", "initiatief"}.__contains__
    assert split("groenobject", known) == {"groen", "object"}
    assert {"weg", "inricht", "object"} <= split("weginrichtingsobject", known)
    assert split("groenling", {"groen", "ling"}.__contains__) == set()
    assert ends("initiatiefnemer", known, 5) == {"initiatief"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("ontwikkelaar", "ontwikkelt"), ("leverancier", "levert"), ("bezoeker", "bezoekt")],
)
def test_words_of_a_family_share_a_root(one: str, other: str) -> None:
    assert root(stem(one)) == root(stem(other))


def test_forms_of_a_word_share_a_stem_after_two_vowels_too() -> None:
    assert stem("individueel") == stem("individuele")
    assert stem("financieel") == stem("financiele")


def test_accents_are_folded_in_every_script() -> None:
    assert fold("Yıldız Łódź Ünïcodé Ἀθῆναι ﬁ ½") == "yildiz lodz unicode αθηναι fi 1⁄2"


def test_two_words_with_one_error_share_a_shortened_form() -> None:
    for one, other in [("veld", "vald"), ("veld", "vld"), ("veld", "veeld"), ("veld", "vedl")]:
        assert is_near(one, other, 1)
        assert set(shortened(one)) & set(shortened(other))


@pytest.mark.parametrize("far", [0, 5_000_000])
def test_the_text_with_the_rare_word_and_both_words_comes_first(far: int) -> None:
    def held(word: int, numbers: list[int]) -> Held:
        told = rareness(100, len(numbers), 1.0)
        return Held(
            word,
            1.0,
            told,
            np.array(numbers) + far * (np.array(numbers) == 9),
            np.full(len(numbers), 0.1),
        )

    scores = score([held(0, [1, 2, 3, 9]), held(1, [3, 7])], flat=0.02, others=0.1)
    assert list(scores.best(3).numbers) == [3, 7, 1]
    assert list(scores.above(0.0, all_words=True).numbers) == [3]
    assert len(score([], flat=0.02, others=0.1).above(0.2, all_words=True).best(10).numbers) == 0
