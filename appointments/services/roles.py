"""Somebody who can sign in has a role exactly while what gives it lasts.

Other packages can let follow what rests on being a member.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import UUID

from governance.rules.access import Grant, Role
from governance.schemas.accounts import RoleEnd, RoleGrant
from governance.services.accounts import account_of_person
from governance.services.bodies import engine
from governance.services.deeds import Record
from governance.services.roles import end_role, grant_role, grants_of

Follows = Callable[[Record, UUID, date], Awaitable[None]]
_follows: list[Follows] = []


def let_follow(source: Follows) -> None:
    """Let a package do what follows when somebody is a member from a day on, or no longer is."""
    if source not in _follows:
        _follows.append(source)


async def begin_member(record: Record, person: UUID, since: date) -> None:
    """Give a new member's account the role; whoever has no account is left as is."""
    await begin_role(record, person, Role.MEMBER, since)
    await _follow(record, person, since)


async def end_member(record: Record, person: UUID, on: date) -> None:
    """Take the role from a leaving member's account, if it has it."""
    await end_role_of(record, person, Role.MEMBER, on)
    await _follow(record, person, on)


async def _follow(record: Record, person: UUID, on: date) -> None:
    for source in _follows:
        await source(record, person, on)


async def begin_role(record: Record, person: UUID, role: Role, since: date) -> None:
    """Give a person's account a role; whoever has no account, or has the role, is left as is."""
    account = await account_of_person(person)
    if account is None:
        return
    if Grant(role) not in await grants_of(account, record.body.id, since):
        await grant_role.within(record, RoleGrant(account=account, role=role, since=since))


async def end_role_of(record: Record, person: UUID, role: Role, on: date) -> None:
    """Take a role from a person's account, if it has it."""
    account = await account_of_person(person)
    if account is None:
        return
    held = await engine().read(
        "SELECT 1 FROM role_grant WHERE body = $1 AND account = $2 AND role = $3 "
        "AND (until IS NULL OR until > $4)",
        record.body.id,
        account,
        role.value,
        on,
    )
    if held:
        await end_role.within(record, RoleEnd(account=account, role=role, on=on))
