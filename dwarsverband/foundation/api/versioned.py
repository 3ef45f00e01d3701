"""The national API design rules, where the library leaves room: versions, contact, errors."""

from typing import Any  # an OpenAPI document is a nest of Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from dwarsverband.foundation.api.problem import MEDIA_TYPE


class VersionedAPI(NinjaAPI):
    """An API that says its version in every answer and describes its errors."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        """Answer, and say which version answered."""
        response = super().create_response(request, data, **options)
        response["API-Version"] = self.version
        return response

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description of the API, with what the design rules ask beyond the library."""
        document = super().get_openapi_schema(**{"path_prefix": "", **options})
        document["openapi"] = "3.0.3"
        document["servers"] = [
            {
                "url": "https://{host}/api/v1/{partnership}",
                "variables": {
                    "host": {"default": "dwarsverband.example"},
                    "partnership": {"default": "waterdal"},
                },
            }
        ]
        document["info"]["contact"] = {
            "name": "Dwarsverband",
            "url": "https://dwarsverband.example",
            "email": "info@dwarsverband.example",
        }
        for operations in document["paths"].values():
            for operation in operations.values():
                _complete(operation)
        return document


_HEADERS = {
    "API-Version": {"description": "The version that answered", "schema": {"type": "string"}}
}


def _complete(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if str(status).startswith(("2", "3")):
            response["headers"] = _HEADERS
    for status, text in (
        ("403", "Refused, with a sentence"),
        ("404", "Nothing is here, or you may not see it"),
    ):
        operation["responses"].setdefault(
            status,
            {
                "description": text,
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        )
