"""Rounds of nominations: the committee (18-4I1), the call (18-4I2), screening (18-4I4), the
names (18-4I5), rejections (18-4I6), what is withheld (18-4I7), later rounds (18-4I8).
"""

from datetime import date
from uuid import UUID, uuid4

import pytest

from appointments.rules.alliances import (
    Serving,
    has_room_for_representative,
    has_room_in_committee,
)
from appointments.rules.embargo import is_lifted
from appointments.rules.rounds import (
    Embargo,
    Kind,
    Settings,
    Step,
    follows_bylaws,
    initial_settings,
    is_within_call,
    may_take,
    nominating_deadline,
)
from appointments.rules.screenings import Score, is_screened, may_screen, visible_scores
from appointments.rules.slates import (
    Ballot,
    Fate,
    Outcome,
    is_decided,
    is_whole,
    is_written,
    may_stand,
    outcome_of,
)
from governance.charter.findings import Answer, Finding
from governance.charter.load import load_bundled
from governance.sentences import say

CHARTER = load_bundled("rochester-pab")
RULE = CHARTER.authority("alliance").nominates
assert RULE is not None
INITIAL = initial_settings(RULE, Embargo.ALL_CONFIRMED)
A, B, C, D, E = (UUID(int=number) for number in range(1, 6))


def serving(since: date, until: date | None = None) -> Serving:
    """Return somebody's service on these days."""
    return Serving(uuid4(), since, until)


def test_an_organization_has_two_representatives_and_no_third_18_4i() -> None:
    first = serving(date(2026, 1, 1))
    rule = RULE.membership
    assert has_room_for_representative([first], serving(date(2026, 3, 1)), rule).holds
    both = [first, serving(date(2026, 3, 1))]
    assert not has_room_for_representative(both, serving(date(2026, 5, 1)), rule).holds


def test_a_representative_may_follow_on_the_day_that_another_leaves() -> None:
    others = [serving(date(2026, 1, 1)), serving(date(2026, 1, 1), date(2026, 6, 1))]
    rule = RULE.membership
    assert has_room_for_representative(others, serving(date(2026, 6, 1)), rule).holds
    assert not has_room_for_representative(others, serving(date(2026, 5, 31)), rule).holds


def test_a_service_between_two_others_is_counted_on_its_fullest_day() -> None:
    others = [serving(date(2026, 1, 1), date(2026, 3, 1)), serving(date(2026, 4, 1))]
    others.append(serving(date(2026, 1, 1)))
    wished = serving(date(2026, 3, 1), date(2026, 4, 1))
    assert has_room_for_representative(others, wished, RULE.membership).holds
    longer = serving(date(2026, 3, 1), date(2026, 4, 2))
    assert not has_room_for_representative(others, longer, RULE.membership).holds


def test_the_committee_has_five_people_18_4i1() -> None:
    four = [serving(date(2026, 1, 1)) for _ in range(4)]
    assert has_room_in_committee(four, serving(date(2026, 2, 1)), RULE.committee).holds
    five = [*four, serving(date(2026, 1, 1))]
    assert not has_room_in_committee(five, serving(date(2026, 2, 1)), RULE.committee).holds


def test_the_initial_round_takes_every_step_in_its_order_18_4i2_18_4i4_18_4i5() -> None:
    at = Step.DRAFT
    for step in list(Step)[1:]:
        assert may_take(step, at=at, settings=INITIAL, rule=RULE).holds
        at = step
    assert INITIAL.next_after(at) is None


@pytest.mark.parametrize("at", list(Step))
@pytest.mark.parametrize("step", list(Step))
def test_no_step_is_taken_out_of_order(at: Step, step: Step) -> None:
    follows = INITIAL.next_after(at) is step
    assert may_take(step, at=at, settings=INITIAL, rule=RULE).holds == follows


def test_a_later_round_goes_without_the_steps_that_its_settings_leave_out() -> None:
    short = Settings(slate=3, quorum=3, embargo=Embargo.LEGISLATION_FILED, consults=False)
    assert may_take(Step.SLATED, at=Step.FINALISTS, settings=short, rule=RULE).holds
    refused = may_take(Step.CONSULTED, at=Step.FINALISTS, settings=short, rule=RULE)
    assert "without this step" in str(refused.reason)


def test_a_later_round_without_a_bylaw_warns_18_4i8() -> None:
    assert follows_bylaws(INITIAL, Kind.LATER, RULE).answer is Answer.WARNING
    assert follows_bylaws(INITIAL, Kind.INITIAL, RULE).holds
    named = Settings(slate=3, quorum=3, embargo=Embargo.ALL_CONFIRMED, bylaw="Article 4")
    assert follows_bylaws(named, Kind.LATER, RULE).holds


@pytest.mark.parametrize(
    ("on", "taken"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 31), True)],
)
def test_the_closing_day_is_the_last_that_counts(on: date, taken: bool) -> None:
    days = {"opens_on": date(2026, 3, 1), "closes_on": date(2026, 3, 31)}
    found = is_within_call(on, at=Step.CALL_OPEN, clause=RULE.call_clause, **days)
    assert found.holds == taken
    late = date(2026, 4, 1)
    assert not is_within_call(late, at=Step.CALL_OPEN, clause=RULE.call_clause, **days).holds


def test_replacements_are_named_within_fifteen_days_of_the_third_rejection_18_4h3() -> None:
    due = nominating_deadline(
        Kind.REPLACEMENT, date(2026, 5, 5), RULE, initial=None, calendar=CHARTER.calendar
    )
    assert due is not None
    assert (due.raw, due.rolled) == (date(2026, 5, 20), date(2026, 5, 20))


def test_nobody_screens_themselves_or_their_family_or_against_a_declared_conflict() -> None:
    free = {"conflicted": (), "relatives": (), "clause": RULE.screening_clause}
    assert may_screen(A, B, **free).holds
    assert not may_screen(A, A, **free).holds
    assert not may_screen(A, B, **{**free, "relatives": (A,)}).holds
    assert not may_screen(A, B, **{**free, "conflicted": (A,)}).holds


def test_scores_of_others_are_seen_after_ones_own() -> None:
    scores = [Score(A, {"fairness": 4}), Score(B, {"fairness": 5})]
    assert visible_scores(scores, to=C) == ()
    assert len(visible_scores(scores, to=A)) == 2


def test_a_finalist_has_been_scored_by_enough_of_the_committee() -> None:
    scores = [Score(each, {"fairness": 3}) for each in (A, B, C)]
    clause = RULE.screening_clause
    assert is_screened(scores, needed=3, name="N", clause=clause).holds
    assert not is_screened(scores[:2], needed=3, name="N", clause=clause).holds


@pytest.mark.parametrize(
    ("names", "holds"), [((A, B), False), ((A, B, C), True), ((A, B, C, D), False)]
)
def test_a_slate_has_three_names_18_4i5(names: tuple[UUID, ...], holds: bool) -> None:
    assert is_whole(names, elsewhere=(), settings=INITIAL, rule=RULE).holds == holds


def test_a_name_stands_once_on_one_slate_of_a_round() -> None:
    assert not is_whole((A, A, B), elsewhere=(), settings=INITIAL, rule=RULE).holds
    assert not is_whole((A, B, C), elsewhere=(C,), settings=INITIAL, rule=RULE).holds


@pytest.mark.parametrize(
    ("ballots", "holds"),
    [
        ("yy", (False, True)),
        ("yyn", (True, True)),
        ("yna", (True, False)),
        ("yynn", (True, False)),
        ("yyynn", (True, True)),
        ("yyaaa", (True, False)),
    ],
)
def test_a_slate_is_decided_by_a_quorum_and_a_majority_of_the_committee_18_4i1(
    ballots: str, holds: tuple[bool, bool]
) -> None:
    said = {"y": Ballot.YES, "n": Ballot.NO, "a": Ballot.ABSTAIN}
    cast = {member: said[each] for member, each in zip((A, B, C, D, E), ballots, strict=False)}
    found = is_decided(cast, settings=INITIAL, rule=RULE)
    assert tuple(each.holds for each in found) == holds


def test_who_is_not_eligible_cannot_stand_and_what_is_unknown_warns() -> None:
    found = may_stand(
        "N",
        [
            Finding(Answer.BROKEN, say("An officer."), "18-4E"),
            Finding(Answer.UNKNOWN, say("No residence."), "18-4C"),
            Finding(Answer.HOLDS, say("Fine."), "18-4F"),
        ],
    )
    assert [(each.answer, each.clause) for each in found] == [
        (Answer.BROKEN, "18-4E"),
        (Answer.WARNING, "18-4C"),
    ]


def test_a_rejection_is_in_writing_18_4i6() -> None:
    assert is_written("Not yet known in the district.", RULE).holds
    assert not is_written("  \n", RULE).holds


@pytest.mark.parametrize(
    ("fates", "outcome"),
    [
        ((Fate.REJECTED, Fate.REJECTED, Fate.OPEN), Outcome.OPEN),
        ((Fate.REJECTED, Fate.REJECTED, Fate.REJECTED), Outcome.ALL_REJECTED),
        ((Fate.REJECTED, Fate.WITHDRAWN, Fate.REJECTED), Outcome.ALL_REJECTED),
        ((Fate.REJECTED, Fate.CONFIRMED, Fate.PASSED_OVER), Outcome.CONFIRMED),
        ((), Outcome.OPEN),
    ],
)
def test_replacements_follow_only_when_every_name_is_out(
    fates: tuple[Fate, ...], outcome: Outcome
) -> None:
    assert outcome_of(fates) is outcome


def test_a_seat_filled_meanwhile_leaves_nothing_to_decide() -> None:
    assert outcome_of((Fate.OPEN,), filled_otherwise=True) is Outcome.FILLED_OTHERWISE


def test_the_first_names_stay_withheld_until_every_seat_is_confirmed_18_4i7() -> None:
    clause = RULE.embargo_clause
    three = [Outcome.CONFIRMED] * 3
    embargo = Embargo.ALL_CONFIRMED
    assert not is_lifted(embargo, [*three, Outcome.OPEN], filed=True, clause=clause).holds
    assert is_lifted(embargo, [*three, Outcome.CONFIRMED], filed=True, clause=clause).holds


def test_later_names_are_public_when_the_legislation_is_filed() -> None:
    embargo, clause = Embargo.LEGISLATION_FILED, RULE.embargo_clause
    assert is_lifted(embargo, [Outcome.OPEN], filed=True, clause=clause).holds
    assert not is_lifted(embargo, [Outcome.OPEN], filed=False, clause=clause).holds
