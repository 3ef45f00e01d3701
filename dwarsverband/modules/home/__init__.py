"""The front page: what to do next. It knows all modules and is known by none."""

from django.utils.translation import gettext_noop

NAVIGATION = {
    "name": "home:today",
    "title": gettext_noop("Today"),
    "icon": "house",
    "group": "today",
    "order": 0,
    "zone": "closed",
}
# The parts of the API that a token may reach.
AREAS = {"privacy": gettext_noop("The first page, reasons and the log")}
# What the log says of each verb.
SENTENCES = {"load_town": gettext_noop("The demo town was loaded.")}
