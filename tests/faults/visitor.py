"""Somebody with a browser without scripts: keeps cookies, fills in forms, follows nothing."""

import http.client
import re
import socket
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "t" * 32


@dataclass
class Visitor:
    """Asks one server on this machine."""

    port: int
    cookies: dict[str, str] = field(default_factory=lambda: {"csrf": TOKEN})

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of a page; status 0 when nobody answers."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> int:
        """The status with which a form is answered."""
        return self._ask("POST", path, urlencode(fields))[0]

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies["csrf"][-64:],
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            found = re.match(r"([^=]+)=([^;]*)", line)
            if found:
                self.cookies[found[1]] = found[2]
        return answer.status, text


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])
