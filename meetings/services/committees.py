"""Committees: formed, seated, amended, reporting, closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec

from appointments.services.directors import is_searching
from governance.charter.findings import Finding, require
from governance.charter.model import Charter
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import say
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed, explain
from meetings.rules.committees import (
    Formed,
    Standing,
    has_a_place,
    law_of_committee,
    may_change,
    may_close,
    may_have_places,
    missing_committees,
    whole_number,
)
from meetings.rules.motions import Session
from meetings.schemas.committees import (
    AmendmentWish,
    Closing,
    Committee,
    CommitteeAmendment,
    CommitteeMeeting,
    CommitteeSeat,
    CommitteeWish,
    MeetingEntry,
    Release,
    Report,
    ReportWish,
    SeatWish,
)
from meetings.schemas.meetings import MeetingKind
from meetings.services.files import get_meeting
from meetings.services.members import members_on
from meetings.tables import (
    CommitteeAmendmentRow,
    CommitteeMeetingRow,
    CommitteeReportRow,
    CommitteeRow,
    CommitteeSeatRow,
)

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

OVER = ("adjourned", "cancelled")

explain(
    {
        "committee_name": say("There is a committee of this name already."),
        "committee_seat_once": say("This member is on the committee already."),
        "committee_seat_one_chair": say("The committee has a chair; release that member first."),
        "committee_meeting_once": say("This meeting is a committee's already."),
    }
)


@deed
async def form_committee(record: Record, wish: CommitteeWish) -> Committee:
    """Form a committee of the body's members."""
    if wish.duty and wish.duty not in {each.id for each in record.charter.committees}:
        raise BadInputError({"duty": say("Choose one of the committees that the law asks for.")})
    if wish.standing is Standing.STANDING and wish.until is not None:
        raise BadInputError({"until": say("A standing committee has no last day.")})
    if wish.until is not None and wish.until <= record.today:
        raise BadInputError({"until": say("This day has passed.")})
    require(*_has_lawful_places(record.charter, wish.places, 0))
    formed = uuid4()
    await CommitteeRow.insert(
        CommitteeRow(
            id=formed,
            body=record.body.id,
            name=wish.name,
            standing=wish.standing,
            duty=wish.duty,
            charge=wish.charge,
            since=record.today,
            until=wish.until,
            places=wish.places,
            closed_at=None,
            closed_why="",
        )
    )
    told = _told(wish.charge, wish.places)
    record.note(f"committee:{formed}", after={"name": wish.name, **told})
    return await get_committee(record.body, formed, record.today)


@deed
async def seat_committee_member(record: Record, committee_id: UUID, wish: SeatWish) -> Committee:
    """Put a member of the body on a committee; it takes part from its next call to order on."""
    found = await _open(record, committee_id)
    clause = _clause(record.charter)
    require(_changes_now(found, clause), has_a_place(len(found.members), found.places, clause))
    if wish.person not in {each.person for each in await members_on(record.body, record.today)}:
        raise BadInputError({"person": say("Only members in office are on committees.")})
    await CommitteeSeatRow.insert(
        CommitteeSeatRow(
            id=uuid4(),
            body=record.body.id,
            committee=committee_id,
            person=wish.person,
            chairs=wish.chairs,
            seated_at=record.at,
            released_at=None,
        )
    )
    record.note(f"committee:{committee_id}", after={"member": wish.person, "chairs": wish.chairs})
    return await get_committee(record.body, committee_id, record.today)


@deed
async def release_committee_member(record: Record, committee_id: UUID, wish: Release) -> Committee:
    """Take a member off a committee."""
    found = await _open(record, committee_id)
    require(_changes_now(found, _clause(record.charter)))
    if wish.person not in {each.person for each in found.members}:
        raise BadInputError({"person": say("This person is not on the committee.")})
    await CommitteeSeatRow.update({CommitteeSeatRow.released_at: record.at}).where(
        CommitteeSeatRow.committee == committee_id,
        CommitteeSeatRow.person == wish.person,
        CommitteeSeatRow.released_at.is_null(),
    )
    record.note(f"committee:{committee_id}", before={"member": wish.person})
    return await get_committee(record.body, committee_id, record.today)


@deed
async def amend_committee(record: Record, committee_id: UUID, wish: AmendmentWish) -> Committee:
    """Give a committee another charge or number of places; what it had before stays readable.

    A meeting goes by the places that the committee had when it was called to order.
    """
    found = await _open(record, committee_id)
    before, after = _told(found.charge, found.places), _told(wish.charge, wish.places)
    if before == after:
        raise BadInputError({"charge": say("This is what it is for, and has, already.")})
    require(
        _changes_now(found, _clause(record.charter)),
        *_has_lawful_places(record.charter, wish.places, len(found.members)),
    )
    await CommitteeAmendmentRow.insert(
        CommitteeAmendmentRow(
            id=uuid4(),
            body=record.body.id,
            committee=committee_id,
            number=len(found.amendments) + 1,
            charge=found.charge,
            places=found.places,
            decision=wish.decision,
            amended_at=record.at,
        )
    )
    await CommitteeRow.update(
        {CommitteeRow.charge: wish.charge, CommitteeRow.places: wish.places}
    ).where(CommitteeRow.id == committee_id)
    record.note(
        f"committee:{committee_id}", before=before, after={**after, "decision": wish.decision}
    )
    return await get_committee(record.body, committee_id, record.today)


@deed
async def enter_committee_meeting(
    record: Record, committee_id: UUID, wish: MeetingEntry
) -> Committee:
    """Say that a meeting that was set is this committee's."""
    await _open(record, committee_id)
    meeting = await get_meeting(record.body, wish.meeting)
    if meeting.kind is not MeetingKind.COMMITTEE:
        raise BadInputError({"meeting": say("Only a committee meeting can be a committee's.")})
    if not meeting.state.is_to_come:
        raise OutOfOrderError(
            say(
                "Whose meeting it is must be said before it begins: {state}.",
                state=meeting.state.words,
            )
        )
    await CommitteeMeetingRow.insert(
        CommitteeMeetingRow(
            id=uuid4(), body=record.body.id, committee=committee_id, meeting=wish.meeting
        )
    )
    record.note(f"committee:{committee_id}", after={"meeting": wish.meeting})
    return await get_committee(record.body, committee_id, record.today)


@deed
async def report_to_body(record: Record, committee_id: UUID, wish: ReportWish) -> Committee:
    """Keep what a committee reports to the body."""
    await _open(record, committee_id)
    await CommitteeReportRow.insert(
        CommitteeReportRow(
            id=uuid4(),
            body=record.body.id,
            committee=committee_id,
            title=wish.title,
            text=wish.text,
            reported_at=record.at,
        )
    )
    record.note(f"committee:{committee_id}", after={"report": wish.title})
    return await get_committee(record.body, committee_id, record.today)


@deed
async def close_committee(record: Record, committee_id: UUID, wish: Closing) -> Committee:
    """End a committee that has no meeting left."""
    found = await _open(record, committee_id)
    left = [each.title for each in found.meetings if each.state not in OVER]
    require(may_close(left, record.charter.quorum.clause))
    await CommitteeRow.update(
        {CommitteeRow.closed_at: record.at, CommitteeRow.closed_why: wish.reason}
    ).where(CommitteeRow.id == committee_id)
    record.note(f"committee:{committee_id}", after={"closed": wish.reason})
    return await get_committee(record.body, committee_id, record.today)


async def get_committee(body: Body, committee_id: UUID, on: date) -> Committee:
    """Return one committee."""
    rows = await engine().read(
        "SELECT * FROM committee WHERE id = $1 AND body = $2", committee_id, body.id
    )
    if not rows:
        raise NotFoundError(say("There is no such committee of this body."))
    (found,) = await _views(rows, body, on)
    return found


async def list_committees(body: Body, on: date) -> list[Committee]:
    """Return the committees, those that stand before those that ended."""
    rows = await engine().read(
        "SELECT * FROM committee WHERE body = $1 ORDER BY closed_at IS NOT NULL, name, id", body.id
    )
    return await _views(rows, body, on)


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return the committees that the law asks for and that are missing or empty."""
    vacant = await is_searching(body, charter, on)
    formed = [
        Formed(
            each.duty,
            each.closed_at is None,
            sum(member.in_office for member in each.members),
        )
        for each in await list_committees(body, on)
    ]
    return [
        Due(
            what=why,
            who=say("Chair"),
            clause=duty.clause,
            day=on,
            raw=on,
            on=on,
            href=f"/bodies/{body.slug}/committees",
            needs="form_committee",
            advisory=True,
        )
        for duty, why in missing_committees(charter.committees, formed, vacant=vacant)
    ]


async def _open(record: Record, committee_id: UUID) -> Committee:
    found = await get_committee(record.body, committee_id, record.today)
    if found.closed_at is not None:
        raise OutOfOrderError(say("This committee has ended."))
    return found


def _told(charge: str, places: int | None) -> dict[str, str]:
    return {"charge": charge} | ({} if places is None else {"places": str(places)})


def _has_lawful_places(charter: Charter, places: int | None, seated: int) -> tuple[Finding, ...]:
    seats, clause = len(charter.seats), _clause(charter)
    return may_have_places(places, seated=seated, seats=seats, clause=clause)


def _clause(charter: Charter) -> str:
    return (charter.committee_quorum or charter.quorum).clause


def _changes_now(found: Committee, clause: str) -> Finding:
    under_way = (each.title for each in found.meetings if Session(each.state).is_under_way)
    return may_change(next(under_way, None), clause)


def _quorum(charter: Charter, members: Sequence[CommitteeSeat], places: int | None) -> int:
    """Return how many make the committee's quorum, as its law counts them; 0 without members."""
    whole = whole_number(len(members), places)
    if not whole or charter.committee_quorum is None:
        return 0
    law = law_of_committee(charter, "", (), whole)
    return law.quorum.needed(seats=len(law.seats), filled=len(members))


async def _views(rows: Sequence[Row], body: Body, on: date) -> list[Committee]:
    in_office = {each.person for each in await members_on(body, on)}
    charter = await charter_on(body, on)
    found = []
    for row in rows:
        members = tuple(
            CommitteeSeat(
                person=each["person"],
                name=each["name"],
                chairs=bool(each["chairs"]),
                in_office=each["person"] in in_office,
            )
            for each in await engine().read(
                "SELECT s.person, p.name, s.chairs FROM committee_seat s "
                "JOIN person p ON p.id = s.person "
                "WHERE s.committee = $1 AND s.released_at IS NULL ORDER BY p.name, p.id",
                row["id"],
            )
        )
        meetings = await engine().read(
            "SELECT m.id, m.title, m.starts_at, m.state FROM committee_meeting c "
            "JOIN meeting m ON m.id = c.meeting WHERE c.committee = $1 ORDER BY m.starts_at",
            row["id"],
        )
        reports = await engine().read(
            "SELECT title, text, reported_at FROM committee_report WHERE committee = $1 "
            "ORDER BY reported_at DESC",
            row["id"],
        )
        amendments = await engine().read(
            "SELECT charge, places, decision, amended_at FROM committee_amendment "
            "WHERE committee = $1 ORDER BY number DESC",
            row["id"],
        )
        found.append(
            Committee(
                id=row["id"],
                name=row["name"],
                standing=Standing(row["standing"]),
                duty=row["duty"],
                charge=row["charge"],
                since=row["since"],
                until=row["until"],
                closed_at=row["closed_at"],
                closed_why=row["closed_why"],
                members=members,
                places=row["places"],
                whole=whole_number(len(members), row["places"]),
                quorum=_quorum(charter, members, row["places"]),
                meetings=tuple(msgspec.convert(meetings, list[CommitteeMeeting])),
                reports=tuple(msgspec.convert(reports, list[Report])),
                amendments=tuple(msgspec.convert(amendments, list[CommitteeAmendment])),
            )
        )
    return found
