"""One API, derived from the list of modules."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI

from dwarsverband.config.modules import MODULES
from dwarsverband.foundation.accounts.api import router as accounts
from dwarsverband.foundation.api.auth import MemberAuth
from dwarsverband.foundation.api.problem import register
from dwarsverband.foundation.api.versioned import VersionedAPI

api: NinjaAPI = VersionedAPI(
    title="Dwarsverband",
    version="1.0.0",
    description="People, ties and the silos between them, for one partnership at a time.",
    auth=MemberAuth(),
    docs_url=None,
    openapi_url=None,
)
register(api)
for _module in MODULES:
    if find_spec(f"{_module}.api"):
        api.add_router("", import_module(f"{_module}.api").router)
api.add_router("", accounts)
