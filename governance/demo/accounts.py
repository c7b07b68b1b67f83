"""Who can sign in to the demonstration: one account for each role."""

from uuid import UUID

from governance.demo.people import named
from governance.demo.stage import BY_APPOINTMENT, Stage
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish
from governance.services.accounts import create_account

PASSWORD = "every seat has a name"  # noqa: S105 (printed for whoever tries the demonstration)
EMAILS = {
    Role.CLERK: "clerk@openseat.example",
    Role.AUTHORITY: "mayor@openseat.example",
    Role.ALLIANCE_COMMITTEE: "committee@openseat.example",
    Role.ALLIANCE_REPRESENTATIVE: "alliance@openseat.example",
    Role.COUNCIL_REVIEWER: "council@openseat.example",
    Role.CHAIR: "chair@openseat.example",
    Role.VICE_CHAIR: "vice-chair@openseat.example",
    Role.STAFF: "staff@openseat.example",
    Role.MEMBER: "member@openseat.example",
    Role.AUDITOR: "auditor@openseat.example",
    Role.ADMINISTRATOR: "administrator@openseat.example",
}


async def open_accounts(stage: Stage) -> None:
    """Open the accounts of those who are no members."""
    for role, email in EMAILS.items():
        if role not in BY_APPOINTMENT:
            wish = AccountWish(email=email, name=named(role.value, stage.today), password=PASSWORD)
            stage.accounts[role] = await create_account(wish, at=stage.wait(minutes=1))


async def open_member_account(stage: Stage, role: Role, person: UUID, name: str) -> None:
    """Open the account of somebody who will be a member."""
    wish = AccountWish(email=EMAILS[role], name=name, password=PASSWORD, person=person)
    stage.own[person] = await create_account(wish, at=stage.wait(minutes=1))
