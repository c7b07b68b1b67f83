"""Nomination rounds from call to Council's answer, as deeds (18-4H(3), 18-4I)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from appointments.rules.rounds import Step
from appointments.rules.slates import Ballot, Fate, Outcome
from appointments.schemas.alliances import (
    CommitteeWish,
    Leaving,
    OrganizationWish,
    RepresentativeWish,
)
from appointments.schemas.legislation import DraftWish, Introduction, Pair
from appointments.schemas.rounds import (
    Answered,
    CallWish,
    ConflictWish,
    FinalistsWish,
    NomineeWish,
    ScoreWish,
    SlateName,
    SlateWish,
    StepWish,
)
from appointments.services.acts import name_in_act
from appointments.services.alliances import (
    admit_organization,
    alliance_on,
    choose_committee_member,
    end_committee_member,
    name_representative,
    release_organization,
)
from appointments.services.embargoes import withheld_people
from appointments.services.legislation import draft_legislation, introduce_draft
from appointments.services.nominees import enter_nominee, nominees_of
from appointments.services.reviews import answer_nominee, release_seat, submitted_slates
from appointments.services.rounds import (
    begin_screening,
    call_for_nominees,
    close_nominations,
    round_view,
)
from appointments.services.screenings import declare_conflict, name_finalists, score_nominee
from appointments.services.slates import decide_slate, slates_of, submit_slates
from governance.errors import (
    BadInputError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.schemas.bodies import Body
from governance.services.bodies import get_body
from tests.app import SLUG
from tests.appointments.makers import CHARTER, a_full_board, a_person, clerk, staggered
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    a_call,
    a_committee,
    nominees,
    rejected,
    reviewer,
    screened,
    slated,
    submitted,
)

DAY = date(2026, 3, 2)
FIRST = date(2019, 7, 1)
SEAT = ALLIANCE_SEATS[0]


async def test_a_third_representative_is_refused_with_its_clause(board: Body) -> None:
    wish = OrganizationWish(authority="alliance", name="Neighbors", joined_on=DAY)
    organization = await admit_organization(clerk(DAY), wish)
    for _ in range(2):
        person = (await a_person(DAY)).id
        wish = RepresentativeWish(person=person, since=DAY)
        await name_representative(clerk(DAY), organization.id, wish)
    third = RepresentativeWish(person=(await a_person(DAY)).id, since=DAY)
    with pytest.raises(RuleBrokenError) as refused:
        await name_representative(clerk(DAY), organization.id, third)
    assert [each.clause for each in refused.value.findings] == ["18-4I"]


async def test_representatives_leave_with_their_organization(board: Body) -> None:
    wish = OrganizationWish(authority="alliance", name="Neighbors", joined_on=DAY)
    organization = await admit_organization(clerk(DAY), wish)
    person = (await a_person(DAY)).id
    naming = RepresentativeWish(person=person, since=DAY)
    await name_representative(clerk(DAY), organization.id, naming)
    later = DAY + timedelta(days=30)
    await release_organization(clerk(later), organization.id, Leaving(on=later))
    before = await alliance_on(board, CHARTER, later - timedelta(days=1))
    assert [each.person for each in before.organizations[0].representatives] == [person]
    assert (await alliance_on(board, CHARTER, later)).organizations == ()
    past = await alliance_on(board, CHARTER, later, past=True)
    assert past.organizations[0].representatives[0].until == later


async def test_a_sixth_of_the_committee_is_refused_until_one_leaves(board: Body) -> None:
    await a_committee(DAY)
    sixth = CommitteeWish(
        authority="alliance", person=(await a_person(DAY)).id, chosen_on=DAY, since=DAY
    )
    with pytest.raises(RuleBrokenError):
        await choose_committee_member(clerk(DAY), sixth)
    first = (await alliance_on(board, CHARTER, DAY)).committee[0]
    await end_committee_member(clerk(DAY), first.id, Leaving(on=DAY))
    assert (await choose_committee_member(clerk(DAY), sixth)).serving


async def test_only_those_in_the_committee_today_act_in_a_round(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    member = (await alliance_on(board, CHARTER, DAY)).committee
    gone = next(each for each in member if each.person == committee.people[0])
    await end_committee_member(clerk(DAY), gone.id, Leaving(on=DAY))
    with pytest.raises(NotAllowedError):
        await close_nominations(
            committee.later(DAY + timedelta(days=1)).actor(), call.id, StepWish()
        )


async def test_a_call_is_closed_only_after_its_closing_day(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    with pytest.raises(OutOfOrderError):
        await close_nominations(committee.actor(), call.id, StepWish())
    late = committee.later(DAY + timedelta(days=1))
    with pytest.raises(RuleBrokenError):
        await nominees(late, call.id, 1)
    assert (await close_nominations(late.actor(), call.id, StepWish())).step == Step.CALL_CLOSED


async def test_nobody_is_screened_without_having_agreed(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    wish = NomineeWish(person=(await a_person(DAY)).id)
    nominee = await enter_nominee(committee.actor(), call.id, wish)
    late = committee.later(DAY + timedelta(days=1))
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    with pytest.raises(OutOfOrderError):
        await score_nominee(late.actor(), nominee.id, ScoreWish(points={"fairness": 4}))


async def test_each_scores_alone_and_a_conflict_takes_one_out(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    relative = committee.people[4]
    wish = NomineeWish(person=(await a_person(DAY)).id, relatives=(relative,), consented=True)
    nominee = await enter_nominee(committee.actor(), call.id, wish)
    late = committee.later(DAY + timedelta(days=1))
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    with pytest.raises(RuleBrokenError) as refused:
        await score_nominee(late.actor(4), nominee.id, ScoreWish(points={"fairness": 5}))
    assert refused.value.findings[0].clause == "18-4I(4)"
    await score_nominee(late.actor(0), nominee.id, ScoreWish(points={"fairness": 5}))
    (unseen,) = await nominees_of(board, call.id, committee.people[1])
    assert (unseen.scores, unseen.average) == ((), None)
    (seen,) = await nominees_of(board, call.id, committee.people[0])
    assert [each.total for each in seen.scores] == [5]
    await declare_conflict(late.actor(0), nominee.id, ConflictWish(reason="We work together."))
    with pytest.raises(RuleBrokenError) as short:
        await name_finalists(late.actor(1), call.id, FinalistsWish(nominees=(nominee.id,)))
    assert "has 0 scores" in str(short.value.findings[0].reason)


async def test_a_slate_needs_three_names_none_of_them_on_another(board: Body) -> None:
    committee = await a_committee(DAY)
    seats = ALLIANCE_SEATS[:2]
    call = await a_call(committee, seats, DAY)
    entered = await nominees(committee, call.id, 6)
    late = committee.later(DAY + timedelta(days=1))
    await close_nominations(late.actor(), call.id, StepWish())
    await screened(late, call.id, entered)
    names = tuple(each.id for each in entered)
    for wrong in (names[:2], names[:4]):
        wish = SlateWish(seat=seats[0], nominees=wrong, ballots=late.all_agree)
        with pytest.raises(RuleBrokenError):
            await decide_slate(late.actor(), call.id, wish)
    first = SlateWish(seat=seats[0], nominees=names[:3], ballots=late.all_agree)
    assert (await decide_slate(late.actor(), call.id, first)).step == Step.CONSULTED
    again = SlateWish(seat=seats[1], nominees=names[2:5], ballots=late.all_agree)
    with pytest.raises(RuleBrokenError):
        await decide_slate(late.actor(), call.id, again)
    second = SlateWish(seat=seats[1], nominees=names[3:], ballots=late.all_agree)
    assert (await decide_slate(late.actor(), call.id, second)).step == Step.SLATED


async def test_a_slate_without_a_quorum_or_with_a_stranger_s_vote_is_refused(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    entered = await nominees(committee, call.id, 3)
    late = committee.later(DAY + timedelta(days=1))
    await close_nominations(late.actor(), call.id, StepWish())
    await screened(late, call.id, entered)
    names = tuple(each.id for each in entered)
    two = dict.fromkeys(committee.people[:2], Ballot.YES)
    with pytest.raises(RuleBrokenError):
        await decide_slate(late.actor(), call.id, SlateWish(seat=SEAT, nominees=names, ballots=two))
    stranger = {**late.all_agree, (await a_person(DAY)).id: Ballot.YES}
    with pytest.raises(BadInputError):
        await decide_slate(
            late.actor(), call.id, SlateWish(seat=SEAT, nominees=names, ballots=stranger)
        )


async def test_before_its_submission_a_round_is_not_there_for_reviewers(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    with pytest.raises(NotFoundError):
        await submitted_slates(board, CHARTER, call.id, DAY)


async def test_a_round_is_submitted_once(board: Body) -> None:
    late, call = await submitted(DAY)
    with pytest.raises(OutOfOrderError, match="Test recorded it on Tuesday, March 3, 2026"):
        await submit_slates(late.actor(), call.id, StepWish())
    (slate,) = await submitted_slates(board, CHARTER, call.id, late.on)
    assert [each.place for each in slate.names] == [1, 2, 3]
    assert slate.ballots == ()
    assert any(each.clause == "18-4C" for each in slate.names[0].findings)


async def test_a_rejection_without_its_reason_is_refused_18_4i6(board: Body) -> None:
    late, call = await submitted(DAY)
    (slate,) = await slates_of(board, CHARTER, call.id)
    with pytest.raises(RuleBrokenError) as refused:
        await answer_nominee(
            reviewer(late.on), slate.names[0].id, Answered(fate=Fate.REJECTED, reason=" ")
        )
    assert refused.value.findings[0].clause == "18-4I(6)"


async def test_two_rejections_leave_the_choice_open(board: Body) -> None:
    late, call = await submitted(DAY)
    await rejected(call.id, SEAT, late.on, count=2)
    view = await round_view(board, CHARTER, call.id, late.on)
    assert (view.step, view.seats[0].outcome, view.followed_by) == (
        Step.SUBMITTED,
        Outcome.OPEN,
        (),
    )


async def test_the_third_rejection_begins_a_replacement_with_its_fifteen_days(board: Body) -> None:
    late, call = await submitted(date(2026, 5, 4))
    await rejected(call.id, SEAT, late.on)
    view = await round_view(board, CHARTER, call.id, late.on)
    assert (view.step, view.seats[0].outcome) == (Step.CLOSED, Outcome.ALL_REJECTED)
    (following,) = view.followed_by
    replacement = await round_view(board, CHARTER, following, late.on)
    assert (replacement.kind, replacement.follows) == ("replacement", call.id)
    assert (late.on, replacement.due) == (date(2026, 5, 5), date(2026, 5, 20))
    assert replacement.due_clause == "18-4H(3)"


async def test_a_confirmed_name_is_designated_and_the_others_are_passed_over(board: Body) -> None:
    late, call = await submitted(DAY)
    (slate,) = await slates_of(board, CHARTER, call.id)
    chosen = slate.names[1]
    view = await answer_nominee(reviewer(late.on), chosen.id, Answered(fate=Fate.CONFIRMED))
    assert (view.step, view.seats[0].outcome) == (Step.CLOSED, Outcome.CONFIRMED)
    (after,) = await slates_of(board, CHARTER, call.id)
    assert [each.fate for each in after.names] == [
        Fate.PASSED_OVER,
        Fate.CONFIRMED,
        Fate.PASSED_OVER,
    ]
    with pytest.raises(OutOfOrderError):
        await answer_nominee(reviewer(late.on), slate.names[0].id, Answered(fate=Fate.CONFIRMED))


async def test_a_seat_filled_otherwise_leaves_its_round(board: Body) -> None:
    late, call = await submitted(DAY)
    view = await release_seat(clerk(late.on), call.id, SEAT)
    assert (view.step, view.seats[0].outcome) == (Step.CLOSED, Outcome.FILLED_OTHERWISE)


async def confirmed(on: date, seat: str, found: UUID, number: int = 0) -> SlateName:
    """Let Council confirm a name for a seat."""
    body = await get_body(SLUG)
    (slate,) = (each for each in await slates_of(body, CHARTER, found) if each.seat == seat)
    chosen = slate.names[number]
    await answer_nominee(reviewer(on), chosen.id, Answered(fate=Fate.CONFIRMED))
    return chosen


async def test_a_nominee_is_withheld_until_the_act_that_names_them_is_filed(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    late, call = await submitted(DAY)
    chosen = await confirmed(late.on, SEAT, call.id)
    assert chosen.person in await withheld_people(board, CHARTER)
    draft = await draft_legislation(clerk(late.on), DraftWish(title="A member"))
    pair = Pair(seat=SEAT, person=chosen.person)
    await name_in_act(clerk(late.on), draft.id, pair)
    assert chosen.person in await withheld_people(board, CHARTER)
    filing = Introduction(number="2026-77", introduced_on=late.on)
    await introduce_draft(clerk(late.on), draft.id, filing)
    hidden = await withheld_people(board, CHARTER)
    assert chosen.person not in hidden
    assert len(hidden) == 2


async def test_the_first_round_s_names_wait_for_the_last_seat(board: Body) -> None:
    late, call = await submitted(DAY, ALLIANCE_SEATS)
    people = [await confirmed(late.on, seat, call.id) for seat in ALLIANCE_SEATS[:3]]
    hidden = await withheld_people(board, CHARTER)
    assert {each.person for each in people} <= hidden
    last = await confirmed(late.on, ALLIANCE_SEATS[3], call.id)
    hidden = await withheld_people(board, CHARTER)
    assert not {last.person, *(each.person for each in people)} & hidden


async def test_whoever_is_rejected_once_and_confirmed_later_is_no_secret_then(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    late, call = await submitted(DAY)
    (slate,) = await slates_of(board, CHARTER, call.id)
    again = slate.names[0].person
    await rejected(call.id, SEAT, late.on)
    (following,) = (await round_view(board, CHARTER, call.id, late.on)).followed_by
    opened = CallWish(text="Apply again.", opens_on=late.on, closes_on=late.on)
    await call_for_nominees(late.actor(), following, opened)
    wish = NomineeWish(person=again, consented=True)
    entered = [await enter_nominee(late.actor(), following, wish)]
    entered += await nominees(late, following, 2)
    later = late.later(late.on + timedelta(days=1))
    await close_nominations(later.actor(), following, StepWish())
    await screened(later, following, entered)
    await slated(later, following, (SEAT,), entered)
    await submit_slates(later.actor(), following, StepWish())
    chosen = await confirmed(later.on, SEAT, following)
    assert chosen.person == again
    assert again in await withheld_people(board, CHARTER)
    draft = await draft_legislation(clerk(later.on), DraftWish(title="A member"))
    await name_in_act(clerk(later.on), draft.id, Pair(seat=SEAT, person=again))
    filing = Introduction(number="2026-78", introduced_on=later.on)
    await introduce_draft(clerk(later.on), draft.id, filing)
    assert again not in await withheld_people(board, CHARTER)
