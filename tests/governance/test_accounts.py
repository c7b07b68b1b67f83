"""Who can sign in: on both engines, with the clock moved."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import pyotp
import pytest
from argon2 import PasswordHasher, Type

from governance.app import TABLES
from governance.database import Engine, bind
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.accounts import (
    FIRST_WAIT,
    FREE_TRIES,
    LONGEST_PASSWORD,
    LONGEST_WAIT,
    SHORTEST_PASSWORD,
    acceptable_password,
    locked_until,
)
from governance.schemas.accounts import Account, AccountWish, SecondFactor, SignIn, TokenWish
from governance.services import accounts
from governance.services.accounts import (
    account_of,
    confirm_second_factor,
    create_account,
    get_account,
    session_account,
    sign_in,
    sign_out,
    sign_out_everywhere,
    start_second_factor,
)
from governance.services.tokens import create_token, token_account
from tests.app import NOW, PASSWORD
from tests.governance.signing import ANA, HOURS, SECOND, ana, is_in, try_in, turns  # noqa: F401 (fixtures)


async def test_the_right_password_opens_a_session(ana: Account) -> None:
    account, token = await sign_in(SignIn(email=ANA.email, password=PASSWORD), at=NOW, hours=HOURS)
    assert account == ana == await session_account(token, at=NOW)


@pytest.mark.parametrize("typed", ["ANA@Test.Example", "  ana@test.example "])
async def test_an_address_is_known_however_it_is_typed(ana: Account, typed: str) -> None:
    assert await is_in(await try_in(email=typed))
    assert await account_of(typed) == ana


async def test_whatever_is_wrong_the_words_are_the_same(engine: Engine, ana: Account) -> None:
    gone = await create_account(
        AccountWish(email="gone@test.example", name="Gone", password=PASSWORD), at=NOW
    )
    async with engine.transaction():
        await engine.write("UPDATE account SET disabled_at = $1 WHERE id = $2", NOW, gone.id)
    said = {
        await try_in("a wrong password"),
        await try_in(email="nobody@test.example"),
        await try_in(email=""),
        await try_in(email=gone.email),
    }
    for _ in range(FREE_TRIES):
        said.add(await try_in("a wrong password"))
    said.add(await try_in())
    assert len(said) == 1
    assert "not right" in (words := said.pop())
    assert words.endswith("(False)")


async def test_an_unknown_address_costs_a_hash_like_a_known_one(
    ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    real = accounts._verified

    async def counting(digest: str, password: str) -> bool:
        checked.append(digest)
        return await real(digest, password)

    monkeypatch.setattr(accounts, "_verified", counting)
    for email in (ANA.email, "nobody@test.example"):
        await try_in("a wrong password", email=email)
    known, unknown = checked
    assert (
        known.rpartition("$")[0].rpartition("$")[0] == unknown.rpartition("$")[0].rpartition("$")[0]
    )


def test_passwords_are_hashed_as_owasp_asks(strong_hashes: tuple[PasswordHasher, str]) -> None:
    hasher, nobody_s = strong_hashes
    assert hasher.type is Type.ID
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2
    assert not hasher.check_needs_rehash(nobody_s), "nobody's hash takes another time"


async def test_no_password_token_or_code_is_kept_in_clear(engine: Engine, ana: Account) -> None:
    token = await try_in()
    api = await create_token(ana.id, TokenWish(name="t", scopes=("all",)), at=NOW)
    factor = await start_second_factor(ana)
    kept = []
    for table in ("account", "session", "token", "recovery_code"):
        kept += [str(row) for row in await engine.read(f"SELECT * FROM {table}")]
    text = "".join(kept)
    assert ana.email in text
    for secret in (PASSWORD, token, api.token, *factor.recovery_codes):
        assert secret not in text


async def test_a_session_ends_when_its_hours_are_over(ana: Account) -> None:
    token = await try_in()
    end = NOW + timedelta(hours=HOURS)
    assert await is_in(token, at=end - SECOND)
    assert not await is_in(token, at=end)


async def test_signing_out_ends_one_session_and_everywhere_ends_all(ana: Account) -> None:
    one, two, three = [await try_in() for _ in range(3)]
    await sign_out(one)
    assert [await is_in(token) for token in (one, two, three)] == [False, True, True]
    await sign_out_everywhere(ana.id)
    assert [await is_in(token) for token in (one, two, three)] == [False] * 3


async def test_signing_out_everywhere_leaves_other_accounts_alone(ana: Account) -> None:
    await create_account(AccountWish(email="b@test.example", name="B", password=PASSWORD), at=NOW)
    token = await try_in(email="b@test.example")
    await sign_out_everywhere(ana.id)
    assert await is_in(token)


async def test_a_disabled_account_is_out_at_once(engine: Engine, ana: Account) -> None:
    token = await try_in()
    api = await create_token(ana.id, TokenWish(name="t", scopes=("all",)), at=NOW)
    async with engine.transaction():
        await engine.write("UPDATE account SET disabled_at = $1 WHERE id = $2", NOW, ana.id)
    assert not await is_in(token)
    assert await token_account(api.token, at=NOW) is None


# Failures


async def fail(times: int, *, at: datetime = NOW) -> None:
    for _ in range(times):
        await try_in("a wrong password", at=at)


async def test_a_few_failures_are_free(ana: Account) -> None:
    await fail(FREE_TRIES - 1)
    assert await is_in(await try_in())


async def test_then_even_the_right_password_waits(ana: Account) -> None:
    await fail(FREE_TRIES)
    assert not await is_in(await try_in())
    assert not await is_in(await try_in(at=NOW + FIRST_WAIT - SECOND))
    at = NOW + FIRST_WAIT
    assert await is_in(await try_in(at=at), at=at)


async def test_each_further_failure_doubles_the_wait(ana: Account) -> None:
    at = NOW
    await fail(FREE_TRIES, at=at)
    for doubled in range(4):
        at += FIRST_WAIT * 2**doubled
        await fail(1, at=at)
        wait = FIRST_WAIT * 2 ** (doubled + 1)
        assert not await is_in(await try_in(at=at + wait - SECOND), at=at + wait)
    assert await is_in(await try_in(at=at + wait), at=at + wait)


async def test_a_try_while_the_account_waits_does_not_lengthen_the_wait(ana: Account) -> None:
    await fail(FREE_TRIES + 20)
    at = NOW + FIRST_WAIT
    assert await is_in(await try_in(at=at), at=at)


async def test_success_forgets_the_failures(ana: Account) -> None:
    for _ in range(3):
        await fail(FREE_TRIES - 1)
        assert await is_in(await try_in())


@pytest.mark.parametrize("guesses", [FREE_TRIES, FREE_TRIES * 3])
async def test_of_guesses_made_at_once_no_more_count_than_of_others(
    engine: Engine, ana: Account, guesses: int
) -> None:
    await asyncio.gather(*(try_in("a wrong password") for _ in range(guesses)))
    (row,) = await engine.read("SELECT failures, locked_until FROM account")
    assert row["failures"] == FREE_TRIES
    assert row["locked_until"] == NOW + FIRST_WAIT
    assert not await is_in(await try_in())


@pytest.mark.parametrize(
    ("failures", "wait"),
    [
        (0, None),
        (FREE_TRIES - 1, None),
        (FREE_TRIES, FIRST_WAIT),
        (FREE_TRIES + 1, FIRST_WAIT * 2),
        (FREE_TRIES + 6, FIRST_WAIT * 64),
        (FREE_TRIES + 7, LONGEST_WAIT),
        (10**6, LONGEST_WAIT),
    ],
)
def test_the_wait_doubles_up_to_its_longest(failures: int, wait: timedelta | None) -> None:
    assert locked_until(failures, NOW) == (None if wait is None else NOW + wait)


# The second factor


def shown(factor: SecondFactor, at: datetime) -> str:
    """Return what the app shows."""
    return pyotp.TOTP(factor.secret).at(at)


LATER = NOW + timedelta(minutes=1)


@pytest.fixture
async def factor(ana: Account) -> SecondFactor:
    started = await start_second_factor(ana)
    await confirm_second_factor(ana.id, shown(started, NOW), at=NOW)
    return started


async def test_the_code_of_this_moment_is_asked_for(factor: SecondFactor) -> None:
    code = shown(factor, LATER)
    assert not await is_in(await try_in(at=LATER))
    assert not await is_in(await try_in(code="000000" if code != "000000" else "1", at=LATER))
    assert not await is_in(await try_in(code=shown(factor, NOW - timedelta(hours=1)), at=LATER))
    assert await is_in(await try_in(code=code, at=LATER))


async def test_a_code_is_good_once(factor: SecondFactor) -> None:
    code = shown(factor, LATER)
    assert await is_in(await try_in(code=code, at=LATER))
    assert not await is_in(await try_in(code=code, at=LATER))
    following = LATER + timedelta(seconds=30)
    assert await is_in(await try_in(code=shown(factor, following), at=following), at=following)


async def test_the_code_that_confirmed_the_app_does_not_sign_in(factor: SecondFactor) -> None:
    assert not await is_in(await try_in(code=shown(factor, NOW)))


async def test_a_code_typed_twice_at_once_signs_in_once(factor: SecondFactor) -> None:
    code = shown(factor, LATER)
    tokens = await asyncio.gather(*(try_in(code=code, at=LATER) for _ in range(3)))
    assert [await is_in(token) for token in tokens].count(True) == 1


async def test_a_recovery_code_does_once(factor: SecondFactor) -> None:
    one, other, *_ = factor.recovery_codes
    assert await is_in(await try_in(code=one))
    assert not await is_in(await try_in(code=one))
    assert await is_in(await try_in(code=other))


async def test_a_recovery_code_of_another_account_does_not(factor: SecondFactor) -> None:
    ben = AccountWish(email="ben@test.example", name="Ben", password=PASSWORD)
    other = await start_second_factor(await create_account(ben, at=NOW))
    assert not await is_in(await try_in(code=other.recovery_codes[0]))


async def test_a_code_without_the_password_does_nothing(factor: SecondFactor) -> None:
    code = shown(factor, LATER)
    assert not await is_in(await try_in("a wrong password", code=code, at=LATER))
    assert await is_in(await try_in(code=code, at=LATER))


async def test_wrong_codes_lock_like_wrong_passwords(factor: SecondFactor) -> None:
    for _ in range(FREE_TRIES):
        await try_in(code="123", at=LATER)
    assert not await is_in(await try_in(code=shown(factor, LATER), at=LATER))


async def test_until_it_is_confirmed_no_code_is_asked_for(ana: Account) -> None:
    started = await start_second_factor(ana)
    assert await is_in(await try_in())
    for wrong in ("", "123456" if shown(started, NOW) != "123456" else "0", "١٢٣٤٥٦"):
        with pytest.raises(BadInputError):
            await confirm_second_factor(ana.id, wrong, at=NOW)
    assert await is_in(await try_in())


async def test_a_second_factor_never_started_cannot_be_confirmed(ana: Account) -> None:
    with pytest.raises(BadInputError):
        await confirm_second_factor(ana.id, "000000", at=NOW)


async def test_a_confirmed_second_factor_is_not_replaced(
    ana: Account, factor: SecondFactor
) -> None:
    with pytest.raises(OutOfOrderError, match="has a second factor already"):
        await start_second_factor(ana)
    assert await is_in(await try_in(code=shown(factor, LATER), at=LATER))


# Accounts and passwords


@pytest.mark.parametrize(
    "password",
    ["x" * (SHORTEST_PASSWORD - 1), "y" * (LONGEST_PASSWORD + 1), ANA.email, "ANA@TEST.EXAMPLE!"],
)
async def test_a_bad_password_opens_no_account(engine: Engine, password: str) -> None:
    bind(engine, TABLES)
    with pytest.raises(BadInputError) as refused:
        await create_account(AccountWish(email=ANA.email, name="Ana", password=password), at=NOW)
    assert list(refused.value.fields) == ["password"]
    assert await engine.read("SELECT 1 FROM account") == []


@pytest.mark.parametrize("length", [SHORTEST_PASSWORD, LONGEST_PASSWORD])
def test_the_shortest_and_the_longest_password_will_do(length: int) -> None:
    assert acceptable_password("z" * length, email=ANA.email) == "z" * length


async def test_a_password_of_any_script_opens_its_account(engine: Engine) -> None:
    bind(engine, TABLES)
    password = "пароль из слов 秘密 🗝"
    await create_account(AccountWish(email=ANA.email, name="Ána 張", password=password), at=NOW)
    assert await is_in(await try_in(password))
    assert not await is_in(await try_in(password.upper()))


async def test_an_address_has_one_account(engine: Engine, ana: Account) -> None:
    for email in (ANA.email, "ANA@TEST.EXAMPLE"):
        with pytest.raises(OutOfOrderError, match="already an account"):
            await create_account(AccountWish(email=email, name="B", password=PASSWORD), at=NOW)


async def test_of_two_who_want_an_address_at_once_one_gets_it(engine: Engine) -> None:
    bind(engine, TABLES)
    said = await asyncio.gather(
        *(create_account(ANA, at=NOW) for _ in range(3)), return_exceptions=True
    )
    assert sum(isinstance(each, Account) for each in said) == 1
    assert sum(isinstance(each, OutOfOrderError) for each in said) == 2


async def test_an_account_that_is_not_there_is_not_found(ana: Account) -> None:
    assert await get_account(ana.id) == ana
    with pytest.raises(NotFoundError):
        await get_account(uuid4())
    with pytest.raises(NotFoundError):
        await account_of("nobody@test.example")
