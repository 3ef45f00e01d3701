"""What the web server calls, once everything is found to be safe."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dwarsverband.config.settings")
application = get_wsgi_application()

from dwarsverband.foundation.api.headers import PlainRequest  # noqa: E402 (after the settings)
from dwarsverband.foundation.database.starting import refuse_unsafe  # noqa: E402 (the same)

application.request_class = PlainRequest
refuse_unsafe()

# What is loaded now stays. Whoever looks for garbage need not look at it again and again: a page
# with thousands of people then takes half the time.
get_resolver().url_patterns  # noqa: B018 (reads every page)
gc.collect()
gc.freeze()
