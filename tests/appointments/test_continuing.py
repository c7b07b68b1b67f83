"""A fact about a sitting member opens what somebody has to settle; nothing ends by itself."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from appointments.schemas.appointments import AppointmentView, ServiceEnd
from appointments.schemas.continuing import ConcernFinding, ConcernLetter, Outcome
from appointments.services.continuing import (
    close_concern,
    closed_concerns,
    due,
    open_concerns,
    send_concern_letter,
)
from appointments.services.history import get_appointment
from appointments.services.merging import seats_allow_merge
from governance.database import Engine
from governance.errors import NotFoundError, OutOfOrderError, RuleBrokenError
from governance.front.due import due_of, seen_by
from governance.rules.access import Role
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import FactWish, Merging, Undoing, Withdrawal
from governance.services.merges import merge_people, preview_merge, undo_merge
from governance.services.people import facts_of, state_fact, withdraw_fact
from tests.app import Doors, acting
from tests.appointments.makers import CHARTER, a_full_board, a_person, appointed, clerk
from tests.appointments.test_pages import Visitor

FIRST = date(2025, 1, 21)
ON = date(2025, 3, 3)
CLERK = clerk(ON)


@pytest.fixture
async def east(board: Body) -> AppointmentView:
    return (await a_full_board(FIRST))["east"]


async def stated(person: UUID, kind: FactKind, **told: object) -> UUID:
    wish = {"kind": kind, "stated_by": "a neighbour", "stated_on": ON, "since": ON, **told}
    return (await state_fact(CLERK, person, FactWish(**wish))).id


async def test_an_event_opens_a_duty_and_leaves_the_seat_alone(
    board: Body, east: AppointmentView
) -> None:
    assert await open_concerns(board, CHARTER, ON) == []
    await stated(east.person, FactKind.CANDIDACY, what="City Council")
    [concern] = await open_concerns(board, CHARTER, ON)
    assert (concern.lasting, concern.clause, concern.consequence) == (
        "candidacy",
        "18-4L(1)",
        "duty",
    )
    assert concern.behind.stated_by == "a neighbour"
    assert "Candidacy" in concern.draft.text
    assert "Candidacy" not in concern.draft.subject
    [item] = await due(board, CHARTER, ON)
    assert (item.clause, item.day, item.needs, item.reads) == (
        "18-4L(1)",
        ON,
        "close_concern",
        "close_concern",
    )
    assert (await get_appointment(board, east.id)).until is None


async def test_who_may_not_settle_it_does_not_see_it(board: Body, east: AppointmentView) -> None:
    await stated(east.person, FactKind.CANDIDACY, what="City Council")
    items = await due_of(board, ON)
    assert any(item.reads == "close_concern" for item in items)
    assert any(item.reads == "close_concern" for item in seen_by(CLERK, items, frozenset()))
    for role in (Role.MEMBER, Role.CHAIR, Role.AUDITOR, Role.ALLIANCE_COMMITTEE):
        shown = seen_by(acting(role), items, frozenset())
        assert not [item for item in shown if item.reads == "close_concern"]


async def test_a_finding_that_the_member_stays_settles_it_until_a_new_fact(
    board: Body, east: AppointmentView, engine: Engine
) -> None:
    fact = await stated(east.person, FactKind.CANDIDACY, what="City Council")
    stays = ConcernFinding(fact=fact, outcome=Outcome.STANDS, reason="Another person's name.")
    closed = await close_concern(CLERK, east.id, "candidacy", stays)
    assert closed.vacancy is None
    assert await open_concerns(board, CHARTER, ON) == await due(board, CHARTER, ON) == []
    [(found, *_)] = await closed_concerns(board, CHARTER)
    assert (found.reason, found.found_by) == ("Another person's name.", "Test")
    with pytest.raises(OutOfOrderError, match="settled already"):
        await close_concern(CLERK, east.id, "candidacy", stays)
    await withdraw_fact(CLERK, fact, Withdrawal(why="A mistake."))
    await stated(east.person, FactKind.CANDIDACY, what="County Legislature")
    assert len(await open_concerns(board, CHARTER, ON)) == 1
    entries = await engine.read("SELECT entry FROM audit WHERE body = $1", board.id)
    assert not [row for row in entries if "candidacy" in row["entry"]]


async def test_confirming_a_move_opens_the_vacancy(board: Body, east: AppointmentView) -> None:
    fact = await stated(east.person, FactKind.RESIDENCE, what="Town of Brighton")
    assert await open_concerns(board, CHARTER, ON) == []  # the home in the City is still stated
    await withdraw_city(east.person, board)
    [concern] = await open_concerns(board, CHARTER, ON)
    assert (concern.consequence, concern.ground_clause) == ("vacates", "POL 30(1)(d)")
    end = ServiceEnd(ground="residence", on=ON, found_by="The clerk")
    wish = ConcernFinding(fact=fact, outcome=Outcome.VACATES, reason="Confirmed.", end=end)
    closed = await close_concern(CLERK, east.id, "moved_out", wish)
    assert closed.vacancy is not None
    ended = await get_appointment(board, east.id)
    assert (ended.until, ended.ended_by) == (ON, "residence")


async def withdraw_city(person: UUID, board: Body) -> None:
    for each in await facts_of(board, person):
        if each.kind is FactKind.RESIDENCE and each.what == "City of Rochester":
            await withdraw_fact(CLERK, each.id, Withdrawal(why="Sold."))


async def test_a_refused_end_keeps_no_finding(board: Body, east: AppointmentView) -> None:
    fact = await stated(east.person, FactKind.CONVICTION, what="Perjury", grave=True)
    late = ServiceEnd(
        ground="conviction",
        on=ON + timedelta(days=1),
        found_by="County Court",
        reference="No. 1",
    )
    wish = ConcernFinding(fact=fact, outcome=Outcome.VACATES, reason="So.", end=late)
    with pytest.raises(Exception, match="not come yet"):
        await close_concern(CLERK, east.id, "conviction", wish)
    assert await closed_concerns(board, CHARTER) == []


async def test_the_letter_goes_out_as_the_clerk_wrote_it(
    board: Body, east: AppointmentView
) -> None:
    await stated(east.person, FactKind.CANDIDACY, what="City Council")
    letter = ConcernLetter(recipient="m@test.example", subject="Your seat", text="Dear member,")
    found = await send_concern_letter(CLERK, east.id, "candidacy", letter)
    assert [each.recipient for each in found.letters] == ["m@test.example"]
    with pytest.raises(NotFoundError):
        await send_concern_letter(CLERK, east.id, "moved_out", letter)


async def test_two_members_at_once_are_not_one_person(board: Body) -> None:
    members = await a_full_board(FIRST)
    one, other = members["east"].person, members["south"].person
    [at_once, *_] = await seats_allow_merge(board, CHARTER, one, other)
    assert (at_once.blocks, at_once.clause) == (True, "18-4A")
    preview = await preview_merge(board, CLERK, one, other)
    assert [each.clause for each in preview.findings] == ["18-4A"]
    with pytest.raises(RuleBrokenError):
        await merge_people(CLERK, one, Merging(merged=other, reason="x"))


async def test_a_member_s_seat_moves_with_the_record_and_back(board: Body) -> None:
    east = (await a_full_board(FIRST))["east"]
    twin = await a_person(ON)
    merge = await merge_people(CLERK, twin.id, Merging(merged=east.person, reason="One."))
    assert (await get_appointment(board, east.id)).person == twin.id
    assert {each.table for each in merge.moved} >= {"appointment", "service", "designation", "fact"}
    await undo_merge(CLERK, merge.id, Undoing(reason="Two."))
    assert (await get_appointment(board, east.id)).person == east.person


async def test_six_years_are_not_doubled_by_a_second_record(board: Body) -> None:
    """Four terms in two records would pass the limit of 18-4J(2)."""
    members = await a_full_board(FIRST)
    south = members["south"]
    first = date(2025, 7, 1)
    second = await appointed(date(2025, 6, 3), "south", south.person, since=first)
    third = await appointed(date(2028, 6, 6), "south", since=second.term_until)
    fourth = await appointed(date(2031, 6, 3), "south", third.person, since=third.term_until)
    assert fourth.term_until == date(2034, 7, 1)
    findings = await seats_allow_merge(board, CHARTER, south.person, third.person)
    assert [each.clause for each in findings if each.blocks] == ["18-4J(2)"]


async def _candidacy() -> str:
    east = (await a_full_board(FIRST))["east"]
    await stated(east.person, FactKind.CANDIDACY, what="City Council")
    return str(east.id)


def test_the_clerk_settles_it_by_pages_alone(doors: Doors) -> None:
    with doors.client.portal() as portal:
        appointment = portal.call(_candidacy)
    visitor = Visitor(doors, "clerk")
    assert f"/continuing/{appointment}/candidacy" in visitor.get("desk")
    assert "Candidacy" in visitor.get("continuing")
    here = f"continuing/{appointment}/candidacy"
    page = visitor.get(here)
    assert "Dear" in visitor.post(f"{here}/letter", 400, subject="Your seat", text="Dear member,")
    sent = visitor.post(
        f"{here}/letter", recipient="m@test.example", subject="Your seat", text="Dear member,"
    )
    assert "m@test.example" in sent
    fact = page.split('name="fact" value="')[1].split('"')[0]
    wish = {"fact": fact, "outcome": "vacates", "reason": "The letter came."}
    refused = visitor.post(f"{here}/finding", 400, ground="resignation", **wish)
    assert "A resignation needs the day" in refused
    done = visitor.post(
        f"{here}/finding",
        ground="resignation",
        delivered_on="2025-03-04",
        delivered_to="City Clerk",
        **wish,
    )
    assert "/vacancies/" in done.split("\n")[0]
    letters = "/api/v1/bodies/rochester-pab/letters"
    seen = doors.client.get(letters, headers=doors.headers("auditor"))
    assert "m@test.example" not in seen.text
    seen = doors.client.get(letters, headers=doors.headers("clerk"))
    assert "m@test.example" in seen.text
