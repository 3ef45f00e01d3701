"""A contact round on a phone: what is ticked is kept at once, and told when it was not."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from dwarsverband.foundation.access.context import acting
from dwarsverband.modules.network.actions import rounds as actions
from dwarsverband.modules.network.tests.pages import carer, mailed_link
from tests.live import Live

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]


def test_a_tick_is_kept_at_once_and_told_when_it_was_not(live: Live, page_as: OpenPage) -> None:
    cast = live.cast
    carer(cast)
    with acting(cast.noor):
        opened = actions.open_round(
            cast.noor, answers_until=timezone.localdate() + timedelta(days=21)
        )
        actions.ask_people(cast.noor, opened)
    page = page_as(is_phone=True, language="en")
    page.goto(mailed_link(cast))
    box = page.locator("main input[type=checkbox]").first
    box.check()
    page.get_by_text("Your ticks are kept.").wait_for()
    page.route("**/ronde/**", lambda route: route.abort())
    box.uncheck()
    page.get_by_text("Not kept. Press the button.").wait_for()
    page.unroute_all()
    page.reload()
    assert page.locator("main input[type=checkbox]:checked").count() == 1
