"""A meeting that was kept on paper: printed, held, typed in, and judged as if it were live."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from governance.errors import BadInputError, GovernanceError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from governance.services.bodies import engine
from meetings.rules.recusals import Relation
from meetings.schemas.meetings import Meeting
from meetings.schemas.sheets import (
    SheetChoice,
    SheetMotion,
    SheetStay,
    SheetVote,
    SheetWish,
)
from meetings.services.files import MeetingFile, meeting_file
from meetings.services.sessions import adjourn_meeting
from meetings.services.sheets import sheets_of, take_in_sheet
from tests.meetings.law import here
from tests.meetings.sitting import HOUR, Sitting, sitting
from tests.meetings.test_doors import API, PAGES, House, house, scheduled

__all__ = ["house", "sitting"]

YES, NO, RECUSED = SheetChoice.YES, SheetChoice.NO, SheetChoice.RECUSED
LATER = timedelta(days=1)


def roll(sitting: Sitting, there: int = 6) -> tuple[SheetStay, ...]:
    return tuple(
        SheetStay(person=person, arrived_at=here("2026-12-03 18:30"))
        for person in sitting.members[:there]
    )


def votes(sitting: Sitting, yes: int = 5, no: int = 1) -> tuple[SheetVote, ...]:
    said = [YES] * yes + [NO] * no
    return tuple(
        SheetVote(person=person, choice=choice)
        for person, choice in zip(sitting.members, said, strict=False)
    )


def motion(sitting: Sitting, **more: object) -> SheetMotion:
    known = {
        "text": "Adopt the plan.",
        "mover": sitting.members[0],
        "seconder": sitting.members[1],
        "moved_at": here("2026-12-03 18:50"),
        "voted_at": here("2026-12-03 19:00"),
        "votes": votes(sitting),
    }
    return SheetMotion(**{**known, **more})  # type: ignore[arg-type]  # fields by name


def sheet(sitting: Sitting, **more: object) -> SheetWish:
    known = {
        "reason": "The network failed.",
        "called_to_order_at": here("2026-12-03 18:35"),
        "roll": roll(sitting),
        "motions": (motion(sitting),),
        "adjourned_at": here("2026-12-03 20:15"),
    }
    return SheetWish(**{**known, **more})  # type: ignore[arg-type]  # fields by name


async def taken(sitting: Sitting, meeting: Meeting, **more: object) -> MeetingFile:
    sitting.now = HOUR + LATER
    await take_in_sheet(sitting.by(Role.STAFF), meeting.id, sheet(sitting, **more))
    return await meeting_file(sitting.body, meeting.id)


async def test_a_whole_meeting_comes_in_with_the_hours_of_the_paper(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    left = SheetStay(
        person=sitting.members[6],
        arrived_at=here("2026-12-03 18:40"),
        left_at=here("2026-12-03 18:45"),
    )
    file = await taken(sitting, meeting, roll=(*roll(sitting), left))
    assert file.meeting.state == "adjourned"
    assert file.meeting.called_to_order_at == here("2026-12-03 18:35")
    assert file.meeting.adjourned_at == here("2026-12-03 20:15")
    stays = {each.person: (each.arrived_at, each.left_at) for each in file.roll}
    assert stays[sitting.members[6]] == (here("2026-12-03 18:40"), here("2026-12-03 18:45"))
    assert stays[sitting.members[0]][1] == here("2026-12-03 20:15")
    (decided,) = file.motions
    assert decided.closed_at == here("2026-12-03 19:00")
    assert decided.outcome == "carried"
    assert decided.votes[sitting.members[5]] == "no"


async def test_the_record_says_that_it_came_from_paper_with_who_and_when(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    file = await taken(sitting, meeting)
    (kept,) = await sheets_of(sitting.body, meeting.id)
    assert (kept.reason, kept.taken_in_by) == ("The network failed.", "Test")
    assert kept.taken_in_at == sitting.now
    assert kept.motions == (file.motions[0].id,)
    rows = await engine().read("SELECT entry FROM audit ORDER BY seq DESC LIMIT 1")
    assert "taken_in_from_paper" in rows[0]["entry"]
    assert "2026-12-04" in rows[0]["entry"]


async def test_whoever_leaves_in_the_minute_of_a_vote_has_voted(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    leaving = SheetStay(
        person=sitting.members[5],
        arrived_at=here("2026-12-03 19:00"),
        left_at=here("2026-12-03 19:00"),
    )
    file = await taken(sitting, meeting, roll=(*roll(sitting, 5), leaving))
    assert file.motions[0].votes[sitting.members[5]] == "no"


async def test_a_recusal_on_paper_is_a_recusal(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    aside = SheetVote(
        person=sitting.members[5],
        choice=RECUSED,
        relation=Relation.FAMILY,
        reason="A relative works for the vendor.",
    )
    said = (*votes(sitting, 5, 0), aside)
    file = await taken(sitting, meeting, motions=(motion(sitting, votes=said),))
    assert file.motions[0].recused == {sitting.members[5]}


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        ({"roll": ()}, GovernanceError, "Motion 1 of the sheet"),
        ({"called_to_order_at": None}, GovernanceError, "not in session"),
        ({"adjourned_at": here("2026-12-05 20:00")}, BadInputError, "still to come"),
    ],
)
async def test_what_the_law_refuses_in_the_room_it_refuses_on_paper(
    sitting: Sitting, more: dict[str, object], error: type[GovernanceError], words: str
) -> None:
    meeting = await sitting.meeting()
    with pytest.raises(error) as refused:
        await taken(sitting, meeting, **more)
    assert words in str(refused.value)
    file = await meeting_file(sitting.body, meeting.id)
    assert (file.meeting.state, file.roll, file.motions) == ("scheduled", (), ())


async def test_a_vote_without_a_quorum_is_refused_with_its_line(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    with pytest.raises(RuleBrokenError) as refused:
        await taken(sitting, meeting, roll=roll(sitting, 4))
    assert "Motion 1 of the sheet" in str(refused.value)
    assert "18-6B" in str(refused.value)


async def test_who_was_not_in_the_room_has_not_voted(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    with pytest.raises(RuleBrokenError) as refused:
        await taken(sitting, meeting, roll=roll(sitting, 5))
    assert "The vote on motion 1 of the sheet" in str(refused.value)


async def test_the_mover_cannot_second_on_paper_either(sitting: Sitting) -> None:
    meeting = await sitting.meeting()
    same = motion(sitting, seconder=sitting.members[0])
    with pytest.raises(GovernanceError):
        await taken(sitting, meeting, motions=(same,))


async def test_a_meeting_that_began_at_the_console_goes_on_on_paper(sitting: Sitting) -> None:
    meeting = await sitting.in_session(6)
    open_one = await sitting.put(meeting)
    await sitting.vote(open_one, {0: "yes"})
    rest = tuple(SheetVote(person=person, choice=YES) for person in sitting.members[1:6])
    late = sitting.now + timedelta(minutes=5)
    carried_on = SheetMotion(motion=open_one.id, voted_at=late, votes=rest)
    file = await taken(sitting, meeting, called_to_order_at=None, roll=(), motions=(carried_on,))
    assert file.motions[0].outcome == "carried"
    assert len(file.motions[0].votes) == 6
    assert file.meeting.state == "adjourned"


async def test_a_meeting_that_is_over_takes_no_sheet(sitting: Sitting) -> None:
    meeting = await sitting.in_session(6)
    await adjourn_meeting(sitting.by(), meeting.id)
    with pytest.raises(OutOfOrderError):
        await taken(sitting, meeting)


def test_the_sheets_are_printed_for_everyone(house: House) -> None:
    meeting = scheduled(house)
    answer = house.doors.client.get(
        f"{PAGES}/meetings/{meeting}/sheet.pdf", headers=house.doors.headers("chair")
    )
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 4
        assert pdf.Root.MarkInfo.Marked
        assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()


def test_a_sheet_is_typed_in_at_the_page_and_through_the_api_alike(house: House) -> None:
    typed, sent = scheduled(house), scheduled(house, starts_at="2026-12-10T18:30:00")
    house.at(HOUR + timedelta(days=10))
    house.sign_in("staff@test.example")
    page = f"{PAGES}/meetings/{typed}/sheet"
    members = [str(person) for person in house.members[:6]]
    text = house.form(page, page, status=200, more="yes", reason="The network failed.")
    assert "Motion 2 of the sheet" in text
    assert "The network failed." in text
    missing = house.form(page, page, status=400, reason="Paper.", **{"m1-text": "Act."})
    assert "Type how the members voted" in missing
    values = {
        "reason": "Paper.",
        "called_to_order_at": "2026-12-03T18:35",
        "adjourned_at": "2026-12-03T20:00",
        "m1-kind": "main",
        "m1-text": "Adopt the plan.",
        "m1-mover": members[1],
        "m1-seconder": members[2],
        "m1-moved_at": "2026-12-03T18:50",
        "m1-voted_at": "2026-12-03T19:00",
        **{f"{person}-arrived_at": "2026-12-03T18:30" for person in members},
        **{f"m1-vote-{person}": "yes" for person in members},
    }
    house.form(page, page, status=200, **values)
    shown = house.get(f"{PAGES}/meetings/{typed}")
    assert "Carried 6–0" in shown
    assert "took them into the record" in shown
    wish = {
        "reason": "Paper.",
        "called_to_order_at": "2026-12-10T18:35:00",
        "adjourned_at": "2026-12-10T20:00:00",
        "roll": [{"person": each, "arrived_at": "2026-12-10T18:30:00"} for each in members],
        "motions": [
            {
                "text": "Adopt the plan.",
                "mover": members[1],
                "seconder": members[2],
                "voted_at": "2026-12-10T19:00:00",
                "votes": [{"person": each, "choice": "yes"} for each in members],
            }
        ],
    }
    answer = house.post(f"/meetings/{sent}/sheets", wish, role="staff")
    assert answer["meeting"]["state"] == "adjourned"
    listed = house.doors.client.get(f"{API}/meetings/{sent}/sheets").json()
    assert listed == [answer["sheet"]]
    house.post(f"/meetings/{sent}/sheets", wish, role="member", status=403)
