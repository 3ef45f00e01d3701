"""How long a browser waits for the look of a page: one stylesheet, or one per component.

Chromium on this machine, an empty cache, every answer a tenth of a second late (a phone in town).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree, which
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from dwarsverband.foundation.ui import stylesheets

LATE_MS = 100
ROUNDS = 7
LINK = '<link rel="stylesheet" href="{}">'


class Quiet(SimpleHTTPRequestHandler):
    """Files over connections that stay open, as the product's own server does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Serves a browser that closes its connections when it likes."""

    def handle_error(self, *_arguments: object) -> None:
        """Say nothing."""


def main() -> None:
    """Both ways, and what the difference is."""
    program = which("chromium") or which("google-chrome")
    if program is None:
        print("not run: no Chromium on this machine")
        return
    with _pages() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        one, many = (_wait(browser, f"{address}/{name}.html") for name in ("one", "many"))
        browser.close()
    count = len(stylesheets.sources())
    print(f"One stylesheet: {one:.0f} ms. {count} stylesheets: {many:.0f} ms.")


@contextmanager
def _pages() -> Iterator[str]:
    with TemporaryDirectory() as place:
        home = Path(place)
        copytree(stylesheets.SOURCE, home, dirs_exist_ok=True)
        (home / "site.css").write_text(stylesheets.joined(), encoding="utf-8")
        parts = [path.relative_to(stylesheets.SOURCE) for path in stylesheets.sources()]
        for name, sheets in {"one": [Path("site.css")], "many": parts}.items():
            links = "".join(LINK.format(sheet) for sheet in sheets)
            (home / f"{name}.html").write_text(
                f"<!doctype html>{links}<h1>Waterdal</h1>", encoding="utf-8"
            )
        server = Server(("127.0.0.1", 0), partial(Quiet, directory=place))
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _wait(browser: Browser, address: str) -> float:
    """The median time until the first text can be seen."""
    times = []
    for _round in range(ROUNDS):
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATE_MS,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            },
        )
        page.goto(address)
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        seen = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        times.append(float(seen))
        page.close()
    return median(times)


if __name__ == "__main__":
    main()
