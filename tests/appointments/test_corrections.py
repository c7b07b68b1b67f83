"""What is wrong on the record is mended: the old value stays, what rests on it is computed anew."""

from datetime import date
from uuid import UUID

import pytest

from appointments.schemas.appointments import (
    AppointmentNotice,
    AppointmentView,
    Kind,
    Oath,
    ServiceEnd,
)
from appointments.schemas.corrections import Correction, Subject
from appointments.services.appointments import record_oath, send_appointment_notice
from appointments.services.corrections import corrections_of
from appointments.services.departures import end_service
from appointments.services.history import get_appointment
from appointments.services.legislation import get_legislation
from appointments.services.vacancies import get_vacancy
from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.front.changes import correct_record, preview_correction
from governance.schemas.bodies import Body
from governance.schemas.previews import Preview
from governance.services.bodies import engine
from governance.services.chains import verify_chain
from tests.appointments.makers import (
    CHARTER,
    a_full_board,
    a_person,
    an_act,
    appointed,
    clerk,
    named,
    staggered,
)

FIRST = date(2020, 1, 21)
JULY = date(2020, 7, 1)
NOW = date(2021, 11, 9)
DECEMBER = date(2021, 12, 8)


def wish(subject: Subject, thing: UUID, seen: str = "", **changes: object) -> Correction:
    typed = {name: "" if value is None else str(value) for name, value in changes.items()}
    return Correction(subject=subject, thing=thing, changes=typed, why="A slip.", seen=seen)


async def previewed(subject: Subject, thing: UUID, **changes: object) -> Preview:
    return await preview_correction(clerk(DECEMBER), wish(subject, thing, **changes))


async def mended(subject: Subject, thing: UUID, **changes: object) -> Preview:
    """Say yes to what the preview shows."""
    preview = await previewed(subject, thing, **changes)
    await correct_record(clerk(DECEMBER), wish(subject, thing, preview.seen, **changes))
    return preview


async def a_late_successor() -> tuple[AppointmentView, AppointmentView]:
    """The board after its first years: in the east, somebody follows late on who held over."""
    held = (await staggered(FIRST, await a_full_board(FIRST)))["east"]
    return held, await appointed(NOW, "east")


async def resigned(seat: AppointmentView, stated: date | None = None) -> UUID:
    """A letter that the clerk got on November 12."""
    ended = await end_service(
        clerk(DECEMBER),
        seat.id,
        ServiceEnd(
            ground="resignation",
            on=stated,
            delivered_on=date(2021, 11, 12),
            delivered_to=CHARTER.resignation.delivered_to,
        ),
    )
    assert ended.vacancy is not None
    return ended.vacancy


def told(preview: Preview) -> dict[tuple[str, str], tuple[str, str]]:
    return {(each.subject, each.what): (each.before, each.after) for each in preview.changes}


async def test_a_wrong_first_day_is_mended_and_who_made_way_follows(board: Body) -> None:
    held, late = await a_late_successor()
    preview = await mended(Subject.APPOINTMENT, late.id, since=date(2021, 11, 16))
    now = await get_appointment(board, late.id)
    assert (now.since, now.term_since, now.term_until) == (
        date(2021, 11, 16),
        date(2021, 11, 16),
        date(2024, 7, 1),
    )
    assert (await get_appointment(board, held.id)).until == date(2021, 11, 16)
    lines = told(preview)
    assert lines[f"{late.name}, East District", "In office"] == (
        "from Tuesday, November 9, 2021",
        "from Tuesday, November 16, 2021",
    )
    assert lines[f"{late.name}, East District", "Oath due after the start"] == (
        "Thursday, December 9, 2021",
        "Thursday, December 16, 2021",
    )
    assert (f"{held.name}, East District", "In office") in lines


async def test_the_old_value_stays_with_who_why_and_when(board: Body) -> None:
    held, late = await a_late_successor()
    await mended(Subject.APPOINTMENT, late.id, since=date(2021, 11, 16))
    kept = await corrections_of(board, late.id)
    assert {(each.field, each.old, each.new, each.follows) for each in kept} == {
        ("since", "2021-11-09", "2021-11-16", False),
        ("term_since", "2021-11-09", "2021-11-16", True),
    }
    assert {(each.why, each.by, each.at) for each in kept} == {
        ("A slip.", "Test", clerk(DECEMBER).at)
    }
    [follows] = await corrections_of(board, held.id)
    assert (follows.field, follows.old, follows.follows) == ("until", "2021-11-09", True)
    assert (await verify_chain(board)).holds


async def test_a_preview_leaves_nothing_behind(board: Body) -> None:
    _, late = await a_late_successor()
    before = await engine().read("SELECT revision FROM body")
    await previewed(Subject.APPOINTMENT, late.id, since=date(2021, 11, 16))
    assert (await get_appointment(board, late.id)).since == NOW
    assert await corrections_of(board, late.id) == []
    assert await engine().read("SELECT revision FROM body") == before


async def test_yes_is_said_to_what_was_seen_alone(board: Body) -> None:
    _, late = await a_late_successor()
    asked = {"since": date(2021, 11, 16)}
    seen = (await previewed(Subject.APPOINTMENT, late.id, **asked)).seen
    await send_appointment_notice(clerk(DECEMBER), late.id, AppointmentNotice(on_paper=True))
    with pytest.raises(OutOfOrderError, match="not as it was in the preview"):
        await correct_record(clerk(DECEMBER), wish(Subject.APPOINTMENT, late.id, "", **asked))
    # The notice moves no line of this preview: what was seen still is what would be done.
    assert (await previewed(Subject.APPOINTMENT, late.id, **asked)).seen == seen
    await record_oath(clerk(DECEMBER), late.id, Oath(taken_on=DECEMBER, filed_on=DECEMBER))
    with pytest.raises(OutOfOrderError, match="not as it was in the preview"):
        await correct_record(clerk(DECEMBER), wish(Subject.APPOINTMENT, late.id, seen, **asked))
    assert (await get_appointment(board, late.id)).since == NOW


async def test_a_wrong_person_is_put_right_and_the_right_one_must_be_fit(board: Body) -> None:
    _, late = await a_late_successor()
    right = await a_person(NOW, "Rosa Right")
    unnamed = await previewed(Subject.APPOINTMENT, late.id, person=right.id)
    assert [each.clause for each in unnamed.broken] == ["18-4K"]
    with pytest.raises(RuleBrokenError, match="18-4K"):
        await mended(Subject.APPOINTMENT, late.id, person=right.id)
    await named(NOW, "east", right.id)
    preview = await mended(Subject.APPOINTMENT, late.id, person=right.id)
    assert preview.broken == ()
    assert (await get_appointment(board, late.id)).name == "Rosa Right"
    [service] = await engine().read("SELECT person FROM service WHERE appointment = $1", late.id)
    assert service["person"] == right.id
    [kept] = await corrections_of(board, late.id)
    assert (kept.field, kept.old, kept.new) == ("person", late.name, "Rosa Right")


async def test_nobody_is_put_into_two_seats_by_a_correction(board: Body) -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    late = await appointed(NOW, "east")
    with pytest.raises(RuleBrokenError) as refused:
        await mended(Subject.APPOINTMENT, late.id, person=second["south"].person)
    assert "18-4J(3)" in str(refused.value)
    assert "This person is a member on these days." in str(refused.value)


async def test_an_appointment_before_its_legislation_is_refused(board: Body) -> None:
    _, late = await a_late_successor()
    with pytest.raises(RuleBrokenError, match="18-3B"):
        await mended(Subject.APPOINTMENT, late.id, appointed_on=date(2021, 11, 8))
    with pytest.raises(RuleBrokenError, match="18-3B"):
        await mended(Subject.APPOINTMENT, late.id, since=date(2021, 11, 8))


async def test_a_term_off_the_grid_is_refused(board: Body) -> None:
    _, late = await a_late_successor()
    with pytest.raises(RuleBrokenError, match=r"18-4J\(3\)"):
        await mended(Subject.APPOINTMENT, late.id, term_until=date(2024, 7, 2))


async def test_a_service_that_would_meet_another_is_refused(board: Body) -> None:
    _, late = await a_late_successor()
    vacancy = await resigned(late)
    following = await appointed(date(2021, 11, 30), "east")
    with pytest.raises(RuleBrokenError, match=r"Somebody sits in this seat.*18-4J\(3\)"):
        await mended(Subject.VACANCY, vacancy, delivered_on=date(2021, 12, 1))
    await mended(Subject.VACANCY, vacancy, delivered_on=date(2021, 11, 30))
    assert (await get_appointment(board, late.id)).until == following.since


async def test_the_day_of_a_letter_moves_the_vacancy_its_clock_and_the_service(board: Body) -> None:
    _, late = await a_late_successor()
    vacancy = await resigned(late)
    preview = await mended(Subject.VACANCY, vacancy, delivered_on=date(2021, 11, 24))
    found = await get_vacancy(board, CHARTER, vacancy, DECEMBER)
    assert (found.effective_on, found.raw, found.due) == (
        date(2021, 11, 24),
        date(2022, 1, 23),
        date(2022, 1, 24),
    )
    assert (await get_appointment(board, late.id)).until == date(2021, 11, 24)
    lines = told(preview)
    assert lines["East District", "To be filled by"] == (
        "Tuesday, January 11, 2022",
        "Monday, January 24, 2022 (counted to Sunday, January 23, 2022)",
    )
    assert ("Fill East District", "City Council") in lines


async def test_the_day_that_a_letter_states_is_kept_and_can_be_mended(board: Body) -> None:
    _, late = await a_late_successor()
    vacancy = await resigned(late, stated=date(2021, 11, 26))
    found = await get_vacancy(board, CHARTER, vacancy, DECEMBER)
    assert (found.stated_on, found.effective_on) == (date(2021, 11, 26), date(2021, 11, 26))
    await mended(Subject.VACANCY, vacancy, stated_on=date(2021, 11, 19))
    found = await get_vacancy(board, CHARTER, vacancy, DECEMBER)
    assert (found.stated_on, found.effective_on) == (date(2021, 11, 19), date(2021, 11, 19))
    await mended(Subject.VACANCY, vacancy, stated_on=None)
    found = await get_vacancy(board, CHARTER, vacancy, DECEMBER)
    assert (found.stated_on, found.effective_on) == (None, date(2021, 11, 12))
    stated = [each for each in await corrections_of(board, vacancy) if each.field == "stated_on"]
    assert [(each.old, each.new) for each in stated] == [
        ("2021-11-19", ""),
        ("2021-11-26", "2021-11-19"),
    ]


async def test_a_resignation_before_the_service_is_refused_with_the_clause(board: Body) -> None:
    _, late = await a_late_successor()
    vacancy = await resigned(late)
    for day in (NOW, date(2021, 11, 1)):
        with pytest.raises(RuleBrokenError) as refused:
            await mended(Subject.VACANCY, vacancy, delivered_on=day)
        assert [each.clause for each in refused.value.findings] == [
            CHARTER.ground("resignation").clause
        ]
    await mended(Subject.VACANCY, vacancy, delivered_on=date(2021, 11, 10))


async def test_a_wrong_ground_is_mended_and_its_clause_with_it(board: Body) -> None:
    _, late = await a_late_successor()
    vacancy = await resigned(late)
    preview = await mended(Subject.VACANCY, vacancy, cause="death", effective_on=date(2021, 11, 15))
    found = await get_vacancy(board, CHARTER, vacancy, DECEMBER)
    assert (found.cause, found.delivered_on, found.delivered_to) == ("death", None, "")
    assert (await get_appointment(board, late.id)).ended_by == "death"
    before, after = told(preview)["East District", "Cause"]
    assert CHARTER.ground("resignation").clause in before
    assert CHARTER.ground("death").clause in after
    old = {each.field: each.old for each in await corrections_of(board, vacancy)}
    assert old["delivered_on"] == "2021-11-12"


async def test_the_end_of_a_service_is_mended_with_the_vacancy_it_left(board: Body) -> None:
    _, late = await a_late_successor()
    ended = await end_service(
        clerk(DECEMBER), late.id, ServiceEnd(ground="death", on=date(2021, 11, 20))
    )
    assert ended.vacancy is not None
    await mended(Subject.APPOINTMENT, late.id, until=date(2021, 11, 22), ended_by="residence")
    found = await get_vacancy(board, CHARTER, ended.vacancy, DECEMBER)
    assert (found.effective_on, found.cause) == (date(2021, 11, 22), "residence")


async def test_the_day_of_the_vote_moves_whoever_it_appointed(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    act = await an_act(NOW)
    late = await appointed(NOW, "east", legislation=act.id)
    await mended(
        Subject.LEGISLATION, act.id, introduced_on=date(2021, 11, 15), voted_on=date(2021, 11, 16)
    )
    now = await get_appointment(board, late.id)
    assert (now.appointed_on, now.since) == (date(2021, 11, 16), date(2021, 11, 16))
    with pytest.raises(RuleBrokenError, match="introduced before it is voted"):
        await mended(Subject.LEGISLATION, act.id, introduced_on=date(2021, 11, 17))
    assert now.kind is Kind.REMAINDER


async def test_a_tally_that_carries_no_longer_is_refused(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    act = await an_act(NOW)
    await appointed(NOW, "east", legislation=act.id)
    await mended(Subject.LEGISLATION, act.id, ayes=5, noes=4)
    preview = await previewed(Subject.LEGISLATION, act.id, ayes=4)
    assert [each.clause for each in preview.broken] == [CHARTER.legislation.majority_clause]
    with pytest.raises(RuleBrokenError, match="18-4H"):
        await mended(Subject.LEGISLATION, act.id, ayes=4)
    assert (await get_legislation(board, CHARTER, act.id)).ayes == 5


async def test_a_number_that_another_act_has_is_refused(board: Body) -> None:
    one, other = await an_act(NOW), await an_act(NOW)
    with pytest.raises(OutOfOrderError, match="already legislation"):
        await mended(Subject.LEGISLATION, one.id, number=other.number)
    await mended(Subject.LEGISLATION, one.id, number="No. 2021-9", title="A better title")
    assert (await get_legislation(board, CHARTER, one.id)).number == "No. 2021-9"


async def test_the_first_term_is_counted_anew_from_the_last_appointment(board: Body) -> None:
    nine = await a_full_board(FIRST)
    act = nine["east"].legislation
    await mended(Subject.LEGISLATION, act, introduced_on=FIRST, voted_on=date(2020, 1, 28))
    for each in nine.values():
        now = await get_appointment(board, each.id)
        assert (now.since, now.term_until) == (date(2020, 1, 28), JULY)
    with pytest.raises(BadInputError, match="computed from the days of appointment"):
        await mended(Subject.APPOINTMENT, nine["east"].id, since=date(2020, 2, 1))


async def test_an_oath_before_the_appointment_is_refused_with_the_clause(board: Body) -> None:
    _, late = await a_late_successor()
    await record_oath(clerk(DECEMBER), late.id, Oath(taken_on=NOW, filed_on=NOW))
    with pytest.raises(RuleBrokenError, match=CHARTER.oath.clause.replace("(", r"\(")):
        await mended(Subject.APPOINTMENT, late.id, oath_taken_on=date(2021, 11, 8))
    await mended(Subject.APPOINTMENT, late.id, oath_filed_on=date(2021, 11, 10))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nonsense": "x"}, "nonsense"),
        ({"since": ""}, "since"),
        ({"since": "tomorrow"}, "since"),
        ({"person": "x"}, "person"),
        ({"notice_sent_on": "2021-12-09"}, "notice_sent_on"),
        ({"since": "0001-01-01"}, "since"),
    ],
)
async def test_what_cannot_be_read_is_named_by_its_field(
    board: Body, changes: dict[str, str], field: str
) -> None:
    _, late = await a_late_successor()
    with pytest.raises(BadInputError) as refused:
        await previewed(Subject.APPOINTMENT, late.id, **changes)
    assert list(refused.value.fields) == [field]


async def test_what_is_right_already_needs_no_correction(board: Body) -> None:
    _, late = await a_late_successor()
    with pytest.raises(OutOfOrderError, match="says already"):
        await previewed(Subject.APPOINTMENT, late.id, since=NOW)


async def test_a_staggered_term_begins_with_the_grid_and_not_before(board: Body) -> None:
    members = await staggered(FIRST, await a_full_board(FIRST))
    with pytest.raises(RuleBrokenError, match=r"staggered terms begin.*18-4J\(3\)"):
        await mended(Subject.APPOINTMENT, members["mayor"].id, since=date(2020, 6, 30))
    await mended(Subject.APPOINTMENT, members["mayor"].id, since=date(2020, 7, 2))
    now = await get_appointment(board, members["mayor"].id)
    assert (now.kind, now.term_until) == (Kind.REAPPOINTMENT, date(2023, 7, 1))
    await mended(Subject.APPOINTMENT, members["mayor"].id, since=JULY)
    assert (await get_appointment(board, members["mayor"].id)).kind is Kind.STAGGERED
