"""What becomes of an election when its meeting ends, and which meeting takes it up next."""

from datetime import UTC, date
from uuid import UUID

import pytest

from appointments.schemas.appointments import ResignationWithdrawal, ServiceEnd
from appointments.services.departures import end_service
from appointments.services.history import history_of
from appointments.services.withdrawals import withdraw_resignation
from elections.rules.ballots import Stage, why_undecided
from elections.schemas.elections import OfficeEnd
from elections.services.ballots import open_round
from elections.services.due import due
from elections.services.files import elections_at
from elections.services.officers import end_office, officers_of
from governance.errors import OutOfOrderError
from governance.rules.access import Grant, Role
from governance.services.roles import grants_of
from meetings.schemas.meetings import Departure, Meeting
from meetings.schemas.schedules import Cancellation, CancelledFor
from meetings.services.calendars import cancel_meeting
from meetings.services.documents import agenda_versions, publish_agenda
from meetings.services.files import agenda_of
from meetings.services.sessions import record_departure
from tests.elections.electing import Electing, account
from tests.meetings.law import here

BOTH = ["Election of the Chairperson", "Election of the Vice Chairperson"]
ALL_FOR_1 = dict.fromkeys(range(9), 1)


async def outcome(electing: Electing, meeting: Meeting) -> dict[str, str]:
    """Return why each election of a meeting was put off."""
    found = await elections_at(electing.sitting.body, electing.sitting.charter, meeting.id)
    assert all(each.state is Stage.POSTPONED for each in found)
    return {each.office: each.why for each in found}


async def titles(electing: Electing, meeting: Meeting) -> list[str]:
    return [each.title for each in await agenda_of(electing.sitting.body, meeting)]


async def later(electing: Electing, day: str) -> Meeting:
    return await electing.sitting.meeting(starts_at=here(f"{day} 18:30").astimezone(UTC))


def test_why_an_election_was_not_decided() -> None:
    assert str(why_undecided(had_quorum=False, stood=True, rounds=2)) == "Deferred: no quorum."
    assert str(why_undecided(had_quorum=True, stood=True, rounds=2)) == "Deferred: no majority."
    assert str(why_undecided(had_quorum=True, stood=False)) == "Deferred: nobody stood."
    assert str(why_undecided(had_quorum=True)) == "Deferred: no round was held."


async def test_a_meeting_that_elected_nobody_says_so_when_it_ends_and_the_next_takes_it_up(
    electing: Electing,
) -> None:
    meeting = await electing.meeting(7)
    august, september = await later(electing, "2026-08-06"), await later(electing, "2026-09-03")
    assert await titles(electing, august) == []
    election = await electing.called(meeting)
    await electing.standing(election, 1, 2, 3)
    await electing.round(election, {0: 1, 1: 1, 2: 2, 3: 3, 4: 1, 5: 2, 6: 3})
    await electing.adjourn(meeting)
    assert await outcome(electing, meeting) == {
        "chair": "Deferred: no majority.",
        "vice_chair": "Deferred: no round was held.",
    }
    assert await titles(electing, august) == BOTH
    assert await titles(electing, september) == []
    assert len(await due(electing.sitting.body, electing.sitting.charter, date(2026, 7, 20))) == 2


async def test_an_election_at_a_meeting_that_loses_its_quorum_is_deferred_for_that_reason(
    electing: Electing,
) -> None:
    meeting = await electing.meeting(5)
    election = await electing.called(meeting)
    await electing.standing(election, 1)
    await open_round(electing.by(), election.id)
    for voter in range(5):
        await electing.cast(election, voter, 1)
    with pytest.raises(OutOfOrderError, match="its round is closed first"):
        await electing.adjourn(meeting)
    await record_departure(electing.by(), meeting.id, Departure(person=electing.members[4]))
    await electing.adjourn(meeting)
    assert set((await outcome(electing, meeting)).values()) == {"Deferred: no quorum."}
    (chair, _) = await elections_at(electing.sitting.body, electing.sitting.charter, meeting.id)
    assert "No quorum" in chair.rounds[0].summary
    assert chair.rounds[0].winner is None


async def test_a_forced_item_stands_on_the_first_meeting_alone_and_moves(
    electing: Electing,
) -> None:
    electing.sitting.now = here("2026-06-20 12:00").astimezone(UTC)
    on_july_1, august = await later(electing, "2026-07-01"), await later(electing, "2026-08-06")
    assert await titles(electing, on_july_1) == []
    assert await titles(electing, august) == BOTH
    await publish_agenda(electing.by(), august.id)
    july = await later(electing, "2026-07-09")
    assert await titles(electing, july) == BOTH
    assert await titles(electing, august) == []
    off = Cancellation(reason="A storm.", cancelled_for=CancelledFor.OTHER)
    await cancel_meeting(electing.by(), july.id, off)
    assert await titles(electing, august) == BOTH
    (version,) = await agenda_versions(electing.sitting.body, august.id)
    assert [each.title for each in version.items] == BOTH


async def elected(electing: Electing) -> None:
    """Elect both officers in July: members 1 and 2."""
    meeting = await electing.meeting()
    for office, member in (("chair", 1), ("vice_chair", 2)):
        election = await electing.called(meeting, office)
        await electing.standing(election, member)
        await electing.round(election, dict.fromkeys(range(9), member))
    await electing.adjourn(meeting)


async def test_a_vacancy_in_mid_year_goes_to_the_next_meeting_that_is_set(
    electing: Electing,
) -> None:
    await elected(electing)
    november, december = await later(electing, "2026-11-26"), await later(electing, "2026-12-03")
    assert await titles(electing, november) == []
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    await end_office(electing.by(), OfficeEnd(office="chair", reason="Resigned the office."))
    assert await titles(electing, november) == BOTH[:1]
    assert await titles(electing, december) == []


async def test_the_deed_that_ends_an_officers_seat_puts_the_election_on_the_next_meeting(
    electing: Electing,
) -> None:
    """18-6A: of the Chairperson alone, as the Vice Chairperson keeps the seat and the office."""
    await elected(electing)
    november, december = await later(electing, "2026-11-26"), await later(electing, "2026-12-03")
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    for member in (1, 5):  # member 5 holds no office, and leaves none
        await resigned(electing, member)
    assert await titles(electing, november) == BOTH[:1]
    assert await titles(electing, december) == []
    held = await officers_of(electing.sitting.body, electing.sitting.charter)
    assert {each.office: each.until for each in held} == {
        "chair": date(2026, 11, 20),
        "vice_chair": date(2027, 7, 1),
    }


async def test_a_seat_that_ends_later_lets_a_later_meeting_elect_until_it_is_taken_back(
    electing: Electing,
) -> None:
    own, body = await account(electing, 1), electing.sitting.body.id
    powers = {Grant(Role.CHAIR)}
    await elected(electing)
    november, december = await later(electing, "2026-11-26"), await later(electing, "2026-12-03")
    electing.sitting.now = here("2026-11-20 10:00").astimezone(UTC)
    appointment = await resigned(electing, 1, on=date(2026, 12, 1))
    assert (await titles(electing, november), await titles(electing, december)) == ([], BOTH[:1])
    assert await grants_of(own, body, date(2026, 11, 30)) == powers
    assert await grants_of(own, body, date(2026, 12, 1)) == set()
    assert await grants_of(own, body, date(2027, 7, 1)) == set()
    back = ResignationWithdrawal(consent_by="City Clerk", consent_on=date(2026, 11, 20))
    await withdraw_resignation(electing.by(Role.CLERK), appointment, back)
    assert await titles(electing, december) == []
    held = await officers_of(electing.sitting.body, electing.sitting.charter)
    assert {each.until for each in held} == {date(2027, 7, 1)}
    assert powers <= await grants_of(own, body, date(2027, 6, 30))
    assert await grants_of(own, body, date(2027, 7, 1)) >= {Grant(Role.ELECTION_CHAIR)}


async def resigned(electing: Electing, member: int, on: date | None = None) -> UUID:
    """Let a member resign the seat by a letter of the day."""
    (service,) = await history_of(electing.sitting.body, electing.members[member])
    today = electing.sitting.now.date()
    wish = ServiceEnd(ground="resignation", on=on, delivered_on=today, delivered_to="City Clerk")
    await end_service(electing.by(Role.CLERK), service.id, wish)
    return service.id
