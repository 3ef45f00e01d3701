"""Members and lists for machines: the siblings of the pages.

Who takes part is read here and decided on a page, by a person.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import Status
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts import queries
from dwarsverband.foundation.accounts.actions import factors, lists, members
from dwarsverband.foundation.accounts.models import (
    Domain,
    Membership,
    Organisation,
    Role,
    Shape,
    SignInRule,
    Theme,
)
from dwarsverband.foundation.accounts.queries.factors import get_sign_in_rule, with_second_steps
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import (
    Input,
    PageNumber,
    Schema,
    Search,
    Version,
    page_of,
    plain,
)

router = area_router("lists")


class OrganisationOut(Schema):
    """An organisation, the domain in which it mostly works, and how else it is written."""

    id: UUID
    name: str
    domain_id: UUID | None
    spellings: list[str]
    version: int


class OrganisationsOut(Schema):
    """One page of organisations."""

    items: list[OrganisationOut]
    page: int
    pages: int
    count: int


class MemberOut(Schema):
    """Somebody who takes part: as what, from when, until when, and where."""

    id: UUID
    name: str
    role: str
    organisation_id: UUID | None
    starts_on: date
    ends_on: date | None
    regions: list[str]
    version: int
    second_step: Literal["", "set", "lacking"] = ""


class MembersOut(Schema):
    """One page of members."""

    items: list[MemberOut]
    page: int
    pages: int
    count: int


class DomainOut(Schema):
    """A world of work, and how it is drawn."""

    id: UUID
    code: str
    name_nl: str
    name_en: str
    letter_nl: str
    letter_en: str
    shape: str
    version: int


class ThemeOut(Schema):
    """What the work is about."""

    id: UUID
    code: str
    name_nl: str
    name_en: str
    version: int


class DomainIn(Input):
    """What a domain is called, and how it is drawn."""

    name_nl: str = Field(min_length=1, max_length=60)
    name_en: str = Field(default="", max_length=60)
    letter_nl: str = Field(min_length=1, max_length=2)
    letter_en: str = Field(default="", max_length=2)
    shape: Shape = Shape.PLAIN


class ThemeIn(Input):
    """What a theme is called."""

    name_nl: str = Field(min_length=1, max_length=60)
    name_en: str = Field(default="", max_length=60)


class OrganisationIn(Input):
    """What an organisation is called, and in which domain it mostly works."""

    name: str = Field(min_length=1, max_length=160)
    domain_id: UUID | None = None


class MergeIn(Input):
    """Which organisation is the same and stays."""

    into: UUID


class AccountOut(Schema):
    """Who somebody is in one partnership."""

    name: str
    email: str
    language: str
    role: str
    version: int

    @staticmethod
    def resolve_email(member: Membership) -> str:
        """The address with which they sign in."""
        return member.user.email

    @staticmethod
    def resolve_language(member: Membership) -> str:
        """The language in which they read."""
        return member.user.language


class SignInRuleOut(Schema):
    """Of whose role a second step is asked: by this partnership, and by the whole installation."""

    roles: list[str]
    everywhere: list[str]
    version: int

    @staticmethod
    def resolve_everywhere(rule: SignInRule) -> list[str]:
        """What the partnership cannot make less."""
        return [role.value for role in Role if role in settings.SECOND_FACTOR_ROLES]


class SignInRuleIn(Input):
    """Of whose role this partnership asks a second step."""

    roles: list[Role] = Field(max_length=4)


class AccountIn(Input):
    """What somebody is called, and in which language they read."""

    name: str = Field(min_length=1, max_length=120)
    language: str = Field(max_length=2)


@router.get("/account", response=AccountOut, by_alias=True)
def account(request: Request, response: HttpResponse) -> Membership:
    """The caller's own account here."""
    member = queries.own_member(request.actor)
    response["ETag"] = f'"{member.version}"'
    return member


@router.put("/account", response=AccountOut, by_alias=True)
def change_account(request: Request, body: AccountIn, version: Version) -> Membership:
    """Change the own name, and the language of pages and mails."""
    member = queries.own_member(request.actor)
    members.change_account(request.actor, member, version=version, **body.dict())
    return queries.own_member(request.actor)


@router.get("/members", response=MembersOut, by_alias=True)
def member_list(
    request: Request, when: Literal["now", "before"] = "now", page: PageNumber = 1
) -> dict[str, object]:
    """Who takes part, or who once did."""
    members = queries.member_list(request.actor, is_past=when == "before")
    return page_of(with_second_steps(request.actor, members), page)


@router.get("/sign-in-rule", response=SignInRuleOut, by_alias=True)
def sign_in_rule(request: Request, response: HttpResponse) -> SignInRule:
    """Who needs a second step here, for the coordinator and the privacy officer."""
    rule = get_sign_in_rule(request.actor)
    response["ETag"] = f'"{rule.version}"'
    return rule


@router.put("/sign-in-rule", response=SignInRuleOut, by_alias=True)
def require_second_factor(request: Request, body: SignInRuleIn, version: Version) -> SignInRule:
    """Say who needs a second step here; a token cannot do this."""
    rule = get_sign_in_rule(request.actor)
    return factors.require_second_factor(request.actor, rule, version=version, **body.dict())


@router.get("/domains", response=list[DomainOut], by_alias=True)
def domain_list(request: Request) -> list[Domain]:
    """The domains, in their own order."""
    return list(queries.visible_domains(request.actor))


@router.post("/domains", response={201: DomainOut}, by_alias=True)
def add_domain(request: Request, body: DomainIn) -> Status[Domain]:
    """Add a domain at the end of the list."""
    return Status(201, lists.add_domain(request.actor, **body.dict()))


@router.put("/domains/{pk}", response=DomainOut, by_alias=True)
def change_domain(request: Request, pk: UUID, body: DomainIn, version: Version) -> Domain:
    """Give a domain another name, letter or shape."""
    domain = queries.get_domain(request.actor, pk)
    return lists.change_domain(request.actor, domain, version=version, **body.dict())


@router.post("/domains/{pk}/move-up", response=list[DomainOut], by_alias=True)
def move_domain_up(request: Request, pk: UUID) -> list[Domain]:
    """Put a domain one place higher."""
    lists.move_domain_up(request.actor, queries.get_domain(request.actor, pk))
    return list(queries.visible_domains(request.actor))


@router.delete("/domains/{pk}", response={204: None})
def remove_domain(request: Request, pk: UUID) -> Status[None]:
    """Take a domain that nothing uses off the list."""
    lists.remove_domain(request.actor, queries.get_domain(request.actor, pk))
    return Status(204, None)


@router.get("/themes", response=list[ThemeOut], by_alias=True)
def theme_list(request: Request) -> list[Theme]:
    """The themes, in their own order."""
    return list(queries.visible_themes(request.actor))


@router.post("/themes", response={201: ThemeOut}, by_alias=True)
def add_theme(request: Request, body: ThemeIn) -> Status[Theme]:
    """Add a theme at the end of the list."""
    return Status(201, lists.add_theme(request.actor, **body.dict()))


@router.put("/themes/{pk}", response=ThemeOut, by_alias=True)
def change_theme(request: Request, pk: UUID, body: ThemeIn, version: Version) -> Theme:
    """Give a theme another name."""
    theme = queries.get_theme(request.actor, pk)
    return lists.change_theme(request.actor, theme, version=version, **body.dict())


@router.post("/themes/{pk}/move-up", response=list[ThemeOut], by_alias=True)
def move_theme_up(request: Request, pk: UUID) -> list[Theme]:
    """Put a theme one place higher."""
    lists.move_theme_up(request.actor, queries.get_theme(request.actor, pk))
    return list(queries.visible_themes(request.actor))


@router.delete("/themes/{pk}", response={204: None})
def remove_theme(request: Request, pk: UUID) -> Status[None]:
    """Take a theme that nothing uses off the list."""
    lists.remove_theme(request.actor, queries.get_theme(request.actor, pk))
    return Status(204, None)


@router.get("/organisations", response=OrganisationsOut, by_alias=True)
def organisation_list(
    request: Request, search: Search = "", page: PageNumber = 1
) -> dict[str, object]:
    """The organisations by name, or those whose name or other spelling holds a word."""
    return page_of(queries.organisation_list(request.actor, plain(search)), page)


@router.post("/organisations", response={201: OrganisationOut}, by_alias=True)
def add_organisation(request: Request, body: OrganisationIn) -> Status[Organisation]:
    """Add an organisation."""
    domain = _domain(request, body)
    return Status(201, lists.add_organisation(request.actor, name=body.name, domain=domain))


@router.put("/organisations/{pk}", response=OrganisationOut, by_alias=True)
def change_organisation(
    request: Request, pk: UUID, body: OrganisationIn, version: Version
) -> Organisation:
    """Give an organisation another name or domain; the old name stays known."""
    organisation = queries.get_organisation(request.actor, pk)
    return lists.change_organisation(
        request.actor, organisation, name=body.name, domain=_domain(request, body), version=version
    )


@router.post("/organisations/{pk}/merge", response=OrganisationOut, by_alias=True)
def merge_organisation(request: Request, pk: UUID, body: MergeIn) -> Organisation:
    """Take two spellings for one organisation; what led to the first leads to the second."""
    organisation = queries.get_organisation(request.actor, pk)
    into = queries.get_organisation(request.actor, body.into)
    return lists.merge_organisation(request.actor, organisation, into=into)


@router.delete("/organisations/{pk}", response={204: None})
def remove_organisation(request: Request, pk: UUID) -> Status[None]:
    """Take an organisation that nothing uses off the list."""
    lists.remove_organisation(request.actor, queries.get_organisation(request.actor, pk))
    return Status(204, None)


def _domain(request: Request, body: OrganisationIn) -> Domain | None:
    return queries.get_domain(request.actor, body.domain_id) if body.domain_id else None
