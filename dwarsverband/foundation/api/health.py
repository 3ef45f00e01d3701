"""Whether the product can work, for whoever watches over the installation."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from dwarsverband.foundation.access.reach import open_to


@open_to("anyone")
def health(request: HttpRequest) -> JsonResponse:
    """Answer when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
