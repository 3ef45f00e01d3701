"""The parts of the API, as the plates name them: a token reaches some, a description is ordered by them."""

from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext
from ninja import Router

from dwarsverband.foundation.api.auth import MemberAuth


def area_router(area: str) -> Router:
    """Where the operations of one area come together."""
    return Router(tags=[area], auth=MemberAuth(area))


def area_words() -> dict[str, str]:
    """What each area is about, in the language of the reader."""
    plates = [*settings.MODULES, "dwarsverband.foundation.accounts"]
    named = [getattr(import_module(plate), "AREAS", {}) for plate in plates]
    return {area: gettext(words) for areas in named for area, words in areas.items()}
