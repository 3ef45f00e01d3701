"""Lists on their way in, for machines."""

from typing import Annotated
from uuid import UUID

from ninja import File, Form, Status, UploadedFile

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Input, Schema
from dwarsverband.modules.network.actions import import_undo as undo_actions
from dwarsverband.modules.network.actions import imports as import_actions
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.queries import imports

router = area_router("imports")
MOST_SHOWN = 50


class ImportRowOut(Schema):
    """A list on its way in."""

    id: UUID
    files: list[str]
    source: str
    status: str
    version: int


class ImportOut(ImportRowOut):
    """The same, with what saving it would bring."""

    counts: dict[str, int]


@router.post("/imports", response={201: ImportOut}, by_alias=True)
def start_import(
    request: Request,
    files: Annotated[list[UploadedFile], File()],
    source: Annotated[str, Form(max_length=120)] = "",
) -> Status[Import]:
    """Read a spreadsheet, and say where it comes from; nothing is saved yet."""
    return Status(201, import_actions.start_import(request.actor, files=files, source=source))


@router.get("/imports", response=list[ImportRowOut], by_alias=True)
def import_list(request: Request) -> list[Import]:
    """The newest lists on their way in."""
    return list(imports.visible_imports(request.actor)[:MOST_SHOWN])


@router.get("/imports/{pk}", response=ImportOut, by_alias=True)
def review_import(request: Request, pk: UUID) -> Import:
    """How far a list is."""
    return imports.get_import(request.actor, pk)


@router.post("/imports/{pk}/undo", response=ImportOut, by_alias=True)
def undo_import(request: Request, pk: UUID) -> Import:
    """Undo a saved list within a day: what somebody changed since stays."""
    return undo_actions.undo_import(request.actor, imports.get_import(request.actor, pk))


@router.post("/imports/{pk}/discard", response={204: None})
def discard_import(request: Request, pk: UUID) -> Status[None]:
    """Throw a list away; what was saved from it stays."""
    import_actions.discard_import(request.actor, imports.get_import(request.actor, pk))
    return Status(204, None)


class MapIn(Input):
    """How the columns of each sheet are read, and what was decided per row.

    `forAll` answers all questions of a sort at once: `themes` (`no theme`, `new theme`), `domains`
    (`none`, or the code of a domain), `organisations` (`?` for I do not know yet, or the code of a
    domain), `spellings` (`?`, or `own` for organisations of their own). What is decided by itself
    goes first; empty takes it back.
    """

    version: int
    mappings: list[dict[str, str]] | None = None
    decisions: dict[str, str] | None = None
    for_all: dict[str, str] | None = None
    forget: bool = False


class ApplyIn(Input):
    """The version that you read, and whether rows with a problem are left out."""

    version: int
    skip_wrong_rows: bool = False


@router.post("/imports/{pk}/map", response=ImportOut, by_alias=True)
def map_import(request: Request, pk: UUID, body: MapIn) -> Import:
    """Say how a list is read and who is who."""
    draft = imports.get_import(request.actor, pk)
    return import_actions.map_import(request.actor, draft, **body.dict())


@router.post("/imports/{pk}/apply", response=ImportOut, by_alias=True)
def apply_import(request: Request, pk: UUID, body: ApplyIn) -> Import:
    """Save a list, whole or not at all."""
    draft = imports.get_import(request.actor, pk)
    return import_actions.apply_import(request.actor, draft, **body.dict())
