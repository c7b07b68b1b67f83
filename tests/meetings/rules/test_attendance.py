"""Who was there, who was late; when is it too often; who may sign up to speak until when?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from governance.charter.model import AbsenceRule, Hand
from meetings.rules.attendance import Came, Presence, came, too_often
from meetings.rules.comments import SignUp, may_sign_up
from meetings.rules.motions import Session
from meetings.rules.quorum import Stay
from tests.meetings.law import board, here, person

BEGAN = here("2026-12-03 18:30")
ENDED = here("2026-12-03 20:30")
MINUTE = timedelta(minutes=1)
ONE = person(1)


def how(*stays: Stay, excused: bool = False) -> Came:
    return came(ONE, stays, BEGAN, ENDED, excused=excused, by_video=False)


def test_who_came_at_the_call_to_order_and_stayed_was_on_time() -> None:
    assert how(Stay(ONE, BEGAN, ENDED)) == Came(Presence.PRESENT)


def test_a_minute_after_is_late_and_a_minute_before_the_end_is_early() -> None:
    found = how(Stay(ONE, BEGAN + MINUTE, ENDED - MINUTE))
    assert (found.late, found.left_early) == (True, True)


def test_who_went_out_and_came_back_stayed_to_the_end() -> None:
    found = how(Stay(ONE, BEGAN, BEGAN + MINUTE), Stay(ONE, BEGAN + 9 * MINUTE, ENDED))
    assert found == Came(Presence.PRESENT)


def test_who_left_before_the_call_to_order_was_not_there() -> None:
    assert how(Stay(ONE, BEGAN - 2 * MINUTE, BEGAN)).presence is Presence.ABSENT


def test_an_excuse_counts_only_for_who_was_not_there() -> None:
    assert how(excused=True).presence is Presence.EXCUSED
    assert how(Stay(ONE, BEGAN, ENDED), excused=True).presence is Presence.PRESENT


def test_by_video_counts_only_where_the_law_says_so() -> None:
    stay = Stay(ONE, BEGAN, ENDED, remote=True)
    assert how(stay).presence is Presence.ABSENT
    there = came(ONE, (stay,), BEGAN, ENDED, excused=False, by_video=True)
    assert there.presence is Presence.PRESENT


RULE = AbsenceRule(
    clause="H-8",
    most=2,
    duty="Report.",
    owed_by=Hand.CHAIR,
    within=board().meetings.minutes,
    in_a_row=True,
)
P, A, E = Came(Presence.PRESENT), Came(Presence.ABSENT), Came(Presence.EXCUSED)


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ((A, A), None),
        ((A, A, A), 2),
        ((A, A, P, A), None),
        ((A, A, E, A), 3),
        ((E, E, E, E), None),
        ((A, A, A, P), 2),
    ],
    ids=["two", "a third", "interrupted", "an excuse between", "excused", "come back since"],
)
def test_absences_in_a_row(history: tuple[Came, ...], found: int | None) -> None:
    assert too_often(history, RULE) == found


def test_absences_in_a_year_need_not_follow_each_other_and_excused_ones_may_count() -> None:
    assert too_often((A, P, A, P, A), replace(RULE, in_a_row=False)) == 4
    assert too_often((A, E, E), replace(RULE, counts_excused=True)) == 2


def test_the_first_board_s_law_has_no_absence_rule() -> None:
    rule = board().attendance
    assert rule is not None
    assert rule.absences is None


COMMENT = board().public_comment
CALENDAR = board().calendar


def signs_up(hours: float, *, door: bool = False, **more: object) -> list[str]:
    assert COMMENT is not None
    known = {"starts_at": BEGAN, "session": Session.SCHEDULED, "count": 0, **more}
    sign_up = SignUp(**known)  # type: ignore[arg-type]  # fields by name
    now = BEGAN - timedelta(hours=hours)
    found = may_sign_up(sign_up, COMMENT, CALENDAR, now, at_the_door=door)
    return [str(each.reason) for each in found if each.blocks]


def test_sign_up_is_open_between_its_hours_to_the_minute() -> None:
    assert signs_up(336) == []
    assert "Sign-up begins" in signs_up(336.1)[0]
    assert signs_up(2) == []
    assert "at the door you still can" in signs_up(1.9)[0]


def test_at_the_door_one_signs_up_until_the_list_is_closed_or_full() -> None:
    assert signs_up(0, door=True, session=Session.IN_SESSION) == []
    assert signs_up(0, door=True, closed_at=BEGAN) == ["The list of speakers is closed."]
    assert signs_up(0, door=True, count=39) == []
    assert "The list is full" in signs_up(0, door=True, count=40)[0]
    assert signs_up(0, session=Session.ADJOURNED) == ["This meeting is over, or is not held."]
