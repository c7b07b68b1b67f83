"""Two clerks want the same seat: one fills it, the other is told who was faster and when."""

import asyncio
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from appointments.schemas.appointments import Appointing, AppointmentView
from appointments.services.appointments import appoint_member
from appointments.services.history import history
from governance.errors import OutOfOrderError
from governance.rules.access import Actor, Grant, Role
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from tests.app import SLUG, Doors
from tests.appointments.makers import a_full_board, a_person, an_act, named

FIRST = date(2026, 2, 9)
LATER = date(2026, 11, 18)
CLERKS = ("Ada", "Ben", "Cleo", "Dan")


def the_clerk(name: str) -> Actor:
    at = datetime(LATER.year, LATER.month, LATER.day, 17, 30, tzinfo=UTC)
    return Actor(body=SLUG, at=at, name=name, grants=frozenset({Grant(Role.CLERK)}))


async def rivals_for(seat: str) -> list[Appointing]:
    """A lawful wish for each clerk, each with somebody else for the same seat."""
    wishes = []
    for _ in CLERKS:
        person = await a_person(LATER)
        await named(LATER, seat, person.id)
        act = await an_act(LATER)
        wishes.append(Appointing(seat=seat, person=person.id, legislation=act.id))
    return wishes


async def test_of_clerks_who_fill_one_seat_at_once_one_wins_and_the_others_hear_who(
    board: Body,
) -> None:
    await a_full_board(FIRST)  # whose terms ended on June 30: all nine seats are open
    wishes = await rivals_for("east")
    outcomes = await asyncio.gather(
        *(appoint_member(the_clerk(name), wish) for name, wish in zip(CLERKS, wishes, strict=True)),
        return_exceptions=True,
    )
    won = [each for each in outcomes if isinstance(each, AppointmentView)]
    lost = [each for each in outcomes if isinstance(each, OutOfOrderError)]
    assert (len(won), len(lost)) == (1, len(CLERKS) - 1)
    assert won[0].recorded_by in CLERKS
    for refusal in lost:
        assert refusal.by == won[0].recorded_by
        assert refusal.at == won[0].recorded_at
        moment = "Wednesday, November 18, 2026, 12:30 pm"
        assert f"{won[0].recorded_by} recorded it on {moment}." in str(refusal)
    there = [each for each in await history(board) if each.seat == "east" and each.since == LATER]
    assert [each.person for each in there] == [won[0].person]
    after = await engine().read("SELECT entry FROM audit ORDER BY seq")
    assert sum('"deed":"appoint_member"' in each["entry"] for each in after) == 9 + 1


@pytest.mark.parametrize("waits", [False, True], ids=["a board that sits", "the first board"])
def test_the_api_and_the_page_say_who_was_faster(doors: Doors, waits: bool) -> None:
    doors.watch.moment = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)

    async def two_wishes() -> list[Appointing]:
        if not waits:
            await a_full_board(FIRST)
        return (await rivals_for("east"))[:2]

    with doors.client.portal() as portal:
        first, second = portal.call(two_wishes)
    home = f"/bodies/{SLUG}/appointments"
    clerk = doors.headers("clerk")

    def said(wish: Appointing) -> dict[str, str]:
        asked: dict[str, str | UUID] = {
            "seat": wish.seat,
            "person": wish.person,
            "legislation": wish.legislation,
        }
        return {name: str(value) for name, value in asked.items()}

    made = doors.client.post(f"/api/v1{home}", json=said(first), headers=clerk)
    assert made.status_code == 201
    refused = doors.client.post(f"/api/v1{home}", json=said(second), headers=clerk)
    assert refused.status_code == 409
    problem = refused.json()
    assert (problem["by"], problem["at"]) == ("The clerk", "2026-11-18T17:30:00Z")
    told = "The clerk recorded it on Wednesday, November 18, 2026, 12:30 pm."
    assert told in problem["detail"]
    page = doors.client.post(home, data=said(second), headers=clerk)
    assert page.status_code == 409
    assert "The clerk recorded it on" in page.text
