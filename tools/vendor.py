"""Fetch what the browser needs from others, check it against `vendor.lock`, and unpack it.

python -m tools.vendor            fetch, check, unpack
python -m tools.vendor --accept   the same, and write down the checksums that were found
"""

import re
import subprocess
import sys
import tarfile
import tomllib
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any  # tables of a toml file

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "vendor.lock"
TARGET = ROOT / "dwarsverband" / "foundation" / "ui" / "static" / "ui"
SPRITE = '<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def packages() -> list[dict[str, Any]]:
    """What the lock names."""
    return list(tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"])


def main(*, accept: bool) -> None:
    """Every package of the lock, one after the other."""
    for package in packages():
        with TemporaryDirectory() as place:
            archive = _fetch(package, Path(place))
            found = b64encode(sha512(archive.read_bytes()).digest()).decode()
            if accept:
                _write_down(package, found)
            elif found != package["sha512"]:
                sys.exit(
                    f"{package['name']} is not what vendor.lock says; nothing of it was unpacked."
                )
            _unpack(package, archive)
        print(f"{package['name']} {package['version']} ({package['licence']})")


def _fetch(package: dict[str, Any], place: Path) -> Path:
    npm = which("npm")
    if npm is None:
        sys.exit(
            "npm is missing. It is needed to fetch new versions only, never to install or run."
        )
    wanted = f"{package['name']}@{package['version']}"
    subprocess.run(  # noqa: S603 (names and versions come from our own lock)
        [npm, "pack", wanted, "--silent", "--pack-destination", str(place)],
        check=True,
        capture_output=True,
    )
    return next(place.glob("*.tgz"))


def _unpack(package: dict[str, Any], archive: Path) -> None:
    with tarfile.open(archive) as opened:

        def text(name: str) -> str:
            member = opened.extractfile(f"package/{name}")
            if member is None:
                sys.exit(f"{package['name']} holds no {name}.")
            return member.read().decode()

        for source, target in package["files"].items():
            (TARGET / target).parent.mkdir(parents=True, exist_ok=True)
            (TARGET / target).write_text(_without_map(text(source)), encoding="utf-8")
        if "icons" in package:
            symbols = [_symbol(name, text(f"icons/{name}.svg")) for name in package["icons"]]
            (TARGET / "icons.svg").write_text(
                SPRITE.format(symbols="\n".join(symbols)), encoding="utf-8"
            )


def _symbol(name: str, drawing: str) -> str:
    """The lines of one icon; how thick they are is said by the stylesheet."""
    lines = " ".join(re.findall(r"<(?!svg|/svg|!--)[^>]+>", drawing))
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{lines}</symbol>'


def _without_map(text: str) -> str:
    """The file without the address of its source map."""
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", text)


def _write_down(package: dict[str, Any], found: str) -> None:
    before = LOCK.read_text(encoding="utf-8")
    head, name, rest = before.partition(f'name = "{package["name"]}"')
    LOCK.write_text(
        head + name + re.sub(r'sha512 = "[^"]*"', f'sha512 = "{found}"', rest, count=1),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(accept="--accept" in sys.argv)
