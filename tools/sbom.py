"""What the product is made of, as a bill of materials in CycloneDX 1.6 (ECMA-424).

python -m tools.sbom                 to the screen
python -m tools.sbom product.cdx.json  to a file

From `requirements.lock`, `vendor.lock`, the fonts, and the PostgreSQL that comes along; licences and
what needs what come from the packages as they are installed. The same source gives the same file.
"""

import base64
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any  # a bill of materials is a nest of Any
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement

from dwarsverband.foundation.database import programs
from tools.vendor import packages as vendored

ROOT = Path(__file__).resolve().parent.parent
FONT = ("Atkinson Hyperlegible Next", "OFL-1.1")
# How packages that write no expression say it in their classifiers.
SPDX = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_EXPRESSION = re.compile(r"[A-Za-z0-9.-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.-]+)*")
_LOCKED = re.compile(r"^([a-z0-9._-]+)==(\S+)([^\n]*\\\n(?:    .*\n?)*)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill() -> dict[str, Any]:
    """The whole bill of materials."""
    project = _project()
    product = {
        "type": "application",
        "bom-ref": "dwarsverband",
        "name": project["name"],
        "version": project["version"],
        "description": project["description"],
        "licenses": [{"expression": project["license"]}],
    }
    components = sorted(
        [*_python(), *_browser(), _font(), *_database()], key=lambda one: str(one["bom-ref"])
    )
    written: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": product},
        "components": components,
        "dependencies": list(_needs(project, components)),
    }
    mark = uuid5(NAMESPACE_URL, json.dumps(written, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "serialNumber": f"urn:uuid:{mark}",
        **written,
    }


def needed(requirements: Iterable[str]) -> set[str]:
    """What runs: these, what they need, and so on."""
    waiting, found = [Requirement(one) for one in requirements], set[str]()
    while waiting:
        one = waiting.pop()
        mark = f"{_plain(one.name)}[{','.join(sorted(one.extras))}]"
        if mark not in found:
            found.add(mark)
            waiting += _needs_of(one)
    return {mark.partition("[")[0] for mark in found}


def _python() -> Iterator[dict[str, Any]]:
    runs = needed(_project()["dependencies"])
    for name, version, rest in _LOCKED.findall(
        (ROOT / "requirements.lock").read_text(encoding="utf-8")
    ):
        marker = rest.partition(";")[2].partition("\\")[0].strip()
        yield {
            "type": "library",
            "bom-ref": f"python:{_plain(name)}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "scope": "required" if _plain(name) in runs else "excluded",
            **_licences(name),
            "hashes": [{"alg": "SHA-256", "content": one} for one in _HASH.findall(rest)],
            **(
                {"properties": [{"name": "dwarsverband:only-when", "value": marker}]}
                if marker
                else {}
            ),
        }


def _browser() -> Iterator[dict[str, Any]]:
    for package in vendored():
        yield {
            "type": "library",
            "bom-ref": f"browser:{package['name']}",
            "name": package["name"],
            "version": package["version"],
            "purl": f"pkg:npm/{package['name']}@{package['version']}",
            "scope": "required",
            "licenses": [{"expression": package["licence"]}],
            "hashes": [{"alg": "SHA-512", "content": base64.b64decode(package["sha512"]).hex()}],
        }


def _font() -> dict[str, Any]:
    name, licence = FONT
    return {
        "type": "data",
        "bom-ref": "browser:font",
        "name": name,
        "scope": "required",
        "licenses": [{"expression": licence}],
    }


def _database() -> Iterator[dict[str, Any]]:
    """The PostgreSQL that comes along; an installation may use one of its own."""
    said = programs.run([programs.folder() / "postgres", "--version"])
    yield {
        "type": "application",
        "bom-ref": "postgresql",
        "name": "PostgreSQL",
        "version": said.split()[2],
        "cpe": f"cpe:2.3:a:postgresql:postgresql:{said.split()[2]}:*:*:*:*:*:*:*",
        "scope": "optional",
        "licenses": [{"expression": "PostgreSQL"}],
    }


def _needs(project: dict[str, Any], components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What needs what; of a package that is locked in two versions, either."""
    refs: dict[str, list[str]] = {}
    for one in components:
        kind, _colon, rest = one["bom-ref"].partition(":")
        refs.setdefault(rest.partition("@")[0] if kind == "python" else "", []).append(
            one["bom-ref"]
        )
    asked = {_plain(one.name): one for one in map(Requirement, project["dependencies"])}
    direct = [ref for name in asked for ref in refs.get(name, [])]
    yield {"ref": "dwarsverband", "dependsOn": sorted([*direct, *refs[""]])}
    for name, ours in sorted(refs.items()):
        needs = _needs_of(asked.get(name) or Requirement(name)) if name else []
        below = sorted({ref for one in needs for ref in refs.get(_plain(one.name), [])})
        yield from ({"ref": ref, **({"dependsOn": below} if below else {})} for ref in ours)


def _licences(name: str) -> dict[str, Any]:
    """The licence of an installed package: an expression where it is known, or its own words."""
    said = _said_of(name)
    if said is None:
        return {}  # for another system
    written = said.get("License-Expression") or said.get("License") or ""
    if written != "BSD" and _EXPRESSION.fullmatch(written):
        return {"licenses": [{"expression": written}]}
    kinds = [
        kind.rpartition(" :: ")[2]
        for kind in said.get_all("Classifier") or []
        if kind.startswith("License")
    ]
    if len(kinds) == 1 and kinds[0] in SPDX:
        return {"licenses": [{"expression": SPDX[kinds[0]]}]}
    return _named(*kinds) if kinds else _named(written.partition("\n")[0][:100])


def _named(*names: str) -> dict[str, Any]:
    return {"licenses": [{"license": {"name": name}} for name in names if name]}


@cache
def _said_of(name: str) -> Any:  # the metadata of a package has no public type
    try:
        return metadata.distribution(name).metadata
    except metadata.PackageNotFoundError:
        return None


def _needs_of(wanted: Requirement) -> list[Requirement]:
    """What an installed package needs on this machine, with the extras that are asked of it."""
    try:
        asked = [Requirement(one) for one in metadata.distribution(wanted.name).requires or []]
    except metadata.PackageNotFoundError:
        return []
    extras = ["", *wanted.extras]
    return [
        one
        for one in asked
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def _project() -> dict[str, Any]:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(written["project"])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    text = json.dumps(bill(), indent=2, ensure_ascii=False) + "\n"
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
