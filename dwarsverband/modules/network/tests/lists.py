"""Lists as people have them, and a browser without scripts to bring them in with."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any  # Django's test client answers with Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Partnership, User
from dwarsverband.foundation.accounts.queries import member_actor
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.models import Import, Person, Position, Tie
from dwarsverband.modules.network.queries.import_shown import Asked
from tests import make
from tests.cast import just_now

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

FILES = Path(__file__).parent / "files"
DATA = Path(os.environ.get("DATA_DIR", Path(__file__).parents[5] / "shared" / "data"))
Rows = Sequence[Sequence[object]]


def book(*sheets: Rows, names: Sequence[str] = ()) -> bytes:
    """An xlsx with these sheets."""
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(names[number] if names else f"Blad{number + 1}")
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def people(*names: str, **more: str) -> Rows:
    """A small good list: a name, an organisation and a domain a row."""
    headings = ["Naam", "Organisatie", "Domein", *more]
    return [headings, *([name, "GGD Waterdal", "zorg", *more.values()] for name in names)]


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def bomb() -> bytes:
    """A workbook of a few kilobytes that unfolds to sixty megabytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60 * 2**20)
    return target.getvalue()


def locked() -> bytes:
    """What spreadsheet programs write when there is a password."""
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return start + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


@dataclass
class Room:
    """A partnership in which nobody is known yet, and a coordinator at work in it."""

    home: Partnership
    actor: Actor
    client: Client

    def start(self, *files: tuple[str, bytes], source: str = "") -> Page:
        """Send files; the page that comes back."""
        uploads = [upload(name, content) for name, content in files]
        where = address(self.actor, "network:start_import")
        sent = {"files": uploads, "source": source, "idempotency_key": uuid4().hex}
        return Page(self.client, self.client.post(where, sent, follow=True))

    def draft(self) -> Import:
        """The newest list, as it is stored."""
        with make.within(self.home):
            return Import.objects.filter(partnership=self.home).latest("made_at")

    def counts(self) -> tuple[int, int, int]:
        """How many people, organisations they work at, and ties there are."""
        with make.within(self.home):
            own = {"partnership": self.home}
            places = Position.objects.filter(**own).exclude(organisation=None)
            return (
                Person.objects.filter(**own).count(),
                places.values("organisation").distinct().count(),
                Tie.objects.filter(**own).count(),
            )

    def person(self, name: str, **more: str) -> Person:
        """Somebody who was brought in."""
        with make.within(self.home):
            return Person.objects.get(partnership=self.home, name=name, **more)


def positions(home: Partnership) -> list[Position]:
    """What everybody does there."""
    return list(Position.objects.filter(partnership=home).select_related("organisation", "domain"))


def place(position: Position) -> str:
    """At which organisation somebody does it."""
    return position.organisation.name if position.organisation else ""


def room(*, has_reasons: bool = True, **more: Any) -> Room:
    """A partnership of its own, so that counts are exact."""
    home = make.partnership(name="Rivierdal")
    if has_reasons:
        make.processing(home)
    member = make.member(home, f"noor@{home.slug}.example", "Noor Bakker", "coordinator", **more)
    client = Client()
    user = User.objects.get(pk=member.user_id)
    client.force_login(user)
    just_now(client, user)
    client.cookies["language"] = "en"
    return Room(home, member_actor(member.user_id, home.slug), client)


@dataclass
class Page:
    """A page with a form, as somebody without scripts uses it."""

    client: Client
    response: Response
    inputs: dict[str, str] = field(default_factory=dict)
    action: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        """Read what the form holds before anybody answers."""
        self.text = self.response.content.decode()
        reader = _FormReader()
        reader.feed(self.text)
        self.inputs, self.action = reader.inputs, reader.action

    @property
    def address(self) -> str:
        """Where the page stands."""
        return str(self.response.wsgi_request.path)

    def press(
        self,
        verb: str = "opslaan",
        fields: Mapping[str, str] | None = None,
        *,
        answers: Mapping[str, str] | None = None,
    ) -> Page:
        """Press a button of the form, with other values in some fields.

        Answers are given by the key of what is asked; they are sent as far as the page asks for them.
        """
        told = {Asked("", key, "", "").name: value for key, value in (answers or {}).items()}
        asked = {name: value for name, value in told.items() if f'name="{name}"' in self.text}
        where = self.action.replace("opslaan", verb)
        sent = {**self.inputs, **asked, **(fields or {})}
        return Page(self.client, self.client.post(where, sent, follow=True))


class _FormReader(HTMLParser):
    """The fields of the form with the most of them, and what stands in each."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.inputs: dict[str, str] = {}
        self._is_inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = told.get("class") == "dv-form"
            self.action = told.get("action", "") if self._is_inside else self.action
        if not self._is_inside:
            return
        if tag == "input" and (told["type"] not in {"radio", "checkbox"} or "checked" in told):
            self.inputs[told["name"]] = told.get("value", "on" if "checked" in told else "")
        if tag == "select":
            self._select = told["name"]
            self.inputs[self._select] = ""
        if tag == "option" and "selected" in told:
            self.inputs[self._select] = told["value"]
