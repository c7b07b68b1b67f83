"""Each ground with its proof, resignations taken back, removals that wait for their act."""

from datetime import date

import pytest

from appointments.schemas.appointments import (
    AppointmentNotice,
    AppointmentView,
    RemovalStep,
    RemovalWish,
    ResignationWithdrawal,
    ServiceEnd,
)
from appointments.services.appointments import send_appointment_notice
from appointments.services.departures import end_service
from appointments.services.due import due
from appointments.services.endings import endings_of
from appointments.services.history import get_appointment
from appointments.services.removals import follow_removal, request_removal
from appointments.services.seats import members_in_office
from appointments.services.vacancies import vacancies_of
from appointments.services.withdrawals import withdraw_resignation
from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish
from governance.schemas.bodies import Body
from governance.schemas.papers import Upload
from governance.services.accounts import create_account
from governance.services.papers import paper_content
from governance.services.roles import grants_of
from tests.app import PASSWORD
from tests.appointments.makers import (
    CHARTER,
    a_full_board,
    an_act,
    appointed,
    clerk,
    staggered,
)

FIRST = date(2020, 1, 21)
DELIVERED = date(2021, 3, 1)
EFFECT = date(2021, 3, 31)
LETTER = ServiceEnd(
    ground="resignation", on=EFFECT, delivered_on=DELIVERED, delivered_to="City Clerk"
)
CONSENT = ResignationWithdrawal(consent_by="City Clerk", consent_on=date(2021, 3, 8))


@pytest.fixture
async def south(board: Body) -> AppointmentView:
    """A member whose term runs to the end of June 2023."""
    return (await staggered(FIRST, await a_full_board(FIRST)))["south"]


async def serves(board: Body, member: AppointmentView, on: date) -> bool:
    return member.person in {each.person for each in await members_in_office(board, on)}


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (ServiceEnd(ground="residence", on=DELIVERED), "found_by"),
        (ServiceEnd(ground="conviction", on=DELIVERED, found_by="County Court"), "reference"),
        (ServiceEnd(ground="judgment", on=DELIVERED, reference="No. 5"), "found_by"),
        (ServiceEnd(ground="incompetence", found_by="A court", reference="No. 5"), "on"),
    ],
)
async def test_a_ground_without_its_proof_is_refused(
    board: Body, south: AppointmentView, wish: ServiceEnd, field: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        await end_service(clerk(DELIVERED), south.id, wish)
    assert list(refused.value.fields) == [field]
    assert await serves(board, south, DELIVERED)


async def test_who_found_it_and_what_proves_it_are_kept(
    board: Body, south: AppointmentView
) -> None:
    wish = ServiceEnd(
        ground="conviction",
        on=DELIVERED,
        found_by="County Court",
        reference="2021-17",
        evidence=Upload(name="judgment.txt", content=b"Convicted."),
    )
    await end_service(clerk(DELIVERED), south.id, wish)
    [ending] = await endings_of(board, south.id)
    assert (ending.found_by, ending.reference) == ("County Court", "2021-17")
    assert ending.paper is not None
    assert await paper_content(board, ending.paper) == b"Convicted."


async def test_a_resignation_before_the_service_is_refused_with_its_clause(
    board: Body, south: AppointmentView
) -> None:
    early = ServiceEnd(
        ground="resignation", delivered_on=date(2020, 6, 1), delivered_to="City Clerk"
    )
    with pytest.raises(RuleBrokenError, match="began on") as refused:
        await end_service(clerk(DELIVERED), south.id, early)
    assert [each.clause for each in refused.value.findings] == ["POL 30(1)(b)"]


async def test_a_withdrawn_resignation_leaves_the_member_and_stays_on_record(
    board: Body, south: AppointmentView
) -> None:
    wish = AccountWish(email="s@test.example", name="S", password=PASSWORD, person=south.person)
    account = await create_account(wish, at=clerk(DELIVERED).at)
    await end_service(clerk(DELIVERED), south.id, LETTER)
    assert not await serves(board, south, EFFECT)
    kept = await withdraw_resignation(clerk(date(2021, 3, 30)), south.id, CONSENT)
    assert (kept.until, kept.ended_by) == (None, "")
    assert await serves(board, south, EFFECT)
    assert {each.role for each in await grants_of(account.id, board.id, EFFECT)} == {Role.MEMBER}
    assert await vacancies_of(board, CHARTER, EFFECT) == []
    [vacancy] = await vacancies_of(board, CHARTER, EFFECT, only_open=False)
    assert vacancy.withdrawn_on == date(2021, 3, 30)
    assert (vacancy.open, vacancy.overdue) == (False, False)
    [ending] = await endings_of(board, south.id)
    assert (ending.withdrawn_on, ending.consent_by) == (date(2021, 3, 30), "City Clerk")
    with pytest.raises(OutOfOrderError, match="No resignation"):
        await withdraw_resignation(clerk(date(2021, 3, 30)), south.id, CONSENT)
    again = await end_service(
        clerk(date(2021, 4, 1)), south.id, ServiceEnd(ground="death", on=date(2021, 4, 1))
    )
    assert again.vacancy is not None
    assert len(await endings_of(board, south.id)) == 2


async def test_one_that_took_effect_or_was_answered_is_not_withdrawn(
    board: Body, south: AppointmentView
) -> None:
    await end_service(clerk(DELIVERED), south.id, LETTER)
    with pytest.raises(RuleBrokenError, match="took effect") as refused:
        await withdraw_resignation(clerk(EFFECT), south.id, CONSENT)
    assert [each.clause for each in refused.value.findings] == ["POL 31(4)"]
    follower = await appointed(date(2021, 3, 20), "south")
    assert follower.since == EFFECT
    with pytest.raises(OutOfOrderError, match="was appointed to this seat"):
        await withdraw_resignation(clerk(date(2021, 3, 21)), south.id, CONSENT)


async def test_a_removal_takes_the_board_s_request_and_a_carried_act(
    board: Body, south: AppointmentView
) -> None:
    """18-4L(3) and POL 30(1)(c)."""
    asked_on, voted_on = date(2021, 4, 1), date(2021, 4, 20)
    act = await an_act(voted_on)
    unasked = ServiceEnd(ground="removal", legislation=act.id)
    with pytest.raises(RuleBrokenError) as bare:
        await end_service(clerk(voted_on), south.id, unasked)
    assert [each.clause for each in bare.value.findings] == ["18-4L(3)"]
    lost = RemovalWish(cause="Absence", meeting_on=asked_on, present=8, ayes=4, noes=3)
    with pytest.raises(RuleBrokenError, match="not carried"):
        await request_removal(clerk(voted_on), south.id, lost)
    asked = RemovalWish(cause="Absence", meeting_on=asked_on, present=8, ayes=6, noes=1)
    request = await request_removal(clerk(asked_on), south.id, asked)
    ended = ServiceEnd(ground="removal", removal=request.id)
    with pytest.raises(RuleBrokenError, match="No act"):
        await end_service(clerk(asked_on), south.id, ended)
    assert await serves(board, south, voted_on)
    step = RemovalStep(sent_on=date(2021, 4, 2), told_on=asked_on, legislation=act.id)
    followed = await follow_removal(clerk(voted_on), request.id, step)
    assert (followed.sent_on, followed.heard_on) == (date(2021, 4, 2), None)
    early = ServiceEnd(ground="removal", removal=request.id, on=date(2021, 4, 19))
    with pytest.raises(RuleBrokenError, match="sits until"):
        await end_service(clerk(voted_on), south.id, early)
    done = await end_service(clerk(voted_on), south.id, ended)
    assert done.effective_on == voted_on
    assert not await serves(board, south, voted_on)


async def test_a_removal_that_council_lost_leaves_the_member(
    board: Body, south: AppointmentView
) -> None:
    on = date(2021, 4, 20)
    wish = RemovalWish(cause="Absence", meeting_on=on, present=9, ayes=9, noes=0)
    request = await request_removal(clerk(on), south.id, wish)
    act = await an_act(on, ayes=4, noes=5)
    await follow_removal(clerk(on), request.id, RemovalStep(legislation=act.id))
    with pytest.raises(RuleBrokenError, match="4 ayes, 5 needed"):
        await end_service(clerk(on), south.id, ServiceEnd(ground="removal", removal=request.id))
    assert await serves(board, south, on)
    with pytest.raises(BadInputError):
        await follow_removal(clerk(on), request.id, RemovalStep(heard_on=date(2021, 4, 19)))


async def test_without_an_oath_the_seat_is_vacant_only_once_a_person_confirms_it(
    board: Body, south: AppointmentView
) -> None:
    """POL 30(1)(h): notice on July 10, term since July 1; the last clock ends on August 10."""
    told = date(2020, 7, 10)
    await send_appointment_notice(clerk(told), south.id, AppointmentNotice(on_paper=True))
    last = date(2020, 8, 10)
    wish = ServiceEnd(ground="oath", found_by="The clerk")
    with pytest.raises(RuleBrokenError, match="can still be filed"):
        await end_service(clerk(last), south.id, wish)
    after = date(2020, 8, 11)
    assert await serves(board, south, after)
    with pytest.raises(BadInputError, match="confirms"):
        await end_service(clerk(after), south.id, ServiceEnd(ground="oath"))
    early = ServiceEnd(ground="oath", found_by="The clerk", on=last)
    with pytest.raises(RuleBrokenError):
        await end_service(clerk(after), south.id, early)
    ended = await end_service(clerk(after), south.id, wish)
    assert ended.effective_on == after
    [vacancy] = await vacancies_of(board, CHARTER, after)
    assert (vacancy.cause, vacancy.clause) == ("oath", "POL 30(1)(h)")
    assert (await get_appointment(board, south.id)).ended_by == "oath"


async def test_the_due_list_turns_amber_at_the_first_clock_and_red_at_the_last(
    board: Body, south: AppointmentView
) -> None:
    """POL 30(1)(h): clocks end on July 31 (term) and August 10 (notice)."""
    told = date(2020, 7, 10)
    await send_appointment_notice(clerk(told), south.id, AppointmentNotice(on_paper=True))
    stands = {}
    for on in (date(2020, 7, 31), date(2020, 8, 1), date(2020, 8, 10), date(2020, 8, 11)):
        [item] = [each for each in await due(board, CHARTER, on) if south.name in str(each.what)]
        stands[on] = (item.day, item.late, item.overdue)
    first, last = date(2020, 7, 31), date(2020, 8, 10)
    assert list(stands.values()) == [
        (first, False, False),
        (last, True, False),
        (last, True, False),
        (last, False, True),
    ]


async def test_a_remainder_ends_with_the_predecessor_s_term_and_counts_by_its_half(
    board: Body, south: AppointmentView
) -> None:
    """18-4J(3) and POL 38; 18-4J(2): a remainder over half of the term counts as one."""
    await end_service(clerk(DELIVERED), south.id, ServiceEnd(ground="death", on=DELIVERED))
    long = await appointed(date(2021, 6, 1), "south")
    assert (long.kind, long.term_until) == ("remainder", south.term_until)
    second = await appointed(date(2023, 6, 1), "south", long.person, since=date(2023, 7, 1))
    assert second.kind == "reappointment"
    with pytest.raises(RuleBrokenError) as third:
        await appointed(date(2026, 6, 1), "south", long.person, since=date(2026, 7, 1))
    assert "18-4J(2)" in {each.clause for each in third.value.findings}


async def test_a_short_remainder_leaves_two_reappointments(
    board: Body, south: AppointmentView
) -> None:
    gone = date(2022, 3, 1)
    await end_service(clerk(gone), south.id, ServiceEnd(ground="death", on=gone))
    short = await appointed(date(2022, 6, 1), "south")
    assert short.term_until == south.term_until
    for year in (2023, 2026):
        since = date(year, 7, 1)
        again = await appointed(date(year, 6, 1), "south", short.person, since=since)
        assert again.term_until == date(year + 3, 7, 1)
    with pytest.raises(RuleBrokenError) as third:
        await appointed(date(2029, 6, 1), "south", short.person, since=date(2029, 7, 1))
    assert "18-4J(2)" in {each.clause for each in third.value.findings}
