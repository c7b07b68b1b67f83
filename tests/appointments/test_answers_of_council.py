"""What Council answers, what the committee is told, and what fills a seat meanwhile."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from appointments.rules.slates import Ballot, Fate, Outcome
from appointments.schemas.rounds import (
    Answered,
    InterviewWish,
    NomineeView,
    ReplacementWish,
    RoundView,
    StepWish,
)
from appointments.services.due_rounds import due_in_rounds
from appointments.services.replacements import replace_name
from appointments.services.reviews import (
    answer_nominee,
    interviews_of,
    note_interview,
    release_seat,
)
from appointments.services.rounds import close_nominations, round_view
from appointments.services.slates import slates_of, submit_slates
from governance.app import TABLES
from governance.charter.load import bundled_charter
from governance.database import Engine, bind
from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Actor, Role
from governance.schemas.accounts import AccountWish
from governance.schemas.bodies import Body, CharterText
from governance.services.accounts import create_account
from governance.services.bodies import charter_on
from governance.services.founding import found_body
from governance.services.letters import list_letters
from tests.app import PASSWORD, SLUG, acting
from tests.appointments.makers import CHARTER, appointed
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    Committee,
    a_call,
    a_committee,
    nominees,
    rejected,
    reviewer,
    screened,
    slated,
    submitted,
)

DAY = date(2026, 5, 4)
SEAT = ALLIANCE_SEATS[0]


async def a_reviewer(on: date, name: str) -> Actor:
    """A reviewer who is signed in."""
    wish = AccountWish(email=f"{name}@test.example", name=name, password=PASSWORD)
    account = await create_account(wish, at=reviewer(on).at)
    at = reviewer(on).at
    grants = reviewer(on).grants
    return Actor(body=SLUG, at=at, name=name, account=account.id, grants=grants)


async def names_of(board: Body, found: UUID) -> list[UUID]:
    (slate,) = await slates_of(board, CHARTER, found)
    return [each.id for each in slate.names]


async def test_the_committee_reads_a_rejection_and_its_subject_names_nobody(board: Body) -> None:
    late, call = await submitted(DAY)
    (slate,) = await slates_of(board, CHARTER, call.id)
    wish = Answered(fate=Fate.REJECTED, reason="Too many evenings are taken.")
    await answer_nominee(reviewer(late.on), slate.names[0].id, wish)
    letters = await list_letters(board)
    assert len({each.recipient for each in letters}) == len(late.people)
    for each in letters:
        assert slate.names[0].name not in each.subject
        assert slate.names[0].name in each.text
        assert "Too many evenings are taken." in each.text
        assert each.kind == "nomination"


async def test_a_confirmation_is_no_letter_of_rejection(board: Body) -> None:
    late, call = await submitted(DAY)
    first, *_ = await names_of(board, call.id)
    await answer_nominee(reviewer(late.on), first, Answered(fate=Fate.CONFIRMED))
    assert await list_letters(board) == []


async def test_a_reviewer_sees_others_notes_after_their_own(board: Body) -> None:
    late, call = await submitted(DAY)
    first, *_ = await names_of(board, call.id)
    one, two = await a_reviewer(late.on, "one"), await a_reviewer(late.on, "two")
    await note_interview(one, first, InterviewWish(notes="Calm.", points={"fairness": 5}))
    assert (await interviews_of(board, [first], two.account))[first] == []
    await note_interview(two, first, InterviewWish(notes="Clear."))
    seen = (await interviews_of(board, [first], two.account))[first]
    assert [(each.by, each.points, each.mine) for each in seen] == [
        ("one", {"fairness": 5}, False),
        ("two", {}, True),
    ]
    await note_interview(two, first, InterviewWish(notes="Clear and kind."))
    assert len((await interviews_of(board, [first], one.account))[first]) == 2


@pytest.mark.parametrize("points", [{"fairness": 0}, {"fairness": 6}, {"charm": 3}])
async def test_points_outside_the_rubric_are_refused(board: Body, points: dict[str, int]) -> None:
    late, call = await submitted(DAY)
    first, *_ = await names_of(board, call.id)
    with pytest.raises(BadInputError):
        await note_interview(await a_reviewer(late.on, "one"), first, InterviewWish(points=points))


async def test_a_seat_filled_meanwhile_is_answered_no_more_until_it_is_released(
    board: Body,
) -> None:
    late, call = await submitted(DAY)
    await appointed(late.on, SEAT)
    view = await round_view(board, CHARTER, call.id, late.on)
    assert view.seats[0].filled_on == late.on
    first, *_ = await names_of(board, call.id)
    for fate in (Fate.CONFIRMED, Fate.REJECTED):
        with pytest.raises(OutOfOrderError) as refused:
            await answer_nominee(reviewer(late.on), first, Answered(fate=fate, reason="So."))
        assert "filled meanwhile" in str(refused.value.reason)
    released = await release_seat(late.actor(), call.id, SEAT)
    assert released.seats[0].outcome is Outcome.FILLED_OTHERWISE


async def test_who_was_appointed_before_the_round_began_fills_nothing(board: Body) -> None:
    await appointed(DAY - timedelta(days=1), SEAT)
    _, call = await submitted(DAY)
    view = await round_view(board, CHARTER, call.id, DAY)
    assert view.seats[0].filled_on is None


@pytest.fixture
async def each(engine: Engine) -> Body:
    """The same board under the other reading: each rejection is followed by a replacement."""
    bind(engine, TABLES)
    text = bundled_charter(SLUG).replace('chosen = "all_three"', 'chosen = "each"')
    return await found_body(acting(Role.ADMINISTRATOR), CharterText(text=text))


async def before_council(on: date, count: int) -> tuple[Committee, RoundView, list[NomineeView]]:
    """Bring a slate of three to Council; the others who were screened stand by."""
    committee = await a_committee(on)
    call = await a_call(committee, (SEAT,), on)
    entered = await nominees(committee, call.id, count)
    late = committee.later(on + timedelta(days=1))
    await close_nominations(late.actor(), call.id, StepWish())
    await screened(late, call.id, entered)
    await slated(late, call.id, (SEAT,), entered)
    await submit_slates(late.actor(), call.id, StepWish())
    return late, call, entered


def replacing(late: Committee, nominee: UUID) -> ReplacementWish:
    return ReplacementWish(seat=SEAT, nominee=nominee, ballots=late.all_agree)


async def test_each_rejection_is_replaced_by_one_name_within_fifteen_days_a21(each: Body) -> None:
    late, call, entered = await before_council(DAY, 5)
    charter = await charter_on(each, DAY)
    with pytest.raises(RuleBrokenError) as refused:
        await replace_name(late.actor(), call.id, replacing(late, entered[3].id))
    assert [it.clause for it in refused.value.findings if it.blocks] == ["18-4H(3)"]
    await rejected(call.id, SEAT, late.on, count=1)
    due = [it for it in await due_in_rounds(each, charter, late.on) if it.needs == "replace_name"]
    assert [(it.raw, it.clause) for it in due] == [(date(2026, 5, 20), "18-4H(3)")]
    view = await replace_name(late.actor(), call.id, replacing(late, entered[3].id))
    assert view.seats[0].replaceable == 0
    (slate,) = await slates_of(each, charter, call.id)
    assert [it.fate for it in slate.names] == [Fate.REJECTED, *[Fate.OPEN] * 3]
    with pytest.raises(RuleBrokenError):
        await replace_name(late.actor(), call.id, replacing(late, entered[4].id))


async def test_when_all_are_out_under_that_reading_a_round_follows_too(each: Body) -> None:
    late, call, _ = await before_council(DAY, 4)
    await rejected(call.id, SEAT, late.on)
    view = await round_view(each, await charter_on(each, DAY), call.id, late.on)
    assert view.seats[0].outcome is Outcome.ALL_REJECTED
    assert len(view.followed_by) == 1


async def test_a_replacement_needs_the_committee_s_vote_and_somebody_who_was_screened(
    each: Body,
) -> None:
    late, call, entered = await before_council(DAY, 4)
    await rejected(call.id, SEAT, late.on, count=1)
    two = dict.fromkeys(late.people[:2], Ballot.YES)
    wish = ReplacementWish(seat=SEAT, nominee=entered[3].id, ballots=two)
    with pytest.raises(RuleBrokenError):
        await replace_name(late.actor(), call.id, wish)
    with pytest.raises(BadInputError):
        await replace_name(late.actor(), call.id, replacing(late, entered[1].id))


async def test_under_the_board_s_own_reading_nobody_is_replaced_alone(board: Body) -> None:
    late, call, entered = await before_council(DAY, 4)
    await rejected(call.id, SEAT, late.on, count=1)
    with pytest.raises(RuleBrokenError):
        await replace_name(late.actor(), call.id, replacing(late, entered[3].id))
