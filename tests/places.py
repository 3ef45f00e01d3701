"""Every address of the product, with things of a partnership in the places where they belong."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import (
    Domain,
    Membership,
    Organisation,
    Partnership,
    SignIn,
    Theme,
    Token,
)
from dwarsverband.foundation.accounts.queries import INVITATION, calendars
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.models import (
    Agreement,
    ContactMoment,
    Desk,
    HelpAsk,
    HelpQuestion,
    Holiday,
    Import,
    Introduction,
    MissingName,
    Offer,
    Participation,
    Person,
    Publication,
    Rhythm,
    Round,
    Seat,
    Tie,
    Turn,
    WeeklyMail,
)
from dwarsverband.modules.network.queries import (
    consent,
    helping,
    introductions,
    publications,
    rounds,
    weekly,
)
from dwarsverband.modules.network.queries.silos import silo_report
from dwarsverband.modules.tables.models import (
    Decision,
    Meeting,
    Ride,
    Table,
    TableInvitation,
    TableSeat,
)
from dwarsverband.modules.tables.queries import invitations as table_invitations
from dwarsverband.modules.tables.queries import meeting_mails
from dwarsverband.modules.tables.queries import rides as table_rides
from tests import make
from tests.planting import plant

_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# What machines call it.
MACHINES = {
    "people/": "mensen/",
    "ties/": "banden/",
    "imports/": "importeren/",
    "introductions/": "introducties/",
    "publications/": "publicaties/",
    "members/": "leden/",
    "organisations/": "organisaties/",
    "domains/": "domeinen/",
    "themes/": "themas/",
    "seats/": "stoelen/",
    "moments/": "momenten/",
    "agreements/": "afspraken/",
    "turns/": "beurten/",
    "rhythms/": "ritmes/",
    "holidays/": "vakanties/",
    "rounds/": "contactrondes/",
    "round-answers/": "ronde-antwoorden/",
    "missing-names/": "gemiste-namen/",
    "desks/": "loketten/",
    "offers/": "aanbod/",
    "questions/": "vragen/",
    "asks/": "gevraagd/",
    "tables/": "tafels/",
    "table-seats/": "tafelstoelen/",
    "meetings/": "overleggen/",
    "rides/": "meeliftvragen/",
    "decisions/": "besluiten/",
    "table-invitations/": "tafeluitnodigingen/",
}
Things = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """One address: its name, its route, and the view behind it."""

    name: str
    route: str
    view: Callable[..., object]

    @property
    def is_inside(self) -> bool:
        """Whether a partnership stands in it."""
        return "<slug:partnership>" in self.route

    @property
    def is_for_machines(self) -> bool:
        """Whether it belongs to the API."""
        return self.route.startswith("api/")

    @property
    def has_secret(self) -> bool:
        """Whether it is reached with a link."""
        return "<str:secret>" in self.route

    @property
    def has_things(self) -> bool:
        """Whether the number of a thing stands in it."""
        return self.is_inside and len(_PART.findall(self.route)) > 1

    def at(self, slug: str, things: Things) -> str:
        """The address in one partnership; an unknown secret stands where a secret belongs."""
        known = {
            "partnership": slug,
            "secret": "onzin",
            "uidb36": "a",
            "key": "b",
            "provider_id": "onzin",
        }
        for path, parts in things.items():
            if f"/{path}" in f"/{self.route}":
                known.update(parts)
        asked = {first or second for first, second in _PART.findall(self.route)}
        assert asked <= set(known), f"Say in `things_of` what stands in /{self.route}"
        return "/" + _PART.sub(lambda part: known[part[1] or part[2]], self.route.strip("^$"))


def every_place() -> list[Place]:
    """All of them, by name."""
    return sorted(_walk(get_resolver().url_patterns), key=lambda place: place.name)


def things_of(home: Partnership, word: str = "Merel") -> Things:
    """Something of a partnership for every path in which a number stands."""
    planted, own = plant(home, word), {"partnership": home}
    with make.within(home):
        person = Person.objects.filter(**own, name__startswith="Fatma").order_by("name")[0]
        draft = Import.objects.create(
            partnership=home,
            files=[f"{word}.xlsx"],
            ends_on=timezone.localdate() + timedelta(days=7),
        )
        details = {"name": word, "email": f"{word.lower()}@b.example", "role": "partner"}
        ends_at = timezone.now() + timedelta(days=1)
        link, _secret = links.make(system(home.pk), INVITATION, ends_at, details=details)
        between = Domain.objects.filter(**own, code__in=["safety", "education"]).values_list(
            "pk", flat=True
        )
        found = {
            "leden/": Membership.objects.filter(**own)
            .exclude(name__startswith=word)
            .order_by("name")
            .first(),
            "leden/uitnodigingen/": link,
            "account/sleutels/": planted[Token],
            "account/inloggen/": _factor(home),
            "account/sessies/": _session(home),
            "indeling/domeinen/": Domain.objects.get(**own, code="care"),
            "indeling/themas/": Theme.objects.get(**own, code="inclusion"),
            "themas/": Theme.objects.get(**own, code="inclusion"),
            "domeinen/": Domain.objects.get(**own, code="care"),
            "stoelen/": planted[Seat],
            "overdracht/": Membership.objects.filter(**own)
            .exclude(name__startswith=word)
            .order_by("name")
            .first(),
            "momenten/": planted[ContactMoment],
            "afspraken/": planted[Agreement],
            "beurten/": planted[Turn],
            "ritmes/": planted[Rhythm],
            "vakanties/": planted[Holiday],
            "contactrondes/": planted[Round],
            "ronde-antwoorden/": planted[Participation],
            "gemiste-namen/": planted[MissingName],
            "loketten/": planted[Desk],
            "aanbod/": planted[Offer],
            "vragen/": planted[HelpQuestion],
            "gevraagd/": planted[HelpAsk],
            "antwoorden/": planted[HelpAsk],
            "organisaties/": Organisation.objects.filter(**own, name__startswith="Mbo").order_by(
                "name"
            )[0],
            "mensen/": person,
            "banden/": Tie.objects.filter(Q(first=person) | Q(second=person))[0],
            "importeren/": draft,
            "publicaties/": _publication(home),
            "introducties/": planted[Introduction],
            "weekmail/": WeeklyMail.objects.get(pk=planted[WeeklyMail].pk).membership,
            "tafels/": planted[Table],
            "meeliftvragen/": planted[Ride],
            "overleggen/": planted[Meeting],
            "besluiten/": planted[Decision],
            "tafelstoelen/": planted[TableSeat],
            "tafeluitnodigingen/": planted[TableInvitation],
        }
        found |= {english: found[dutch] for english, dutch in MACHINES.items()}
        numbers = {
            path: {"pk": str(thing.pk)} for path, thing in found.items() if thing is not None
        }
        pair = dict(zip(("first", "second"), map(str, between), strict=True))
    return {**numbers, "verkokering/": pair, "pairs/": pair}


def _factor(home: Partnership) -> SimpleNamespace:
    """A passkey of the coordinator."""
    number, own = uuid4(), Membership.objects.filter(partnership=home, role="coordinator")
    data = {"name": "Sleutelbos", "number": str(number)}
    Authenticator.objects.create(user=own[0].user, type="webauthn", data=data)
    return SimpleNamespace(pk=number)


def _session(home: Partnership) -> SignIn:
    """Another browser of the coordinator."""
    own = Membership.objects.filter(partnership=home, role="coordinator")
    key, ends_at = uuid4().hex, timezone.now() + timedelta(hours=1)
    Session.objects.create(session_key=key, session_data="", expire_date=ends_at)
    return SignIn.objects.create(user=own[0].user, session_key=key)


def _publication(home: Partnership) -> Publication:
    """A report that everybody with its link may read."""
    figures = publications.published_figures(silo_report(system(home.pk)))
    day = timezone.localdate()
    return Publication.objects.create(
        partnership=home, figures=figures, published_on=day, ends_on=day + timedelta(days=1)
    )


def secrets_of(home: Partnership, things: Things) -> Things:
    """A link that works, for every path that is reached with one."""
    ends_at, person = timezone.now() + timedelta(days=1), things["mensen/"]["pk"]
    details = {
        **{"name": "Samira", "email": "samira@b.example", "role": "partner", "language": "nl"},
        **dict.fromkeys(("organisation", "ends_on", "regions"), ""),
    }
    subjects = {
        "uitnodiging/": (INVITATION, None),
        "mijn/": (consent.PURPOSE, person),
        "hulp/": (helping.PURPOSE, things["gevraagd/"]["pk"]),
        "voorstel/": (introductions.PURPOSE, things["introducties/"]["pk"]),
        "ronde/": (rounds.PURPOSE, things["ronde-antwoorden/"]["pk"]),
        "ronde-uitkomst/": (rounds.RESULT, _closed_answer(home)),
        "agenda/": (calendars.PURPOSE, things["leden/"]["pk"]),
        "weekmail/": (weekly.PURPOSE, things["weekmail/"]["pk"]),
        "meeliften/": (table_rides.PURPOSE, things["meeliftvragen/"]["pk"]),
        "overlegdag/": (meeting_mails.PURPOSE, things["overleggen/"]["pk"]),
        "tafelvraag/": (table_invitations.PURPOSE, things["tafeluitnodigingen/"]["pk"]),
        "cijfers/": (publications.PURPOSE, things["publicaties/"]["pk"]),
    }
    actor, found = system(home.pk), {}
    with make.within(home):
        for path, (purpose, subject) in subjects.items():
            key = UUID(subject) if subject else None
            _link, secret = links.make(actor, purpose, ends_at, details=details, subject=key)
            found[path] = {"secret": secret}
    return found


def _closed_answer(home: Partnership) -> str:
    """An answer in a round that closed."""
    day, own = timezone.localdate(), {"partnership": home}
    with make.within(home):
        closed = Round.objects.create(**own, opened_on=day, answers_until=day, closed_on=day)
        person = Person.objects.filter(**own, name__startswith="Fatma").order_by("name")[0]
        answer = Participation.objects.create(**own, round=closed, person=person, ends_on=day)
    return str(answer.pk)


def _walk(
    patterns: list[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[Place]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner)
        else:
            yield Place(f"{space}{pattern.name}", route, pattern.callback)
