"""The frame of every page: who is here, where they can go, and who reads along."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any  # a plate holds texts and lists of them

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.database.trouble import is_read_only
from dwarsverband.foundation.ui.addresses import address

GROUPS = {
    "today": ("", ""),
    "together": (_("Working together"), "users"),
    "knowledge": (_("Knowledge for everyone"), "door-open"),
    "confidential": (_("Confidential"), "lock-keyhole"),
}
ZONES = {
    "open": (
        pgettext_lazy("zone", "Open"),
        "door-open",
        _("Everybody may read this, also without an account."),
    ),
    "closed": (
        pgettext_lazy("zone", "Closed"),
        "users",
        _("Only members of %(name)s see this, each their own part."),
    ),
    "confidential": (
        _("Confidential"),
        "lock-keyhole",
        _("Only who sits at this table. Reading leaves a trace."),
    ),
}
MENU = "home:menu"
SEARCH = "home:search"
READS_PRIVACY = {"coordinator", "privacy_officer"}


@dataclass(frozen=True, slots=True)
class Item:
    """One place to go to."""

    title: str
    href: str
    icon: str
    zone: str = "closed"
    current: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one zone, in their order."""

    key: str
    title: str
    icon: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """Who reads along on this page."""

    key: str
    title: str
    icon: str
    sentence: str


def frame(request: HttpRequest) -> dict[str, object]:
    """What the frame of a page needs; modules are asked for their plate, by name."""
    actor: Actor = getattr(request, "actor", Actor())
    navigation = _navigation(actor, _module_of(request)) if actor.is_member else ()
    return {
        "actor": actor,
        "page_frame": "ui/member.html" if actor.is_member else "ui/public.html",
        "navigation": navigation,
        "tabs": _tabs(actor, navigation),
        "zone": _zone(actor, navigation),
        "language": get_language() or settings.LANGUAGE_CODE,
        "other_language": _other_language(),
        "own": _own(actor),
        "is_read_only": is_read_only(),
    }


def chosen_language(request: HttpRequest) -> str:
    """The language that somebody chose in this browser; empty when they chose none."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def accepted_language(request: HttpRequest) -> str:
    """The first of the languages of a browser or a program that is ours too; or empty."""
    for accepted in request.headers.get("Accept-Language", "").split(","):
        code = accepted.split(";")[0].strip()[:2].lower()
        if code in dict(settings.LANGUAGES):
            return code
    return ""


def _navigation(actor: Actor, here: str) -> tuple[Group, ...]:
    """The groups that have a place in them."""
    places = list(_places(actor, here))
    groups = (
        Group(key, str(title), icon, tuple(item for group, item in places if group == key))
        for key, (title, icon) in GROUPS.items()
    )
    return tuple(group for group in groups if group.items)


def _places(actor: Actor, here: str) -> Iterator[tuple[str, Item]]:
    """Every entry that a module has, in the order of their plates."""
    plates = [plate for module in settings.MODULES for plate in _plates(module)]
    own = {page: plate["name"] for plate in plates for page in _pages(plate)}
    for plate in sorted(plates, key=lambda plate: plate["order"]):
        name, title = plate["name"], plate["title"]
        is_room = (
            plate["group"] != "today"
        )  # the front page has other pages, which are not below it
        is_below = is_room and here.split(":")[0] == name.split(":")[0]
        is_here = here == name or (
            own[here] == name if here in own else is_below and not _pages(plate)
        )
        current = ("page" if here == name else "true") if is_here else ""
        item = Item(gettext(title), _href(actor, name), plate["icon"], plate["zone"], current)
        yield plate["group"], item


def _plates(module: str) -> list[dict[str, Any]]:
    """The entries of a module: none, one, or a list."""
    told = getattr(import_module(module), "NAVIGATION", None)
    return told if isinstance(told, list) else [told] if told else []


def _pages(plate: Mapping[str, Any]) -> list[str]:
    """The pages that stand below an entry, where its module has more than one."""
    space = plate["name"].split(":")[0]
    return [f"{space}:{page}" for page in plate.get("pages", ())]


def _tabs(actor: Actor, navigation: tuple[Group, ...]) -> tuple[Item, ...]:
    """The same on a phone: two places, then what is left by group, then everything."""
    if not navigation:
        return ()
    places = {group.key: group.items for group in navigation}
    menu = _href(actor, MENU)
    tabs = [*places.get("today", ())[:1], *places.get("together", ())[:1]]
    shared, knowledge = places.get("together", ())[1:], places.get("knowledge", ())
    if shared:
        tabs.append(Item(gettext("Together"), f"{menu}#together", "users", current=_any(shared)))
    if knowledge:
        tabs.append(
            Item(
                gettext("Knowledge"), f"{menu}#knowledge", "book-open-text", current=_any(knowledge)
            )
        )
    is_elsewhere = not any(tab.current for tab in tabs)
    return (*tabs, Item(gettext("More"), menu, "ellipsis", current="true" if is_elsewhere else ""))


def _any(items: tuple[Item, ...]) -> str:
    return "true" if any(item.current for item in items) else ""


def _zone(actor: Actor, navigation: tuple[Group, ...]) -> Zone:
    """The zone of the place we are in; whoever is no member is in the open."""
    items = [item for group in navigation for item in group.items]
    found = [item.zone for item in items if item.current]
    key = found[0] if found else "closed" if actor.is_member else "open"
    title, icon, sentence = ZONES[key]
    return Zone(key, str(title), icon, sentence % {"name": actor.partnership_name})


def _own(actor: Actor) -> dict[str, str]:
    """What belongs to whoever is here: initials, role, and their own pages."""
    parts = actor.name.split()
    roles = apps.get_model("accounts", "Membership")._meta.get_field("role")
    return {
        "initials": "".join(part[0] for part in (parts[0], parts[-1]))[: len(parts)]
        if parts
        else "",
        "role": str(dict(roles.flatchoices).get(actor.role, "")),
        "start": _href(actor, "home:today") if actor.is_member else "/",
        "search": _href(actor, SEARCH) if actor.is_member else "",
        "account": _href(actor, "accounts:account") if actor.is_member else "",
        "privacy": _href(actor, "home:privacy") if actor.role in READS_PRIVACY else "",
        "never": _href(actor, "never"),
    }


def _href(actor: Actor, name: str) -> str:
    try:
        return address(actor, name)
    except NoReverseMatch:
        return ""


def _module_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _other_language() -> dict[str, str]:
    return next(
        {"code": code, "name": name} for code, name in settings.LANGUAGES if code != get_language()
    )
