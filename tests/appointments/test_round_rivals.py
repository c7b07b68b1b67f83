"""Two want the same in a round at once: one wins, the other is told who was faster and when.

Each pair runs at the same time over connections of its own; whoever gets the body's row first wins.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from appointments.rules.slates import Fate, Outcome
from appointments.schemas.alliances import CommitteeWish, OrganizationWish, RepresentativeWish
from appointments.schemas.appointments import Appointing
from appointments.schemas.nominations import OwnLink
from appointments.schemas.rounds import (
    Answered,
    FinalistsWish,
    RoundView,
    ScoreWish,
    SlateWish,
    StepWish,
)
from appointments.services.agreements import withdraw_own_nomination
from appointments.services.alliances import (
    admit_organization,
    alliance_on,
    choose_committee_member,
    name_representative,
)
from appointments.services.appointments import appoint_member
from appointments.services.nominees import nominees_of
from appointments.services.reviews import answer_nominee
from appointments.services.rounds import begin_screening, close_nominations, round_view
from appointments.services.screenings import name_finalists, score_nominee
from appointments.services.slates import decide_slate, slates_of, submit_slates
from governance.audit import first_break
from governance.errors import GovernanceError
from governance.schemas.bodies import Body
from governance.services.bodies import engine, get_body
from tests.app import SLUG
from tests.appointments.makers import (
    CHARTER,
    a_full_board,
    a_person,
    an_act,
    clerk,
    staggered,
)
from tests.appointments.makers import named as designated
from tests.appointments.nominating import anyone, link_of, named, themselves
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    Committee,
    a_call,
    a_committee,
    nominees,
    reviewer,
    screened,
    submitted,
)

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)
FIRST = date(2019, 7, 1)
SEAT = ALLIANCE_SEATS[0]
WHEN = "Tuesday, March 3, 2026"
CONFIRMS = Answered(fate=Fate.CONFIRMED)
REJECTS = Answered(fate=Fate.REJECTED, reason="Not this time.")


async def at_once(*deeds: Awaitable[object]) -> list[object]:
    """Do all at the same time; return what each answered or how it was refused."""
    told = list(await asyncio.gather(*deeds, return_exceptions=True))
    rows = await engine().read("SELECT entry, digest FROM audit ORDER BY seq")
    assert first_break((row["entry"], row["digest"]) for row in rows) is None
    return told


async def one_wins(*deeds: Awaitable[object]) -> str:
    """Do all at the same time; exactly one is refused, and what it was told is returned."""
    (lost,) = (each for each in await at_once(*deeds) if isinstance(each, BaseException))
    assert isinstance(lost, GovernanceError), lost
    return str(lost)


async def ready(*, links: bool = False) -> tuple[Committee, RoundView, list[UUID]]:
    """Bring a round of one seat to its slate; with `links` the first came by the public form."""
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    if links:
        await named(call.id, themselves(), anyone(DAY))
        await nominees(committee, call.id, 2)
    else:
        await nominees(committee, call.id, 3)
    late = committee.later(LATER)
    await close_nominations(late.actor(), call.id, StepWish())
    found = await nominees_of(await get_body(SLUG), call.id, None)
    await screened(late, call.id, found)
    return late, call, [each.id for each in found]


async def test_of_two_submissions_one_is_the_document(board: Body) -> None:
    late, call, entered = await ready()
    wish = SlateWish(seat=SEAT, nominees=tuple(entered), ballots=late.all_agree)
    await decide_slate(late.actor(), call.id, wish)
    told = await one_wins(
        *(submit_slates(replace(late.actor(n), name=f"N{n}"), call.id, StepWish()) for n in (0, 1))
    )
    assert told.startswith("“submitted to Council” is reached already. N")
    assert f"recorded it on {WHEN}" in told
    rows = await engine().read("SELECT paper FROM round_step WHERE step = 'submitted'")
    assert len(rows) == 1


async def test_one_name_is_confirmed_or_rejected_and_not_both(board: Body) -> None:
    _, call = await submitted(DAY)
    (slate,) = await slates_of(board, CHARTER, call.id)
    first = slate.names[0]
    told = await one_wins(
        answer_nominee(replace(reviewer(LATER), name="Ada"), first.id, CONFIRMS),
        answer_nominee(replace(reviewer(LATER), name="Ben"), first.id, REJECTS),
    )
    assert told.startswith(f"{first.name} was answered on {WHEN} by ")
    (after,) = await slates_of(board, CHARTER, call.id)
    fates = [each.fate for each in after.names]
    confirmed = fates[0] is Fate.CONFIRMED
    assert fates[1:] == [Fate.PASSED_OVER if confirmed else Fate.OPEN] * 2
    assert after.names[0].decided_by == told.split(" by ")[1].rstrip(".")


async def test_of_two_names_for_one_seat_one_is_confirmed(board: Body) -> None:
    _, call = await submitted(DAY)
    (slate,) = await slates_of(board, CHARTER, call.id)
    told = await one_wins(
        *(
            answer_nominee(replace(reviewer(LATER), name=by), each.id, CONFIRMS)
            for by, each in zip(("Ada", "Ben"), slate.names[:2], strict=True)
        )
    )
    seat = CHARTER.seat(SEAT).name
    assert told.startswith(f"Another name for {seat} was confirmed on {WHEN} by ")
    (after,) = await slates_of(board, CHARTER, call.id)
    fates = sorted(each.fate for each in after.names)
    assert fates == [Fate.CONFIRMED, Fate.PASSED_OVER, Fate.PASSED_OVER]
    assert len(await engine().read("SELECT 1 FROM designation WHERE seat = $1", SEAT)) == 1


async def test_who_withdraws_while_the_slate_is_decided_is_nowhere_as_if_they_stood(
    board: Body,
) -> None:
    late, call, entered = await ready(links=True)
    nomination, link = await link_of()
    wish = SlateWish(seat=SEAT, nominees=tuple(entered), ballots=late.all_agree)
    told = await at_once(
        decide_slate(late.actor(), call.id, wish),
        withdraw_own_nomination(anyone(LATER), nomination, OwnLink(link=link)),
    )
    assert not isinstance(told[1], BaseException)
    if isinstance(told[0], BaseException):
        assert str(told[0]).endswith(f"withdrew on {WHEN}.")
    else:
        (slate,) = await slates_of(board, CHARTER, call.id)
        assert [each.fate for each in slate.names].count(Fate.WITHDRAWN) == 1
    with pytest.raises(GovernanceError):
        await submit_slates(late.actor(), call.id, StepWish())


async def test_who_withdraws_while_the_slates_are_submitted_is_marked_there_or_stops_them(
    board: Body,
) -> None:
    late, call, entered = await ready(links=True)
    wish = SlateWish(seat=SEAT, nominees=tuple(entered), ballots=late.all_agree)
    await decide_slate(late.actor(), call.id, wish)
    nomination, link = await link_of()
    told = await at_once(
        submit_slates(late.actor(), call.id, StepWish()),
        withdraw_own_nomination(anyone(LATER), nomination, OwnLink(link=link)),
    )
    assert not isinstance(told[1], BaseException)
    if isinstance(told[0], BaseException):
        assert f"withdrew on {WHEN}; decide the slate" in str(told[0])
    (slate,) = await slates_of(board, CHARTER, call.id)
    assert [each.fate for each in slate.names].count(Fate.WITHDRAWN) == 1
    view = await round_view(board, CHARTER, call.id, LATER)
    assert (view.step, view.seats[0].outcome) == (
        "slated" if isinstance(told[0], BaseException) else "submitted",
        Outcome.OPEN,
    )


async def test_a_seat_that_is_filled_by_another_act_is_not_answered_for(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    _, call = await submitted(DAY)
    (slate,) = await slates_of(board, CHARTER, call.id)
    person = (await a_person(LATER)).id
    await designated(LATER, SEAT, person)
    act = await an_act(LATER)
    filling = Appointing(seat=SEAT, person=person, legislation=act.id)
    told = await at_once(
        appoint_member(replace(clerk(LATER), name="Cleo"), filling),
        answer_nominee(replace(reviewer(LATER), name="Ada"), slate.names[0].id, REJECTS),
    )
    assert not isinstance(told[0], BaseException), told[0]
    with pytest.raises(GovernanceError) as refused:
        await answer_nominee(reviewer(LATER), slate.names[1].id, CONFIRMS)
    said = str(refused.value)
    assert f"was filled meanwhile, on {WHEN}; take it out of the round." in said
    assert f"Cleo recorded it on {WHEN}" in said


async def test_of_two_choices_of_finalists_one_counts(board: Body) -> None:
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    entered = await nominees(committee, call.id, 4)
    late = committee.later(LATER)
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    for each in entered:
        for number in range(3):
            await score_nominee(late.actor(number), each.id, ScoreWish(points={"fairness": 4}))
    ids = [each.id for each in entered]
    told = await one_wins(
        *(
            name_finalists(
                replace(late.actor(n), name=f"N{n}"), call.id, FinalistsWish(nominees=tuple(some))
            )
            for n, some in enumerate((ids[:3], ids[1:]))
        )
    )
    winner = told.split("already. ")[1].split(" recorded")[0]
    states = {each.id: each.state for each in await nominees_of(board, call.id, None)}
    chosen = ids[:3] if winner == "N0" else ids[1:]
    assert {each for each, state in states.items() if state == "finalist"} == set(chosen)


async def test_of_two_for_the_fifth_place_one_is_in_the_committee(board: Body) -> None:
    people = [(await a_person(DAY)).id for _ in range(6)]
    wishes = [
        CommitteeWish(authority="alliance", person=each, chosen_on=DAY, since=DAY)
        for each in people
    ]
    for wish in wishes[:4]:
        await choose_committee_member(clerk(DAY), wish)
    told = await one_wins(*(choose_committee_member(clerk(DAY), wish) for wish in wishes[4:]))
    assert "since Monday, March 2, 2026" in told
    found = (await alliance_on(board, CHARTER, DAY)).committee
    assert len(found) == 5
    assert all(each.name in told for each in found)


async def test_of_two_for_the_second_place_one_speaks_for_the_organization(board: Body) -> None:
    wish = OrganizationWish(authority="alliance", name="Neighbors", joined_on=DAY)
    organization = (await admit_organization(clerk(DAY), wish)).id
    wishes = [RepresentativeWish(person=(await a_person(DAY)).id, since=DAY) for _ in range(3)]
    await name_representative(clerk(DAY), organization, wishes[0])
    told = await one_wins(
        *(name_representative(clerk(DAY), organization, wish) for wish in wishes[1:])
    )
    assert "(18-4I)" in told
    assert "since Monday, March 2, 2026" in told
    (found,) = (await alliance_on(board, CHARTER, DAY)).organizations
    assert len(found.representatives) == 2
