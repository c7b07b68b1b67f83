"""Who is invited to apply, for which seats, until when, and with which questions?"""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from appointments.rules.calls import Call, is_open, may_change
from appointments.schemas.calls import CallSeat, CallView, CallWish, OwnQuestion, OwnRubric
from appointments.tables import CallRow
from governance.charter.findings import require
from governance.charter.model import (
    ApplicationQuestion,
    Applications,
    Charter,
    Rubric,
    RubricCriterion,
)
from governance.database.postgres import Row
from governance.days import add_days
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain

explain(
    {
        "application_call_published": say(
            "This call is published; its seats, questions and rubric stay as they are."
        ),
        "application_call_in_order": say("A call cannot close before it opens."),
    }
)

CALL = (
    "SELECT id, title, text, closed_message, seats, questions, rubric, opens_on, closes_on, "
    "published_at, closed_at FROM application_call"
)


OWN = "own_"
"""How the ids of a call's own questions begin."""


def rules_of(charter: Charter) -> Applications:
    """Return what a charter says of applications, or refuse where it says nothing."""
    if charter.applications is None:
        raise OutOfOrderError(say("This body's charter says nothing of applications."))
    return charter.applications


async def calls_of(body: Body, charter: Charter, on: date) -> list[CallView]:
    """Return every call of a body, the latest first; drafts as well."""
    if charter.applications is None:
        return []
    rows = await engine().read(f"{CALL} WHERE body = $1 ORDER BY opens_on DESC, id", body.id)
    return [_view(row, charter, on) for row in rows]


async def open_calls(body: Body, charter: Charter, on: date) -> list[CallView]:
    """Return the calls to which anyone can apply on a day, those that close first before others."""
    found = [each for each in await calls_of(body, charter, on) if each.open]
    return sorted(found, key=lambda each: (each.closes_on or date.max, each.title))


async def get_call(
    body: Body, charter: Charter, call: UUID, on: date, *, drafts: bool = False
) -> CallView:
    """Return one call as it stands on a day; a draft is there for the clerk alone."""
    rows = await engine().read(f"{CALL} WHERE body = $1 AND id = $2", body.id, call)
    if not rows or charter.applications is None or not (rows[0]["published_at"] or drafts):
        raise NotFoundError(say("There is no such call here."))
    return _view(rows[0], charter, on)


def as_call(view: CallView) -> Call:
    """Return a call as rules read it."""
    return Call(view.opens_on, view.closes_on, view.published, view.closed)


@deed
async def open_call(record: Record, wish: CallWish) -> CallView:
    """Draft an invitation to apply, with the charter's questions and its own."""
    rules = rules_of(record.charter)
    _require_sense(record, wish)
    content = _content(rules, wish)
    row = CallRow(
        id=uuid4(),
        body=record.body.id,
        opens_on=wish.opens_on,
        closes_on=wish.closes_on,
        closes_at=end_of(wish.closes_on, record.body),
        title=content["title"],
        text=content["text"],
        closed_message=content["closed_message"],
        seats=content["seats"],
        questions=content["questions"],
        rubric=content["rubric"],
    )
    await CallRow.insert(row)
    record.note(f"call:{row.id}", after=_told(wish))
    return await get_call(record.body, record.charter, row.id, record.today, drafts=True)


@deed
async def amend_call(record: Record, call: UUID, wish: CallWish) -> CallView:
    """Change a call; of a published one only its words and its closing day can still change."""
    rules = rules_of(record.charter)
    found = await get_call(record.body, record.charter, call, record.today, drafts=True)
    if found.closed:
        raise OutOfOrderError(say("This call was closed."))
    _require_sense(record, wish)
    content = _content(rules, wish)
    if found.published:
        if _asks_otherwise(found, wish):
            require(may_change(as_call(found), rules.clause, on=record.today))
        content |= _content_of(found)
    await engine().write(
        "UPDATE application_call SET title = $1, text = $2, closed_message = $3, seats = $4, "
        "questions = $5, rubric = $6, opens_on = $7, closes_on = $8, closes_at = $9 "
        "WHERE id = $10",
        content["title"],
        content["text"],
        content["closed_message"],
        content["seats"],
        content["questions"],
        content["rubric"],
        wish.opens_on,
        wish.closes_on,
        end_of(wish.closes_on, record.body),
        call,
    )
    record.note(f"call:{call}", before={"closes_on": found.closes_on}, after=_told(wish))
    return await get_call(record.body, record.charter, call, record.today, drafts=True)


@deed
async def publish_call(record: Record, call: UUID) -> CallView:
    """Publish a call: from now on everybody answers the same questions."""
    found = await get_call(record.body, record.charter, call, record.today, drafts=True)
    if found.published:
        raise OutOfOrderError(say("This call is published already."))
    if found.closes_on is not None and found.closes_on < record.today:
        raise BadInputError({"closes_on": say("This day has passed.")})
    await engine().write(
        "UPDATE application_call SET published_at = $1 WHERE id = $2", record.at, call
    )
    record.note(f"call:{call}", after={"published": True})
    return await get_call(record.body, record.charter, call, record.today)


@deed
async def close_call(record: Record, call: UUID) -> CallView:
    """Close a call before its day, or one that stands without a day."""
    found = await get_call(record.body, record.charter, call, record.today, drafts=True)
    if not found.published:
        raise OutOfOrderError(say("This call is not published yet."))
    if found.closed:
        raise OutOfOrderError(say("This call is closed already."))
    await engine().write(
        "UPDATE application_call SET closed_at = $1, closes_at = $1 WHERE id = $2", record.at, call
    )
    record.note(f"call:{call}", after={"closed": True})
    return await get_call(record.body, record.charter, call, record.today)


def end_of(closes_on: date | None, body: Body) -> datetime | None:
    """Return the moment at which a closing day is over, where the body is."""
    if closes_on is None:
        return None
    midnight = datetime.combine(add_days(closes_on, 1), time(), ZoneInfo(body.timezone))
    return midnight.astimezone(UTC)


def _require_sense(record: Record, wish: CallWish) -> None:
    wrong: dict[str, Sentence] = {}
    if wish.closes_on is not None and wish.closes_on < wish.opens_on:
        wrong["closes_on"] = say("A call cannot close before it opens.")
    known = {seat.id for seat in record.charter.seats}
    if set(wish.seats) - known:
        wrong["seats"] = say("Choose seats of this body.")
    if wish.rubric is not None and wish.rubric.lowest >= wish.rubric.highest:
        wrong["highest"] = say("The highest number is above the lowest.")
    if any((each.kind.value == "choice") != bool(each.choices) for each in wish.questions):
        wrong["questions"] = say("A question with choices needs them, and no other has any.")
    if wrong:
        raise BadInputError(wrong)


def _content(rules: Applications, wish: CallWish) -> dict[str, str]:
    """Return what a wish asks for as the row keeps it."""
    own = (_question(number, each) for number, each in enumerate(wish.questions, 1))
    return {
        "title": wish.title.strip(),
        "text": wish.text,
        "closed_message": wish.closed_message.strip() or rules.closed_message,
        "seats": _written(tuple(dict.fromkeys(wish.seats))),
        "questions": _written((*rules.questions, *own)),
        "rubric": _written(_rubric(rules, wish.rubric)),
    }


def _content_of(view: CallView) -> dict[str, str]:
    """Return the same of a call that is there."""
    return {
        "seats": _written(tuple(seat.id for seat in view.seats)),
        "questions": _written(view.questions),
        "rubric": _written(view.rubric),
    }


def _asks_otherwise(view: CallView, wish: CallWish) -> bool:
    """Whether a wish asks something else of applicants; what it leaves out stays as it is."""
    own = tuple(each for each in view.questions if each.id.startswith(OWN))
    wished = tuple(_question(number, each) for number, each in enumerate(wish.questions, 1))
    seats = {seat.id for seat in view.seats}
    return (
        wish.opens_on != view.opens_on
        or (bool(wish.seats) and set(wish.seats) != seats)
        or (bool(wished) and wished != own)
        or (wish.rubric is not None and _rubric_of(wish.rubric) != view.rubric)
    )


def _question(number: int, own: OwnQuestion) -> ApplicationQuestion:
    return ApplicationQuestion(
        id=f"{OWN}{number}",
        text=own.text,
        kind=own.kind,
        required=own.required,
        choices=own.choices,
    )


def _rubric(rules: Applications, own: OwnRubric | None) -> Rubric:
    return rules.rubric if own is None else _rubric_of(own)


def _rubric_of(own: OwnRubric) -> Rubric:
    lines = enumerate(own.criteria, 1)
    criteria = tuple(RubricCriterion(id=f"line_{number}", text=text) for number, text in lines)
    return Rubric(lowest=own.lowest, highest=own.highest, criteria=criteria)


def _written(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _told(wish: CallWish) -> dict[str, object]:
    return {
        "title": wish.title,
        "seats": list(wish.seats),
        "opens_on": wish.opens_on,
        "closes_on": wish.closes_on,
    }


def _view(row: Row, charter: Charter, on: date) -> CallView:
    names = {seat.id: seat.name for seat in charter.seats}
    seats = msgspec.json.decode(row["seats"], type=tuple[str, ...])
    call = Call(
        row["opens_on"],
        row["closes_on"],
        row["published_at"] is not None,
        row["closed_at"] is not None,
    )
    clause = rules_of(charter).clause
    opened = is_open(call, clause, row["closed_message"], on=on)
    return CallView(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        seats=tuple(CallSeat(id=each, name=names.get(each, each)) for each in seats),
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        closed_message=row["closed_message"],
        questions=msgspec.json.decode(row["questions"], type=tuple[ApplicationQuestion, ...]),
        rubric=msgspec.json.decode(row["rubric"], type=Rubric),
        published=call.published,
        closed=call.closed,
        open=opened.holds,
        why=str(opened.reason),
    )
