"""What the index holds, as the database itself sees it."""

from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.search.finding import find
from dwarsverband.foundation.search.models import Entry, Gram, PostingList
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
        listed = PostingList.objects.filter(**own).count() + Gram.objects.filter(**own).count()
        return listed + Entry.objects.filter(tokens__contains=[stem(word)]).count()


def everything(home: Partnership) -> list[tuple[object, ...]]:
    """The whole index, but for its numbers and lists."""
    with make.within(home):
        own = {"partnership": home}
        entries = Entry.objects.filter(**own).values_list(
            "kind", "subject", "municipalities", "tokens", "shares"
        )
        grams = Gram.objects.filter(**own).values_list("gram", "token")
        return sorted([*entries, *grams], key=str)
