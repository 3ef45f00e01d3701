"""How long the worst request keeps the server busy, and how much memory hostile requests leave behind.

Against the demo, started for this alone: the same server as in production. Everything is sent over a
plain socket, as nobody and as the coordinator: ten megabytes in a field, a hundred thousand fields,
twenty thousand levels, NaN, NUL, half signs, tricks with headers, half a body, a bomb of a sheet.
Every request must be answered with less than 500 within the bar; memory may not grow from round to
round. Time of the clock, on whatever machine this is: run it on one at rest.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks._timing import tell

ROUNDS, SECONDS_BAR, GROWTH_BAR_MB = 5, 1.0, 20.0
READY_SECONDS = 120.0
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
LARGE = 10 * 2**20
SIGN_IN = {"login": "noor@waterdal.example", "password": "samen-in-waterdal"}
PAGE = "/waterdal/account/wijzigen"
API = "/api/v1/waterdal/domains"


@dataclass
class Visitor:
    """Sends bytes, whatever they are, and keeps cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> int:
        """The status of the answer; 0 when the server only closes the door."""
        lines = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrf", ""),
            "Content-Length": str(len(body)),
            "Connection": "close",
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        text = f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1")
        answered = self._exchange(text + body)
        self.cookies |= dict(re.findall(r"(?mi)^set-cookie: *(\w+)=([^;\r]+)", answered))
        found = re.match(r"HTTP/1\.1 (\d{3})", answered)
        return int(found[1]) if found else 0

    def _exchange(self, content: bytes) -> str:
        parts = []
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as own:
            try:
                own.sendall(content)
                while part := own.recv(65_536):
                    parts.append(part)
            except (ConnectionResetError, BrokenPipeError):
                pass  # it answered, or closed, before everything was sent
        return b"".join(parts).decode("latin-1")

    def is_in(self) -> bool:
        """Sign in as the coordinator, and see whether that worked."""
        self.cookies.clear()
        self.send("GET", "/inloggen", {})
        origin = f"http://localhost:{self.port}"
        typed = urlencode({**SIGN_IN, "csrfmiddlewaretoken": self.cookies.get("csrf", "")})
        self.send("POST", "/inloggen", {"Content-Type": FORM, "Origin": origin}, typed.encode())
        return self.send("GET", PAGE, {}) == 200


Sent = tuple[str, str, str, dict[str, str], bytes]


def requests() -> Iterator[Sent]:
    """What is sent: its name, and what goes over the wire."""
    version = {"If-Match": "1", "Content-Type": JSON}
    form = {"Content-Type": FORM, "Origin": "null", "Sec-Fetch-Site": "same-origin"}
    many = urlencode({f"k{number}": "" for number in range(100_000)}).encode()
    for name, body in {
        "10 MB in a field": b'{"nameNl": "' + b"x" * LARGE + b'"}',
        "10 MB in a name": b'{"' + b"x" * LARGE + b'": 1}',
        "100,000 fields": b"{" + b",".join(b'"k%d":1' % one for one in range(100_000)) + b"}",
        "a list of a million": b'{"nameNl": [' + b"1," * 999_999 + b"1]}",
        "20,000 levels": b'{"nameNl": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        "NaN": b'{"nameNl": NaN, "letterNl": -Infinity}',
        "half a sign": b'{"nameNl": "a\\ud800", "letterNl": "\\u0000"}',
        "no text at all": bytes(range(256)),
        "a large number": b'{"nameNl": ' + b"9" * 100_000 + b"}",
    }.items():
        yield name, "POST", API, version, body
    yield "10 MB in a form", "POST", PAGE, form, b"name=" + b"x" * LARGE
    yield "10 MB of escapes", "POST", PAGE, form, b"name=" + b"%41" * (LARGE // 3)
    yield "100,000 fields in a form", "POST", PAGE, form, many
    yield "13 MB", "POST", PAGE, form, b"x" * (13 * 2**20)
    for name, more in {
        "NUL in a header": {"Accept-Language": "\0nl"},
        "60 kB of headers": {"X-A": "x" * 60_000},
        "two lengths": {"Content-Length": "0\r\nContent-Length: 5"},
        "no length": {"Content-Length": "many"},
        "pieces and a length": {"Transfer-Encoding": "chunked", "Content-Length": "5"},
        "another host": {"Host": "elders.example"},
        "a charset": {"Content-Type": "text/html; charset=zlib"},
    }.items():
        yield name, "GET", "/waterdal/zoeken?zoek=fatma", more, b""
    for name, value in {
        "long": "x" * 8_000,
        "NUL": "%00",
        "half": "%ED%A0%80",
        "words": "a+" * 3_000,
    }.items():
        yield f"a search: {name}", "GET", f"/waterdal/zoeken?zoek={value}", {}, b""
    for method in ("TRACE", "CONNECT", "X-Y", "DELETE"):
        yield f"the method {method}", method, "/waterdal/netwerk/mensen", {}, b""
    yield "a bomb", "POST", "/waterdal/netwerk/importeren", *_bomb()


def _bomb() -> tuple[dict[str, str], bytes]:
    """A sheet of sixty kilobytes that unfolds to sixty megabytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * (60 * 2**20))
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.xlsx"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Origin": "null"}
    return {**headers, "Sec-Fetch-Site": "same-origin"}, part + packed.getvalue() + b"\r\n--b--\r\n"


def main() -> int:
    """Send everything a few times; 1 when something breaks, takes too long or grows."""
    with TemporaryDirectory() as folder:
        demo, port = _started(Path(folder))
        try:
            visitors = {"nobody": Visitor(port), "noor": Visitor(port)}
            assert visitors["noor"].is_in()
            first = _round(visitors)
            before, rounds = _megabytes(demo.pid), [first]
            rounds += [_round(visitors) for _number in range(ROUNDS)]
            grown = _megabytes(demo.pid) - before
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait()
    slowest = {name: min(one[name][0] for one in rounds) for name in first}
    broken = sorted(
        {
            f"{name}: {status}"
            for one in rounds
            for name, (_s, status) in one.items()
            if status >= 500
        }
    )
    worst = max(slowest, key=lambda name: slowest[name])
    tell(
        requests=len(first),
        worst_seconds=slowest[worst],
        worst=worst,
        grown_mb=grown,
        before_mb=before,
        broken=broken,
    )
    return int(bool(broken) or slowest[worst] > SECONDS_BAR or grown > GROWTH_BAR_MB)


def _round(visitors: dict[str, Visitor]) -> dict[str, tuple[float, int]]:
    """For each request, the seconds and the status."""
    told = {}
    for who, visitor in visitors.items():
        for name, method, path, headers, body in requests():
            began = time.perf_counter()
            status = visitor.send(method, path, headers, body)
            told[f"{who}: {name}"] = time.perf_counter() - began, status
    return told


def _started(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        port = int(own.getsockname()[1])
    demo = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "tests.faults.demo", str(folder)],
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        try:
            if Visitor(port).send("GET", "/inloggen", {}) == 200:
                return demo, port
        except OSError:
            time.sleep(0.5)
    demo.terminate()
    raise TimeoutError("The demo did not start.")


def _megabytes(pid: int) -> float:
    """What the server holds in memory, with all that it started, but for the database."""
    total, waiting = 0.0, [pid]
    while waiting:
        folder = Path("/proc") / str(waiting.pop())
        try:
            waiting += [int(one) for task in (folder / "task").iterdir()
                        for one in (task / "children").read_text().split()]  # fmt: skip
            if b"postgres" not in (folder / "cmdline").read_bytes().partition(b"\0")[0]:
                pages = int((folder / "statm").read_text().split()[1])
                total += pages * os.sysconf("SC_PAGE_SIZE") / 2**20
        except FileNotFoundError:
            continue
    return total


if __name__ == "__main__":
    sys.exit(main())
