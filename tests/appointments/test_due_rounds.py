"""Whose step is next in a round of nominations, as their own desk and nobody else's says."""

from datetime import date, timedelta

from appointments.rules.slates import Fate
from appointments.schemas.rounds import (
    Answered,
    ConflictWish,
    FinalistsWish,
    ScoreWish,
    StepWish,
)
from appointments.services.reviews import answer_nominee
from appointments.services.rounds import begin_screening, close_nominations, round_view
from appointments.services.screenings import declare_conflict, name_finalists, score_nominee
from appointments.services.slates import slates_of
from governance.front.due import due_for
from governance.front.pages import next_of
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from tests.app import acting
from tests.appointments.makers import CHARTER, a_full_board, clerk, staggered
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    a_call,
    a_committee,
    nominees,
    rejected,
    reviewer,
    submitted,
)

FIRST = date(2019, 7, 1)
DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)
SEAT = ALLIANCE_SEATS[0]
NAME = CHARTER.seat(SEAT).name


async def next_for(board: Body, actor: Actor, on: date = LATER) -> Due:
    """Return what somebody's desk begins with."""
    found = next_of(await due_for(actor, board, on), actor)
    assert found is not None
    return found


def others(on: date) -> list[Actor]:
    """Everybody who has no part in a round."""
    roles = (Role.CHAIR, Role.STAFF, Role.MEMBER, Role.AUDITOR, Role.AUTHORITY, Role.ADMINISTRATOR)
    return [acting(role, at=clerk(on).at) for role in roles]


async def test_each_of_the_committee_is_told_how_many_are_still_to_score(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    entered = await nominees(committee, call.id, 3)
    late = committee.later(LATER)
    assert str((await next_for(board, late.actor())).what).startswith("Wait for applications")
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    assert str((await next_for(board, late.actor())).what) == f"Score 3 nominees for {NAME}"
    await declare_conflict(late.actor(), entered[0].id, ConflictWish(reason="We are friends."))
    assert str((await next_for(board, late.actor())).what) == f"Score 2 nominees for {NAME}"
    for each in entered[1:]:
        await score_nominee(late.actor(), each.id, ScoreWish(points={"fairness": 3}))
    mine = str((await next_for(board, late.actor())).what)
    assert mine == f"Score the nominees and name the finalists: {NAME}"
    assert str((await next_for(board, late.actor(1))).what) == f"Score 3 nominees for {NAME}"


async def test_representatives_are_asked_about_finalists_and_reviewers_about_names(
    board: Body,
) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    entered = await nominees(committee, call.id, 3)
    late = committee.later(LATER)
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    for each in entered:
        for number in range(3):
            await score_nominee(late.actor(number), each.id, ScoreWish(points={"fairness": 3}))
    chosen = FinalistsWish(nominees=tuple(each.id for each in entered))
    await name_finalists(late.actor(), call.id, chosen)
    speaker = acting(Role.ALLIANCE_REPRESENTATIVE, at=late.actor().at)
    assert "who the finalists for" in str((await next_for(board, speaker)).what)
    for actor in (reviewer(LATER), *others(LATER)):
        assert [each for each in await due_for(actor, board, LATER) if "rounds" in each.href] == []


async def test_while_a_call_is_open_representatives_are_told_to_name_somebody(
    board: Body,
) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), LATER)
    speaker = acting(Role.ALLIANCE_REPRESENTATIVE, at=clerk(DAY).at)
    found = await next_for(board, speaker, DAY)
    assert str(found.what) == f"Name somebody for {NAME} while the call is open"
    assert (found.day, found.href[-4:]) == (LATER, "call")
    mine = await next_for(board, committee.actor(), DAY)
    assert str(mine.what).startswith("Wait for applications")
    view = await round_view(board, CHARTER, call.id, DAY)
    assert [(each.due, each.clause) for each in view.clocks] == [(LATER, "18-4I(2)")]


async def test_reviewers_begin_with_what_was_submitted(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    late, call = await submitted(DAY)
    found = await next_for(board, reviewer(late.on))
    assert str(found.what) == f"Confirm one name for each seat, or reject in writing: {NAME}"
    assert found.href.endswith(f"/rounds/{call.id}/submission")
    for actor in others(late.on):
        assert not [it for it in await due_for(actor, board, late.on) if str(call.id) in it.href]
    (slate,) = await slates_of(board, CHARTER, call.id)
    await answer_nominee(reviewer(late.on), slate.names[0].id, Answered(fate=Fate.CONFIRMED))
    assert not [
        it for it in await due_for(reviewer(late.on), board, late.on) if str(call.id) in it.href
    ]


async def test_a_replacement_begins_with_its_fifteen_days(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    late, call = await submitted(date(2026, 5, 4))
    await rejected(call.id, SEAT, late.on)
    found = await next_for(board, late.actor(), late.on)
    assert (found.day, found.clause, found.advisory) == (date(2026, 5, 20), "18-4H(3)", False)
    assert str(found.what) == f"Publish the call: {NAME}"
