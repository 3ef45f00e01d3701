"""Who acts, and whether they may."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

# The number of no partnership: whoever is in none finds nothing.
NOWHERE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Means:
    """A token with which a program acts for a member: its number, and how far it reaches."""

    id: UUID
    may_write: bool
    areas: tuple[str, ...]

    @property
    def reference(self) -> str:
        """How the log names it."""
        return f"token:{self.id}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: a member, the system, the holder of a link, or nobody."""

    kind: str = "nobody"
    partnership_id: UUID = NOWHERE
    partnership_slug: str = ""
    partnership_name: str = ""
    membership_id: UUID | None = None
    user_id: UUID | None = None
    name: str = ""
    role: str = ""
    regions: tuple[str, ...] = ()
    language: str = "nl"
    means: Means | None = None
    asks_second_factor: bool = False  # the partnership asks it of this role, besides the settings
    has_second_factor: bool = False  # of this session: it began with more than a password
    is_stale: bool = False  # of this session: nobody proved lately who they are

    @property
    def is_somewhere(self) -> bool:
        """At work for one partnership, as whoever it may be."""
        return self.partnership_id != NOWHERE

    @property
    def is_member(self) -> bool:
        """A person with a current membership of the partnership in the address."""
        return self.kind == "member"

    @property
    def is_coordinator(self) -> bool:
        """The person who keeps this network (netwerkregisseur)."""
        return self.is_member and self.role == "coordinator"

    @property
    def lacks_second_factor(self) -> bool:
        """A person who came in with a password only, in a role that asks for more."""
        asks_for_more = self.must_have_second_factor
        return self.is_member and asks_for_more and not (self.means or self.has_second_factor)

    @property
    def must_have_second_factor(self) -> bool:
        """In a role of which the installation or the partnership asks more than a password."""
        return self.asks_second_factor or self.role in settings.SECOND_FACTOR_ROLES

    @property
    def reference(self) -> str:
        """How the log names the actor: a number, never a name."""
        return f"{self.kind}:{self.membership_id or ''}"


class Request(HttpRequest):
    """A request of which it is known who asks."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed, or denied with a sentence that people can read."""

    is_allowed: bool
    sentence: str = ""


ALLOWED = Verdict(is_allowed=True)


def denied(sentence: str) -> Verdict:
    """Not allowed, and why."""
    return Verdict(is_allowed=False, sentence=sentence)


class Refused(Exception):  # noqa: N818 (the field's word; it is an outcome, not an error)
    """Somebody tried what they may not do."""

    def __init__(self, verdict: Verdict, verb: str, subject: Sequence[object]) -> None:
        """Keep what the log and the page need."""
        super().__init__(verdict.sentence)
        self.verdict = verdict
        self.verb = verb
        self.subject = subject


class Unproven(Refused):
    """Somebody may do this, once they have shown again who they are."""


class Conflict(Exception):  # noqa: N818 (the field's word; it is an outcome, not an error)
    """Somebody else changed the same record in the meantime."""

    def __init__(self, current: object) -> None:
        """Keep the record as it is now, so that both texts can be shown."""
        super().__init__()
        self.current = current
        self.labels: dict[str, str] = {}  # how the form named its fields, when it came from one
