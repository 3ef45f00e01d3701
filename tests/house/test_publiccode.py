"""`publiccode.yml` is what the standard asks for, so that catalogues of public software can read it."""

import re
import tomllib
from datetime import date
from functools import cache
from typing import Any  # what stands in a file of this kind

import pytest

from tests.house.source import ROOT


def _listed(text: str) -> set[str]:
    return set(text.split())


# The standard: https://yml.publiccode.tools (version 0.7: its core, and its two lists of words).
NEEDED = {
    *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus"),
    *("softwareType", "description", "legal", "maintenance", "localisation"),
}
MAY = NEEDED | {
    *(
        "applicationSuite",
        "landingURL",
        "isBasedOn",
        "organisation",
        "softwareVersion",
        "releaseDate",
    ),
    *(
        "logo",
        "usedBy",
        "roadmap",
        "intendedAudience",
        "dependsOn",
        "fundedBy",
        "supports",
        "categories",
    ),
}
STATUS = {"concept", "development", "beta", "stable", "obsolete"}
KINDS = {
    *("standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web"),
    *("standalone/backend", "standalone/other", "addon", "library", "configurationFiles"),
}
PLATFORMS = {"web", "windows", "mac", "linux", "ios", "android"}
SCOPES = _listed(
    "agriculture culture defence education emergency-services employment energy environment "
    "finance-and-economic-development foreign-affairs healthcare infrastructures justice "
    "local-authorities manufacturing research science-and-technology security society sport "
    "tourism transportation welfare"
)
CATEGORIES = _listed(
    "accounting agile-project-management applicant-tracking application-development "
    "appointment-scheduling backup billing-and-invoicing blog budgeting business-intelligence "
    "business-process-management cad call-center-management cloud-management collaboration "
    "communications compliance-management contact-management content-management crm "
    "customer-service-and-support data-analytics data-collection data-visualization design "
    "design-system digital-asset-management digital-citizenship document-management "
    "donor-management e-commerce e-signature educational-content email-management email-marketing "
    "employee-management enterprise-project-management enterprise-social-networking erp "
    "event-management facility-management feedback-and-reviews-management financial-reporting "
    "fleet-management fundraising gamification geographic-information-systems grant-management "
    "graphic-design help-desk hr ide identity-management instant-messaging "
    "integrated-library-system inventory-management "
    "it-asset-management it-development it-management it-security it-service-management "
    "knowledge-management learning-management-system marketing mind-mapping mobile-marketing "
    "mobile-payment network-management office online-booking online-community other payment-gateway "
    "payroll predictive-analysis procurement productivity-suite project-collaboration "
    "project-management property-management real-estate-management remote-support "
    "regulations-and-directives resource-management sales-management seo service-desk social-media-management survey "
    "talent-management task-management taxes-management test-management time-management "
    "time-tracking translation video-conferencing video-editing visitor-management voip "
    "warehouse-management web-collaboration web-conferencing website-builder whistleblowing "
    "workflow-management"
)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# What keeps our reader small: the few shapes of YAML that this file uses, and no others.
LINE = re.compile(r"(?P<room> *)(?P<dash>- )?(?:(?P<key>[A-Za-z]+):(?: |$))?(?P<value>.*)")


@cache
def _described() -> dict[str, Any]:
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    lines = [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    assert not any("\t" in line for line in lines)
    whole, left = _read(lines, 0)
    assert not left, f"This is no shape that we read: {left[0]}"
    return dict(whole)


def _room(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _read(lines: list[str], room: int) -> tuple[Any, list[str]]:
    """A list or a table that stands so far from the edge, and the lines after it."""
    if lines[0].lstrip().startswith("- "):
        return _items(lines, room)
    table: dict[str, Any] = {}
    while lines and _room(lines[0]) == room and not lines[0].lstrip().startswith("- "):
        found = LINE.fullmatch(lines[0])
        assert found and found["key"] and found["key"] not in table, lines[0]
        table[found["key"]], lines = _value(found["value"], lines[1:], room)
    return table, lines


def _items(lines: list[str], room: int) -> tuple[list[Any], list[str]]:
    items: list[Any] = []
    while lines and _room(lines[0]) == room and lines[0].lstrip().startswith("- "):
        inner = " " * (room + 2) + lines[0].lstrip()[2:]
        if LINE.fullmatch(inner)["key"]:  # type: ignore[index]  # every line fits it
            one, lines = _read([inner, *lines[1:]], room + 2)
        else:
            one, lines = _plain(inner.strip()), lines[1:]
        items.append(one)
    return items, lines


def _value(written: str, lines: list[str], room: int) -> tuple[Any, list[str]]:
    if written == ">":
        count = next((at for at, line in enumerate(lines) if _room(line) <= room), len(lines))
        return " ".join(line.strip() for line in lines[:count]), lines[count:]
    if written:
        return _plain(written), lines
    return _read(lines, _room(lines[0]))


def _plain(written: str) -> Any:
    if written in {"true", "false"}:
        return written == "true"
    assert written[0] not in "{[&*!|%@`", f"This is no shape that we read: {written}"
    return written[1:-1] if written[0] in "\"'" and written[0] == written[-1] else written


def test_everything_that_the_standard_asks_is_there_and_nothing_it_does_not_know() -> None:
    assert NEEDED <= set(_described()) <= MAY
    assert re.fullmatch(r"0(\.\d+)*", _described()["publiccodeYmlVersion"])


def test_its_words_are_those_of_the_standard() -> None:
    described = _described()
    assert described["developmentStatus"] in STATUS
    assert described["softwareType"] in KINDS
    assert set(described["platforms"]) <= PLATFORMS
    assert set(described["categories"]) <= CATEGORIES
    assert set(described["intendedAudience"]["scope"]) <= SCOPES
    assert all(re.fullmatch(r"[A-Z]{2}", one) for one in described["intendedAudience"]["countries"])
    assert all(LANGUAGE.fullmatch(one) for one in described["localisation"]["availableLanguages"])
    assert isinstance(described["localisation"]["localisationReady"], bool)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_is_described_in_both_languages_at_the_length_that_fits(language: str) -> None:
    told = _described()["description"][language]
    assert 0 < len(told["shortDescription"]) <= 150
    assert 150 <= len(told["longDescription"]) <= 10_000
    assert 5 <= len(told["features"]) <= 20
    assert "genericName" not in told, "The standard has left this behind."


def test_its_address_is_one_and_leads_nobody_astray() -> None:
    """The address of the source, or a name that is reserved for as long as there is none."""
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S+", _described()["url"])


def test_who_maintains_it_is_a_person_or_nobody() -> None:
    kept = _described()["maintenance"]
    assert kept["type"] in {"internal", "contract", "community", "none"}
    if kept["type"] in {"internal", "community"}:
        assert kept["contacts"]
        assert all(
            not re.search(r"maintainers|team|info@", str(one), re.IGNORECASE)
            for one in kept["contacts"]
        )
    if kept["type"] == "contract":
        assert all(date.fromisoformat(one["until"]) for one in kept["contractors"])


def test_its_version_licence_and_dependencies_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    described = _described()
    assert described["softwareVersion"] == project["version"]
    assert described["legal"]["license"] == project["license"]
    needs = {one["name"]: one["versionMin"] for one in described["dependsOn"]["open"]}
    assert f">={needs['Python']}" == project["requires-python"]
    if "releaseDate" in described:
        date.fromisoformat(described["releaseDate"])
