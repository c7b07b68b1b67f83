"""Acts by name: who voted how, whom they appoint, and that all are appointed or none."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from appointments.schemas.legislation import (
    Choice,
    CouncilmemberEnd,
    CouncilmemberWish,
    CouncilRoll,
    CouncilVote,
    DraftWish,
    Introduction,
    LegislationView,
    Pair,
)
from appointments.services.acts import appoint_named, name_in_act, strike_from_act
from appointments.services.council import (
    councilmembers_on,
    end_councilmember,
    record_councilmember,
)
from appointments.services.history import history
from appointments.services.legislation import (
    draft_legislation,
    get_legislation,
    introduce_draft,
    list_legislation,
    record_council_roll,
    record_council_vote,
)
from appointments.services.vacancies import vacancies_of
from governance.errors import BadInputError, NotFoundError, OutOfOrderError, RuleBrokenError
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from tests.appointments.makers import (
    CHARTER,
    a_full_board,
    a_person,
    appointed,
    clerk,
    named,
    staggered,
)

FIRST = date(2020, 1, 21)
ON = date(2021, 8, 2)
DISTRICTS = ("East", "Northeast", "Northwest", "South")


async def a_council(since: date = date(2020, 1, 1)) -> list[UUID]:
    """Nine members of Council, four of them from districts."""
    made = []
    for number in range(9):
        district = DISTRICTS[number] if number < len(DISTRICTS) else ""
        wish = CouncilmemberWish(name=f"Member {number}", district=district, since=since)
        made.append((await record_councilmember(clerk(ON), wish)).id)
    return made


def roll(council: list[UUID], said: str, on: date = ON) -> CouncilRoll:
    """Votes in the order of the Council: y, n, a for abstained and o for absent."""
    words = {"y": Choice.YES, "n": Choice.NO, "a": Choice.ABSTAIN, "o": Choice.ABSENT}
    choices = (words[each] for each in said)
    return CouncilRoll(voted_on=on, votes=dict(zip(council, choices, strict=True)))


async def a_draft(*pairs: tuple[str, UUID], on: date = ON) -> LegislationView:
    act = await draft_legislation(clerk(on), DraftWish(title="Appointing members"))
    for seat, person in pairs:
        await named(on, seat, person)
        act = await name_in_act(clerk(on), act.id, Pair(seat=seat, person=person))
    return act


async def test_a_draft_has_no_number_and_is_before_nobody(board: Body) -> None:
    draft = await a_draft()
    assert (draft.result, draft.number, draft.introduced_on) == ("draft", "", None)
    await a_council()
    with pytest.raises(OutOfOrderError, match="draft is introduced before"):
        await record_council_vote(clerk(ON), draft.id, CouncilVote(voted_on=ON, ayes=9, noes=0))
    with pytest.raises(BadInputError):
        await introduce_draft(clerk(ON), draft.id, Introduction())
    act = await introduce_draft(clerk(ON), draft.id, Introduction(number="2021-77"))
    assert (act.result, act.number, act.introduced_on) == ("pending", "2021-77", ON)
    with pytest.raises(OutOfOrderError):
        await introduce_draft(clerk(ON), draft.id, Introduction(number="2021-78"))


@pytest.mark.parametrize(
    ("said", "result"),
    [("yyyyynnnn", "carried"), ("yyyyooooo"[:9], "lost"), ("yyyyyaoon", "carried")],
)
async def test_five_ayes_of_nine_carry_by_name(board: Body, said: str, result: str) -> None:
    """18-4H: a majority of Council, however many are absent or abstain."""
    council = await a_council()
    draft = await a_draft()
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    act = await record_council_roll(clerk(ON), draft.id, roll(council, said))
    assert act.result == result
    assert (act.ayes, act.noes) == (said.count("y"), said.count("n"))
    assert (act.abstained, act.absent) == (said.count("a"), said.count("o"))
    assert [each.choice.value[0] for each in act.votes][:5] == ["y"] * 4 + [act.votes[4].choice[0]]
    [listed] = await list_legislation(board, CHARTER)
    assert listed.result == result


async def test_every_member_of_that_day_votes_and_nobody_else(board: Body) -> None:
    council = await a_council()
    draft = await a_draft()
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    whole = roll(council, "yyyyynnnn")
    short = CouncilRoll(voted_on=ON, votes=dict(list(whole.votes.items())[1:]))
    with pytest.raises(BadInputError, match="How did Member 0 vote"):
        await record_council_roll(clerk(ON), draft.id, short)
    stranger = CouncilRoll(voted_on=ON, votes={**whole.votes, uuid4(): Choice.YES})
    with pytest.raises(BadInputError, match="had no vote"):
        await record_council_roll(clerk(ON), draft.id, stranger)
    with pytest.raises(OutOfOrderError, match="by name"):
        await record_council_vote(clerk(ON), draft.id, CouncilVote(voted_on=ON, ayes=9, noes=0))
    await record_council_roll(clerk(ON), draft.id, whole)
    with pytest.raises(OutOfOrderError, match="already"):
        await record_council_roll(clerk(ON), draft.id, whole)


async def test_without_members_on_record_only_numbers_are_kept(board: Body) -> None:
    draft = await a_draft()
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    with pytest.raises(OutOfOrderError, match="Nobody is on record"):
        await record_council_roll(clerk(ON), draft.id, CouncilRoll(voted_on=ON, votes={}))
    act = await record_council_vote(clerk(ON), draft.id, CouncilVote(voted_on=ON, ayes=5, noes=4))
    assert (act.result, act.votes) == ("carried", ())


async def test_a_council_has_nine_members_and_one_a_district(board: Body) -> None:
    council = await a_council()
    tenth = CouncilmemberWish(name="One Too Many", since=ON)
    with pytest.raises(RuleBrokenError, match="9 members") as refused:
        await record_councilmember(clerk(ON), tenth)
    assert refused.value.findings[0].clause == "18-4H"
    await end_councilmember(clerk(ON), council[0], CouncilmemberEnd(until=ON))
    assert len(await councilmembers_on(board, date(2021, 8, 1))) == 9
    assert len(await councilmembers_on(board, ON)) == 8
    taken = CouncilmemberWish(name="Rival", district="South", since=ON)
    with pytest.raises(OutOfOrderError, match="district"):
        await record_councilmember(clerk(ON), taken)
    await record_councilmember(clerk(ON), tenth)
    with pytest.raises(OutOfOrderError, match="left on"):
        await end_councilmember(clerk(ON), council[0], CouncilmemberEnd(until=ON))


async def test_who_voted_was_there(board: Body) -> None:
    council = await a_council()
    draft = await a_draft()
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    await record_council_roll(clerk(ON), draft.id, roll(council, "yyyyyyyyy"))
    with pytest.raises(OutOfOrderError, match="voted on 77"):
        await end_councilmember(clerk(ON), council[0], CouncilmemberEnd(until=ON))
    left = await end_councilmember(clerk(ON), council[0], CouncilmemberEnd(until=date(2021, 8, 3)))
    assert left.until == date(2021, 8, 3)


async def test_one_act_appoints_several_in_one_deed(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    council = await a_council()
    people = [await a_person(ON, district="East"), await a_person(ON)]
    draft = await a_draft(("east", people[0].id), ("alliance-1", people[1].id))
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    with pytest.raises(RuleBrokenError, match="no vote"):
        await appoint_named(clerk(ON), draft.id)
    await record_council_roll(clerk(ON), draft.id, roll(council, "yyyyynnnn"))
    made = await appoint_named(clerk(ON), draft.id)
    assert [(each.seat, each.person) for each in made] == [
        ("east", people[0].id),
        ("alliance-1", people[1].id),
    ]
    act = await get_legislation(board, CHARTER, draft.id)
    assert all(each.appointment for each in act.names)
    with pytest.raises(OutOfOrderError, match="nobody to appoint"):
        await appoint_named(clerk(ON), draft.id)


async def test_what_stands_in_the_way_of_one_holds_all_and_names_each_clause(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    council = await a_council()
    newcomer = await a_person(ON, "Good Person")
    draft = await a_draft(("east", newcomer.id), ("south", second["alliance-4"].person))
    unnamed = await a_person(ON, "Unnamed Person")
    await name_in_act(clerk(ON), draft.id, Pair(seat="alliance-1", person=unnamed.id))
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    await record_council_roll(clerk(ON), draft.id, roll(council, "yyyyyyyyy"))
    before = len(await history(board))
    with pytest.raises(RuleBrokenError) as refused:
        await appoint_named(clerk(ON), draft.id)
    said = str(refused.value)
    assert "South District" in said
    assert "Unnamed Person, Alliance 1" in said
    assert "Good Person" not in said
    assert {"18-4H(2)", "18-4K"} <= {each.clause for each in refused.value.findings}
    assert len(await history(board)) == before


async def test_an_act_appoints_only_whom_it_names(board: Body) -> None:
    """18-3B: the act names person and seat."""
    await staggered(FIRST, await a_full_board(FIRST))
    council = await a_council()
    person, other = await a_person(ON), await a_person(ON)
    draft = await a_draft(("east", person.id))
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    await record_council_roll(clerk(ON), draft.id, roll(council, "yyyyyyyyy"))
    with pytest.raises(RuleBrokenError, match="does not name this person") as refused:
        await appointed(ON, "east", other.id, legislation=draft.id)
    assert [each.clause for each in refused.value.findings] == ["18-3B"]
    await appointed(ON, "east", person.id, legislation=draft.id)
    assert await vacancies_of(board, CHARTER, ON) == []


async def test_names_change_until_the_vote_and_stay_private(board: Body) -> None:
    council = await a_council()
    person, other = await a_person(ON), await a_person(ON)
    draft = await a_draft(("east", person.id))
    with pytest.raises(OutOfOrderError, match="for this seat already"):
        await name_in_act(clerk(ON), draft.id, Pair(seat="east", person=other.id))
    with pytest.raises(OutOfOrderError, match="this person already"):
        await name_in_act(clerk(ON), draft.id, Pair(seat="south", person=person.id))
    with pytest.raises(NotFoundError):
        await strike_from_act(clerk(ON), draft.id, board.id)
    struck = await strike_from_act(clerk(ON), draft.id, draft.names[0].id)
    assert struck.names == ()
    again = await name_in_act(clerk(ON), draft.id, Pair(seat="east", person=other.id))
    entries = await engine().read("SELECT entry FROM audit WHERE body = $1", board.id)
    told = [row["entry"] for row in entries if "provision:" in row["entry"]]
    assert len(told) == 3
    assert not any(str(each.id) in text for each in (person, other) for text in told)
    await introduce_draft(clerk(ON), draft.id, Introduction(number="77"))
    await record_council_roll(clerk(ON), draft.id, roll(council, "yyyynnnnn"))
    with pytest.raises(OutOfOrderError, match="voted on"):
        await strike_from_act(clerk(ON), draft.id, again.names[0].id)
    with pytest.raises(RuleBrokenError, match="4 ayes, 5 needed"):
        await appoint_named(clerk(ON), draft.id)
