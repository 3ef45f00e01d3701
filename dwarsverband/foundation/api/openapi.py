"""The description of the API, for programs: public, so that anybody can see what can be asked."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from dwarsverband.foundation.access.reach import open_to


@open_to("anyone")
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; a page of another origin may read it, as the design rules ask."""
    document = import_string(settings.API).get_openapi_schema()
    content = json.dumps(document, ensure_ascii=False, default=str)
    response = HttpResponse(content, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
