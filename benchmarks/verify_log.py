"""How long an outsider needs to check a log of a million lines, with only Python.

The peer reads the same lines and follows the chain, without looking at anything that was signed.
"""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dwarsverband.foundation.access import offline

LINES = 1_000_000
EVERY = 1_000  # lines between two signatures
STREAM = "6f1c2f0e-0000-4000-8000-000000000001"


def main() -> None:
    """Both, in one run."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    with TemporaryDirectory() as place:
        folder = Path(place)
        _write(folder, key, public)
        began = time.process_time()
        report = offline.verify_folder(folder, [public])
        seconds = time.process_time() - began
        assert (report.lines, report.findings) == (LINES, [])
        began = time.process_time()
        lines = offline.read_lines(folder / f"{STREAM}.jsonl")
        assert [said for _line, said in offline.verify_lines(lines) if said] == []
        bare = time.process_time() - began
    print(
        f"{LINES:,} lines and {LINES // EVERY:,} checkpoints: {seconds:.1f} s, "
        f"{seconds / bare:.2f} times the bare chain."
    )


def _write(folder: Path, key: Ed25519PrivateKey, public: bytes) -> None:
    previous, before = offline.EMPTY, offline.EMPTY.hex()
    (folder / offline.CHECKPOINTS).mkdir()
    with (
        (folder / f"{STREAM}.jsonl").open("w") as lines,
        (folder / offline.CHECKPOINTS / f"{STREAM}.jsonl").open("w") as signed,
    ):
        for sequence in range(1, LINES + 1):
            record = json.dumps(
                {
                    "actor": f"member:{STREAM}",
                    "at": "2026-01-01T12:00:00+00:00",
                    "subject": [f"tie:{STREAM}"],
                    "verb": "network.record_contact",
                    "verdict": "allowed",
                },
                separators=(",", ":"),
            )
            previous = offline.digest(previous, sequence, record.encode())
            line = {"sequence": sequence, "record": record, "hash": previous.hex()}
            lines.write(json.dumps(line) + "\n")
            if sequence % EVERY == 0:
                said = {
                    "kind": "stream",
                    "stream": STREAM,
                    "sequence": sequence,
                    "head": previous.hex(),
                    "at": f"{sequence:09}",
                    "previous": before,
                }
                text = json.dumps(said)
                checkpoint = {
                    "record": text,
                    "signature": key.sign(offline.CONTEXT + text.encode()).hex(),
                    "key": public.hex(),
                }
                signed.write(json.dumps(checkpoint) + "\n")
                before = offline.Checkpoint.read(json.dumps(checkpoint)).mark


if __name__ == "__main__":
    main()
