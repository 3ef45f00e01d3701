"""What the product is made of is written down whole, in the form that others can read."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any  # a bill of materials is a nest of Any

from tests.house.source import ROOT
from tools import sbom

LOCKED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


@cache
def _bill() -> dict[str, Any]:
    return sbom.bill()


def _of(kind: str) -> dict[str, dict[str, Any]]:
    return {
        one["name"]: one for one in _bill()["components"] if one.get("purl", "").startswith(kind)
    }


def test_everything_that_is_locked_is_in_it_with_version_and_hashes() -> None:
    locked = set(LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    written = {
        (one["name"], one["version"])
        for one in _bill()["components"]
        if one.get("purl", "").startswith("pkg:pypi/")
    }
    assert written == locked
    assert all(one["hashes"] for one in _bill()["components"] if "purl" in one)


def test_what_the_browser_gets_and_the_database_are_in_it_too() -> None:
    assert {"htmx.org", "lucide-static"} <= set(_of("pkg:npm/"))
    others = {one["name"]: one for one in _bill()["components"] if "purl" not in one}
    assert set(others) == {"PostgreSQL", sbom.FONT[0]}
    assert re.fullmatch(r"1[5-9]\.\d+", others["PostgreSQL"]["version"])


def test_everything_that_runs_has_a_licence() -> None:
    silent = [
        one["name"]
        for one in _bill()["components"]
        if one["scope"] == "required" and not one.get("licenses")
    ]
    assert not silent, f"On what terms are these? {silent}"
    assert _of("pkg:pypi/")["psycopg"]["licenses"] == [{"expression": "LGPL-3.0-only"}]


def test_what_only_tests_need_is_told_apart() -> None:
    scopes = {name: one["scope"] for name, one in _of("pkg:pypi/").items()}
    assert scopes["django"] == scopes["psycopg-binary"] == scopes["psycopg-pool"] == "required"
    assert scopes["pytest"] == scopes["networkx"] == "excluded"


def test_every_reference_leads_to_one_component() -> None:
    refs = [one["bom-ref"] for one in _bill()["components"]] + ["dwarsverband"]
    assert len(refs) == len(set(refs))
    needs = {one["ref"]: one.get("dependsOn", []) for one in _bill()["dependencies"]}
    assert set(needs) == set(refs)
    assert len(needs) == len(_bill()["dependencies"])
    assert {ref for below in needs.values() for ref in below} <= set(refs)
    runs = [one["bom-ref"] for one in _bill()["components"] if one["scope"] != "excluded"]
    assert not set(runs) - _reached(needs), "The product leads to everything that runs."


def _reached(needs: dict[str, list[str]]) -> set[str]:
    waiting, seen = ["dwarsverband"], set[str]()
    while waiting:
        ref = waiting.pop()
        if ref not in seen:
            seen.add(ref)
            waiting += needs[ref]
    return seen


def test_the_same_source_gives_the_same_file(tmp_path: Path) -> None:
    file = tmp_path / "product.cdx.json"
    subprocess.run([sys.executable, "-m", "tools.sbom", file], cwd=ROOT, check=True)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written == _bill()
    assert (written["bomFormat"], written["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", written["serialNumber"])
