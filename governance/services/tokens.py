"""Which programs act for an account, and how far?"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from governance.errors import NotFoundError
from governance.schemas.accounts import Account, Token, TokenView, TokenWish
from governance.sentences import say
from governance.services.accounts import hashed
from governance.services.bodies import engine


async def token_account(token: str, *, at: datetime) -> tuple[Account, frozenset[str]] | None:
    """Return whose API token this is and its scopes, while it lasts."""
    rows = await engine().read(
        "SELECT account.id, email, account.name, person, scopes FROM token "
        "JOIN account ON account.id = token.account WHERE token_hash = $1 "
        "AND expires_at > $2 AND revoked_at IS NULL AND disabled_at IS NULL",
        hashed(token),
        at,
    )
    if not rows:
        return None
    scopes = rows[0].pop("scopes")
    return Account(**rows[0]), frozenset(scopes.split())


async def create_token(account: UUID, wish: TokenWish, *, at: datetime) -> Token:
    """Give an account an API token; only its hash is kept."""
    text, new = secrets.token_urlsafe(32), uuid4()
    expires_at = at + timedelta(days=wish.days)
    async with engine().transaction():
        await engine().write(
            "INSERT INTO token (id, account, name, token_hash, scopes, created_at, expires_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)",
            new,
            account,
            wish.name,
            hashed(text),
            " ".join(wish.scopes),
            at,
            expires_at,
        )
    return Token(id=new, token=text, expires_at=expires_at)


async def tokens_of(account: UUID, *, at: datetime) -> list[TokenView]:
    """Return an account's API tokens that are still good."""
    rows = await engine().read(
        "SELECT id, name, scopes, expires_at FROM token WHERE account = $1 "
        "AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at",
        account,
        at,
    )
    return [TokenView(**row) for row in rows]


async def revoke_token(account: UUID, token: UUID, *, at: datetime) -> None:
    """End an API token of the account."""
    async with engine().transaction():
        found = await engine().write(
            "UPDATE token SET revoked_at = $1 WHERE id = $2 AND account = $3 RETURNING id",
            at,
            token,
            account,
        )
    if not found:
        raise NotFoundError(say("There is no such token."))
