"""How long something takes, and how a figure is told."""

import json
import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """The seconds that the work kept the processor busy, and its answer.

    Time of the processor, not of the clock: what else runs on the machine does not count. On a
    machine at rest the two are the same, because nothing here works in parallel.
    """
    began = time.process_time()
    answer = work()
    return time.process_time() - began, answer


def best_of(times: int, work: Callable[[int], Answer]) -> tuple[float, Answer]:
    """The fastest of some runs, and the answer of the first; the work is told which run it is."""
    fastest, first = timed(lambda: work(0))
    for run in range(1, times):
        began = time.process_time()
        work(run)
        fastest = min(fastest, time.process_time() - began)
    return fastest, first


def tell(**figures: object) -> None:
    """The last line of a benchmark: one JSON object."""
    rounded = {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in figures.items()
    }
    print(json.dumps(rounded))
