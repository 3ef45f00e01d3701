"""Keys made from the one secret of an installation, each for a purpose; hashes made with them (RFC 2104).

A mark recognises what it was made of, and tells nothing to whoever does not have the secret. What was
marked for one purpose is not recognised under another. A new SECRET_KEY makes every old mark strange.
"""

import hashlib
import hmac

from django.conf import settings


def key_for(purpose: str) -> bytes:
    """The key for a purpose: 32 bytes."""
    return hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()


def mark_for(purpose: str, *parts: object) -> bytes:
    """The keyed hash of a text in parts: 32 bytes."""
    return hmac.digest(key_for(purpose), "\0".join(map(str, parts)).encode(), "sha256")
