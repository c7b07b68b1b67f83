"""Was a public form really shown to somebody a while ago, and not too many times from one place?

Nothing is asked of a third party: a ticket is the moment at which a form was shown, signed; a
form that comes back at once was filled in by no person. Nobody's address is kept: they are
counted in this process for an hour.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from governance.errors import BadInputError, OutOfOrderError
from governance.sentences import say
from governance.services.seals import Sealing
from governance.web.access import PageRequest, moment_of, settings_of
from governance.web.gate import client_of

LEAST = timedelta(seconds=3)
"""No person fills in a form in less."""
LONGEST_MOMENT = 12
LONGEST = timedelta(days=1)
MOST_AN_HOUR = 20
"""First applications from one place; a library or a city hall has one address for many people."""
HOUR = 3600


def ticket_for(request: PageRequest, about: str) -> str:
    """Return the ticket of a form that is shown now."""
    return _signed(request, about, int(moment_of(request).timestamp()))


def require_ticket(request: PageRequest, about: str, ticket: str) -> None:
    """Refuse a form that was never shown, that comes back too soon, or after too long."""
    shown = ticket.partition(".")[0]
    readable = shown.isascii() and shown.isdigit() and len(shown) <= LONGEST_MOMENT
    signed = _signed(request, about, int(shown)) if readable else ""
    if not readable or not hmac.compare_digest(signed.encode(), ticket.encode()):
        raise BadInputError({"ticket": say("This form was not shown here; send it once more.")})
    age = moment_of(request) - datetime.fromtimestamp(int(shown), moment_of(request).tzinfo)
    if age < LEAST:
        raise BadInputError({"ticket": say("That was quick. Please send the form once more.")})
    if age > LONGEST:
        raise BadInputError({"ticket": say("This form was open for long; send it once more.")})


def require_pace(request: PageRequest, what: str) -> None:
    """Refuse what has come too often from one place within the hour."""
    if _counts(request).get((what, _place(request)), 0) >= MOST_AN_HOUR:
        raise OutOfOrderError(
            say("Too many applications came from your network within an hour; try again later.")
        )


def note_pace(request: PageRequest, what: str) -> None:
    """Count what has come and was taken."""
    counts, place = _counts(request), _place(request)
    counts[what, place] = counts.get((what, place), 0) + 1


def sealing_of(request: PageRequest) -> Sealing:
    """Return where mailed links lead to, and what opens their marks."""
    settings = settings_of(request)
    return Sealing(site=settings.public_url, secret=settings.secret)


def _counts(request: PageRequest) -> dict[tuple[str, str], int]:
    """Return what was counted in this hour; what was before is forgotten."""
    hour = int(moment_of(request).timestamp()) // HOUR
    state = request.app.state
    if state.get("pace_hour") != hour:
        state["pace_hour"], state["pace"] = hour, {}
    counts: dict[tuple[str, str], int] = state["pace"]
    return counts


def _place(request: PageRequest) -> str:
    headers = dict(request.scope["headers"])
    return client_of(request.scope, headers, trusted_proxy=settings_of(request).trusted_proxy)


def _signed(request: PageRequest, about: str, shown: int) -> str:
    secret = settings_of(request).secret.encode()
    text = f"ticket {about} {shown}".encode()
    return f"{shown}.{hmac.new(secret, text, hashlib.sha256).hexdigest()}"
