"""Too few names are left for the slates: further finalists, or a call once more (18-4H3)."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from appointments.rules.rounds import Embargo, Step, initial_settings
from appointments.rules.shortages import may_call_again, missing
from appointments.schemas.nominations import OwnLink
from appointments.schemas.rounds import (
    CallWish,
    ConsultationWish,
    FinalistsWish,
    NomineeView,
    RoundView,
    ScoreWish,
    SlateWish,
    StepWish,
)
from appointments.services.agreements import withdraw_own_nomination
from appointments.services.due_rounds import due_in_rounds
from appointments.services.nomination_calls import open_nominations
from appointments.services.nominees import nominees_of
from appointments.services.rounds import begin_screening, close_nominations, round_view
from appointments.services.screenings import name_finalists, score_nominee
from appointments.services.shortages import add_finalists, call_again
from appointments.services.slates import decide_slate, record_consultation, submit_slates
from governance.errors import BadInputError, RuleBrokenError
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, RoleGrant, TokenWish
from governance.schemas.bodies import Body
from governance.services.accounts import create_account
from governance.services.bodies import get_body
from governance.services.roles import grant_role
from governance.services.tokens import create_token
from tests.app import PASSWORD, SLUG, Doors, acting
from tests.appointments.makers import CHARTER
from tests.appointments.nominating import agreed, another, anyone, link_of, named, themselves
from tests.appointments.rounding import ALLIANCE_SEATS, Committee, a_call, a_committee, nominees
from tests.appointments.test_applying_pages import let

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)
CLOSES = LATER + timedelta(days=7)
SEAT = ALLIANCE_SEATS[0]
RULE = CHARTER.authority("alliance").nominates
assert RULE is not None
SETTINGS = initial_settings(RULE, Embargo.ALL_CONFIRMED)


@pytest.mark.parametrize(
    ("standing", "seats", "count"), [(12, 4, 0), (11, 4, 1), (3, 1, 0), (2, 1, 1), (0, 1, 3)]
)
def test_each_seat_needs_three_names_of_its_own_18_4h3(
    standing: int, seats: int, count: int
) -> None:
    assert missing(standing, seats, SETTINGS) == count


@pytest.mark.parametrize("at", list(Step))
def test_a_call_is_opened_once_more_between_its_close_and_the_submission(at: Step) -> None:
    found = may_call_again(at, 1, on=DAY, closes_on=None, again=False, rule=RULE)
    assert found.holds == (at not in (Step.DRAFT, Step.CALL_OPEN, Step.SUBMITTED, Step.CLOSED))
    assert found.clause == "18-4I(2)"


@pytest.mark.parametrize(("days", "holds"), [(0, False), (1, True)])
def test_a_second_call_is_not_opened_over_one_that_is_open(days: int, holds: bool) -> None:
    on = DAY + timedelta(days=days)
    found = may_call_again(Step.SLATED, 1, on=on, closes_on=DAY, again=True, rule=RULE)
    assert found.holds == holds


async def short(
    count: int = 4, *, finalists: int = 3
) -> tuple[Committee, RoundView, list[NomineeView]]:
    """Bring a round to its meeting, its first nominee come by the form; then that one withdraws."""
    committee = await a_committee(DAY)
    call = await a_call(committee, (SEAT,), DAY)
    await named(call.id, themselves(), anyone(DAY))
    (first,) = await nominees_of(await get_body(SLUG), call.id, None)
    entered = [first, *await nominees(committee, call.id, count - 1)]
    late = committee.later(LATER)
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    for each in entered:
        await scored(late, each)
    chosen = FinalistsWish(nominees=tuple(each.id for each in entered[:finalists]))
    await name_finalists(late.actor(), call.id, chosen)
    held = ConsultationWish(held_on=LATER, present="All.")
    await record_consultation(late.actor(), call.id, held)
    nomination, link = await link_of()
    await withdraw_own_nomination(anyone(LATER), nomination, OwnLink(link=link))
    return late, call, entered


async def scored(committee: Committee, nominee: NomineeView) -> None:
    for number in range(3):
        wish = ScoreWish(points={"fairness": 4})
        await score_nominee(committee.actor(number), nominee.id, wish)


async def test_a_shortage_is_the_next_step_and_further_finalists_mend_it(board: Body) -> None:
    late, call, entered = await short()
    view = await round_view(board, CHARTER, call.id, LATER)
    told = "Find 1 more name: name further finalists, or call once more"
    assert (view.missing, view.next_what) == (1, told)
    due = await due_in_rounds(board, CHARTER, LATER)
    assert f"{told}: {CHARTER.seat(SEAT).name}" in [str(it.what) for it in due]
    wish = FinalistsWish(nominees=(entered[3].id,))
    with pytest.raises(RuleBrokenError) as unheard:
        await add_finalists(late.actor(), call.id, wish)
    assert "The Alliance met without them" in str(unheard.value)
    heard = FinalistsWish(nominees=(entered[3].id,), note="By mail, on March 3.")
    view = await add_finalists(late.actor(), call.id, heard)
    assert (view.missing, view.step, view.next_what) == (0, "consulted", "Decide the slates")
    with pytest.raises(RuleBrokenError, match="nothing is to be added"):
        await add_finalists(late.actor(), call.id, heard)
    names = tuple(each.id for each in entered[1:])
    slate = SlateWish(seat=SEAT, nominees=names, ballots=late.all_agree)
    assert (await decide_slate(late.actor(), call.id, slate)).step == "slated"


async def test_who_is_a_finalist_or_was_not_scored_is_no_further_finalist(board: Body) -> None:
    late, call, entered = await short(3)
    wish = FinalistsWish(nominees=(entered[1].id,), note="By mail.")
    with pytest.raises(BadInputError, match="is a finalist already"):
        await add_finalists(late.actor(), call.id, wish)


async def test_a_call_once_more_brings_the_missing_name_and_the_round_goes_on(board: Body) -> None:
    late, call, entered = await short(3)
    wish = CallWish(text="One more.", opens_on=LATER, closes_on=CLOSES)
    view = await call_again(late.actor(), call.id, wish)
    assert (view.step, view.closes_on, view.missing) == ("consulted", CLOSES, 1)
    with pytest.raises(RuleBrokenError, match="The call is open until"):
        await call_again(late.actor(), call.id, wish)
    assert [each.id for each in await open_nominations(board, CHARTER, CLOSES)] == [call.id]
    assert await open_nominations(board, CHARTER, CLOSES + timedelta(days=1)) == []
    again = another("late.comer@mail.example", "Late Comer")
    await named(call.id, again, anyone(CLOSES))
    await agreed(anyone(CLOSES, minute=1), "late.comer@mail.example", name="Late Comer")
    after = late.later(CLOSES + timedelta(days=1))
    with pytest.raises(RuleBrokenError, match="The call closed on"):
        await named(call.id, another("z@mail.example", "Z"), anyone(after.on))
    (comer,) = (e for e in await nominees_of(board, call.id, None) if e.state == "entered")
    heard = FinalistsWish(nominees=(comer.id,), note="At a second meeting.")
    with pytest.raises(RuleBrokenError, match="has 0 scores"):
        await add_finalists(after.actor(), call.id, heard)
    await scored(after, comer)
    assert (await add_finalists(after.actor(), call.id, heard)).missing == 0
    names = (entered[1].id, entered[2].id, comer.id)
    slate = SlateWish(seat=SEAT, nominees=names, ballots=after.all_agree)
    await decide_slate(after.actor(), call.id, slate)
    await submit_slates(after.actor(), call.id, StepWish())
    with pytest.raises(RuleBrokenError, match="before the slates are submitted"):
        await call_again(after.actor(), call.id, msgspec.structs.replace(wish, closes_on=after.on))


def test_the_committee_mends_a_shortage_by_the_pages_and_by_the_api(doors: Doors) -> None:
    async def prepared() -> tuple[str, str, str]:
        late, call, entered = await short()
        email = "one.of.five@test.example"
        wish = AccountWish(email=email, name="One", password=PASSWORD, person=late.people[0])
        account = await create_account(wish, at=late.actor().at)
        grant = RoleGrant(account=account.id, role=Role.ALLIANCE_COMMITTEE, since=LATER)
        await grant_role(acting(Role.ADMINISTRATOR), grant)
        token = TokenWish(name="test", scopes=("all",))
        made = await create_token(account.id, token, at=late.actor().at)
        return str(call.id), str(entered[3].id), made.token

    doors.watch.moment = datetime(2026, 3, 3, 18, tzinfo=UTC)
    found, nominee, token = let(doors, prepared)  # type: ignore[misc]  # three of them
    headers = {"authorization": f"Bearer {token}"}
    here = f"/bodies/{SLUG}/rounds/{found}"
    page = doors.client.get(here, headers=headers).text
    assert "1 name is missing" in page
    assert "Find 1 more name" in page
    refused = doors.client.post(f"{here}/finalists/further", data={}, headers=headers)
    assert "Choose at least one nominee." in refused.text
    unheard = {f"further_{nominee}": "yes"}
    refused = doors.client.post(f"{here}/finalists/further", data=unheard, headers=headers)
    assert "The Alliance met without them" in refused.text
    days = {"text": "One more.", "opens_on": str(LATER), "closes_on": str(CLOSES)}
    opened = doors.client.post(
        f"{here}/call/again", data=days, headers=headers, follow_redirects=False
    )
    assert opened.status_code == 303, opened.text
    assert "The call is open once more" in doors.client.get(here, headers=headers).text
    assert "Name somebody" in doors.client.get(f"{here}/call").text
    wish = {"nominees": [nominee], "note": "By mail."}
    answer = doors.client.post(f"/api/v1{here}/finalists/further", json=wish, headers=headers)
    assert (answer.status_code, answer.json()["missing"]) == (201, 0)
    late = doors.client.post(f"/api/v1{here}/call/again", json=days, headers=headers)
    assert late.status_code == 409
    assert "name is missing" not in doors.client.get(here, headers=headers).text
