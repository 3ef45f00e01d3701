"""`make demo` takes the port that was asked for, or says which one it takes instead."""

import socket
from pathlib import Path

import pytest

from dwarsverband.foundation.database import demo
from tests.faults.visitor import free_port


def test_a_free_port_is_taken() -> None:
    port = free_port()
    assert demo._free_port({"PORT": str(port)}) == port


def test_a_taken_port_is_said_and_the_next_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert demo._free_port({"PORT": str(port)}) > port
    assert f"Port {port} is taken" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["acht", "0", "70000", "-1"])
def test_what_is_no_port_is_refused_in_words(port: str) -> None:
    with pytest.raises(demo.StoppedError, match="is not a port"):
        demo._free_port({"PORT": port})


def test_one_secret_is_made_and_kept_private(tmp_path: Path) -> None:
    assert demo._secret(tmp_path, "secret", "one") == demo._secret(tmp_path, "secret", "two")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
