"""Where the days of a seat stand in its picture."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.web.timeline import (
    NAMES,
    Bar,
    Kind,
    LaneSpan,
    Picture,
    SeatLane,
    authority_class,
    clipped,
    seats_by_year,
)

SINCE, UNTIL, TODAY = date(2020, 7, 1), date(2028, 7, 1), date(2026, 11, 21)
JULY = [date(year, 7, 1) for year in range(2020, 2029)]


def drawn(*spans: LaneSpan, today: date = TODAY, until: date = UNTIL) -> Picture:
    lane = SeatLane(label="East", authority_class="authority-1", spans=spans)
    return seats_by_year([lane], since=SINCE, until=until, today=today, grid=JULY)


def bars(*spans: LaneSpan, today: date = TODAY) -> tuple[Bar, ...]:
    return drawn(*spans, today=today).lanes[0].bars


def span(
    since: date, until: date | None, kind: Kind = Kind.SERVICE, label: str = "R. Okafor"
) -> LaneSpan:
    return LaneSpan(since=since, until=until, kind=kind, label=label)


def test_the_whole_time_is_the_whole_width() -> None:
    (bar,) = bars(span(SINCE, UNTIL))
    assert bar.x == 0
    assert bar.width == pytest.approx(drawn().width, abs=2)


def test_a_span_is_cut_at_the_edges_of_the_picture() -> None:
    (bar,) = bars(span(date(2010, 1, 1), date(2040, 1, 1)))
    assert bar.x == 0
    assert bar.width <= drawn().width


def test_a_span_that_ends_on_the_first_day_is_not_drawn() -> None:
    assert bars(span(date(2019, 7, 1), SINCE)) == ()
    assert len(bars(span(date(2019, 7, 1), SINCE + timedelta(days=1)))) == 1


def test_a_span_that_starts_on_the_last_day_is_not_drawn() -> None:
    assert bars(span(UNTIL, date(2031, 7, 1))) == ()
    assert len(bars(span(UNTIL - timedelta(days=1), date(2031, 7, 1)))) == 1


def test_one_day_can_still_be_seen() -> None:
    (bar,) = bars(span(date(2022, 3, 1), date(2022, 3, 2), Kind.VACANCY))
    assert bar.width == 2


def test_the_last_day_said_is_the_day_before_the_end() -> None:
    (bar,) = bars(span(JULY[0], JULY[3]))
    assert bar.last == date(2023, 6, 30)


@pytest.mark.parametrize("kind", [Kind.VACANCY, Kind.HOLDOVER])
def test_a_state_that_lasts_is_drawn_up_to_today_and_named_beside(kind: Kind) -> None:
    (bar,) = bars(span(JULY[6], None, kind))
    today = drawn().today_x
    assert today is not None
    assert bar.x + bar.width <= today
    assert bar.beside is not None
    assert bar.beside > today
    assert bar.last is None


def test_a_state_that_is_over_is_not_named_beside() -> None:
    (bar,) = bars(span(JULY[1], JULY[2], Kind.VACANCY))
    assert bar.beside is None


def test_nothing_is_named_beside_where_a_successor_is_drawn() -> None:
    vacancy, successor = bars(
        span(JULY[6], date(2027, 1, 15), Kind.VACANCY),
        span(date(2027, 1, 15), UNTIL, Kind.APPOINTED),
    )
    assert vacancy.beside is None
    assert successor.text == "R. Okafor"


def test_a_vacancy_that_is_still_to_come_is_drawn_to_the_edge() -> None:
    (bar,) = bars(span(JULY[7], None, Kind.VACANCY))
    assert bar.x + bar.width == pytest.approx(drawn().width, abs=2)
    assert bar.beside is None


def test_no_line_stands_for_a_today_outside_the_picture() -> None:
    assert drawn(today=SINCE).today_x == 0
    assert drawn(today=SINCE - timedelta(days=1)).today_x is None
    assert drawn(today=UNTIL).today_x is None


def test_every_year_has_its_tick_and_its_name() -> None:
    ticks = drawn().ticks
    assert [tick.day for tick in ticks] == JULY[:-1]
    assert all(tick.named for tick in ticks)


def test_many_years_widen_the_sheet() -> None:
    eight, twenty = drawn(), drawn(until=date(2040, 7, 1))
    assert eight.sheet == 1040
    assert twenty.sheet == 1680


def test_names_of_crowded_ticks_do_not_overlap() -> None:
    months = [date(2020 + n // 12, n % 12 + 1, 1) for n in range(6, 90)]
    picture = seats_by_year([], since=SINCE, until=UNTIL, today=TODAY, grid=months)
    named = [tick.x for tick in picture.ticks if tick.named]
    assert all(later - earlier >= 76 for earlier, later in pairwise(named))


@pytest.mark.parametrize(
    ("room", "text"),
    [(200, "T. Lindqvist"), (83, "T. Lindqvist"), (82, "T. Lindqvi…"), (35, "T. L…"), (34, "")],
)
def test_a_name_is_clipped_to_its_bar(room: float, text: str) -> None:
    assert clipped("T. Lindqvist", room) == text


def test_wide_letters_need_more_room() -> None:
    assert clipped("山田太郎", 40) != "山田太郎"
    assert clipped("山田太郎", 50) == "山田太郎"


@given(st.text(max_size=40), st.floats(0, 500))
def test_a_clipped_name_begins_like_the_name(label: str, room: float) -> None:
    text = clipped(label, room)
    assert label.startswith(text.removesuffix("…"))
    assert len(text) <= len(label)


def test_a_seventh_authority_takes_the_first_colour_again() -> None:
    assert [authority_class(place) for place in (0, 5, 6)] == [
        "authority-1",
        "authority-6",
        "authority-1",
    ]


@given(st.lists(st.dates(date(2015, 1, 1), date(2035, 1, 1)), min_size=2, max_size=8, unique=True))
def test_bars_stand_in_order_inside_the_picture(days: list[date]) -> None:
    days.sort()
    spans = [span(since, until) for since, until in pairwise(days)]
    picture = drawn(*spans)
    placed = picture.lanes[0].bars
    assert all(0 <= bar.x <= picture.width for bar in placed)
    assert all(one.x + one.width <= other.x + 2 for one, other in pairwise(placed))


def test_the_names_have_their_own_column() -> None:
    assert drawn().names_width == NAMES
    assert drawn().lanes[0].text == "East"
