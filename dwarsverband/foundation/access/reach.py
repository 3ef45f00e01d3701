"""Every address says who may reach it; without a word only members of its partnership do."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
REACHES = ("anyone", "signed_in", "entering", "member", "link")


def open_to(reach: str) -> Callable[[View], View]:
    """Let a view be reached by anyone, by whoever is signed in, or by the holder of a link.

    Whoever is entering is a member, also before the second factor that their role asks for.
    """
    if reach not in REACHES:
        raise ValueError(f"Nobody is called {reach}; choose from {', '.join(REACHES)}.")

    def declare(view: View) -> View:
        view.reach = reach  # type: ignore[attr-defined]  # functions carry it, as Django's own marks
        return view

    return declare


def reach_of(view: object) -> str:
    """Who may reach a view."""
    return str(getattr(view, "reach", "member"))
