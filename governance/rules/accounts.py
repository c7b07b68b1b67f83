"""How accounts are kept safe: passwords, back-off, second factors."""

from datetime import datetime, timedelta

from governance.errors import BadInputError
from governance.sentences import say

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1_000
FREE_TRIES = 4
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


def acceptable_password(password: str, *, email: str) -> str:
    """Return the password, or refuse one that is short, endless or the address itself."""
    if len(password) < SHORTEST_PASSWORD:
        raise BadInputError(
            {"password": say("Use at least {least} characters.", least=SHORTEST_PASSWORD)}
        )
    if len(password) > LONGEST_PASSWORD:
        raise BadInputError({"password": say("This password is too long.")})
    if password.casefold() in email.casefold() or email.casefold() in password.casefold():
        raise BadInputError({"password": say("Do not use your address as the password.")})
    return password


def locked_until(failures: int, at: datetime) -> datetime | None:
    """Return until when an account waits after so many failures in a row: each wait doubles."""
    beyond = failures - FREE_TRIES
    if beyond < 0:
        return None
    wait: timedelta = FIRST_WAIT * (1 << min(beyond, 16))
    return at + min(wait, LONGEST_WAIT)
