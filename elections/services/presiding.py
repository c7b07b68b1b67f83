"""Who presides over a meeting while no chair is in office: the outgoing one, or whom they choose.

Either only calls the meeting to order and holds the election; the powers of both end when a chair
is elected.
"""

from uuid import UUID, uuid4

import msgspec

from elections.rules.acting import Presiding, may_choose_pro_tem, may_preside, presiding_on
from elections.rules.officers import service_year
from elections.schemas.elections import PresidingView, ProTem, ProTemWish
from elections.services.nominations import OFFICE
from elections.services.officers import end_offices_without_a_seat, tenures_of
from elections.tables import ProTemRow
from governance.charter.findings import require
from governance.charter.model import Office
from governance.clock import day_in
from governance.days import add_days
from governance.errors import NotAllowedError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.accounts import RoleGrant
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.accounts import account_of_person
from governance.services.bodies import charter_on, engine
from governance.services.deeds import Record, deed
from governance.services.roles import grant_role, grants_of
from meetings.rules.motions import Session
from meetings.rules.quorum import present_at
from meetings.schemas.meetings import Meeting
from meetings.services.files import get_meeting, meeting_file
from meetings.services.members import members_on
from meetings.services.presiding import let_preside
from meetings.services.sessions import EARLIEST_ARRIVAL
from meetings.services.turns import let_choose_who_presides

NIGHT = 2
"""Days for which somebody chosen for a meeting can run it: it can last past midnight."""


@deed
async def choose_pro_tem(record: Record, meeting_id: UUID, wish: ProTemWish) -> ProTem:
    """Record whom those present chose to preside until a chair is elected."""
    meeting = await get_meeting(record.body, meeting_id)
    if meeting.state not in (Session.SCHEDULED, Session.IN_SESSION):
        raise OutOfOrderError(say("It is not at that point: {state}.", state=meeting.state.words))
    if record.at < meeting.starts_at - EARLIEST_ARRIVAL:
        raise OutOfOrderError(say("Whoever is present chooses, at the meeting itself."))
    if wish.person == record.actor.person and not record.actor.roles & OFFICE:
        raise NotAllowedError(say("Somebody else records who was chosen."))
    found = await _presiding(record.body, record, meeting)
    if found is None:
        raise OutOfOrderError(say("No officer of this body presides."))
    file = await meeting_file(record.body, meeting_id)
    members = {each.person: each.name for each in await members_on(record.body, record.today)}
    there = present_at(
        file.stays, file.moment(record.at), by_video=record.charter.meetings.by_video
    )
    require(*may_choose_pro_tem(wish.person, wish.chosen_by, there, members, found))
    row = ProTemRow(
        id=uuid4(),
        body=record.body.id,
        meeting=meeting_id,
        person=wish.person,
        chosen_by=msgspec.json.encode(sorted(set(wish.chosen_by))).decode(),
        chosen_at=record.at,
    )
    await ProTemRow.insert(row)
    chosen_by = sorted(str(each) for each in set(wish.chosen_by))
    record.note(f"meeting:{meeting_id}", after={"pro_tem": wish.person, "chosen_by": chosen_by})
    if meeting.state is Session.IN_SESSION:
        await let_preside(record, meeting_id, wish.person)
    await _let_run(record, wish.person, NIGHT)
    chosen = await chosen_for(record.body, meeting_id)
    assert chosen is not None  # it was kept just now
    return chosen


async def let_hold_the_election(record: Record, office: Office, person: UUID | None) -> None:
    """Give back to whoever presided what ended with an election that was refused."""
    if person is None:
        return
    found = presiding_on(
        record.charter, await tenures_of(record.body, record.today), {person}, record.today
    )
    if found is None or not found.is_vacant:
        return
    year = service_year(office, record.today)
    is_outgoing = found.person == person and year.until is not None
    days = (year.until - record.today).days if is_outgoing and year.until else NIGHT
    await _let_run(record, person, days)


async def get_presiding(body: Body, meeting_id: UUID) -> PresidingView | None:
    """Return who presides on the day of a meeting; None where no officer presides."""
    meeting = await get_meeting(body, meeting_id)
    on = day_in(meeting.starts_at, body.timezone)
    charter, tenures = await charter_on(body, on), await tenures_of(body, on)
    names = {each.person: each.name for each in await members_on(body, on)}
    found = presiding_on(charter, tenures, names, on)
    if found is None:
        return None
    return PresidingView(
        person=found.person,
        name=names[found.person] if found.person else "",
        reason=str(found.reason),
        clause=found.clause,
        only_to_elect=found.only_to_elect,
        is_vacant=found.is_vacant,
        chosen=await chosen_for(body, meeting_id),
    )


async def chosen_for(body: Body, meeting_id: UUID) -> ProTem | None:
    """Return who was chosen last to preside over a meeting."""
    rows = await engine().read(
        "SELECT t.meeting, t.person, p.name, t.chosen_by, t.chosen_at FROM pro_tem t "
        "JOIN person p ON p.id = t.person WHERE t.body = $1 AND t.meeting = $2 "
        "ORDER BY t.chosen_at DESC LIMIT 1",
        body.id,
        meeting_id,
    )
    if not rows:
        return None
    people = msgspec.json.decode(rows[0]["chosen_by"], type=tuple[UUID, ...])
    found = await engine().read("SELECT id, name FROM person WHERE body = $1", body.id)
    names = {row["id"]: row["name"] for row in found}
    return ProTem(**{**rows[0], "chosen_by": tuple(sorted(names[each] for each in people))})


async def who_may_preside(record: Record, meeting: Meeting, wished: UUID | None) -> UUID | None:
    """Refuse whoever may not preside; where nobody was named, name who was chosen or is there."""
    if not meeting.kind.is_of_the_whole_body:
        return wished
    await end_offices_without_a_seat(record)
    found = await _presiding(record.body, record, meeting)
    chosen = await chosen_for(record.body, meeting.id)
    pro_tem = None if chosen is None else chosen.person
    if found is None or not found.is_vacant or await _is_chair_by_grant(record, wished):
        return wished
    if wished is None:
        return pro_tem or await _if_there(record, meeting, found.person)
    finding = may_preside(found, pro_tem, wished)
    if finding is not None:
        require(finding)
    return wished


async def _presiding(body: Body, record: Record, meeting: Meeting) -> Presiding | None:
    members = {each.person for each in await members_on(body, record.today)}
    tenures = await tenures_of(body, record.today)
    if not meeting.kind.is_of_the_whole_body:
        raise OutOfOrderError(say("Committees and panels do not elect for the body."))
    return presiding_on(record.charter, tenures, members, record.today)


async def _is_chair_by_grant(record: Record, person: UUID | None) -> bool:
    """Whether a chair elected before this record began presides, or calls to order."""
    chairs = {Role.CHAIR, Role.VICE_CHAIR}
    if record.actor.roles & chairs:
        return True
    if person is None:
        return False
    account = await account_of_person(person)
    if account is None:
        return False
    held = await grants_of(account, record.body.id, record.today)
    return any(each.role in chairs for each in held)


async def _if_there(record: Record, meeting: Meeting, person: UUID | None) -> UUID | None:
    """Return the outgoing officer, if the roll already has them in the room."""
    file = await meeting_file(record.body, meeting.id)
    there = {each.person for each in file.roll if each.left_at is None}
    return person if person in there else None


async def _let_run(record: Record, person: UUID, days: int) -> None:
    account = await account_of_person(person)
    if account is None:
        return
    held = await grants_of(account, record.body.id, record.today)
    if any(each.role is Role.ELECTION_CHAIR for each in held):
        return
    wish = RoleGrant(
        account=account,
        role=Role.ELECTION_CHAIR,
        since=record.today,
        until=add_days(record.today, days),
    )
    await grant_role.within(record, wish)


let_choose_who_presides(who_may_preside)
