"""Secrets of second factors are sealed: whoever reads a dump of the database makes no code with them."""

from base64 import b64decode, b64encode
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dwarsverband.foundation.database.keyed import key_for

NONCE_BYTES = 12
# What a sealed text is for; a text that was sealed for something else does not open.
PURPOSE = b"second factor"


def seal(text: str) -> str:
    """A text that only this installation opens again."""
    nonce = token_bytes(NONCE_BYTES)
    return b64encode(nonce + _cipher().encrypt(nonce, text.encode(), PURPOSE)).decode()


def unseal(sealed: str) -> str:
    """The text; one that was changed, or sealed with another SECRET_KEY, is an error."""
    raw = b64decode(sealed)
    return _cipher().decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], PURPOSE).decode()


def _cipher() -> AESGCM:
    return AESGCM(key_for("factors"))
