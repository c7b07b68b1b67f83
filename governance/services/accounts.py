"""Who can sign in, and which roles do they have on a day?"""

import asyncio
import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from governance.errors import BadInputError, NotAllowedError, NotFoundError, OutOfOrderError
from governance.rules.accounts import acceptable_password, locked_until
from governance.schemas.accounts import (
    Account,
    AccountWish,
    SecondFactor,
    SignIn,
)
from governance.sentences import say
from governance.services.bodies import engine
from governance.tables import RecoveryCodeRow

RECOVERY_CODES = 8
KEYS_KEPT = timedelta(days=30)
"""How long a deed repeated with the same key answers as it did the first time."""
ISSUER = "openseat"
_hasher = PasswordHasher()
_HASHING = asyncio.Semaphore(2)  # each hash takes a core and 64 MB for a moment
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$ZEKN1Ly65Fu677y+rTJArw"
    "$zdvrQxKx7t63NACy/NrTdhmwS4lnb6o7UOGQA3QZmQs"
)
"""The hash of a password that nobody knows: an unknown address takes as long as a known one.

It stands here because hashing one at every start takes longer than anything else does then.
"""


def hashed(token: str) -> str:
    """Return the form in which a random token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


async def create_account(wish: AccountWish, *, at: datetime) -> Account:
    """Open an account for an address that has none."""
    digest = await _digest_of(wish.password, email=wish.email)
    email = wish.email.strip().casefold()
    new = uuid4()
    async with engine().transaction():
        opened = await engine().write(
            "INSERT INTO account (id, email, name, person, password_hash, totp_secret, "
            "totp_confirmed, totp_last_step, failures, created_at) "
            "VALUES ($1, $2, $3, $4, $5, '', $6, 0, 0, $7) "
            "ON CONFLICT (email) DO NOTHING RETURNING id",
            new,
            email,
            wish.name,
            wish.person,
            digest,
            False,
            at,
        )
    if not opened:
        raise OutOfOrderError(say("There is already an account with this address."))
    return Account(id=new, email=email, name=wish.name, person=wish.person)


async def get_account(account: UUID) -> Account:
    """Return an account by its id."""
    rows = await engine().read("SELECT id, email, name, person FROM account WHERE id = $1", account)
    if not rows:
        raise NotFoundError(say("There is no such account."))
    return Account(**rows[0])


async def account_of(email: str) -> Account:
    """Return the account with an address."""
    rows = await engine().read(
        "SELECT id, email, name, person FROM account WHERE email = $1", email.strip().casefold()
    )
    if not rows:
        raise NotFoundError(say("There is no account with this address."))
    return Account(**rows[0])


async def set_password(account: Account, password: str) -> None:
    """Give an account another password; whoever is signed in with the old one is signed out."""
    digest = await _digest_of(password, email=account.email)
    async with engine().transaction():
        await engine().write(
            "UPDATE account SET password_hash = $1, failures = 0, locked_until = NULL "
            "WHERE id = $2",
            digest,
            account.id,
        )
        await engine().write("DELETE FROM session WHERE account = $1", account.id)


async def sign_in(wish: SignIn, *, at: datetime, hours: int) -> tuple[Account, str]:
    """Return the account and a new session token, or refuse without saying which part failed.

    After a few failures the account waits, longer each time; a right password does not help
    before that, and the words are the same, so that nobody learns which addresses are known.
    """
    rows = await engine().read(
        "SELECT id, email, name, person, password_hash, totp_secret, totp_confirmed, "
        "disabled_at FROM account WHERE email = $1",
        wish.email.strip().casefold(),
    )
    row = rows[0] if rows else None
    counted = row is not None and await _count_try(row["id"], at)
    right = await _verified(row["password_hash"] if row else _NOBODY, wish.password)
    if row is None or not counted or not right or row["disabled_at"] is not None:
        raise _refused()
    if row["totp_confirmed"] and not await _second_factor(row, wish.code, at):
        raise _refused()
    token = secrets.token_urlsafe(32)
    async with engine().transaction():
        await engine().write(
            "UPDATE account SET failures = 0, locked_until = NULL WHERE id = $1", row["id"]
        )
        await engine().write(
            "INSERT INTO session (id, account, token_hash, created_at, expires_at) "
            "VALUES ($1, $2, $3, $4, $5)",
            uuid4(),
            row["id"],
            hashed(token),
            at,
            at + timedelta(hours=hours),
        )
    account = Account(id=row["id"], email=row["email"], name=row["name"], person=row["person"])
    return account, token


async def sign_out(token: str) -> None:
    """End one session."""
    async with engine().transaction():
        await engine().write("DELETE FROM session WHERE token_hash = $1", hashed(token))


async def sign_out_everywhere(account: UUID) -> None:
    """End every session of an account."""
    async with engine().transaction():
        await engine().write("DELETE FROM session WHERE account = $1", account)


async def forget_expired(at: datetime) -> tuple[int, int]:
    """Remove sessions that have ended and keys of long ago; return how many of each."""
    async with engine().transaction():
        sessions = await engine().write(
            "DELETE FROM session WHERE expires_at <= $1 RETURNING id", at
        )
        keys = await engine().write(
            "DELETE FROM idempotency WHERE at <= $1 RETURNING id", at - KEYS_KEPT
        )
    return len(sessions), len(keys)


async def session_account(token: str, *, at: datetime) -> Account | None:
    """Return whose session this is, while it lasts."""
    rows = await engine().read(
        "SELECT account.id, email, name, person FROM session "
        "JOIN account ON account.id = session.account "
        "WHERE token_hash = $1 AND expires_at > $2 AND disabled_at IS NULL",
        hashed(token),
        at,
    )
    return Account(**rows[0]) if rows else None


async def start_second_factor(account: Account) -> SecondFactor:
    """Give the account a secret for an authenticator app; it counts once a code confirms it."""
    secret = pyotp.random_base32()
    codes = tuple(secrets.token_hex(5) for _ in range(RECOVERY_CODES))
    async with engine().transaction():
        rows = await engine().write(
            "UPDATE account SET totp_secret = $1 WHERE id = $2 AND NOT totp_confirmed RETURNING id",
            secret,
            account.id,
        )
        if not rows:
            raise OutOfOrderError(say("This account has a second factor already."))
        await engine().write("DELETE FROM recovery_code WHERE account = $1", account.id)
        await RecoveryCodeRow.insert(
            *(RecoveryCodeRow(id=uuid4(), account=account.id, code_hash=hashed(c)) for c in codes)
        )
    address = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)
    return SecondFactor(secret=secret, address=address, recovery_codes=codes)


async def confirm_second_factor(account: UUID, code: str, *, at: datetime) -> None:
    """Turn the second factor on, once the app shows the right code."""
    rows = await engine().read("SELECT totp_secret FROM account WHERE id = $1", account)
    secret = rows[0]["totp_secret"]
    if not secret or not pyotp.TOTP(secret).verify(code, for_time=at):
        raise BadInputError({"code": say("This is not the code that the app shows now.")})
    async with engine().transaction():
        await engine().write(
            "UPDATE account SET totp_confirmed = $1, totp_last_step = $2 WHERE id = $3",
            True,
            _step(at),
            account,
        )


async def account_of_person(person: UUID) -> UUID | None:
    """Return the account of a person, if they can sign in."""
    rows = await engine().read("SELECT id FROM account WHERE person = $1", person)
    return rows[0]["id"] if rows else None


async def _digest_of(password: str, *, email: str) -> str:
    accepted = acceptable_password(password, email=email)
    async with _HASHING:
        return await asyncio.to_thread(_hasher.hash, accepted)


async def _verified(digest: str, password: str) -> bool:
    async with _HASHING:
        try:
            return await asyncio.to_thread(_hasher.verify, digest, password)
        except (VerificationError, InvalidHashError):
            return False


async def _second_factor(row: dict[str, object], code: str, at: datetime) -> bool:
    """Accept a code of this moment that was not used before, or an unused recovery code."""
    step = _step(at)
    async with engine().transaction():
        if pyotp.TOTP(str(row["totp_secret"])).verify(code, for_time=at):
            used = await engine().write(
                "UPDATE account SET totp_last_step = $1 WHERE id = $2 AND totp_last_step < $1 "
                "RETURNING id",
                step,
                row["id"],
            )
            return bool(used)
        spent = await engine().write(
            "UPDATE recovery_code SET used_at = $1 WHERE account = $2 AND code_hash = $3 "
            "AND used_at IS NULL RETURNING id",
            at,
            row["id"],
            hashed(code),
        )
    return bool(spent)


def _step(at: datetime) -> int:
    """Return the number of the half minute in which an app shows one code."""
    return int(at.timestamp()) // 30


async def _count_try(account: UUID, at: datetime) -> bool:
    """Count a try as failed until it succeeds; say whether the account is not waiting.

    It is counted before the password is looked at, so that guesses made at once count too.
    """
    async with engine().transaction():
        rows = await engine().write(
            "UPDATE account SET failures = failures + 1 "
            "WHERE id = $1 AND (locked_until IS NULL OR locked_until <= $2) RETURNING failures",
            account,
            at,
        )
        if rows:
            await engine().write(
                "UPDATE account SET locked_until = $1 WHERE id = $2",
                locked_until(rows[0]["failures"], at),
                account,
            )
    return bool(rows)


def _refused() -> NotAllowedError:
    reason = say(
        "The address, the password or the code is not right, or there were too many tries: "
        "after several the account waits, longer each time."
    )
    return NotAllowedError(reason, signed_in=False)
