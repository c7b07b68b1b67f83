"""Which roles does an account have at a body on a day?"""

from datetime import date, datetime
from uuid import UUID, uuid4

from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Grant, Role
from governance.schemas.accounts import RoleEnd, RoleGrant, RoleView
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed
from governance.tables import GrantRow


async def grants_of(account: UUID, body: UUID, on: date) -> frozenset[Grant]:
    """Return the roles that an account has for a body on a day."""
    rows = await engine().read(
        "SELECT role, authority FROM role_grant WHERE account = $1 AND body = $2 "
        "AND since <= $3 AND (until IS NULL OR until > $3)",
        account,
        body,
        on,
    )
    return frozenset(Grant(Role(row["role"]), row["authority"]) for row in rows)


async def roles_in(body: UUID, on: date) -> list[RoleView]:
    """Return every role granted for a body on a day."""
    rows = await engine().read(
        "SELECT account, role, authority, since, until FROM role_grant WHERE body = $1 "
        "AND since <= $2 AND (until IS NULL OR until > $2) ORDER BY role, since",
        body,
        on,
    )
    return [RoleView(**{**row, "role": Role(row["role"])}) for row in rows]


async def bodies_of(account: UUID, at: datetime) -> list[Body]:
    """Return the bodies for which an account has a role at a moment, on each body's own day."""
    rows = await engine().read(
        "SELECT body.id, slug, name, timezone, revision, since, until FROM role_grant "
        "JOIN body ON body.id = role_grant.body WHERE account = $1 ORDER BY name, slug",
        account,
    )
    found: dict[str, Body] = {}
    for row in rows:
        since, until = row.pop("since"), row.pop("until")
        if since <= (today := day_in(at, row["timezone"])) and (until is None or until > today):
            found[row["slug"]] = Body(**row)
    return list(found.values())


async def grants_everywhere(account: UUID, at: datetime) -> list[tuple[Body, frozenset[Grant]]]:
    """Return each body for which an account has roles at a moment, with these, by name."""
    rows = await engine().read(
        "SELECT body.id, slug, name, timezone, revision, role, authority, since, until "
        "FROM role_grant JOIN body ON body.id = role_grant.body WHERE account = $1 "
        "ORDER BY name, slug",
        account,
    )
    found: dict[str, tuple[Body, set[Grant]]] = {}
    for row in rows:
        grant = Grant(Role(row.pop("role")), row.pop("authority"))
        since, until = row.pop("since"), row.pop("until")
        if since <= (today := day_in(at, row["timezone"])) and (until is None or until > today):
            found.setdefault(row["slug"], (Body(**row), set()))[1].add(grant)
    return [(body, frozenset(grants)) for body, grants in found.values()]


@deed
async def grant_role(record: Record, wish: RoleGrant) -> RoleView:
    """Give an account a role from a day on, until another day or for good."""
    if wish.role is Role.SYSTEM:
        raise BadInputError({"role": say("This role is not for people.")})
    if wish.until is not None and wish.until < wish.since:
        raise BadInputError({"until": say("A role cannot end before it begins.")})
    if not await engine().read("SELECT 1 FROM account WHERE id = $1", wish.account):
        raise NotFoundError(say("There is no such account."))
    await GrantRow.insert(
        GrantRow(
            id=uuid4(),
            body=record.body.id,
            account=wish.account,
            role=wish.role.value,
            authority=wish.authority,
            since=wish.since,
            until=wish.until,
        )
    )
    after = {"role": wish.role, "since": wish.since, "until": wish.until}
    record.note(f"account:{wish.account}", after=after)
    return RoleView(
        account=wish.account,
        role=wish.role,
        authority=wish.authority,
        since=wish.since,
        until=wish.until,
    )


@deed
async def end_role(record: Record, wish: RoleEnd) -> RoleView:
    """End a role on a day; a role that begins later never begins."""
    rows = await engine().write(
        "UPDATE role_grant SET until = CASE WHEN since > $1 THEN since ELSE $1 END "
        "WHERE body = $2 AND account = $3 AND role = $4 AND (until IS NULL OR until > $1) "
        "RETURNING authority, since, until",
        wish.on,
        record.body.id,
        wish.account,
        wish.role.value,
    )
    if not rows:
        raise NotFoundError(say("This account does not have this role then."))
    record.note(f"account:{wish.account}", after={"role": wish.role, "until": wish.on})
    return RoleView(account=wish.account, role=wish.role, **rows[0])


async def end_role_if_held(record: Record, wish: RoleEnd) -> None:
    """End a role, within another deed, if the account has it on that day or later."""
    rows = await engine().read(
        "SELECT 1 FROM role_grant WHERE body = $1 AND account = $2 AND role = $3 "
        "AND (until IS NULL OR until > $4) LIMIT 1",
        record.body.id,
        wish.account,
        wish.role.value,
        wish.on,
    )
    if rows:
        await end_role.within(record, wish)
