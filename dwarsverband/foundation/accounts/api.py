"""The own account for machines."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Header
from pydantic import Field

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts import queries
from dwarsverband.foundation.accounts.actions import members
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.api.areas import area_router
from dwarsverband.foundation.api.schema import Schema

router = area_router("lists")
Version = Annotated[int, Header(alias="If-Match", description="The version that you read")]


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


class AccountIn(Schema):
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
