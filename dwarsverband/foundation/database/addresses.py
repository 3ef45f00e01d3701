"""The address of a database, in the form that libpq, psql and hosting companies use."""

from typing import Any  # Django types its settings of a connection as Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SCHEMES = ("postgresql", "postgres")
FORM = "postgresql://NAME:PASSWORD@HOST:PORT/DATABASE"


def parse(url: str) -> dict[str, Any]:
    """The fields of one address, under the names that Django's DATABASES uses.

    The host may be the folder of a socket: `?host=/folder`, or percent-encoded before the
    database. What else stands behind the question mark (`sslmode` for one) is in OPTIONS.
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"An address of a database looks like {FORM}; this one does not.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = unquote(parts.path.removeprefix("/"))
    if not name or not parts.username:
        raise ValueError(f"An address of a database names a role and a database: {FORM}.")
    return {
        "NAME": name,
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(_host(parts.netloc))),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }


def write(*, user: str, password: str, name: str, folder: str, port: str = "") -> str:
    """The address of a database behind a socket in a folder, or on another machine."""
    places = {"host": folder, **({"port": port} if port else {})}
    place = urlencode(places, safe="/")
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@/{quote(name, safe='')}?{place}"


def _host(netloc: str) -> str:
    """The host with its capitals: a folder has them, and urlsplit's own lowers them."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
