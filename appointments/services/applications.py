"""What does an applicant write, keep, send and withdraw, by a link that only they have?

Whoever sends a first form hears the same whether or not there was an application under the
address before, so that nobody can find out who applies.
"""

import hmac
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import msgspec

from appointments.rules.applications import State, may_send, wrong_answers
from appointments.rules.calls import is_open
from appointments.schemas.applications import (
    ApplicationWish,
    Beginning,
    LinkWish,
    OwnApplication,
    OwnWithdrawal,
    Receipt,
    Saving,
    Standing,
)
from appointments.schemas.calls import CallView
from appointments.services.calls import as_call, get_call, rules_of
from appointments.services.erasures import erase_within
from appointments.services.steps import step
from appointments.tables import ApplicationRow
from governance.audit import Private
from governance.charter.findings import require
from governance.charter.model import Charter
from governance.database.postgres import Row
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.letters import Letter
from governance.sentences import Sentence, say
from governance.services.accounts import hashed
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.erasure import replace_paper
from governance.services.papers import get_paper
from governance.services.seals import Sealing, mark, new_nonce, token_of

explain(
    {
        "application_one_a_call": say("There is an application for this call already."),
        "application_was_sent": say("This application was sent; it stays as it is."),
        "application_after_closing": say("The call is closed."),
    }
)

LETTER = "application"
ABOUT = "apply"
"""What the tickets of public forms are about; one limit holds for all of them."""
PAUSE = timedelta(minutes=10)
"""How long nobody is mailed the same link again."""
OWN = "SELECT * FROM application"


async def own_application(
    body: Body, application: UUID, link: str, *, at: datetime
) -> OwnApplication:
    """Return an application to whoever has its link, while the link is good."""
    return await _view(body, await _owned(body, application, link, at))


@deed
async def begin_application(
    record: Record, call: UUID, wish: Beginning, sealing: Sealing
) -> Receipt:
    """Keep a first application to a call, send it if that is wished, and mail its link."""
    asked = await _open_call(record, call)
    written = wish.application
    _require_sense(asked, record.charter, written)
    folded = written.email.strip().casefold()
    there = await _under_address(record.body, call, folded)
    if there is not None:
        record.note(f"application:{uuid4()}", after={"written": Private({"again": there["id"]})})
        await _mail_again(record, asked, there, sealing)
        return Receipt(call=call)
    nonce, values = new_nonce(), _written(written)
    row = ApplicationRow(
        id=uuid4(),
        body=record.body.id,
        call=call,
        state=State.DRAFT.value,
        state_since=record.today,
        email=written.email.strip(),
        folded_email=folded,
        link_nonce=nonce,
        link_hash=hashed(token_of(nonce, sealing.secret)),
        link_until=_link_until(record),
        link_sent_at=record.at,
        begun_at=record.at,
        saved_at=record.at,
        name=values.name,
        phone=values.phone,
        place=values.place,
        address=values.address,
        district=values.district,
        resident_since=values.resident_since,
        answers=values.answers,
    )
    await ApplicationRow.insert(row)
    await _keep_resume(record, row.id, None, written)
    record.note(f"application:{row.id}", after={"written": Private(_told(written))})
    if written.send:
        await _send(record, row.id)
    await record.send(_letter(record, asked, row.id, row.email, nonce, sealing, sent=written.send))
    return Receipt(call=call)


@deed
async def save_application(
    record: Record, application: UUID, wish: Saving, sealing: Sealing
) -> Standing:
    """Keep what an applicant goes on to write, and send it if that is wished."""
    found = await _owned(record.body, application, wish.link, record.at)
    rules = rules_of(record.charter)
    require(may_send(State(found["state"]), rules.clause))
    asked = await _open_call(record, found["call"])
    written = wish.application
    if written.email.strip().casefold() != found["folded_email"]:
        raise BadInputError({"email": say("The link was mailed to another address.")})
    _require_sense(asked, record.charter, written)
    values = _written(written)
    await engine().write(
        "UPDATE application SET name = $1, phone = $2, place = $3, address = $4, district = $5, "
        "resident_since = $6, answers = $7, saved_at = $8 WHERE id = $9",
        values.name,
        values.phone,
        values.place,
        values.address,
        values.district,
        values.resident_since,
        values.answers,
        record.at,
        application,
    )
    await _keep_resume(record, application, found["resume"], written)
    record.note(f"application:{application}", after={"written": Private(_told(written))})
    if written.send:
        await _send(record, application)
        nonce, email = found["link_nonce"], found["email"]
        await record.send(_letter(record, asked, application, email, nonce, sealing, sent=True))
    state = State.RECEIVED if written.send else State.DRAFT
    return Standing(application=application, state=state)


@deed
async def withdraw_own_application(
    record: Record, application: UUID, wish: OwnWithdrawal
) -> Standing:
    """Let an applicant withdraw; what was never sent, or is to be forgotten, is erased at once."""
    found = await _owned(record.body, application, wish.link, record.at)
    state = State(found["state"])
    if state is State.APPOINTED:
        raise OutOfOrderError(say("You were appointed; a member resigns instead."))
    if state is not State.WITHDRAWN:
        await step(record, application, State.WITHDRAWN, say("the applicant"))
    if wish.erase or state is State.DRAFT:
        await erase_within(record, application)
    return Standing(application=application, state=State.WITHDRAWN)


@deed
async def ask_for_link(record: Record, call: UUID, wish: LinkWish, sealing: Sealing) -> Receipt:
    """Mail the link again to who has written an application under an address."""
    asked = await get_call(record.body, record.charter, call, record.today)
    folded = wish.email.strip().casefold()
    there = await _under_address(record.body, call, folded)
    told = Private({"asked": there["id"] if there else None})
    record.note(f"application:{uuid4()}", after={"written": told})
    if there is not None:
        await _mail_again(record, asked, there, sealing)
    return Receipt(call=call)


async def _open_call(record: Record, call: UUID) -> CallView:
    """Return a call to which somebody can apply now, or refuse in the call's own words."""
    asked = await get_call(record.body, record.charter, call, record.today)
    clause = rules_of(record.charter).clause
    require(is_open(as_call(asked), clause, asked.closed_message, on=record.today))
    return asked


async def _owned(body: Body, application: UUID, link: str, at: datetime) -> Row:
    rows = await engine().read(
        f"{OWN} WHERE id = $1 AND body = $2 AND erased_at IS NULL", application, body.id
    )
    if not rows or not hmac.compare_digest(rows[0]["link_hash"], hashed(link)):
        raise NotFoundError(say("This link is not known, or what it led to is gone."))
    if rows[0]["link_until"] <= at:
        raise NotFoundError(say("This link has run out; ask for a new one at the call."))
    return rows[0]


async def _under_address(body: Body, call: UUID, folded: str) -> Row | None:
    rows = await engine().read(
        f"{OWN} WHERE body = $1 AND call = $2 AND folded_email = $3 "
        "AND state NOT IN ('withdrawn', 'not_selected')",
        body.id,
        call,
        folded,
    )
    return rows[0] if rows else None


def _require_sense(asked: CallView, charter: Charter, wish: ApplicationWish) -> None:
    """Refuse what cannot be kept; what is to be sent must be whole."""
    answers = {name: text for name, text in wish.answers.items() if text.strip()}
    relations = [each.id for each in charter.relations]
    wrong: dict[str, Sentence] = {
        f"answer_{name}": why
        for name, why in wrong_answers(
            asked.questions, answers, whole=wish.send, relations=relations
        ).items()
    }
    if wish.send:
        needed = {
            "name": (wish.name, say("Give your name.")),
            "place": (wish.place, say("Give the city or town where you live.")),
            "address": (wish.address, say("Give your street address.")),
        }
        for name, (text, missing) in needed.items():
            if not text.strip():
                wrong[name] = missing
        if wish.resident_since is None:
            wrong["resident_since"] = say("Say since when you live there.")
        if not wish.consent:
            wrong["consent"] = say("Without your consent the application cannot be read.")
    districts = {seat.district for seat in charter.seats if seat.district}
    if wish.district and wish.district not in districts:
        wrong["district"] = say("Choose one of the list.")
    if wrong:
        raise BadInputError(wrong)


async def _send(record: Record, application: UUID) -> None:
    """Hand an application in; from here on it stays as it is."""
    await engine().write(
        "UPDATE application SET sent_at = $1, consented_at = $1 WHERE id = $2",
        record.at,
        application,
    )
    await step(record, application, State.RECEIVED, say("the applicant"))


async def _keep_resume(
    record: Record, application: UUID, there: UUID | None, wish: ApplicationWish
) -> None:
    """Keep the file that came, in place of one that was there."""
    if wish.resume is None and not wish.remove_resume:
        return
    kept = await replace_paper(record, there, wish.resume, field="resume")
    await engine().write("UPDATE application SET resume = $1 WHERE id = $2", kept, application)


async def _mail_again(record: Record, asked: CallView, row: Row, sealing: Sealing) -> None:
    """Mail the link to an application that is there, unless that was done just now."""
    if record.at - row["link_sent_at"] < PAUSE:
        return
    nonce = row["link_nonce"] if record.at < row["link_until"] else new_nonce()
    await engine().write(
        "UPDATE application SET link_nonce = $1, link_hash = $2, link_until = $3, "
        "link_sent_at = $4 WHERE id = $5",
        nonce,
        hashed(token_of(nonce, sealing.secret)),
        _link_until(record),
        record.at,
        row["id"],
    )
    await record.send(_letter(record, asked, row["id"], row["email"], nonce, sealing, again=True))


def _link_until(record: Record) -> datetime:
    clock = rules_of(record.charter).link
    last = record.charter.calendar.counted(record.today, clock)
    return record.at + (last - record.today)


def _letter(
    record: Record,
    asked: CallView,
    application: UUID,
    recipient: str,
    nonce: str,
    sealing: Sealing,
    *,
    sent: bool = False,
    again: bool = False,
) -> Letter:
    """Write to an applicant; the subject tells nobody who they are."""
    if again:
        subject = say("Your link: {call}", call=asked.title)
        what = say("this link leads to what you wrote for “{call}”", call=asked.title)
    elif sent:
        subject = say("Received: {call}", call=asked.title)
        what = say("your application for “{call}” was received", call=asked.title)
    else:
        subject = say("Saved, not sent yet: {call}", call=asked.title)
        what = say(
            "what you wrote for “{call}” is kept; it was not sent yet. {until}",
            call=asked.title,
            until=asked.why,
        )
    whole = say(
        "Hello,\n\n{what}.\n\nHere you can see it, and go on or withdraw:\n{link}\n\n"
        "The link is yours alone; whoever has it can read what you wrote. If you did not write "
        "to us, throw this letter away.\n\n{board}\n",
        what=what,
        link=f"{sealing.site}/bodies/{record.body.slug}/apply/{application}?link={mark(nonce)}",
        board=record.body.name,
    )
    about = f"application:{application}"
    return Letter(
        kind=LETTER, about=about, recipient=recipient, subject=str(subject), text=str(whole)
    )


class _Written(NamedTuple):
    """What somebody wrote, as the row keeps it."""

    name: str
    phone: str
    place: str
    address: str
    district: str
    resident_since: date | None
    answers: str


def _written(wish: ApplicationWish) -> _Written:
    answers = {name: text for name, text in wish.answers.items() if text.strip()}
    return _Written(
        name=" ".join(wish.name.split()),
        phone=wish.phone.strip(),
        place=wish.place.strip(),
        address=wish.address.strip(),
        district=wish.district,
        resident_since=wish.resident_since,
        answers=msgspec.json.encode(answers).decode(),
    )


def _told(wish: ApplicationWish) -> dict[str, object]:
    """Return what somebody wrote as the chain proves it."""
    return {
        **{name: str(value) for name, value in _written(wish)._asdict().items()},
        "email": wish.email,
        "sent": wish.send,
    }


async def _view(body: Body, row: Row) -> OwnApplication:
    return OwnApplication(
        id=row["id"],
        call=row["call"],
        state=State(row["state"]),
        saved_at=row["saved_at"],
        sent_at=row["sent_at"],
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        place=row["place"],
        address=row["address"],
        district=row["district"],
        resident_since=row["resident_since"],
        answers=msgspec.json.decode(row["answers"], type=dict[str, str]),
        consent=row["consented_at"] is not None,
        resume=await get_paper(body, row["resume"]) if row["resume"] else None,
    )
