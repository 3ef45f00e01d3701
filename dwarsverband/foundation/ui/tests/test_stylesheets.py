"""One stylesheet per component in the source, one for the browser."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from pytest_django import Settings

from dwarsverband.foundation.ui import stylesheets


def test_the_browser_gets_everything_in_one_file_tokens_first() -> None:
    path = finders.find(stylesheets.NAME)
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 (a finder gives a text)
        text = file.read()
    assert text.startswith("/* Dwarsverband: design tokens")
    assert ".dv-button" in text and ".dv-matrix" in text


def test_the_fonts_are_found_from_where_the_stylesheet_stands() -> None:
    fonts = re.findall(r'url\("([^"]+)"\)', stylesheets.joined())
    assert len(fonts) == 2
    assert all((stylesheets.SOURCE / font).exists() for font in fonts)


def test_whoever_may_not_write_beside_the_source_can_still_run_a_command(
    tmp_path: Path, settings: Settings
) -> None:
    settings.BASE = tmp_path / "nowhere"
    finder = stylesheets.SiteFinder()
    assert not settings.BASE.exists()
    assert [storage.exists(name) for name, storage in finder.list(None)] == [True]


def test_nothing_else_is_found_under_that_finder() -> None:
    finder = stylesheets.SiteFinder()
    assert [name for name, _storage in finder.list(None)] == [stylesheets.NAME]
    assert finder.find("ui/tokens.css") == ""
    assert finder.find("ui/tokens.css", find_all=True) == []


def test_a_page_turns_with_the_screen() -> None:
    """WCAG 1.3.4. Here for all pages at once: on each page a browser would read every rule for it."""
    assert "orientation" not in stylesheets.joined()
