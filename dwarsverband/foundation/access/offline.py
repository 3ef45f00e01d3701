"""Shows whether a log was changed, removed, reordered, forged or cut off. Needs only Python.

    python3 verify_log.py FOLDER --key KEY

FOLDER holds a `*.jsonl` per partnership and `checkpoints/` with the signed checkpoints. KEY is the
public key of the installation, in hexadecimal: take it from somewhere else than the folder.
`--seen FILE` names checkpoints that you kept earlier; each must still be there.

Ends with 0 when everything is as it was written, with 1 when something is not, and with 2 when
there is nothing to look at. This file stands on its own: it goes along with every export.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # what stands in JSON

EMPTY = bytes(32)
CONTEXT = b"dwarsverband checkpoint 1\n"
INSTALLATION = "installation"
CHECKPOINTS = "checkpoints"
# Ed25519 (RFC 8032): the field, the order of the group, the curve's constant, a root of -1.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
Line = tuple[int, bytes, bytes]


@dataclass(frozen=True)
class Checkpoint:
    """A signed sentence about a log: up to which line it was written, and the hash of that line."""

    record: bytes
    signature: bytes
    key: bytes
    said: dict[str, Any]

    @classmethod
    def read(cls, line: str) -> "Checkpoint":
        """A checkpoint from its line in a file."""
        known = json.loads(line)
        record = known["record"].encode()
        return cls(
            record,
            bytes.fromhex(known["signature"]),
            bytes.fromhex(known["key"]),
            json.loads(record),
        )

    @property
    def mark(self) -> str:
        """The hash by which the next checkpoint names this one."""
        return hashlib.sha256(self.record).hexdigest()

    @property
    def is_signed(self) -> bool:
        """Whether the key that it names signed it."""
        return verify_signature(self.key, CONTEXT + self.record, self.signature)


@dataclass
class Report:
    """What was looked at, what is wrong, and what somebody should know."""

    lines: int = 0
    streams: int = 0
    findings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def digest(previous: bytes, sequence: int, record: bytes) -> bytes:
    """The hash of a line: that of the line before it, its number, and its own bytes."""
    return hashlib.sha256(previous + sequence.to_bytes(8, "big") + record).digest()


def verify_lines(
    lines: Iterable[Line], checkpoints: Sequence[Checkpoint] = ()
) -> Iterator[tuple[int, str]]:
    """What is wrong with the lines of one log, each with its number, and at last (last line, "")."""
    signed: dict[int, set[str]] = {}
    for checkpoint in still_meant(checkpoints):
        signed.setdefault(checkpoint.said["sequence"], set()).add(checkpoint.said["head"])
    previous, expected = EMPTY, 0
    for sequence, record, stored in lines:
        expected += 1
        if sequence != expected:
            yield expected, "A line was removed."
            expected = sequence
        if digest(previous, sequence, record) != stored:
            yield sequence, "A line was changed or moved."
        if sequence in signed and signed[sequence] != {stored.hex()}:
            yield sequence, "This is not the line that was signed."
        previous = stored
    if signed and max(signed) > expected:
        yield expected + 1, f"The end was cut off: {max(signed)} lines were signed."
    yield expected, ""


def still_meant(checkpoints: Sequence[Checkpoint]) -> list[Checkpoint]:
    """The checkpoints but those of lines that went when a backup was put back."""
    kept: list[Checkpoint] = []
    for one in checkpoints:
        if one.said["kind"] == "restored":
            kept = [older for older in kept if older.said["sequence"] <= one.said["sequence"]]
        kept.append(one)
    return kept


def verify_checkpoints(checkpoints: Sequence[Checkpoint], keys: Iterable[bytes]) -> Iterator[str]:
    """What is wrong with a file of checkpoints: each names the one before; the last is signed.

    As each seals the one before, the last signature of each key stands for all of its earlier ones.
    """
    allowed = set(keys)
    previous = EMPTY.hex()
    for number, one in enumerate(checkpoints, 1):
        if one.said["previous"] != previous:
            yield f"Checkpoint {number} does not follow the one before it."
        if allowed and one.key not in allowed:
            yield f"Checkpoint {number} was signed with a key that you did not name."
        if _ends_a_key(checkpoints, number) and not one.is_signed:
            yield f"The signature of checkpoint {number} is false."
        previous = one.mark


def _ends_a_key(checkpoints: Sequence[Checkpoint], number: int) -> bool:
    return number == len(checkpoints) or checkpoints[number].key != checkpoints[number - 1].key


def root(heads: Iterable[tuple[str, int, str]]) -> str:
    """One hash over the heads of all logs."""
    leaves = "\n".join(sorted(f"{stream} {sequence} {head}" for stream, sequence, head in heads))
    return hashlib.sha256(leaves.encode()).hexdigest()


def verify_installation(
    newest: Checkpoint, streams: Mapping[str, Sequence[Checkpoint]]
) -> Iterator[str]:
    """Whether every log that existed at the newest checkpoint of the installation is still here."""
    heads = []
    for stream, checkpoints in streams.items():
        then = [one.said for one in checkpoints if one.said["at"] <= newest.said["at"]]
        if then:
            heads.append((stream, then[-1]["sequence"], then[-1]["head"]))
    if len(heads) < newest.said["streams"]:
        missing = newest.said["streams"] - len(heads)
        yield f"Of {newest.said['streams']} logs that were signed, {missing} are not here."
    elif root(heads) != newest.said["root"]:
        yield "The checkpoints of the logs are not those that were signed together."


def verify_folder(folder: Path, keys: Sequence[bytes] = (), seen: Sequence[Path] = ()) -> Report:
    """Everything that can be said about an export."""
    report = Report()
    known = {
        path.stem: read_checkpoints(path) for path in sorted((folder / CHECKPOINTS).glob("*.jsonl"))
    }
    installation = known.pop(INSTALLATION, [])
    for stream in sorted({*known, *(path.stem for path in folder.glob("*.jsonl"))}):
        report.streams += 1
        _verify_stream(report, folder / f"{stream}.jsonl", known.get(stream, []), keys)
    report.findings += (f"installation: {said}" for said in verify_checkpoints(installation, keys))
    if installation:
        report.findings += verify_installation(installation[-1], known)
    present = {one.mark for checkpoints in [*known.values(), installation] for one in checkpoints}
    for path in seen:
        gone = [one for one in read_checkpoints(path) if one.mark not in present]
        if gone:
            report.findings.append(
                f"{path.name}: {len(gone)} checkpoints that you kept are not here."
            )
    if not keys and present:
        names = {
            one.key.hex() for checkpoints in [*known.values(), installation] for one in checkpoints
        }
        report.remarks.append(
            f"Signed with {', '.join(sorted(names))}. Compare this with the key you were given."
        )
    return report


def _verify_stream(
    report: Report, path: Path, checkpoints: Sequence[Checkpoint], keys: Sequence[bytes]
) -> None:
    for said in verify_checkpoints(checkpoints, keys):
        report.findings.append(f"{path.stem}: {said}")
    for one in checkpoints:
        if one.said["stream"] != path.stem:
            report.findings.append(f"{path.stem}: a checkpoint of another log stands here.")
        if one.said["kind"] == "restored":
            report.remarks.append(
                f"{path.stem}: on {one.said['at']} a backup was put back; "
                f"lines after {one.said['sequence']} were lost then."
            )
    if not checkpoints:
        report.remarks.append(f"{path.stem}: never signed, so a cut end would not show.")
    for line, said in verify_lines(read_lines(path), checkpoints):
        if said:
            report.findings.append(f"{path.stem}, line {line}: {said}")
        else:
            report.lines += line


def read_checkpoints(path: Path) -> list[Checkpoint]:
    """The checkpoints of a file; a last line that was not written whole is left out."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8").rpartition("\n")[0]
    return [Checkpoint.read(line) for line in text.splitlines()]


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a log: number, the bytes that were written, and their hash."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            known = json.loads(line)
            yield known["sequence"], known["record"].encode(), bytes.fromhex(known["hash"])


def verify_signature(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is good (RFC 8032, section 5.1.7); about four milliseconds."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, commitment = _point(key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or scalar >= L:
        return False
    challenge = hashlib.sha512(signature[:32] + key + message).digest()
    expected = _add(commitment, _times(int.from_bytes(challenge, "little") % L, public))
    return _are_equal(_times(scalar, BASE), expected)


def _add(first: Point, second: Point) -> Point:
    x1, y1, z1, t1 = first
    x2, y2, z2, t2 = second
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def _are_equal(first: Point, second: Point) -> bool:
    return (first[0] * second[2] - second[0] * first[2]) % P == 0 and (
        first[1] * second[2] - second[1] * first[2]
    ) % P == 0


def _point(text: bytes) -> Point | None:
    """A point from its y and the sign of its x; None when there is none."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = _point(BASE_Y.to_bytes(32, "little")) or (0, 1, 1, 0)


def main(arguments: Sequence[str]) -> int:
    """Look at a folder, and say what was found."""
    parser = argparse.ArgumentParser(description="Verify an exported log.")
    parser.add_argument("folder", nargs="?", default=".", type=Path)
    parser.add_argument("--key", action="append", default=[], type=bytes.fromhex)
    parser.add_argument("--seen", action="append", default=[], type=Path)
    asked = parser.parse_args(arguments)
    report = verify_folder(asked.folder, asked.key, asked.seen)
    for remark in report.remarks:
        print(f"  {remark}")  # noqa: T201 (a program of its own)
    for finding in report.findings:
        print(f"- {finding}")  # noqa: T201 (a program of its own)
    if not report.streams:
        print("There is no log here.")  # noqa: T201 (a program of its own)
        return 2
    end = "something is wrong" if report.findings else "everything is as it was written"
    print(f"{report.lines} lines of {report.streams} logs: {end}.")  # noqa: T201 (a program of its own)
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
