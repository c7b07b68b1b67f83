"""The days of a rule, and what stands against an hour and a place."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from governance.days import Span
from meetings.rules.schedules import Slot, conflicts, missing_districts, regular_days
from tests.meetings.law import board, here

THURSDAY = Slot(
    board="Police Accountability Board",
    title="Regular meeting",
    starts_at=here("2026-12-03 18:30"),
    ends_at=here("2026-12-03 20:30"),
    place="City Hall",
)
ELSEWHERE = replace(THURSDAY, board="Zoning Board", is_own=False, title="Hearing")


def reasons(slot: Slot, *others: Slot) -> list[str]:
    return [str(each.reason) for each in conflicts(slot, others, board().calendar)]


def days(year: int) -> list[date]:
    rule = board().schedule
    assert rule is not None
    return [on for _, on in regular_days(rule, year)]


def test_the_board_meets_on_each_first_thursday() -> None:
    found = days(2027)
    assert len(found) == 12
    assert found[:3] == [date(2027, 1, 7), date(2027, 2, 4), date(2027, 3, 4)]
    assert {each.strftime("%A") for each in found} == {"Thursday"}
    assert all(each.day <= 7 for each in found)


def test_a_fifth_thursday_is_met_on_only_where_there_is_one() -> None:
    rule = board().schedule
    assert rule is not None
    fifth = replace(rule, regular=(replace(rule.regular[0], nth=5),))
    assert [on for _, on in regular_days(fifth, 2027)] == [
        date(2027, 4, 29),
        date(2027, 7, 29),
        date(2027, 9, 30),
        date(2027, 12, 30),
    ]


def test_a_public_holiday_is_pointed_out_with_its_clause() -> None:
    (found,) = conflicts(
        replace(THURSDAY, starts_at=here("2026-11-26 18:30")), (), board().calendar
    )
    assert "Thursday, November 26, 2026 is a public holiday" in str(found.reason)
    assert found.clause == "GCL 24"
    assert not found.blocks
    assert reasons(THURSDAY) == []


@pytest.mark.parametrize(
    ("begins", "ends", "clash"),
    [
        ("16:00", "18:30", False),
        ("16:00", "18:31", True),
        ("20:29", "22:00", True),
        ("20:30", "22:00", False),
        ("16:30", None, False),
        ("16:31", None, True),
    ],
)
def test_another_board_in_the_room_is_pointed_out_up_to_the_minute(
    begins: str, ends: str | None, clash: bool
) -> None:
    other = replace(
        ELSEWHERE,
        starts_at=here(f"2026-12-03 {begins}"),
        ends_at=here(f"2026-12-03 {ends}") if ends else None,
    )
    assert bool(reasons(THURSDAY, other)) is clash


def test_another_room_is_no_conflict_but_the_board_is_only_in_one() -> None:
    assert reasons(THURSDAY, replace(ELSEWHERE, place="Library")) == []
    assert "Zoning Board has the same room" in reasons(THURSDAY, ELSEWHERE)[0]
    assert reasons(THURSDAY, replace(ELSEWHERE, place=" city  HALL "))
    own = replace(THURSDAY, title="Panel", place="Library")
    assert "meets then already: Panel" in reasons(THURSDAY, own)[0]


def test_no_place_is_no_common_room() -> None:
    nowhere = replace(THURSDAY, place="")
    assert reasons(nowhere, replace(ELSEWHERE, place="")) == []


def test_districts_are_missing_until_a_meeting_stands_in_the_year() -> None:
    span = Span(date(2026, 7, 1), date(2027, 7, 1))
    held = [("East", date(2026, 6, 30)), ("South", date(2026, 7, 1)), ("West", date(2027, 6, 30))]
    held.append(("North", date(2027, 7, 1)))
    four = ["East", "South", "West", "North"]
    assert missing_districts(four, held, span) == ("East", "North")


def test_an_hour_that_lasts_over_the_clock_change_lasts_two_hours() -> None:
    night = replace(THURSDAY, starts_at=here("2026-11-01 00:30"), ends_at=None)
    assert night.until - night.starts_at.astimezone(night.until.tzinfo) == timedelta(hours=2)
