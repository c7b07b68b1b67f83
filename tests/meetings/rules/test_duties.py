"""What is due around a meeting, and how a late deed shows."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from meetings.rules.duties import Duty, MeetingFacts, Standing, duties
from tests.meetings.law import board, here

CHANNELS = ("News media", "Designated public place", "Website")
IN_TIME = here("2026-11-30 18:30")
FACTS = MeetingFacts(
    starts_at=here("2026-12-03 18:30"),
    set_at=here("2026-10-12 09:00"),
    notices=dict.fromkeys(CHANNELS, IN_TIME),
    documents_at=here("2026-12-02 18:30"),
    adjourned_at=here("2026-12-03 20:10"),
    minutes_at=here("2026-12-17 23:59"),
)


def of(facts: MeetingFacts) -> dict[str, Duty]:
    return {each.id: each for each in duties(facts, board().meetings, board().calendar)}


def test_everything_done_at_the_last_moment_is_on_time() -> None:
    standings = {each.standing(FACTS.set_at) for each in of(FACTS).values()}
    assert standings == {Standing.DONE}


@pytest.mark.parametrize(
    ("duty", "change"),
    [
        ("notice", {"notices": {**FACTS.notices, "Website": here("2026-11-30 18:31")}}),
        ("documents", {"documents_at": here("2026-12-02 18:31")}),
        ("minutes", {"minutes_at": here("2026-12-18 00:00")}),
    ],
)
def test_a_moment_later_is_late_for_good(duty: str, change: dict[str, object]) -> None:
    late = of(replace(FACTS, **change))  # type: ignore[arg-type]  # each names its own field
    assert late[duty].standing(here("2027-01-01 00:00")) is Standing.LATE


def test_a_channel_without_notice_leaves_the_notice_open() -> None:
    some = {"Website": IN_TIME, "News media": IN_TIME}
    notice = of(replace(FACTS, notices=some))["notice"]
    assert notice.missing == ("Designated public place",)
    assert notice.standing(IN_TIME) is Standing.OPEN
    assert notice.standing(here("2026-11-30 18:31")) is Standing.OVERDUE


def test_a_meeting_that_was_not_held_owes_no_minutes() -> None:
    assert "minutes" not in of(replace(FACTS, adjourned_at=None))


@pytest.mark.parametrize(
    ("done", "said"),
    [(here("2026-12-18 09:00"), "a day late"), (here("2026-12-21 09:00"), "4 days late")],
)
def test_lateness_is_said_in_days(done: datetime, said: str) -> None:
    assert str(of(replace(FACTS, minutes_at=done))["minutes"].late_by(done)) == said


def test_minutes_after_a_closed_vote_are_due_sooner() -> None:
    assert of(replace(FACTS, closed_vote=True))["minutes"].due_on == date(2026, 12, 10)
