"""A member who can sign in has the member's role exactly while the service lasts."""

from datetime import date
from uuid import UUID

from governance.rules.access import Role
from governance.schemas.accounts import RoleEnd, RoleGrant
from governance.services.accounts import account_of_person
from governance.services.bodies import engine
from governance.services.deeds import Record
from governance.services.roles import end_role, grant_role


async def begin_member(record: Record, person: UUID, since: date) -> None:
    """Give a new member's account the role; whoever has no account is left as is."""
    account = await account_of_person(person)
    if account is not None:
        await grant_role.within(record, RoleGrant(account=account, role=Role.MEMBER, since=since))


async def end_member(record: Record, person: UUID, on: date) -> None:
    """Take the role from a leaving member's account, if it has it."""
    account = await account_of_person(person)
    if account is None:
        return
    held = await engine().read(
        "SELECT 1 FROM role_grant WHERE body = $1 AND account = $2 AND role = $3 "
        "AND (until IS NULL OR until > $4)",
        record.body.id,
        account,
        Role.MEMBER.value,
        on,
    )
    if held:
        await end_role.within(record, RoleEnd(account=account, role=Role.MEMBER, on=on))
