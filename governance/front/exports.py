"""Everything of a body, from every package, on its way out: as tables and as Popolo."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, date, datetime

import msgspec

from appointments.schemas.appointments import AppointmentView
from appointments.services.exports import (
    clerk_tables,
    public_services,
    public_tables,
    services_of,
)
from elections.services.officers import officers_on
from elections.services.voting_records import ballots_by_name
from governance.charter.model import Charter
from governance.days import add_days
from governance.errors import NotFoundError
from governance.front.ledger import whole_ledger
from governance.schemas.bodies import Body
from governance.schemas.exports import ExportFile, ExportFormat, Table
from governance.schemas.obligations import OccurrenceView
from governance.schemas.people import Person
from governance.schemas.popolo import (
    ContactDetail,
    Popolo,
    PopoloEvent,
    PopoloLink,
    PopoloMembership,
    PopoloOrganization,
    PopoloPerson,
    PopoloPost,
)
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.services.people import everybody
from governance.web.tables import XLSX_TYPE, ZIP_TYPE, as_xlsx, as_zip
from meetings.schemas.matters import Matter
from meetings.schemas.meetings import Meeting
from meetings.schemas.recommendations import Recommendation
from meetings.services.calendars import EARLIEST, LATEST, meetings_of
from meetings.services.matters import all_matters
from meetings.services.recommendations import list_recommendations
from meetings.services.votes import record_of_votes

MEETINGS = (
    *("meeting_id", "kind", "title", "state", "starts_at", "ends_at", "place", "district"),
    *("called_to_order_at", "adjourned_at", "cancelled_why"),
)
VOTES = (
    *("meeting_id", "motion", "text", "closed_at", "outcome", "seat", "name", "said"),
    "motion_id",
)
BALLOTS = ("meeting_id", "closed_at", "election", "outcome", "seat", "name", "said")

MATTERS = (
    *("number", "kind", "title", "status", "opened_at", "closed_at", "outcome", "votes"),
    "matter_id",
)
RECOMMENDATIONS = (
    *("number", "title", "text", "sent_on", "acknowledge_by", "acknowledged_on", "answer_by"),
    *("answered_on", "reply", "reply_text", "expected_on", "progress", "progress_text"),
)


DUTIES = (
    *("duty", "title", "clause", "period", "last", "due", "part", "state", "done_on", "done_by"),
    *("evidence", "link", "responsible"),
)


async def tables_of(body: Body, today: date, *, private: bool = False) -> list[Table]:
    """Return everything as tables: what the law makes public, or for the clerk all of it."""
    charter = await charter_on(body, today)
    gather = clerk_tables if private else public_tables
    return [
        *await gather(body, charter, today),
        _meetings(await meetings_of(body)),
        await _votes(body),
        await _ballots(body),
        await _officers(body, today),
        _matters(await all_matters(body, charter)),
        _recommendations(await list_recommendations(body, charter)),
        _duties(await whole_ledger(body, charter, today)),
    ]


async def table_of(body: Body, today: date, name: str) -> Table:
    """Return one public table."""
    for table in await tables_of(body, today):
        if table.name == name:
            return table
    raise NotFoundError(say("There is no such table."))


async def file_of(
    body: Body, wanted: ExportFormat, today: date, *, private: bool = False
) -> ExportFile:
    """Return everything as one file; it is made in a thread, as it can be long."""
    name = f"{body.slug}-{'clerk' if private else 'public'}-{today}"
    if wanted is ExportFormat.JSON:
        found = await popolo_of(body, today, private=private)
        content = msgspec.json.format(msgspec.json.encode(found), indent=1)
        return ExportFile(name=f"{name}.json", media_type="application/json", content=content)
    tables = await tables_of(body, today, private=private)
    if wanted is ExportFormat.XLSX:
        content = await asyncio.to_thread(as_xlsx, tables)
        return ExportFile(name=f"{name}.xlsx", media_type=XLSX_TYPE, content=content)
    content = await asyncio.to_thread(as_zip, tables)
    return ExportFile(name=f"{name}.zip", media_type=ZIP_TYPE, content=content)


async def popolo_of(body: Body, today: date, *, private: bool = False) -> Popolo:
    """Return a body as Popolo: who served where and when, and its meetings."""
    charter = await charter_on(body, today)
    if private:
        served = await services_of(body)
        persons = tuple([_person(each, private=True) async for each in everybody(body)])
    else:
        served = await public_services(body, charter, today)
        members = {each.person: each.name for each in served}
        persons = tuple(PopoloPerson(id=str(who), name=name) for who, name in members.items())
    return Popolo(
        persons=persons,
        organizations=tuple(_organizations(body, charter)),
        posts=tuple(
            PopoloPost(
                id=f"{body.slug}/{seat.id}",
                label=seat.name,
                role="Member",
                organization_id=body.slug,
            )
            for seat in charter.seats
        ),
        memberships=tuple(_membership(each, body, charter) for each in served),
        events=tuple(_event(each, body) for each in await meetings_of(body)),
    )


def _person(each: Person, *, private: bool) -> PopoloPerson:
    phones = (ContactDetail(type="voice", value=each.phone),) if private and each.phone else ()
    return PopoloPerson(
        id=str(each.id),
        name=each.name,
        email=each.email if private else "",
        contact_details=phones,
    )


def _organizations(body: Body, charter: Charter) -> Iterable[PopoloOrganization]:
    yield PopoloOrganization(
        id=body.slug,
        name=body.name,
        classification="board",
        founding_date=charter.body.in_force_since.isoformat(),
        links=(PopoloLink(url=charter.body.link),) if charter.body.link else (),
    )
    for each in charter.authorities:
        yield PopoloOrganization(
            id=f"{body.slug}/authority/{each.id}", name=each.name, classification="authority"
        )


def _membership(each: AppointmentView, body: Body, charter: Charter) -> PopoloMembership:
    names = {seat.id: seat.name for seat in charter.seats}
    by = f"{body.slug}/authority/{each.designated_by}" if each.designated_by else ""
    return PopoloMembership(
        id=str(each.id),
        label=f"{each.name}, {names.get(each.seat, each.seat)}",
        role="Member",
        person_id=str(each.person),
        organization_id=body.slug,
        post_id=f"{body.slug}/{each.seat}",
        on_behalf_of_id=by,
        start_date=each.since.isoformat() if each.since is not None else "",
        end_date=add_days(each.until, -1).isoformat() if each.until is not None else "",
    )


def _event(each: Meeting, body: Body) -> PopoloEvent:
    return PopoloEvent(
        id=str(each.id),
        name=each.title,
        classification=each.kind.value,
        status=each.state.value,
        organization_id=body.slug,
        start_date=_moment(each.starts_at),
        end_date=_moment(each.ends_at) if each.ends_at is not None else "",
        location=each.place,
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _meetings(found: list[Meeting]) -> Table:
    rows: list[tuple[object, ...]] = [
        (
            *(each.id, each.kind.value, each.title, each.state.value, each.starts_at),
            *(each.ends_at, each.place, each.district, each.called_to_order_at),
            *(each.adjourned_at, each.cancelled_why),
        )
        for each in found
    ]
    return Table(name="meetings", columns=MEETINGS, rows=rows)


async def _votes(body: Body) -> Table:
    """Return every closed vote by name, as the public record has it."""
    rows: list[tuple[object, ...]] = []
    number = pages = 1
    while number <= pages:
        found = await record_of_votes(body, page=number)
        for motion in found.motions:
            told = (motion.meeting, motion.number, motion.text, motion.closed_at, motion.outcome)
            rows += [(*told, v.seat, v.name, v.said, motion.id) for v in motion.votes]
        number, pages = number + 1, found.pages
    return Table(name="votes", columns=VOTES, rows=rows)


async def _ballots(body: Body) -> Table:
    """Return every ballot for an office by name: a public body has no secret ones."""
    rows: list[tuple[object, ...]] = [
        (line.meeting, closed_at, line.text, line.outcome, line.seat, line.member, line.vote)
        for closed_at, line in await ballots_by_name(body, (EARLIEST, LATEST))
    ]
    return Table(name="ballots", columns=BALLOTS, rows=rows)


async def _officers(body: Body, today: date) -> Table:
    rows: list[tuple[object, ...]] = [
        (each.office, each.name, each.since, add_days(each.until, -1))
        for each in await officers_on(body, today)
    ]
    return Table(name="officers", columns=("office", "name", "since", "last_day"), rows=rows)


def _matters(found: list[Matter]) -> Table:
    rows: list[tuple[object, ...]] = [
        (
            *(each.tracking, each.kind, each.title, each.status.value, each.opened_at),
            *(each.closed_at, each.outcome, len(each.votes), each.id),
        )
        for each in found
    ]
    return Table(name="matters", columns=MATTERS, rows=rows)


def _recommendations(found: list[Recommendation]) -> Table:
    rows: list[tuple[object, ...]] = [
        (
            *(each.tracking, each.title, each.text, each.sent_on, each.acknowledge_by),
            *(each.acknowledged_on, each.answer_by, each.answered_on),
            *(each.reply.value if each.reply else None, each.reply_text, each.expected_on),
            *(each.progress.value, each.progress_text),
        )
        for each in found
    ]
    return Table(name="recommendations", columns=RECOMMENDATIONS, rows=rows)


def _duties(found: Iterable[OccurrenceView]) -> Table:
    rows: list[tuple[object, ...]] = [
        (
            each.obligation,
            each.title,
            each.clause,
            each.period,
            each.last,
            each.due,
            part.name,
            part.state.value,
            part.done_on,
            part.done_by,
            "; ".join(proof.words for proof in part.proofs if proof.words),
            next((proof.href for proof in part.proofs if proof.href), ""),
            each.responsible,
        )
        for each in found
        for part in each.parts
    ]
    return Table(name="duties", columns=DUTIES, rows=rows)
