from datetime import date

import pytest

from appointments.schemas.legislation import CouncilVote, LegislationWish
from appointments.services.legislation import (
    introduce_legislation,
    list_legislation,
    record_council_vote,
)
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from tests.appointments.makers import CHARTER, clerk

ON = date(2026, 11, 10)


def act(number: str = "2026-301", on: date = ON) -> LegislationWish:
    return LegislationWish(number=number, title="Appointing a member", introduced_on=on)


def vote(ayes: int, noes: int = 0, on: date = ON) -> CouncilVote:
    return CouncilVote(voted_on=on, ayes=ayes, noes=noes)


async def test_an_act_is_pending_until_its_vote_and_then_carried_or_lost(board: Body) -> None:
    five = await introduce_legislation(clerk(ON), act("1"))
    four = await introduce_legislation(clerk(ON), act("2"))
    assert five.result == "pending"
    assert (await record_council_vote(clerk(ON), five.id, vote(5, 4))).result == "carried"
    assert (await record_council_vote(clerk(ON), four.id, vote(4, 0))).result == "lost"
    listed = await list_legislation(board, CHARTER)
    assert {each.result for each in listed} == {"carried", "lost"}


async def test_a_number_is_given_once(board: Body) -> None:
    await introduce_legislation(clerk(ON), act())
    with pytest.raises(OutOfOrderError, match="2026-301"):
        await introduce_legislation(clerk(ON), act(" 2026-301 "))


async def test_an_act_is_voted_once(board: Body) -> None:
    made = await introduce_legislation(clerk(ON), act())
    await record_council_vote(clerk(ON), made.id, vote(5))
    with pytest.raises(OutOfOrderError):
        await record_council_vote(clerk(ON), made.id, vote(9))


@pytest.mark.parametrize(
    "wrong",
    [vote(5, 5), vote(5, on=date(2026, 11, 9)), vote(5, on=date(2026, 11, 11))],
    ids=["ten votes of nine", "before its introduction", "tomorrow"],
)
async def test_a_vote_that_cannot_have_been_is_refused(board: Body, wrong: CouncilVote) -> None:
    made = await introduce_legislation(clerk(ON), act())
    with pytest.raises(BadInputError):
        await record_council_vote(clerk(ON), made.id, wrong)


async def test_unknown_acts_and_days_to_come_are_refused(board: Body) -> None:
    with pytest.raises(NotFoundError):
        await record_council_vote(clerk(ON), board.id, vote(5))
    with pytest.raises(BadInputError):
        await introduce_legislation(clerk(ON), act(on=date(2026, 11, 11)))
    with pytest.raises(BadInputError):
        await introduce_legislation(clerk(ON), act("  "))
