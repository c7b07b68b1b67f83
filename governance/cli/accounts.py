"""Commands for accounts; whoever may run them rules this installation."""

import sys
from datetime import datetime

import click

from governance.cli.choosing import DAY, chosen_body, day_of, wish
from governance.cli.opening import in_database
from governance.clock import now
from governance.database import Engine
from governance.rules.access import Role, system
from governance.schemas.accounts import Account, AccountWish, RoleEnd, RoleGrant, Token, TokenWish
from governance.services.accounts import account_of, create_account, set_password
from governance.services.roles import end_role, grant_role
from governance.services.tokens import create_token
from governance.settings import Settings

ROLES = click.Choice([role.value for role in Role if role is not Role.SYSTEM])
BODY = click.option("--body", "slug", help="Its address; needed when there are several.")
FROM_INPUT = click.option(
    "--password-stdin", is_flag=True, help="Read the password from the input instead of asking."
)


@click.group()
def account() -> None:
    """Make accounts, give and end roles.

    The first administrator of a new installation:

    \b
      openseat charter adopt FILE
      openseat account create ADDRESS --name NAME
      openseat account grant ADDRESS administrator
    """


@account.command
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@FROM_INPUT
def create(email: str, name: str, password_stdin: bool) -> None:
    """Make an account for the address EMAIL."""
    typed = wish(AccountWish, email=email, name=name, password=_password(password_stdin))

    async def act(engine: Engine, settings: Settings) -> Account:
        return await create_account(typed, at=now())

    made = in_database(act)
    click.echo(f"{made.email} can sign in; roles are given by: openseat account grant")


@account.command
@click.argument("email")
@click.argument("role", type=ROLES)
@BODY
@click.option("--since", type=DAY, help="The first day; today if not given.")
@click.option("--until", type=DAY, help="The day from which the role is over.")
@click.option("--authority", default="", help="For the role authority: which one.")
def grant(
    email: str,
    role: str,
    slug: str | None,
    since: datetime | None,
    until: datetime | None,
    authority: str,
) -> None:
    """Give the account EMAIL a role."""

    async def act(engine: Engine, settings: Settings) -> str:
        body = await chosen_body(slug)
        typed = wish(
            RoleGrant,
            account=(await account_of(email)).id,
            role=role,
            since=day_of(since, body),
            until=until.date() if until else None,
            authority=authority,
        )
        given = await grant_role(system(body.slug, now()), typed)
        return f"{email} is {given.role} of {body.name} from {given.since}."

    click.echo(in_database(act))


@account.command("end-role")
@click.argument("email")
@click.argument("role", type=ROLES)
@BODY
@click.option("--on", type=DAY, help="The first day without the role; today if not given.")
def end(email: str, role: str, slug: str | None, on: datetime | None) -> None:
    """End a role of the account EMAIL."""

    async def act(engine: Engine, settings: Settings) -> str:
        body = await chosen_body(slug)
        typed = wish(RoleEnd, account=(await account_of(email)).id, role=role, on=day_of(on, body))
        ended = await end_role(system(body.slug, now()), typed)
        return f"{email} is no longer {ended.role} of {body.name} from {ended.until}."

    click.echo(in_database(act))


@account.command
@click.argument("email")
@click.option("--name", required=True, help="What the token is for.")
@click.option("--scope", "scopes", multiple=True, help="A permission; all if none is given.")
@click.option("--days", type=int, default=90, show_default=True, help="How long it lasts.")
def token(email: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Make an API token for the account EMAIL and show it, once."""
    typed = wish(TokenWish, name=name, scopes=scopes or ("all",), days=days)

    async def act(engine: Engine, settings: Settings) -> Token:
        return await create_token((await account_of(email)).id, typed, at=now())

    made = in_database(act)
    click.echo(made.token)
    click.echo(f"Good until {made.expires_at:%F}; it cannot be shown again.", err=True)


@account.command
@click.argument("email")
@FROM_INPUT
def password(email: str, password_stdin: bool) -> None:
    """Give the account EMAIL another password and sign it out everywhere."""
    typed = _password(password_stdin)

    async def act(engine: Engine, settings: Settings) -> None:
        await set_password(await account_of(email), typed)

    in_database(act)
    click.echo(f"{email} has a new password and is signed out everywhere.")


def _password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
