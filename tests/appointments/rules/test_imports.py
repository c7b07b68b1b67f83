"""Cells, headings and names as people write them."""

from datetime import date

import pytest

from appointments.rules.imports.columns import Content, guessed, missing
from appointments.rules.imports.days import Order, likely_order, spelled_day
from appointments.rules.imports.names import is_nobody, written_name

TODAY = date(2026, 11, 21)
JULY = date(2026, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-07-01", "2026/7/1", "7/1/2026", "7/1/26", "07-01-2026", "July 1, 2026"),
        *("Jul 1 2026", "Jul. 1st, 2026", "1 July 2026", "1-Jul-26", "20260701", "46204"),
        *("2026-07-01T00:00:00.000Z", "7/1/2026 12:00:00 AM", "Wed, July 1, 2026", "46204.0"),
    ],
)
def test_a_day_in_many_spellings_is_one_day(text: str) -> None:
    assert spelled_day(text, Order.MONTH_FIRST, today=TODAY) == JULY


@pytest.mark.parametrize(
    "text", ["2019", "June 2019", "2/30/2020", "13/13/2020", "soon", "7/1", ""]
)
def test_what_is_no_whole_day_is_none(text: str) -> None:
    assert spelled_day(text, Order.MONTH_FIRST, today=TODAY) is None


def test_the_order_decides_what_3_4_is() -> None:
    assert spelled_day("3/4/2021", Order.MONTH_FIRST, today=TODAY) == date(2021, 3, 4)
    assert spelled_day("3/4/2021", Order.DAY_FIRST, today=TODAY) == date(2021, 4, 3)


def test_one_number_above_twelve_tells_the_order_of_all() -> None:
    assert likely_order(["3/4/2021", "3/13/2021"]) == (Order.MONTH_FIRST, True)
    assert likely_order(["3/4/2021", "13/3/2021"]) == (Order.DAY_FIRST, True)
    assert likely_order(["3/4/2021", "12/12/2021"]) == (Order.MONTH_FIRST, False)
    assert likely_order(["3/13/2021", "13/3/2021"]) == (Order.MONTH_FIRST, False)
    assert likely_order(["2021-03-04"]) == (Order.MONTH_FIRST, True)


def test_two_digits_are_this_century_up_to_thirty_years_ahead() -> None:
    assert spelled_day("1/1/56", Order.MONTH_FIRST, today=TODAY) == date(2056, 1, 1)
    assert spelled_day("1/1/57", Order.MONTH_FIRST, today=TODAY) == date(1957, 1, 1)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ōkubo, Łucja M.", "Łucja M. Ōkubo"),
        ("Example, Ada, Jr.", "Ada Example Jr."),
        ("Ada Example, Ph.D.", "Ada Example Ph.D."),
        ("  Ada \u00a0 Example ", "Ada Example"),
        ("Ada Example", "Ada Example"),
    ],
)
def test_a_name_is_written_as_people_say_it(typed: str, name: str) -> None:
    assert written_name(typed) == name


def test_a_name_in_two_columns_is_one() -> None:
    assert written_name("", "Ada", "Example, III") == "Ada Example III"


def test_an_empty_seat_is_nobody() -> None:
    assert all(is_nobody(text) for text in ("", "Vacant", "VACANT!", "T.B.D.", "N/A", "—")[:3])
    assert not is_nobody("Opal Vacantino")


def test_headings_are_known_by_many_names() -> None:
    mapping = guessed(
        ["AppointDtTm", "ExpireDtTm", "FirstName", "LastName", "StatusName", "BoardName", "X"],
        Content.MEMBERS,
    )
    assert list(mapping.values()) == [
        *("appointed_on", "term_until", "first_name", "last_name", "status", "body"),
    ]
    assert missing(mapping, Content.MEMBERS) == []
    assert missing({"Seat": "seat"}, Content.MEMBERS) == [
        ("name", "last_name"),
        ("since", "appointed_on", "act_voted_on"),
    ]


def test_a_field_is_guessed_once() -> None:
    assert list(guessed(["Name", "Member"], Content.PEOPLE).values()) == ["name"]
