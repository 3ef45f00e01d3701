"""One component is one function, one template, one stylesheet and one place in the gallery."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template

from dwarsverband.foundation.ui import stylesheets
from dwarsverband.foundation.ui.frame import GROUPS, ZONES
from dwarsverband.foundation.ui.templatetags.ui import COMPONENTS, boxes, marks
from tests.house import source

UI = source.PACKAGE / "foundation" / "ui"
TEMPLATES = sorted(source.PACKAGE.rglob("templates/**/*.html"))
OWN_STYLES = [path for path in stylesheets.sources() if path.name != "tokens.css"]
RAW = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(|\d(?:\.\d+)?px\b", re.IGNORECASE
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
INLINE = re.compile(
    r"\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""",
    re.IGNORECASE,
)


def _names(folder: Path, ending: str) -> set[str]:
    return {path.stem for path in folder.glob(f"*.{ending}")}


def test_every_component_has_its_template_and_its_stylesheet_and_no_more() -> None:
    assert _names(UI / "templates" / "ui" / "components", "html") == set(COMPONENTS)
    assert _names(UI / "static" / "ui" / "components", "css") == set(COMPONENTS)


def test_the_gallery_shows_every_component() -> None:
    gallery = UI / "templates" / "ui" / "gallery"
    assert _names(gallery, "html") == set(COMPONENTS)
    absent = [
        name
        for name in COMPONENTS
        if not re.search(rf"{{%\s*{name}\b", (gallery / f"{name}.html").read_text(encoding="utf-8"))
    ]
    assert not absent, f"The gallery has a place for these, but does not show them: {absent}"


@pytest.mark.parametrize("path", OWN_STYLES, ids=lambda path: path.name)
def test_colours_and_sizes_come_from_the_tokens(path: Path) -> None:
    found = RAW.findall(path.read_text(encoding="utf-8"))
    assert not found, f"Name these in tokens.css: {found}"


def test_every_token_that_is_asked_for_exists() -> None:
    text = stylesheets.joined()
    given = set(re.findall(r"(--[\w-]+)\s*:", text))
    asked = set(re.findall(r"var\((--[\w-]+)", text))
    outside = {
        name for name in asked if name.startswith("--basis-")
    }  # a municipality's theme fills these
    assert asked - given - outside == set()


def test_a_token_has_a_value_in_the_dark_when_it_is_a_colour() -> None:
    tokens = (UI / "static" / "ui" / "tokens.css").read_text(encoding="utf-8")
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")
    colours = set(re.findall(r"(--dv-[\w-]+):[^;]*#[0-9A-Fa-f]{6}", light))
    same = {"--dv-thread", "--dv-focus-halo", "--dv-on-spotlight", "--dv-spotlight"}
    assert colours - set(re.findall(r"(--dv-[\w-]+):", dark)) <= same


def test_modules_have_no_stylesheet_and_no_script() -> None:
    modules = source.PACKAGE / "modules"
    found = [*modules.rglob("*.css"), *modules.rglob("*.js")]
    assert not found, f"A component is missing: {found}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(source.PACKAGE)))
def test_a_template_can_be_read_and_keeps_to_our_own_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not INLINE.findall(TAG.sub("", text)), (
        "The security policy lets no style and no script stand in a page."
    )
    assert not ELSEWHERE.findall(text), "No page loads anything from elsewhere."
    get_template(str(path).rpartition("/templates/")[2])


def test_every_class_in_a_template_has_a_style() -> None:
    styled = set(re.findall(r"\.(-?[a-z_][\w-]*)", _without_comments(stylesheets.joined())))
    loose = {
        f"{path.name}: {name}"
        for path in TEMPLATES
        for name in _classes(path.read_text(encoding="utf-8"))
        if name not in styled
        and not (name.endswith("-") and any(one.startswith(name) for one in styled))
    }
    assert not loose, f"Nothing says how these look: {loose}"


def test_every_icon_that_is_named_exists() -> None:
    sprite = (UI / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'id="i-([\w-]+)"', sprite))
    named = {icon for icon in (*_icons_of_the_frame(), *_icons_of_templates()) if icon}
    assert named - known == set(), "Add these to vendor.lock and run `make vendor`."


def test_what_we_took_from_others_is_here_with_its_licence() -> None:
    for package in tomllib.loads((source.ROOT / "vendor.lock").read_text(encoding="utf-8"))[
        "package"
    ]:
        targets = [UI / "static" / "ui" / target for target in package["files"].values()]
        assert all(target.stat().st_size for target in targets), package["name"]
        assert any("LICENSE" in target.name for target in targets), package["name"]
        assert package["licence"] and len(package["sha512"]) == 88


def test_what_others_made_asks_for_no_map_and_no_address() -> None:
    for path in (UI / "static").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        assert not re.search(r"""import\s*\(?\s*["'](?:https?:)?//""", text)


def _classes(text: str) -> Iterator[str]:
    """Class names in a template; what a tag fills in becomes the beginning of a name, or nothing."""
    for group in re.findall(r'class="((?:[^"{]|{%.*?%}|{{.*?}})*)"', text, re.DOTALL):
        yield from (name for name in TAG.sub(" ", group).split() if name.startswith(("dv-", "is-")))


def _icons_of_templates() -> Iterator[str]:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'{%\s*icon "([\w-]+)"', text)
        yield from re.findall(r'\bicon="([\w-]+)"', text)


def _icons_of_the_frame() -> Iterator[str]:
    yield from (icon for _title, icon in GROUPS.values())
    yield from (icon for _title, icon, _sentence in ZONES.values())
    yield from (*marks.STATUS_ICONS.values(), *boxes.ALERT_ICONS.values())
    for path in source.files():
        yield from re.findall(r'"icon": "([\w-]+)"', path.read_text(encoding="utf-8"))


def _without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
