"""What people write into minutes stands between lines that they cannot change: OML 106(1)."""

from datetime import timedelta

import pytest

from governance.charter.findings import Answer
from governance.sentences import say
from meetings.rules.approvals import OnTheTable, may_approve, may_sign, signers_of
from meetings.rules.minutes import Line, LineKind
from meetings.rules.wording import Fate, Said, compared, digest_of, keyed, paragraphs, woven
from tests.meetings.law import board, here

BEGAN = here("2027-01-07 18:34")
LINES = (
    Line(LineKind.TEXT, say("Called to order."), "opening"),
    Line(LineKind.TEXT, say("G. Petrov presided.")),
    Line(LineKind.HEADING, say("Motions"), "motions"),
    Line(LineKind.MOTION, say("Motion 1: Act."), "motion-1"),
    Line(LineKind.VOTE, say("Yes: S. Brandt.")),
)


def own(lines: tuple[Said, ...]) -> list[str]:
    return [line.text for line in lines if line.kind == "own"]


def test_each_line_has_a_key_of_its_part() -> None:
    assert [line.key for line in keyed(LINES)] == [
        "opening",
        "opening.1",
        "motions",
        "motion-1",
        "motion-1.1",
    ]


def test_a_heading_without_a_key_begins_a_part_of_its_own() -> None:
    lines = (Line(LineKind.HEADING, say("Elections")), Line(LineKind.TEXT, say("None.")))
    assert [line.key for line in keyed(lines)] == ["heading-1", "heading-1.1"]


def test_what_is_written_stands_after_its_line_paragraph_by_paragraph() -> None:
    lines = woven(keyed(LINES), {"motion-1": "One.\n\nTwo.\r\n\r\n  \n\nThree."})
    assert [line.text for line in lines[3:]] == [
        "Motion 1: Act.",
        "One.",
        "Two.",
        "Three.",
        "Yes: S. Brandt.",
    ]


def test_what_was_written_after_a_line_that_is_gone_stands_at_the_end_of_its_part() -> None:
    lines = woven(keyed(LINES), {"motion-1.7": "Kept.", "gone": "Kept too."})
    assert [line.text for line in lines][-2:] == ["Kept.", "Kept too."]
    assert own(woven(keyed(LINES[:3]), {"opening.9": "Kept."})) == ["Kept."]


def test_the_lines_of_the_record_are_never_changed_by_what_is_written() -> None:
    lines = woven(keyed(LINES), {"opening": "X", "motion-1.1": "Y"})
    assert tuple(line for line in lines if line.kind != "own") == keyed(LINES)


@pytest.mark.parametrize("text", ["", "\n\n", "   \n \n"])
def test_nothing_is_no_paragraph(text: str) -> None:
    assert paragraphs(text) == ()


def test_two_versions_are_compared_line_by_line() -> None:
    before = keyed(LINES)
    after = (*before[:4], Said("vote", "Yes: S. Brandt and J. Moreau.", "motion-1.1"))
    found = compared(before, after)
    assert [each.fate for each in found] == [Fate.SAME] * 4 + [Fate.GONE, Fate.NEW]


def test_a_digest_tells_one_text_from_another_and_one_version_from_another() -> None:
    lines = keyed(LINES)
    known = digest_of("m", 1, lines)
    assert known == digest_of("m", 1, lines)
    assert known not in (digest_of("m", 2, lines), digest_of("m", 1, lines[1:]))


EARLIER = OnTheTable(is_own_meeting=False, adjourned_at=BEGAN - timedelta(days=30), version=1)
KIND = board().motion_kind("minutes")


def refused(found: OnTheTable) -> list[str]:
    return [str(each.reason) for each in may_approve(found, BEGAN, KIND) if each.blocks]


def test_minutes_of_an_earlier_meeting_may_be_approved() -> None:
    assert refused(EARLIER) == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (OnTheTable(True, BEGAN, 1), "A meeting does not approve its own minutes"),
        (OnTheTable(False, None, None), "That meeting has not ended"),
        (OnTheTable(False, BEGAN, 1), "came later than this one"),
        (OnTheTable(False, BEGAN - timedelta(days=1), None), "No minutes of that meeting"),
        (OnTheTable(False, BEGAN - timedelta(days=1), 2, True), "approved already"),
    ],
    ids=["its own", "not ended", "a later one", "not published", "approved"],
)
def test_what_may_not_be_approved(found: OnTheTable, said: str) -> None:
    (reason,) = refused(found)
    assert said in reason


def test_who_signs_is_the_charter_s_to_say() -> None:
    rule = board().minutes
    assert rule is not None
    assert [each.title for each in signers_of(rule, {"staff"})] == ["Secretary"]
    assert [each.title for each in signers_of(rule, {"vice_chair"})] == ["Chair"]
    assert signers_of(rule, {"clerk", "member"}) == ()
    assert signers_of(None, {"chair"}) == ()


def test_a_draft_is_not_signed_and_nothing_is_signed_twice() -> None:
    rule = board().minutes
    assert rule is not None
    held = may_sign("Chair", rule, {"chair"}, approved=True, signed=False)
    assert {each.answer for each in held} == {Answer.HOLDS}
    for approved, signed, role in (
        (False, False, "chair"),
        (True, True, "chair"),
        (True, False, "x"),
    ):
        found = may_sign("Chair", rule, {role}, approved=approved, signed=signed)
        assert sum(each.blocks for each in found) == 1
