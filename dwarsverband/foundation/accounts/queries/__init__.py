"""What an actor sees of partnerships, their members and their lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import Exists, ManyToOneRel, Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dwarsverband.foundation.access import Actor, Means, checkpoints
from dwarsverband.foundation.access.log import Lines
from dwarsverband.foundation.accounts.models import (
    Domain,
    Membership,
    Organisation,
    Partnership,
    Processing,
    Role,
    Theme,
    Token,
    User,
)
from dwarsverband.foundation.api.areas import area_words
from dwarsverband.foundation.api.description import example
from dwarsverband.foundation.links import links
from dwarsverband.foundation.links.models import Link
from dwarsverband.foundation.mail.letters import unsent_letters
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.foundation.search.finding import find_keys, found_first
from dwarsverband.foundation.sheets.words import compact, is_typing_error
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.numbers import listed

INVITATION = "invitation"
READS_LOG = {"privacy_officer", "coordinator"}
# How many neighbours in alphabetical order a name is compared with, to find other spellings.
NEIGHBOURS = 4


def member_actors(user_id: UUID | str | None) -> Iterator[Actor]:
    """Everybody that a user can be: one actor for each current membership."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM security.memberships_of(%s)", [user_id])
        rows = cursor.fetchall()
    for (
        partnership_id,
        slug,
        partnership_name,
        membership_id,
        name,
        role,
        regions,
        language,
        asks_second_factor,
    ) in rows:
        yield Actor(
            kind="member",
            partnership_id=partnership_id,
            partnership_slug=slug,
            partnership_name=partnership_name,
            membership_id=membership_id,
            user_id=UUID(str(user_id)),
            name=name,
            role=role,
            regions=tuple(regions),
            language=language,
            asks_second_factor=asks_second_factor,
        )


def member_actor(user_id: UUID | str, partnership: object) -> Actor:
    """A user as a member of one partnership (its number or its name in addresses), or nobody."""
    for actor in member_actors(user_id):
        if str(partnership) in {str(actor.partnership_id), actor.partnership_slug}:
            return actor
    return Actor(user_id=UUID(str(user_id)))


def token_actor(secret: str, slug: object) -> tuple[Actor, date | None]:
    """The member for whom a token acts in its own partnership, and when it was last used.

    Elsewhere its holder is somebody who has no business there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM security.token_of(%s, %s)", list(token_hash(secret)))
        row = cursor.fetchone()
    if row is None:
        return Actor(), None
    number, scope, areas, last_used_on, user_id, partnership_id, own_slug = row
    actor = member_actor(user_id, partnership_id)
    if not actor.is_member:
        return Actor(), None
    if slug != own_slug:
        return Actor(user_id=user_id), None
    means = Means(number, may_write=scope == Token.Scope.WRITE, areas=tuple(areas))
    return replace(actor, means=means), last_used_on


def token_hash(secret: str) -> tuple[UUID, str]:
    """The number under which a token is found without knowing its partnership, and its hash."""
    digest = sha256(secret.encode()).hexdigest()
    return UUID(hex=digest[:32]), digest


def visible_tokens(actor: Actor) -> QuerySet[Token]:
    """The actor's own tokens; for the coordinator those of everybody."""
    tokens = Token.objects.filter(partnership_id=actor.partnership_id, ends_on__gte=today())
    if not actor.is_coordinator:
        tokens = tokens.filter(membership_id=str(actor.membership_id))
    return tokens.select_related("membership")


def get_token(actor: Actor, pk: UUID) -> Token:
    """One of them."""
    return get_object_or_404(visible_tokens(actor), pk=pk)


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as the page shows it."""

    token: Token
    areas: tuple[str, ...]
    is_own: bool


def token_rows(actor: Actor, tokens: Iterable[Token]) -> list[TokenRow]:
    """Tokens with the parts that they reach, in words."""
    words = area_words()
    return [
        TokenRow(
            token=token,
            areas=tuple(words[area] for area in words if area in token.areas),
            is_own=token.membership_id == actor.membership_id,
        )
        for token in tokens
    ]


def token_form(actor: Actor) -> dict[str, object]:
    """What the form about a new token shows first: a term of a season."""
    return {"ends_on": today() + timedelta(days=90), "scope": Token.Scope.READ}


def token_example(actor: Actor, token: Token) -> str:
    """A first question to try a new token with."""
    return example(actor.partnership_slug, token.areas, token.secret)


@dataclass(frozen=True, slots=True)
class Place:
    """A network in which a user takes part: its name, the way in, and as what."""

    name: str
    home: str
    role: str


def places(actor: Actor) -> list[Place]:
    """Every network in which the actor takes part, but for the one of this page."""
    roles = dict(Role.choices)
    return [
        Place(one.partnership_name, address(one, "home:today"), str(roles[one.role]))
        for one in member_actors(actor.user_id)
        if one.partnership_id != actor.partnership_id
    ]


def every_partnership() -> list[UUID]:
    """The numbers of all partnerships, for what is done in each of them at night."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT security.every_partnership()")
        return [row[0] for row in cursor.fetchall()]


def today() -> date:
    """The day it is in the Netherlands."""
    return timezone.localdate()


def get_partnership(actor: Actor) -> Partnership:
    """The partnership in which the actor is at work."""
    return get_object_or_404(Partnership, pk=actor.partnership_id)


def visible_domains(actor: Actor) -> QuerySet[Domain]:
    """The domains of the actor's partnership, in their own order."""
    return Domain.objects.filter(partnership_id=actor.partnership_id)


def get_domain(actor: Actor, pk: UUID) -> Domain:
    """One domain of the actor's partnership."""
    return get_object_or_404(visible_domains(actor), pk=pk)


def visible_themes(actor: Actor) -> QuerySet[Theme]:
    """The themes of the actor's partnership, in their own order."""
    return Theme.objects.filter(partnership_id=actor.partnership_id)


def get_theme(actor: Actor, pk: UUID) -> Theme:
    """One theme of the actor's partnership."""
    return get_object_or_404(visible_themes(actor), pk=pk)


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    """The organisations of the actor's partnership."""
    return Organisation.objects.filter(partnership_id=actor.partnership_id).select_related("domain")


def organisation_list(actor: Actor, wanted: str = "") -> QuerySet[Organisation]:
    """The organisations by name, or those that are found by their names, best first."""
    organisations = visible_organisations(actor)
    if not wanted:
        return organisations
    return found_first(organisations, find_keys(actor, "organisation", wanted))


def get_organisation(actor: Actor, pk: UUID) -> Organisation:
    """One organisation of the actor's partnership."""
    return get_object_or_404(visible_organisations(actor), pk=pk)


def lookalikes(actor: Actor) -> list[tuple[Organisation, Organisation]]:
    """Pairs of organisations that are probably one: the same letters, or one typing error apart."""
    written = sorted(
        ((letters_of(one.name), one) for one in visible_organisations(actor)),
        key=lambda pair: (pair[0], pair[1].name),
    )
    return [
        (one, other)
        for place, (letters, one) in enumerate(written)
        for others, other in written[place + 1 : place + 1 + NEIGHBOURS]
        if letters == others or is_typing_error(letters, others)
    ]


def letters_of(name: str) -> str:
    """What two spellings of one name share: letters and figures, without accents and signs."""
    return compact(name) or name.casefold().strip()


def is_used(actor: Actor, thing: Domain | Theme | Organisation) -> bool:
    """Whether anything of the actor's partnership leads to it, in whichever module."""
    own, is_led_to = {"partnership_id": actor.partnership_id}, Q(pk__in=[])
    for model, name in references_to(type(thing)):
        going_along = getattr(model, "GOES_WITH", {}).get(name)
        rows = model._base_manager.filter(**own, **{name: thing})
        if going_along is not None:
            rows = rows.exclude(**going_along) if going_along else rows.none()
        is_led_to |= Q(Exists(rows))
    return type(thing).objects.filter(is_led_to, pk=thing.pk).exists()


def references_to(kind: type[Model]) -> list[tuple[type[Model], str]]:
    """Every model with a foreign key to a kind, and the name of that key."""
    return [
        (field.related_model, field.remote_field.name)
        for field in kind._meta.get_fields(include_hidden=True)
        if isinstance(field, ManyToOneRel)
    ]


def visible_members(actor: Actor) -> QuerySet[Membership]:
    """The members of the actor's partnership, past ones included."""
    members = Membership.objects.filter(partnership_id=actor.partnership_id)
    return members.select_related("user", "organisation__domain")


def member_list(actor: Actor, *, is_past: bool = False) -> QuerySet[Membership]:
    """Those who take part now or soon, or those who once did."""
    past = Q(ends_on__lt=today())
    return visible_members(actor).filter(past if is_past else ~past).order_by("name", "id")


def coordinators(actor: Actor) -> str:
    """The names of those who keep the network, as one list in words."""
    found = member_list(actor).filter(role=Role.COORDINATOR)
    return listed(list(found.values_list("name", flat=True)))


def get_member(actor: Actor, pk: UUID) -> Membership:
    """One member of the actor's partnership."""
    return get_object_or_404(visible_members(actor), pk=pk)


def own_member(actor: Actor) -> Membership:
    """The actor as a member of this partnership."""
    return get_member(actor, actor.membership_id or UUID(int=0))


def membership_form(member: Membership) -> dict[str, object]:
    """What the form about a member shows first."""
    names = ("name", "role", "organisation", "ends_on", "version")
    return {name: getattr(member, name) for name in names} | {"regions": ", ".join(member.regions)}


def account_form(member: Membership) -> dict[str, object]:
    """What the form about the own account shows first."""
    return {"name": member.name, "language": member.user.language, "version": member.version}


def domain_form(domain: Domain) -> dict[str, object]:
    """What the form about a domain shows first."""
    names = ("name_nl", "name_en", "letter_nl", "letter_en", "shape", "version")
    return {name: getattr(domain, name) for name in names}


def theme_form(theme: Theme) -> dict[str, object]:
    """What the form about a theme shows first."""
    return {name: getattr(theme, name) for name in ("name_nl", "name_en", "version")}


def organisation_form(organisation: Organisation) -> dict[str, object]:
    """What the form about an organisation shows first."""
    return {name: getattr(organisation, name) for name in ("name", "domain", "version")}


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who was asked to take part and has not answered."""

    link: Link
    name: str
    email: str
    role: str
    unsent: Letter | None


def visible_invitations(actor: Actor) -> list[Invitation]:
    """Who was invited and has not answered, for the coordinator: it holds their addresses."""
    if not actor.is_coordinator:
        return []
    roles = dict(Role.choices)
    unsent = unsent_letters(actor)
    return [
        Invitation(
            link=link,
            name=link.details["name"],
            email=link.details["email"],
            role=str(roles[link.details["role"]]),
            unsent=unsent.get(link.details["email"]),
        )
        for link in links.pending(actor, INVITATION)
    ]


def get_invitation(actor: Actor, pk: UUID) -> Link:
    """One invitation of the actor's partnership, for the coordinator."""
    links_of = Link.objects.filter(partnership_id=actor.partnership_id, purpose=INVITATION)
    return get_object_or_404(links_of if actor.is_coordinator else links_of.none(), pk=pk)


def invitation_way(actor: Actor, link: Link) -> str:
    """How the holder of an invitation comes in: signed out, as themselves, or as somebody else.

    Whether there is an account already is told to nobody who only looks.
    """
    if actor.user_id is None:
        return "new"
    user_id = User.objects.filter(email=link.details["email"]).values_list("pk", flat=True).first()
    return "join" if user_id == actor.user_id else "other"


def get_processing(actor: Actor) -> Processing | None:
    """Why this partnership keeps people's names, once that has been recorded."""
    return Processing.objects.filter(partnership_id=actor.partnership_id).first()


def visible_log(actor: Actor, verbs: tuple[str, ...] = (), number: str = "") -> Lines:
    """The log, the newest line first, for the privacy officer and the coordinator."""
    if not actor.is_member or actor.role not in READS_LOG:
        raise Http404
    return Lines(actor, verbs, number)


@dataclass(frozen=True, slots=True)
class Signature:
    """How far the log was signed, when, and the key with which others check it."""

    sequence: int
    at: datetime
    key: str


def log_signature(actor: Actor) -> Signature | None:
    """The newest checkpoint of the log, for whoever may read that log."""
    if not actor.is_member or actor.role not in READS_LOG:
        raise Http404
    newest = checkpoints.newest(actor.partnership_id)
    if newest is None:
        return None
    said = newest.said
    return Signature(said["sequence"], datetime.fromisoformat(said["at"]), newest.key.hex())
