"""How well and how fast texts are found: questions, short terms, sentences, typing errors.

Questions are the 44 of `retrieval`, over their answers, the definitions of `ggm-begrippen` and the
articles of the Jeugdwet. Short terms are the names of those concepts, each sought by its own
definition among 10,000 texts; what is missing to that number, and to the 100,000 of the times, is
mixed from sentences of the Jeugdwet and of newspapers. Everything goes through the same index, row-level
security and visibility as on a page, until the ten best are read. There are two peers, both
PostgreSQL's own text search with its words joined by OR and its own ranking, on the same texts, as the
owner of the tables, whom no policy asks anything: `dutch` with its own Dutch stemmer, and `equal` with
our words and their parts, which finds as well; `ratio` is to the latter. Reads the tables in DATA_DIR.
"""

import argparse
import json
import math
import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from psycopg.sql import SQL

from benchmarks._timing import tell
from benchmarks.import_sheet import database, partnership

if TYPE_CHECKING:
    from dwarsverband.foundation.access import Actor
    from dwarsverband.foundation.search.kinds import Part

_BESIDE_THE_CHECKOUT = Path(__file__).parents[2] / "shared" / "data"
SHORT, LARGE = 10_000, 100_000
SENTENCES = (3, 7)
ROOM = UUID("5eed0000-0000-4000-8000-000000000000")
_CONCEPT = re.compile(
    r'skos:definition "((?:[^"\\]|\\.)*)"@nl.*?skos:prefLabel "([^"]*)"@nl', re.DOTALL
)


@dataclass(frozen=True)
class Asked:
    """A question, and the number of the one text that answers it."""

    text: str
    answer: UUID


@dataclass(frozen=True)
class Corpus:
    """Real texts by their number, what is asked of them, and sentences to mix others from."""

    texts: dict[UUID, str]
    questions: list[Asked]
    terms: list[Asked]
    sentences: list[str]


def corpus(folder: Path) -> Corpus:
    """The answers, the definitions and the articles."""
    texts, questions, terms = {}, [], []
    with (folder / "retrieval" / "faq-coronacheck.jsonl").open(encoding="utf-8") as lines:
        for one in map(json.loads, lines):
            key = uuid5(ROOM, one["id"])
            texts[key] = one["answer"]
            questions.append(Asked(one["question"], key))
    concepts = (folder / "vocabularies" / "ggm-begrippen.ttl").read_text(encoding="utf-8")
    for concept in concepts.split("\n\n"):
        if found := _CONCEPT.search(concept):
            key = uuid5(ROOM, concept)
            texts[key] = found[1].replace('\\"', '"').replace("\\n", " ")
            terms.append(Asked(found[2], key))
    law = (folder / "texts" / "jeugdwet.txt").read_text(encoding="utf-8")
    for article in re.split(r"\n(?=Artikel \d)", law):
        texts[uuid5(ROOM, article)] = article
    with (folder / "language" / "annotation-gold-dev.jsonl").open(encoding="utf-8") as lines:
        news = [str(json.loads(line)["text"]) for line in lines]
    spoken = [one.strip() for one in re.split(r"(?<=[.;])\s+", law) if len(one) > 40]
    return Corpus(texts, questions, terms, news + spoken)


def filling(sentences: Sequence[str], count: int, *, seed: int) -> Iterator[tuple[UUID, str]]:
    """Texts of a few sentences that stand nowhere together."""
    draw = random.Random(seed)  # noqa: S311 (made-up texts)
    for number in range(count):
        chosen = draw.choices(sentences, k=draw.randint(*SENTENCES))
        yield uuid5(ROOM, f"filling {number}"), " ".join(chosen)


def misspelled(asked: Asked, *, seed: int) -> Asked:
    """The same question with one typing error in its longest word."""
    draw = random.Random(f"{seed}{asked.text}")  # noqa: S311 (made-up errors)
    word = max(re.findall(r"\w+", asked.text), key=len)
    place = draw.randrange(1, len(word) - 1)
    letter = draw.choice("abcdefghijklmnoprstuvwz")
    wrong = draw.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        ]
    )
    return Asked(asked.text.replace(word, wrong, 1), asked.answer)


class Texts:
    """Texts of a partnership, in a closed table of their own, and their index."""

    def __init__(self, actor: "Actor") -> None:
        """Make the table and say how it is searched."""
        from django.db import connection, models

        from dwarsverband.foundation.database.closed import CloseTable
        from dwarsverband.foundation.database.models import Closed
        from dwarsverband.foundation.database.roles import as_owner
        from dwarsverband.foundation.search.kinds import Kind, Text, kinds

        class Writing(Closed):
            text = models.TextField()

            class Meta:
                app_label = "search"

        self.actor, self.model = actor, Writing
        with as_owner(), connection.schema_editor() as editor:
            editor.create_model(Writing)
            for statement in CloseTable("Writing")._statements(Writing):
                editor.execute(statement)
        kinds()["writing"] = self.kind = Kind(
            name="writing",
            label="Texts",
            icon="file-text",
            visible=lambda actor: Writing._base_manager.filter(partnership_id=actor.partnership_id),
            rows=lambda things: things.values("pk", "text"),
            text=lambda row: Text(UUID(str(row["pk"])), "", _parts(row["text"]), ""),
            watches={},
            usual_length=100,
            page="",
            sees_all=lambda actor: True,
        )

    def add(self, texts: Sequence[tuple[UUID, str]]) -> float:
        """Write texts and their index; the seconds that the index took."""
        from dwarsverband.foundation.access.context import acting
        from dwarsverband.foundation.search.index import PORTION, refresh
        from dwarsverband.foundation.search.lists import settle

        seconds = 0.0
        for start in range(0, len(texts), PORTION):
            portion = texts[start : start + PORTION]
            with acting(self.actor):
                own = {"partnership_id": self.actor.partnership_id}
                self.model._base_manager.bulk_create(
                    [self.model(pk=key, text=text, **own) for key, text in portion]
                )
                began = time.perf_counter()
                refresh(self.actor, self.kind, sorted(key for key, _text in portion))
            with acting(self.actor, is_reading=True):
                settle(self.actor)
            seconds += time.perf_counter() - began
        return seconds

    def find(self, text: str, most: int = 10) -> list[UUID]:
        """The numbers of the ten best, read as for a page."""
        from dwarsverband.foundation.access.context import acting
        from dwarsverband.foundation.search.finding import find

        with acting(self.actor, is_reading=True):
            groups = find(self.actor, text, most=most).groups
            return [
                one.subject for group in groups if group.kind is self.kind for one in group.texts
            ]

    def settle(self) -> None:
        """What PostgreSQL does by itself after a while."""
        from django.db import connection

        from dwarsverband.foundation.database.roles import as_owner

        with as_owner(), connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _parts(text: str) -> "tuple[Part, ...]":
    from dwarsverband.foundation.search.kinds import Part

    return (Part("", text),)


@contextmanager
def peer(vector: SQL, language: str, words: Callable[[str], Sequence[str]]) -> Iterator["Find"]:
    """PostgreSQL's own OR query over a text vector, best first; whom no policy asks anything."""
    from django.db import connection

    from dwarsverband.foundation.database.roles import as_owner

    def find(text: str) -> list[UUID]:
        cursor.execute(
            "SELECT id FROM search_writing, to_tsquery(%s, %s) AS asked"
            " WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC LIMIT 10",
            [language, " | ".join(f"'{word}'" for word in words(text))],
        )
        return [key for (key,) in cursor.fetchall()]

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_writing DROP COLUMN IF EXISTS vector")
        cursor.execute("ALTER TABLE search_writing ADD COLUMN vector tsvector")
        cursor.execute(SQL("UPDATE search_writing SET vector = {}").format(vector))
        cursor.execute("CREATE INDEX writing_vector ON search_writing USING gin (vector)")
        cursor.execute("VACUUM (ANALYZE) search_writing")
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        yield find


Find = Callable[[str], list[UUID]]


def judged(find: Find, asked: Sequence[Asked]) -> tuple[float, float]:
    """Recall and normalised discounted gain of the right answer among the first ten."""
    places = [
        found.index(one.answer) + 1 if one.answer in (found := find(one.text)) else 0
        for one in asked
    ]
    recall = sum(place > 0 for place in places) / len(places)
    gain = sum(1 / math.log2(place + 1) for place in places if place) / len(places)
    return recall, gain


def plain_words(text: str) -> list[str]:
    """The words as they were typed, for PostgreSQL's Dutch stemmer."""
    return re.findall(r"\w+", text)


def own_words(text: str) -> list[str]:
    """The stems of the words, and of those that they are made of."""
    from dwarsverband.analysis.words.compounds import COMMON, split
    from dwarsverband.analysis.words.stems import stem
    from dwarsverband.foundation.search.asking import asked_words

    words = [word.text for word in asked_words(text).words]
    return [one for word in words for one in {stem(word), *split(word, COMMON.__contains__)}]


def p95(find: Find, questions: Sequence[str]) -> float:
    """The milliseconds of work within which 95 of 100 questions are answered; each is asked once before.

    The work of this program and of the server of its connection, which wait for each other: on a
    machine at rest that is the time of the clock. No query may use a second server.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        work = _Work(cursor.fetchone()[0])
    times = []
    for question in questions:
        find(question)
        began = work.milliseconds()
        find(question)
        times.append(work.milliseconds() - began)
    return statistics.quantiles(times, n=20)[-1]


class _Work:
    """What the processor did for this program and for one server of the database."""

    def __init__(self, server: int) -> None:
        """Remember where the system counts it."""
        self._counted = Path(f"/proc/{server}/schedstat")

    def milliseconds(self) -> float:
        """So far; where the system does not count it, the time of the clock."""
        if not self._counted.exists():
            return 1_000 * time.perf_counter()
        served = int(self._counted.read_text(encoding="ascii").split()[0])
        return 1_000 * time.process_time() + served / 1e6


def main() -> None:
    """The real texts first, then more and more beside them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", type=int, default=LARGE, help="how many texts for the times")
    large = options.parse_args().large
    folder = Path(os.environ.get("DATA_DIR", _BESIDE_THE_CHECKOUT))
    if not (folder / "retrieval" / "faq-coronacheck.jsonl").exists():
        print("not run: the real texts are not here; set DATA_DIR")
        return
    real = corpus(folder)
    more = list(filling(real.sentences, large - len(real.texts), seed=7))
    with database():
        texts = Texts(partnership())
        tell(**measured(texts, real, more))


def measured(texts: Texts, real: Corpus, more: Sequence[tuple[UUID, str]]) -> dict[str, float]:
    """Quality over the real texts and over ten thousand, then times over all of them."""
    texts.add(list(real.texts.items()))
    texts.settle()
    recall, ndcg = judged(texts.find, real.questions)
    empty = sum(not texts.find(one.text) for one in real.questions)
    wrong = judged(texts.find, [misspelled(one, seed=3) for one in real.questions])[0]
    begun = SHORT - len(real.texts)
    seconds = texts.add(more[:begun])
    texts.settle()
    short_recall, short_ndcg = judged(texts.find, real.terms)
    short_wrong = judged(texts.find, [misspelled(one, seed=3) for one in real.terms])[0]
    seconds += texts.add(more[begun:])
    texts.settle()
    asked = [one.text for one in (*real.questions, *real.terms[::4])]
    ours = p95(texts.find, asked)
    large_recall, large_ndcg = judged(texts.find, real.questions)
    figures = {}
    for name, peer_of in peers().items():
        with peer_of as find:
            figures[f"{name}_p95_ms"] = p95(find, asked)
            figures[f"{name}_recall"], figures[f"{name}_ndcg"] = judged(find, real.questions)
    return {
        "texts": SHORT + len(more) - begun,
        "recall": recall,
        "ndcg": ndcg,
        "unanswered": empty,
        "misspelled_loss": 1 - wrong / recall,
        "short_texts": SHORT,
        "short_recall": short_recall,
        "short_ndcg": short_ndcg,
        "short_misspelled_loss": 1 - short_wrong / short_recall,
        "p95_ms": ours,
        "large_recall": large_recall,
        "large_ndcg": large_ndcg,
        **figures,
        "ratio": figures["equal_p95_ms"] / ours,
        "dutch_ratio": figures["dutch_p95_ms"] / ours,
        "index_seconds": seconds,
    }


def peers() -> dict[str, AbstractContextManager["Find"]]:
    """PostgreSQL's Dutch text search; and, of equal quality, the same query over our own words."""
    own = SQL(
        "(SELECT array_to_tsvector(entry.tokens::text[]) FROM search_entry AS entry"
        " WHERE entry.subject = search_writing.id)"
    )
    return {
        "dutch": peer(SQL("to_tsvector('dutch', text)"), "dutch", plain_words),
        "equal": peer(own, "simple", own_words),
    }


if __name__ == "__main__":
    main()
