"""A browser in a few words, so that people recognise it; nothing else of it is kept."""

# The first that stands in what a browser tells of itself; many call themselves by the names of others too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(told: str) -> str:
    """Such as “Firefox, Windows”; of a browser that nobody knows, nothing."""
    found = [
        next((name for mark, name in marks if mark in told), "") for marks in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name)
