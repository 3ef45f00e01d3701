"""Files that only the holder of a private key opens: the format age, version 1 (C2SP, X25519).

Whoever writes knows public keys only. Every piece of 64 kB carries its own seal and its place, and
the last says that it is the last, so that no byte can change, move or go unseen. Pieces can be
opened from anywhere: nothing readable needs to stand on a disk. The programs `age` and `rage` read
and write the same files.
"""

import base64
import binascii
import hmac
import io
import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FIRST_LINE = b"age-encryption.org/v1\n"
PUBLIC, SECRET = "age", "age-secret-key-"
_LABEL = b"age-encryption.org/v1/X25519"
_PIECE, _SEAL, _WRAPPED = 64 * 1024, 16, 32
_LONGEST_HEADER = 64 * 1024
_NO_NONCE = bytes(12)
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class SealedError(ValueError):
    """A key or a file that cannot be used; the text says why."""


def make_key() -> tuple[str, str]:
    """A new private key and the public key that belongs to it, as `age` writes them."""
    key = X25519PrivateKey.generate()
    secret = key.private_bytes(
        serialization.Encoding.Raw,
        serialization.PrivateFormat.Raw,
        serialization.NoEncryption(),
    )
    return _written(SECRET, secret).upper(), _written(PUBLIC, key.public_key().public_bytes_raw())


def public_key(text: str) -> X25519PublicKey:
    """A public key as people write it: `age1…`."""
    return X25519PublicKey.from_public_bytes(_read(PUBLIC, text.strip()))


def private_keys(text: str) -> list[X25519PrivateKey]:
    """The private keys in a key file, one a line, between remarks."""
    lines = [line.strip() for line in text.splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    if not wanted:
        raise SealedError("There is no private key in this file.")
    return [X25519PrivateKey.from_private_bytes(_read(SECRET, line.lower())) for line in wanted]


def is_sealed(stream: IO[bytes]) -> bool:
    """Whether a file begins as sealed files do; the stream stands at its beginning again."""
    found = stream.read(len(FIRST_LINE)) == FIRST_LINE
    stream.seek(0)
    return found


class Sealer(io.RawIOBase):
    """Takes readable bytes and writes sealed ones; `finish` seals the end."""

    def __init__(self, stream: IO[bytes], recipients: Sequence[X25519PublicKey]) -> None:
        """Write down, for each recipient, the key of this one file."""
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
        stream.write(_header(file_key, recipients) + nonce)
        self._stream = stream
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._waiting = bytearray()
        self._number = 0

    def writable(self) -> bool:
        """Bytes can be written."""
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # we are given bytes only
        """Keep what is new; seal every piece of which it is certain that it is not the last."""
        self._waiting += piece
        while len(self._waiting) > _PIECE:
            self._seal(bytes(self._waiting[:_PIECE]), is_last=False)
            del self._waiting[:_PIECE]
        return len(piece)

    def finish(self) -> None:
        """Seal the end."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._stream.write(self._cipher.encrypt(_place(self._number, is_last), piece, None))
        self._number += 1


class _Opener(io.RawIOBase):
    """The readable bytes of a sealed file; the end was checked before anything is read."""

    def __init__(self, stream: IO[bytes], keys: Sequence[X25519PrivateKey]) -> None:
        """Find the key of this file, and see that its end is there."""
        file_key = _opened_header(stream, keys)
        self._cipher = ChaCha20Poly1305(_derived(file_key, _exactly(stream, 16), b"payload"))
        self._stream, self._begin = stream, stream.tell()
        sealed = stream.seek(0, io.SEEK_END) - self._begin
        self._last = max(0, (sealed - 1) // (_PIECE + _SEAL))
        self._length = sealed - (self._last + 1) * _SEAL
        self._position, self._known, self._piece = 0, -1, b""
        if self._last and self._length == self._last * _PIECE:
            raise SealedError("The end of this file is missing.")
        self._open(self._last)

    def readable(self) -> bool:
        """Bytes can be read."""
        return True

    def seekable(self) -> bool:
        """From any place."""
        return True

    def tell(self) -> int:
        """Where reading goes on."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        if start + offset < 0:
            raise OSError("There is nothing before the beginning.")
        self._position = start + offset
        return self._position

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]  # bytes only
        """Fill some room with what comes next, as far as one piece goes."""
        if self._position >= self._length:
            return 0
        number, start = divmod(self._position, _PIECE)
        found = self._open(number)[start : start + len(room)]
        room[: len(found)] = found
        self._position += len(found)
        return len(found)

    def _open(self, number: int) -> bytes:
        if number != self._known:
            self._stream.seek(self._begin + number * (_PIECE + _SEAL))
            sealed = self._stream.read(_PIECE + _SEAL)
            try:
                place = _place(number, number == self._last)
                self._piece = self._cipher.decrypt(place, sealed, None)
            except InvalidTag:
                raise SealedError("This file was changed, or its end is missing.") from None
            self._known = number
        return self._piece


def opened(stream: IO[bytes], keys: Sequence[X25519PrivateKey]) -> io.BufferedReader:
    """What stands in a sealed file, to be read from any place."""
    return io.BufferedReader(_Opener(stream, keys), _PIECE)


def _header(file_key: bytes, recipients: Sequence[X25519PublicKey]) -> bytes:
    if not recipients:
        raise SealedError("Nobody was named who may open this file.")
    stanzas = b"".join(_stanza(file_key, recipient) for recipient in recipients)
    signed = FIRST_LINE + stanzas + b"---"
    return signed + b" " + _base64(_mac(file_key, signed)) + b"\n"


def _stanza(file_key: bytes, recipient: X25519PublicKey) -> bytes:
    """The key of the file, locked for one recipient, with a key that is used once."""
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    key = _shared(once.exchange(recipient), share, recipient)
    wrapped = ChaCha20Poly1305(key).encrypt(_NO_NONCE, file_key, None)
    return b"-> X25519 " + _base64(share) + b"\n" + _base64(wrapped) + b"\n"


def _opened_header(stream: IO[bytes], keys: Sequence[X25519PrivateKey]) -> bytes:
    lines = list(_header_lines(stream))
    signed = b"".join(line + b"\n" for line in lines[:-1]) + b"---"
    for file_key in _file_keys(lines[1:-1], keys):
        if not hmac.compare_digest(_mac(file_key, signed), _unbase64(lines[-1][4:])):
            raise SealedError("The beginning of this file was changed.")
        return file_key
    raise SealedError("This key does not open this file. Is it the right one?")


def _header_lines(stream: IO[bytes]) -> Iterator[bytes]:
    left = _LONGEST_HEADER
    while True:
        line = stream.readline(left)
        left -= len(line)
        if not line.endswith(b"\n"):
            raise SealedError("The beginning of this file is not whole.")
        yield line[:-1]
        if line.startswith(b"--- "):
            return


def _file_keys(lines: Sequence[bytes], keys: Sequence[X25519PrivateKey]) -> Iterator[bytes]:
    """What each of our keys finds in the stanzas that are of our kind."""
    for at, line in enumerate(lines[:-1]):
        words = line.split(b" ")
        if words[:2] != [b"->", b"X25519"] or len(words) != 3:
            continue
        share, wrapped = _unbase64(words[2]), _unbase64(lines[at + 1])
        if (len(share), len(wrapped)) != (32, _WRAPPED):
            raise SealedError("The beginning of this file was changed.")
        yield from _unwrapped(share, wrapped, keys)


def _unwrapped(share: bytes, wrapped: bytes, keys: Iterable[X25519PrivateKey]) -> Iterator[bytes]:
    for own in keys:
        try:
            shared = own.exchange(X25519PublicKey.from_public_bytes(share))
            key = _shared(shared, share, own.public_key())
            yield ChaCha20Poly1305(key).decrypt(_NO_NONCE, wrapped, None)
        except (InvalidTag, ValueError):  # for somebody else
            continue


def _shared(secret: bytes, share: bytes, recipient: X25519PublicKey) -> bytes:
    return _derived(secret, share + recipient.public_bytes_raw(), _LABEL)


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, purpose).derive(secret)


def _mac(file_key: bytes, signed: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), signed, "sha256")


def _place(number: int, is_last: bool) -> bytes:  # noqa: FBT001 (the two parts of one nonce)
    return number.to_bytes(11, "big") + bytes([is_last])


def _exactly(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) != length:
        raise SealedError("The end of this file is missing.")
    return found


def _base64(value: bytes) -> bytes:
    return base64.b64encode(value).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    try:
        found = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        found = b""
    if _base64(found) != text:
        raise SealedError("The beginning of this file was changed.")
    return found


# Keys as people copy them: Bech32 (BIP 173), in which a typing error shows.
def _written(kind: str, key: bytes) -> str:
    digits = _regrouped(key, 8, 5)
    known = _checksum([*_spread(kind), *digits, 0, 0, 0, 0, 0, 0]) ^ 1
    check = [(known >> 5 * (5 - at)) & 31 for at in range(6)]
    return f"{kind}1" + "".join(_LETTERS[digit] for digit in [*digits, *check])


def _read(kind: str, text: str) -> bytes:
    wrong = SealedError(f"This is not a key of the kind {kind}1…: was a sign lost in copying?")
    found, _one, letters = text.rpartition("1")
    if found != kind or len(letters) != 58 or set(letters) - set(_LETTERS):
        raise wrong
    digits = [_LETTERS.index(letter) for letter in letters]
    if _checksum([*_spread(kind), *digits]) != 1:
        raise wrong
    return bytes(_regrouped(digits[:-6], 5, 8)[:32])


def _checksum(digits: Iterable[int]) -> int:
    value = 1
    for digit in digits:
        top = value >> 25
        value = (value & 0x1FFFFFF) << 5 ^ digit
        for bit, mask in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            value ^= mask if top >> bit & 1 else 0
    return value


def _spread(kind: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in kind), 0, *(ord(letter) & 31 for letter in kind)]


def _regrouped(digits: Iterable[int], from_bits: int, to_bits: int) -> list[int]:
    """The same bits in groups of another length; the last group is filled with zeros."""
    found, value, bits = [], 0, 0
    for digit in digits:
        value, bits = value << from_bits | digit, bits + from_bits
        while bits >= to_bits:
            bits -= to_bits
            found.append(value >> bits & (1 << to_bits) - 1)
    if bits and to_bits < from_bits:
        found.append(value << (to_bits - bits) & (1 << to_bits) - 1)
    return found
