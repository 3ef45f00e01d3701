"""One stylesheet per component in the source, one for the browser."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

SOURCE = Path(__file__).parent / "static" / "ui"
FIRST = ("tokens.css", "base.css", "frame.css")
NAME = "ui/site.css"


def sources() -> list[Path]:
    """Every stylesheet, in the order in which the browser reads them."""
    return [*(SOURCE / name for name in FIRST), *sorted((SOURCE / "components").glob("*.css"))]


def joined() -> str:
    """All of them as one text."""
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in sources()) + "\n"


class SiteFinder(BaseFinder):
    """Gives the collector of static files the joined stylesheet, as if it stood in the source."""

    def __init__(self) -> None:
        """Nothing is written yet: whoever only runs a command may not be able to."""
        self.storage = FileSystemStorage(location=Path(settings.BASE) / ".cache" / "static")

    def find(self, path: str, find_all: bool = False) -> str | list[str]:  # type: ignore[override]  # noqa: FBT001, FBT002 (Django's own; one signature for its two)
        """Where the file stands."""
        found = [self._written()] if path == NAME else []
        return found if find_all else "".join(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """The one file."""
        self._written()
        yield NAME, self.storage

    def _written(self) -> str:
        """Write it where tests and the collector can read it."""
        file = Path(self.storage.path(NAME))
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")  # two programs may start at the same time
        part.write_text(joined(), encoding="utf-8")
        part.replace(file)
        return str(file)
