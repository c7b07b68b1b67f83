"""Somebody with an account, for the tests of who gets in."""

import asyncio
from datetime import datetime, timedelta

import pytest

from governance.app import TABLES
from governance.database import Engine, bind
from governance.errors import NotAllowedError
from governance.schemas.accounts import Account, AccountWish, SignIn
from governance.services import accounts
from governance.services.accounts import create_account, session_account, sign_in
from tests.app import NOW, PASSWORD

HOURS = 12
SECOND = timedelta(seconds=1)
ANA = AccountWish(email="ana@test.example", name="Ana", password=PASSWORD)


@pytest.fixture(autouse=True)
def turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passwords wait for their turn to be hashed in the loop of this test."""
    monkeypatch.setattr(accounts, "_HASHING", asyncio.Semaphore(2))


@pytest.fixture
async def ana(engine: Engine) -> Account:
    bind(engine, TABLES)
    return await create_account(ANA, at=NOW)


async def try_in(
    password: str = PASSWORD, *, email: str = ANA.email, code: str = "", at: datetime = NOW
) -> str:
    """Sign in and return the session's token, or the words of the refusal."""
    try:
        wish = SignIn(email=email, password=password, code=code)
        _, token = await sign_in(wish, at=at, hours=HOURS)
    except NotAllowedError as refused:
        return f"{refused} ({refused.signed_in})"
    return token


async def is_in(token: str, *, at: datetime = NOW) -> bool:
    return await session_account(token, at=at) is not None
