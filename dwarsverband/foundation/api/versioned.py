"""The national API design rules, where the library leaves room: versions, contact, errors, OpenAPI 3.0."""

from typing import Any  # an OpenAPI document is a nest of Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from dwarsverband.foundation.api.areas import area_words
from dwarsverband.foundation.api.problem import MEDIA_TYPE
from dwarsverband.foundation.api.schema import Problem

SOURCE = "https://dwarsverband.example"
ERRORS = {
    "400": gettext_noop("Something is missing or makes no sense, field by field"),
    "401": gettext_noop("No token, no session, or one that no longer works"),
    "403": gettext_noop("Refused, with a sentence"),
    "404": gettext_noop("Nothing is here, or you may not see it"),
    "429": gettext_noop("Asked too often; come back after so many seconds"),
}
ERRORS_OF_CHANGES = {
    "409": gettext_noop("Somebody else changed it in the meantime"),
    "412": gettext_noop("It has another version than the one in If-Match"),
}


class VersionedAPI(NinjaAPI):
    """An API that says its version in every answer and describes its errors."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        """Answer, and say which version answered."""
        response = super().create_response(request, data, **options)
        response["API-Version"] = self.version
        return response

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """An operation is called what its view and its action are called."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description of the API, with what the design rules ask beyond the library."""
        document = super().get_openapi_schema(**{"path_prefix": "", **options})
        document["openapi"] = "3.0.3"
        document["servers"] = [
            {
                "url": "/api/v1/{partnership}",
                "variables": {"partnership": {"default": "waterdal"}},
            }
        ]
        document["info"]["contact"] = {
            "name": "Dwarsverband",
            "url": SOURCE,
            "email": "info@dwarsverband.example",
        }
        document["info"]["license"] = {
            "name": "EUPL-1.2",
            "url": "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
        }
        document["tags"] = [
            {"name": code, "description": words} for code, words in _areas().items()
        ]
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema(by_alias=True)
        document["components"]["securitySchemes"] = SCHEMES
        for operations in document["paths"].values():
            for method, operation in operations.items():
                _complete(method, operation)
        _older(document)
        return document


SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "Made by a member, for one partnership, some areas, and at most a year",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "For our own pages; changes need a CSRF token too",
    },
}
_TEXT = {"schema": {"type": "string"}}
_HEADERS = {
    "API-Version": {"description": "The version that answered", **_TEXT},
    "RateLimit-Policy": {
        "description": "How often you may ask (q) in how many seconds (w)",
        **_TEXT,
    },
    "RateLimit": {"description": "How often still (r), and when it begins anew (t)", **_TEXT},
}
_LATER = {"Retry-After": {"description": "In how many seconds", "schema": {"type": "integer"}}}
_AGAIN = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": gettext_noop("A name of your own, so that sending it twice has one effect"),
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,80}$"},
}


def _areas() -> dict[str, str]:
    with translation.override("en"):  # the document is the same for every reader
        return area_words()


def _complete(method: str, operation: dict[str, Any]) -> None:
    operation["security"] = [{"token": []}, {"session": []}]
    is_change = method != "get"
    if is_change:
        operation.setdefault("parameters", []).append(_AGAIN)
    errors = {**ERRORS, **(ERRORS_OF_CHANGES if is_change else {})}
    for status, text in errors.items():
        schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
        described = {"description": text, "content": {MEDIA_TYPE: schema}}
        operation["responses"].setdefault(status, described)
    for status, response in operation["responses"].items():
        more = _LATER if str(status) == "429" else {}
        response["headers"] = {**_HEADERS, **more, **response.get("headers", {})}


def _older(node: Any) -> None:
    """What the library writes for OpenAPI 3.1, in the words of 3.0, which the design rules ask."""
    if isinstance(node, list):
        for part in node:
            _older(part)
    if not isinstance(node, dict):
        return
    for part in node.values():
        _older(part)
    choices = node.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        others = [one for one in choices if one != {"type": "null"}]
        del node["anyOf"]
        plain = len(others) == 1 and "$ref" not in others[0]
        node.update(others[0] if plain else {"allOf" if len(others) == 1 else "anyOf": others})
        node["nullable"] = True
    if isinstance(node.get("prefixItems"), list):
        places = node.pop("prefixItems")
        node["items"] = places[0]
    if "const" in node and isinstance(node["const"], str):
        node["enum"] = [node.pop("const")]
