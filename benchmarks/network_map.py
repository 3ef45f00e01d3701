"""The first picture of the map on a processor four times slower: the demo town, and 5,000 people.

From the press of the tab on the overview to everybody on the screen: the page, the picture from
the API, and the drawing, in this machine's Chromium. Browser, server and database share the
machine: run it when nothing else runs. `redraw` is drawing anew after a move, and `frame` moving
the bitmap once, both on the slow processor.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks._timing import tell
from benchmarks._town import town
from benchmarks.import_sheet import database, partnership

if TYPE_CHECKING:
    from dwarsverband.foundation.access import Actor

PEOPLE, TIES, SEED = 5_000, 15_000, 1
SLOWER, ROUNDS, PORT = 4, 5, 8490
ADDRESS = f"http://localhost:{PORT}"
# Two frames after it was drawn, a picture is on the screen.
WATCH = """
new MutationObserver(() => {
  if (window.drawn || !document.querySelector("[data-drawn]")) return;
  window.drawn = true;
  requestAnimationFrame(() => requestAnimationFrame(() => { window.shown = performance.now(); }));
}).observe(document, { subtree: true, attributes: true, childList: true });
"""
# Moves the wheel with a key held, and waits for the drawing after it.
MOVE = """async () => {
  const canvas = document.querySelector("canvas"), root = document.querySelector(".dv-network-map");
  const on = canvas.getContext("2d"), roll = () => canvas.dispatchEvent(
    new WheelEvent("wheel", { deltaY: -20, ctrlKey: true, bubbles: true, cancelable: true }));
  const seen = () => on.getImageData(0, 0, 1, 1);
  let began = performance.now();
  for (let turn = 0; turn < 10; turn += 1) { roll(); seen(); }
  const frame = (performance.now() - began) / 10;
  const drawn = new Promise((done) => new MutationObserver(() => { seen(); done(performance.now()); })
    .observe(root, { attributeFilter: ["data-drawn"] }));
  began = performance.now() + 140;
  return { frame, redraw: (await drawn) - began };
}"""


def main() -> None:
    """Both towns, and what moving costs."""
    program = which("chromium") or which("google-chrome")
    if program is None:
        print("not run: no Chromium on this machine")
        return
    with database(), _server(), sync_playwright() as playwright:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        small = _measured(browser, "waterdal", _demo())
        large = _measured(browser, "bench", _large())
        browser.close()
    tell(
        slower=SLOWER,
        demo_first_ms=round(small["first"]),
        first_ms=round(large["first"]),
        redraw_ms=round(large["redraw"]),
        frame_ms=round(large["frame"]),
        people=PEOPLE,
        ties=TIES,
    )


@contextmanager
def _server() -> Iterator[None]:
    """The web server of the product, until the end."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    own = [sys.executable, "-m", "dwarsverband.foundation.database.children", "web"]
    home = Path(os.environ["LEDGER_PATH"]).parent
    variables = {**os.environ, "PORT": str(PORT), "PUBLIC_ADDRESS": ADDRESS}
    own += [str(home), str(os.getpid())]
    with subprocess.Popen(own, env=variables) as server:  # noqa: S603 (our own program)
        yield
        server.terminate()


def _demo() -> str:
    """The demo town; the cookie of its coordinator."""
    from django.core.management import call_command

    from dwarsverband.foundation.access.context import acting, system
    from dwarsverband.foundation.accounts.models import User
    from dwarsverband.foundation.accounts.queries import member_actor
    from dwarsverband.modules.network.actions.places import place_people

    call_command("load_demo")
    noor = User.objects.get(email="noor@waterdal.example")
    home = system(member_actor(noor.pk, "waterdal").partnership_id)
    with acting(home):
        place_people(home)
    return _cookie(noor)


def _large() -> str:
    """A town as large as the map draws; the cookie of its coordinator."""
    from django.utils import timezone

    from dwarsverband.foundation.access.context import acting
    from dwarsverband.foundation.accounts.models import Membership, User
    from dwarsverband.modules.network.actions.places import place_people

    actor, today = partnership(), timezone.localdate()
    user = User.objects.create_user("bench@bench.example", "bench")
    with acting(actor):
        Membership.objects.create(
            partnership_id=actor.partnership_id,
            user=user,
            name="Bench",
            role="coordinator",
            starts_on=today,
        )
        _fill(actor)
        place_people(actor)
    return _cookie(user)


def _fill(actor: "Actor") -> None:
    from django.utils import timezone

    from dwarsverband.foundation.accounts.models import Domain
    from dwarsverband.modules.network.models import Person, Position, Tie

    place, own = town(PEOPLE, TIES, seed=SEED), {"partnership_id": actor.partnership_id}
    kept = {"source": "bench", "legal_basis": "None", "ends_on": timezone.localdate()}
    domains = list(Domain.objects.filter(**own))
    people = [
        Person(name=f"Mens Nummer{at:04}", sort_name=f"nummer{at:04}", **own, **kept)
        for at in range(PEOPLE)
    ]
    Person.objects.bulk_create(people)
    Position.objects.bulk_create(
        Position(person=person, domain=domains[domain], **own)
        for person, domain in zip(people, place.domain_of.tolist(), strict=True)
    )
    ends = zip(place.sources.tolist(), place.targets.tolist(), strict=True)
    pairs = [sorted((people[one].pk, people[other].pk)) for one, other in ends]
    Tie.objects.bulk_create(
        Tie(first_id=first, second_id=second, source="bench", **own) for first, second in pairs
    )


def _cookie(user: object) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # the user of this product
    return client.cookies["session"].value


def _measured(browser: Browser, slug: str, cookie: str) -> dict[str, float]:
    """The median of some visits, after one that does not count."""
    runs = [_visited(browser, f"{ADDRESS}/{slug}/netwerk/kaart", cookie) for _ in range(ROUNDS + 1)]
    return {name: median(run[name] for run in runs[1:]) for name in runs[0]}


def _visited(browser: Browser, address: str, cookie: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "session", "value": cookie, "url": ADDRESS}])
    page: Page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address.removesuffix("/kaart"))
    page.wait_for_timeout(1000)
    page.goto(address)
    page.locator("[data-drawn]").wait_for(state="attached")
    page.wait_for_timeout(1000)
    first = float(page.evaluate("window.shown"))
    moved = page.evaluate(MOVE)
    context.close()
    return {"first": first, **moved}


if __name__ == "__main__":
    main()
