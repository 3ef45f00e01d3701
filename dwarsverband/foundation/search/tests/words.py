"""What the index holds, as the database itself sees it."""

from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.search.finding import find
from dwarsverband.foundation.search.models import Entry, Gram, Posting
from tests import make


def found(actor: Actor, text: str, kind: str = "person") -> list[str]:
    """The titles of what somebody finds of one kind."""
    with acting(actor, is_reading=True):
        groups = find(actor, text).groups
        return [one.title for group in groups if group.kind.name == kind for one in group.texts]


def traces(home: Partnership, word: str) -> int:
    """How many rows of the index tell of a word."""
    with make.within(home):
        own = {"partnership": home, "token": stem(word)}
        return Posting.objects.filter(**own).count() + Gram.objects.filter(**own).count()


def everything(home: Partnership) -> list[tuple[object, ...]]:
    """The whole index, but for the numbers of its rows."""
    with make.within(home):
        own = {"partnership": home}
        entries = Entry.objects.filter(**own).values_list("kind", "subject", "municipalities")
        postings = Posting.objects.filter(**own).values_list("kind", "subject", "token", "share")
        grams = Gram.objects.filter(**own).values_list("gram", "token")
        rows = [*entries, *((*row[:3], round(row[3], 9)) for row in postings), *grams]
        return sorted(rows, key=str)
