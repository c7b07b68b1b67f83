"""Accounts, roles and tokens, as the doors show them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from governance.rules.access import Role

Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^\S+@\S+$")]
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class AccountWish(Struct, frozen=True, kw_only=True):
    """A new account."""

    email: Email
    name: Name
    password: Annotated[str, Meta(min_length=1, max_length=1000)]
    person: UUID | None = None


class Account(Struct, frozen=True, kw_only=True):
    """Someone who can sign in."""

    id: UUID
    email: str
    name: str
    person: UUID | None


class SignIn(Struct, frozen=True, kw_only=True):
    """What a person types to sign in; `code` is of the second factor, or a recovery code."""

    email: Annotated[str, Meta(min_length=1, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=1000)]
    code: Annotated[str, Meta(max_length=40)] = ""


class RoleGrant(Struct, frozen=True, kw_only=True):
    """A role for an account on the days [since, until)."""

    account: UUID
    role: Role
    since: date
    until: date | None = None
    authority: Annotated[str, Meta(max_length=100)] = ""


class RoleEnd(Struct, frozen=True, kw_only=True):
    """The day from which an account no longer has a role."""

    account: UUID
    role: Role
    on: date


class RoleView(Struct, frozen=True, kw_only=True):
    """A role that was granted."""

    account: UUID
    role: Role
    authority: str
    since: date
    until: date | None


class TokenWish(Struct, frozen=True, kw_only=True):
    """A new API token; scopes are permissions, or `all` for whatever the account may do."""

    name: Name
    scopes: tuple[Annotated[str, Meta(max_length=100)], ...]
    days: Annotated[int, Meta(ge=1, le=366)] = 90


class Token(Struct, frozen=True, kw_only=True):
    """A new token; this is the only time it can be read."""

    id: UUID
    token: str
    expires_at: datetime


class TokenView(Struct, frozen=True, kw_only=True):
    """An API token, as its owner sees it afterwards."""

    id: UUID
    name: str
    scopes: str
    expires_at: datetime


class SecondFactor(Struct, frozen=True, kw_only=True):
    """What an authenticator app needs, and the codes to keep on paper."""

    secret: str
    address: str
    recovery_codes: tuple[str, ...]
