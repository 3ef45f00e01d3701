"""Who asks very much of very many asks a part of it of each, and with `EVERYTHING=1` all of it.

Which part depends on what it is asked of, and is the same in each run: together they are asked all.
"""

import os
import zlib
from collections.abc import Sequence
from typing import TypeVar

Asked = TypeVar("Asked")


def in_turn(asked: Sequence[Asked], about: str, most: int) -> Sequence[Asked]:
    """So many of what could be asked; of something else the next ones."""
    if "EVERYTHING" in os.environ or len(asked) <= most:
        return asked
    first = zlib.crc32(about.encode()) % len(asked)
    return [*asked[first:], *asked[:first]][:most]
