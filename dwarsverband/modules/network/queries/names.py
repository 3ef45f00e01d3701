"""Names the Dutch way: sorted by the family name, without the small words before it."""

import re
import unicodedata

_SMALL = {
    "'s", "'t", "a", "aan", "bij", "d'", "da", "dal", "de", "del", "den", "der", "di", "dos", "du",
    "el", "het", "in", "la", "le", "les", "lo", "of", "onder", "op", "over", "s", "t", "te", "ten", "ter",
    "tot", "uit", "v.d.", "van", "vd", "ver", "von", "voor", "zu", "zum", "zur",
}  # fmt: skip


def sort_name(name: str) -> str:
    """How a name is sorted: `berg, jan van den` for Jan van den Berg; accents do not count."""
    words = name.replace("’", "'").split()
    if len(words) < 2:
        return folded(name)
    start = 1
    while start < len(words) - 1 and words[start].lower() not in _SMALL:
        start += 1
    first_small = start
    while start < len(words) - 1 and words[start].lower() in _SMALL:
        start += 1
    given = " ".join(words[:first_small] + words[first_small:start])
    return folded(f"{' '.join(words[start:])}, {given}")


def folded(text: str) -> str:
    """A text as it is compared: small letters, no accents, single spaces."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return re.sub(
        r"\s+", " ", "".join(sign for sign in spread if not unicodedata.combining(sign))
    ).strip()
