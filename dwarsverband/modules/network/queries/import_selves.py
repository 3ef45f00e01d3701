"""How whoever writes a list writes of themselves, and who that was in an earlier list."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from dwarsverband.foundation.sheets.words import fold
from dwarsverband.modules.network.queries.import_types import KnownPerson, Note

MYSELF = "myself:"
_SELVES = frozenset(("ik", "ikzelf", "ik zelf", "mij", "mijzelf", "mezelf", "zelf", "me", "myself"))
_NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_self(text: str) -> bool:
    """Whether a word stands for whoever writes."""
    return fold(text).strip() in _SELVES


def is_number(text: str) -> bool:
    """Whether it is the number of somebody of the network, as it is kept of an earlier answer."""
    return bool(_NUMBER.fullmatch(text))


def told_selves(remembered: Mapping[str, str], people: Sequence[KnownPerson]) -> Iterator[Note]:
    """Whom such a word was taken for without asking, because an earlier list was like this one."""
    selves = {key: value for key, value in remembered.items() if key.startswith(MYSELF)}
    names = {one.id: one.name for one in people if one.id in selves.values()} if selves else {}
    for key, value in selves.items():
        told = {"word": key.removeprefix(MYSELF), "name": names.get(value, "")}
        sentence = _("“%(word)s” is %(name)s, as in your earlier list with the same headings.")
        yield Note(0, 1, sentence % told, is_open=True)
