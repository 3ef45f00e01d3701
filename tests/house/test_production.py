"""The files for a server say what the guide and the settings say, and give the programs little."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from dwarsverband.foundation.database import room
from tests.house.source import ROOT

PLACE = ROOT / "tools" / "production"
UNITS = sorted(PLACE.glob("*.service"))
GUIDE = (ROOT / "docs" / "how-to" / "run-in-production.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
CLOSED = {
    **dict.fromkeys(("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"), "yes"),
    **dict.fromkeys(("PrivateUsers", "PrivateMounts"), "yes"),
    **dict.fromkeys(("RestrictNamespaces", "LockPersonality", "RestrictSUIDSGID"), "yes"),
    **dict.fromkeys(("ProtectClock", "ProtectHostname", "ProtectControlGroups"), "yes"),
    **dict.fromkeys(("ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables"), "yes"),
    **{
        "ProtectSystem": "strict",
        "CapabilityBoundingSet": "",
        "User": "dwarsverband",
        "UMask": "0077",
        "ProtectProc": "invisible",
        "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
        "SystemCallFilter": "~@privileged",  # the last word; before it, what a service needs
    },
}


def _lines(path: Path) -> list[tuple[str, str]]:
    written = path.read_text(encoding="utf-8")
    return re.findall(r"^(\w+)=(.*)$", written, re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_program_gets_as_little_as_it_needs(unit: Path) -> None:
    assert dict(_lines(unit)).items() >= CLOSED.items()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_it_calls_what_a_service_needs_and_stays_within_its_memory(unit: Path) -> None:
    lines = _lines(unit)
    assert ("SystemCallFilter", "@system-service") in lines
    if ("Type", "oneshot") not in lines:
        assert {("MemoryMax", "2G"), ("Restart", "always")} <= set(lines)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_systemd_understands_it(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("not run: systemd-analyze is not here")
    here = tmp_path / unit.name
    written = unit.read_text(encoding="utf-8")
    here.write_text(
        re.sub(r"/srv/dwarsverband/\.venv/bin/\w+", shutil.which("true") or "", written)
    )
    said = subprocess.run(
        ["systemd-analyze", "verify", here], capture_output=True, text=True, check=False
    )
    wrong = [line for line in said.stderr.splitlines() if unit.name in line]
    assert not [line for line in wrong if "Unknown user" not in line], wrong


def test_the_owner_of_the_tables_is_for_the_backup_alone() -> None:
    knows = {unit.stem for unit in UNITS if "database-owner" in unit.read_text(encoding="utf-8")}
    assert knows == {"dwarsverband-backup"}


def test_every_setting_in_them_exists() -> None:
    units = [value for unit in UNITS for name, value in _lines(unit) if name == "Environment"]
    named = {part.partition("=")[0] for value in units for part in value.split()} - {"WORKERS"}
    named |= {name for name, _value in _lines(PLACE / "environment")}
    unknown = {name for name in named if f"`{name.removesuffix('_FILE')}`" not in SETTINGS}
    assert len(named) > 10
    assert not unknown


def test_the_guide_tells_of_every_file() -> None:
    names = [path.name for path in PLACE.iterdir() if path.suffix not in {".service", ".timer"}]
    assert not [name for name in names if f"tools/production/{name}" not in GUIDE]
    assert "cp dwarsverband-*.service dwarsverband-*.timer" in GUIDE


def test_what_a_secret_needs_is_not_asked_of_what_is_read_by_all() -> None:
    """Whoever follows the guide in one shell would else make pages that nobody can read."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    assert [block for block in blocks if re.search(r"^    .*umask 077", block, re.MULTILINE)]
    assert not [block for block in blocks if re.search(r"^\S.*umask", block, re.MULTILINE)]
    assert "\numask 022\n" in (PLACE / "ready").read_text(encoding="utf-8")


def test_the_guide_asks_of_nobody_to_run_a_command_without_settings() -> None:
    """Without an address of a database it would make one of its own beside the source."""
    lines = re.findall(r"^.*manage\.py .*$", "\n".join(GUIDE.split("```sh\n")[1:]), re.MULTILINE)
    assert not [line for line in lines if line.startswith((".venv", "python"))]


@pytest.fixture
def postgresql(tmp_path: Path) -> Path:
    """A machine on which `df` says what stands in a file, and `psql` remembers what it was told."""
    programs = {
        "df": f'printf "disk\\nx 1 1 %s 1 /\\n" "$(cat {tmp_path}/left)"',
        "psql": f'case "$*" in *pg_file_settings*) cat {tmp_path}/is;;'
        f' *) echo "$*" | sed "s/.*read_only = \\(o[nf]*\\).*/\\1/" > {tmp_path}/is; echo >> {tmp_path}/told;; esac',
    }
    for name, words in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{words}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "is").write_text("")
    (tmp_path / "told").write_text("")
    return tmp_path


def test_postgresql_elsewhere_is_closed_and_opened_once_each(postgresql: Path) -> None:
    least = room.LEAST_BYTES // 1024
    seen = []
    for left in (least, least - 1, 0, least, least):
        (postgresql / "left").write_text(str(left))
        subprocess.run(
            [PLACE / "close-when-full", "/tables"],
            env={"PATH": f"{postgresql}:/usr/bin:/bin"},
            check=True,
            capture_output=True,
        )
        told = (postgresql / "told").read_text(encoding="utf-8").count("\n")
        seen.append(((postgresql / "is").read_text(encoding="utf-8").strip(), told))
    assert seen == [("", 0), ("on", 1), ("on", 1), ("off", 2), ("off", 2)]


def test_pgbouncer_lends_a_connection_for_one_transaction() -> None:
    read = ConfigParser(inline_comment_prefixes=None)
    read.read(PLACE / "pgbouncer.ini")
    assert read["pgbouncer"]["pool_mode"] == "transaction"
    assert "options" in read["pgbouncer"]["ignore_startup_parameters"]


def test_nginx_keeps_no_line_of_a_visit_and_lets_nobody_choose_an_address() -> None:
    written = (PLACE / "nginx.conf").read_text(encoding="utf-8")
    servers = written.count("\nserver {")
    assert written.count("access_log off;") == servers == 2
    assert "X-Forwarded-For $remote_addr;" in written
    assert "$proxy_add_x_forwarded_for" not in written
