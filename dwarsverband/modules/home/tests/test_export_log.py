"""The log as a file, with which an outsider follows its chain."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pytest_django import Settings

from dwarsverband.foundation.access import checkpoints
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.offline import EMPTY, digest
from tests.answers import answer
from tests.cast import Cast

ADDRESS = "/waterdal/privacy/logboek"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("noor", "page"),
        ("joost", "page"),
        ("bram", "refused"),
        ("hanneke", "refused"),
        ("wim", "not there"),
        ("samira", "sign in"),
        ("nobody", "sign in"),
    ],
)
def test_who_downloads_the_log(cast: Cast, who: str, expected: str) -> None:
    response = cast.client(who).post(ADDRESS)
    assert answer(response) == expected
    assert (response["Content-Type"] == "application/zip") is (expected == "page")


def _rows(cast: Cast) -> list[dict[str, str]]:
    response = cast.client("joost").post(ADDRESS)
    assert response["Content-Disposition"] == 'attachment; filename="log.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        text = packed.read("log.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_downloading_leaves_a_line(cast: Cast) -> None:
    _rows(cast)
    assert [row["verb"] for row in _rows(cast)][-1] == "accounts.export_log"


def test_an_outsider_can_follow_the_chain(cast: Cast) -> None:
    cast.client("noor").post("/waterdal/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    previous = EMPTY
    rows = _rows(cast)
    for row in rows:
        previous = digest(previous, int(row["number"]), row["record"].encode())
        assert previous.hex() == row["sha256"]
        assert json.loads(row["record"])["verb"] == row["verb"]
    assert rows[-1]["verb"] == "accounts.add_theme"


def test_an_outsider_checks_it_with_python_alone(
    cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    settings.CHECKPOINTS_PATH = tmp_path / "signed"
    with acting(cast.joost):
        head = checkpoints.read_head(cast.waterdal.pk)
    assert head
    checkpoints.sign({str(cast.waterdal.pk): head})
    response = cast.client("joost").post(ADDRESS)
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        packed.extractall(tmp_path / "log")
    command = [sys.executable, "-I", "verify_log.py", ".", "--key", checkpoints.public_key()]
    checked = subprocess.run(
        command, cwd=tmp_path / "log", capture_output=True, text=True, check=False
    )
    assert "everything is as it was written" in checked.stdout
    assert checked.returncode == 0


def test_no_name_and_nothing_of_elsewhere_stands_in_it(cast: Cast) -> None:
    cast.client("wim").post("/elders/indeling/themas/toevoegen", {"name_nl": "Eenzaamheid"})
    response = cast.client("joost").post(ADDRESS)
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        page = "".join(packed.read(name).decode() for name in packed.namelist())
    for name in (
        "Noor",
        "Fatma",
        "Eenzaamheid",
        str(cast.wim.membership_id),
        str(cast.elsewhere.pk),
    ):
        assert name not in page


def test_looking_downloads_nothing(cast: Cast) -> None:
    assert answer(cast.client("joost").get(ADDRESS)) == "post only"
