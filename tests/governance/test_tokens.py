"""Tokens of the API: how long they are good, and what they narrow."""

from dataclasses import replace
from datetime import timedelta

import pytest

from governance.errors import NotFoundError
from governance.rules.access import Role
from governance.rules.permissions import PUBLIC, may
from governance.schemas.accounts import Account, AccountWish, TokenWish
from governance.services.accounts import create_account, session_account
from governance.services.tokens import create_token, revoke_token, token_account, tokens_of
from tests.app import NOW, PASSWORD, acting
from tests.governance.signing import SECOND, ana  # noqa: F401 (fixtures)


async def test_a_token_is_good_until_its_last_day(ana: Account) -> None:
    token = await create_token(ana.id, TokenWish(name="t", scopes=("all",), days=30), at=NOW)
    assert token.expires_at == NOW + timedelta(days=30)
    assert await token_account(token.token, at=token.expires_at - SECOND) == (
        ana,
        frozenset({"all"}),
    )
    assert await token_account(token.token, at=token.expires_at) is None
    assert await tokens_of(ana.id, at=token.expires_at) == []


async def test_a_revoked_token_is_good_no_longer(ana: Account) -> None:
    one, other = [
        await create_token(ana.id, TokenWish(name=name, scopes=("all",)), at=NOW)
        for name in ("one", "other")
    ]
    await revoke_token(ana.id, one.id, at=NOW)
    assert await token_account(one.token, at=NOW) is None
    assert await token_account(other.token, at=NOW) is not None
    assert [token.name for token in await tokens_of(ana.id, at=NOW)] == ["other"]


async def test_nobody_revokes_the_token_of_another(ana: Account) -> None:
    token = await create_token(ana.id, TokenWish(name="t", scopes=("all",)), at=NOW)
    ben = await create_account(
        AccountWish(email="ben@test.example", name="Ben", password=PASSWORD), at=NOW
    )
    with pytest.raises(NotFoundError):
        await revoke_token(ben.id, token.id, at=NOW)
    assert await token_account(token.token, at=NOW) is not None


@pytest.mark.parametrize("token", ["", "nonsense", "Bearer", "🗝", "'; --"])
async def test_what_is_no_token_is_nobodys(ana: Account, token: str) -> None:
    assert await token_account(token, at=NOW) is None
    assert await session_account(token, at=NOW) is None


def test_a_token_s_scopes_narrow_the_roles_and_never_widen_them() -> None:
    clerk = acting(Role.CLERK)
    read = replace(clerk, scopes=frozenset({"read_due"}))
    assert may(read, "read_due")
    assert not may(read, "read_letters")
    assert may(read, PUBLIC)
    assert may(replace(clerk, scopes=frozenset({"all"})), "read_letters")
    assert not may(replace(clerk, scopes=frozenset({"found_body"})), "found_body")
    assert not may(replace(clerk, scopes=frozenset()), "read_due")
