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
AREAS = {
    "privacy": gettext_noop("Reasons and the log"),
    "search": gettext_noop("Search over everything that you see yourself"),
}
# What the log says of each verb.
SENTENCES = {"load_town": gettext_noop("The demo town was loaded.")}
# The pages that belong to no module, and other words for them, to be found by.
PAGES = [
    {
        "name": "home:today",
        "title": gettext_noop("Today"),
        "words": gettext_noop("start front page what to do next this week"),
        "icon": "house",
    },
    {
        "name": "home:privacy",
        "title": gettext_noop("Privacy"),
        "words": gettext_noop("log processing purpose legal basis officer who did what GDPR"),
        "icon": "file-lock",
        "roles": ["coordinator", "privacy_officer"],
    },
    {
        "name": "home:record_processing",
        "title": gettext_noop("Why we keep names"),
        "words": gettext_noop("processing purpose legal basis controller term GDPR"),
        "icon": "file-text",
    },
    {
        "name": "never",
        "title": gettext_noop("What do we never do?"),
        "words": gettext_noop("promises limits score privacy rights"),
        "icon": "shield-check",
    },
]
