"""Every address, derived from the list of modules."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from dwarsverband.config.api import api
from dwarsverband.config.modules import MODULES
from dwarsverband.foundation.accounts.urls import outside as accounts_outside
from dwarsverband.foundation.api.health import health, ready
from dwarsverband.foundation.api.openapi import openapi
from dwarsverband.foundation.ui.urls import outside as ui_outside

handler404 = "dwarsverband.foundation.ui.views.not_found"
handler500 = "dwarsverband.foundation.ui.views.broken"


def _outside(module: str) -> list[URLPattern | URLResolver]:
    """The addresses of a module that belong to no partnership."""
    return list(getattr(import_module(f"{module}.urls"), "outside", []))


_inside = [
    path("", include("dwarsverband.foundation.accounts.urls")),
    path("", include("dwarsverband.foundation.mail.urls")),
    *(path("", include(f"{module}.urls")) for module in MODULES),
]
urlpatterns = [
    path("gezond", health, name="health"),
    path("gezond/paginas", ready, name="ready"),
    *accounts_outside,
    *ui_outside,
    *(pattern for module in MODULES for pattern in _outside(module)),
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/<slug:partnership>/", api.urls),
    path("<slug:partnership>/", include(_inside)),
]
