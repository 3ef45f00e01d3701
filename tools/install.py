"""Install what `requirements.lock` names, into `.venv`, with nothing but Python.

Runs with the Python of the machine. uv installs fastest; where it cannot be had, pip does it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
SYNCED = VENV / ".synced"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
OLDEST = (3, 11)


def main() -> None:
    """Install, unless another `make` just did."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"This is Python {sys.version.split()[0]}; Dwarsverband needs 3.11 or newer. "
            "If you have one, name it: make demo PYTHON=python3.12"
        )
    began = time.monotonic()
    with LOCK.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _is_synced():
            return
        print("  Installing … ", end="", flush=True)
        if not _works():
            _make()
        _sync()
        SYNCED.touch()
    print(f"ready in {time.monotonic() - began:.1f} s")


def _is_synced() -> bool:
    return _works() and SYNCED.exists() and SYNCED.stat().st_mtime > LOCK.stat().st_mtime


def _works() -> bool:
    return PYTHON.exists() and _run([PYTHON, "-m", "pip", "--version"]) == ""


def _make() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    complaint = _run([sys.executable, "-m", "venv", VENV])
    if complaint:
        shutil.rmtree(VENV, ignore_errors=True)
        number = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"\nPython could not make a folder for packages (venv):\n{complaint}\n"
            f"On Debian and Ubuntu this is a package of its own: apt install python{number}-venv"
        )


def _sync() -> None:
    """Everything in the lock with its hash, and nothing else."""
    if not UV.exists() and _run([PYTHON, "-m", "pip", "install", "--quiet", "uv"]):
        print("(without uv, this takes half a minute) ", end="", flush=True)
    complaint = _run([UV, "pip", "sync", "--require-hashes", LOCK]) if UV.exists() else "no uv"
    if complaint:
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", LOCK]
        complaint = _run(pip)
    if complaint:
        sys.exit(f"\nNot everything could be installed:\n{complaint}")


def _run(command: list[object]) -> str:
    """Run a program to its end; what it complained of, or nothing."""
    variables = {**os.environ, "VIRTUAL_ENV": str(VENV), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if os.geteuid() == 0:
        variables["PIP_ROOT_USER_ACTION"] = "ignore"
    ended = subprocess.run(  # noqa: S603 (own arguments)
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=variables,
    )
    if ended.returncode == 0:
        return ""
    return (ended.stderr + ended.stdout).strip() or f"{command[0]} failed."


if __name__ == "__main__":
    main()
