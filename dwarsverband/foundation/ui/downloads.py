"""Files out: always as an attachment, under a name of our own."""

from django.http import HttpResponse


def download(name: str, media_type: str, content: bytes) -> HttpResponse:
    """A file that the browser saves and never shows; `name` is ours, never a reader's text."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
