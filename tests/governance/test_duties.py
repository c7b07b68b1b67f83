"""The ledger of duties: what the record shows by itself, and what the office records."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from governance.errors import (
    BadInputError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.front import due_duties
from governance.front.due import due_of
from governance.front.ledger import history_of, ledger_of, year_of
from governance.rules.access import Role
from governance.rules.obligations import State
from governance.schemas.obligations import (
    Correcting,
    Entry,
    EntryKind,
    Excuse,
    Fulfilment,
    OccurrenceView,
)
from governance.schemas.papers import Upload
from governance.services.bodies import engine
from governance.services.obligations import (
    correct_fulfilment,
    excuse_obligation,
    fulfil_obligation,
)
from governance.web.yearplan import year_plan
from meetings.rules.committees import Standing
from meetings.schemas.committees import CommitteeWish, SeatWish
from meetings.schemas.matters import MatterWish
from meetings.schemas.meetings import Meeting, MeetingKind
from meetings.schemas.recommendations import RecommendationWish, Sending
from meetings.services.committees import form_committee, seat_committee_member
from meetings.services.executive import tell_closed_votes
from meetings.services.matters import open_matter
from meetings.services.minutes import publish_minutes
from meetings.services.recommendations import draft_recommendation, send_recommendation
from meetings.services.sessions import adjourn_meeting
from tests.app import SLUG, Doors
from tests.elections.electing import Electing
from tests.meetings.law import here
from tests.meetings.sitting import NOW, Sitting, sitting
from tests.meetings.test_executive import returned, voted

__all__ = ["sitting"]

JULY, DECEMBER, JANUARY = date(2026, 7, 1), date(2026, 12, 1), date(2027, 1, 1)
LINK = "https://example.org/report"
HOME = f"/bodies/{SLUG}/duties"
API = f"/api/v1/bodies/{SLUG}/obligations"


async def one(
    board: Sitting, duty: str, period: date = JULY, *, on: date | None = None, office: bool = False
) -> OccurrenceView:
    day = on or board.now.date()
    found = await history_of(board.body, board.charter, duty, period, day, office=office)
    return found.occurrence


async def fulfilled(board: Sitting, duty: str, period: date, **wish: object) -> list[Entry]:
    asked = {"obligation": duty, "period": period, "done_on": board.now.date(), **wish}
    return await fulfil_obligation(board.by(Role.STAFF), Fulfilment(**asked))  # type: ignore[arg-type]  # fields by name


async def due(board: Sitting, on: date) -> dict[str, str]:
    found = await due_duties.due(board.body, board.charter, on)
    return {str(each.what): str(each.who) for each in found}


async def adjourned(board: Sitting, there: int, **wish: object) -> Meeting:
    meeting = await board.in_session(there, **wish)
    board.now += timedelta(hours=1)
    await adjourn_meeting(board.by(), meeting.id)
    return meeting


async def test_a_meeting_that_had_a_quorum_closes_its_month_by_itself(sitting: Sitting) -> None:
    assert (await one(sitting, "monthly_meeting", DECEMBER)).state is State.UPCOMING
    meeting = await adjourned(sitting, 5)
    found = await one(sitting, "monthly_meeting", DECEMBER)
    assert (found.state, found.parts[0].done_on) == (State.DONE, date(2026, 12, 3))
    assert found.parts[0].proofs[0].href == f"/bodies/{SLUG}/meetings/{meeting.id}"


async def test_a_meeting_without_a_quorum_leaves_its_month_open(sitting: Sitting) -> None:
    await adjourned(sitting, 4)
    assert (await one(sitting, "monthly_meeting", DECEMBER)).state is State.OPEN
    missed = await one(sitting, "monthly_meeting", DECEMBER, on=date(2027, 1, 1))
    assert missed.state is State.MISSED


async def test_a_meeting_in_a_district_closes_that_district_s_year_alone(sitting: Sitting) -> None:
    await adjourned(sitting, 5, kind=MeetingKind.DISTRICT, district="South")
    found = await one(sitting, "district_meeting")
    assert {each.key: each.state for each in found.parts} == {
        "East": State.OPEN,
        "Northeast": State.OPEN,
        "Northwest": State.OPEN,
        "South": State.DONE,
    }
    assert found.word == "Open: 1 of 4 done"
    assert (await one(sitting, "monthly_meeting", DECEMBER)).state is State.OPEN
    listed = [each for each in await due(sitting, date(2027, 6, 2)) if "district" in each]
    assert [each.rpartition(": ")[2] for each in listed] == ["East", "Northeast", "Northwest"]


async def test_minutes_are_owed_for_every_meeting_and_the_first_draft_shows_them(
    sitting: Sitting,
) -> None:
    """OML 106(3): two weeks; the clock runs without a quorum too, and one line of it is enough."""
    meeting = await adjourned(sitting, 4)
    met = date(2026, 12, 3)
    found = await one(sitting, "minutes", met)
    assert (found.state, found.due, found.last) == (State.OPEN, date(2026, 12, 17), met)
    assert [(each.name, each.proofs) for each in found.parts] == [("Regular meeting", ())]
    after = date(2026, 12, 18)
    assert (await one(sitting, "minutes", met, on=after)).state is State.OVERDUE
    everything = await due_of(sitting.body, after)
    assert [each.clause for each in everything].count("OML 106(3)") == 1
    assert not [each for each in await due(sitting, after) if "minutes" in each]
    sitting.now += timedelta(days=18)
    await publish_minutes(sitting.by(), meeting.id)
    found = await one(sitting, "minutes", met)
    assert (found.state, found.parts[0].done_on) == (State.LATE, date(2026, 12, 21))
    assert [each.href for each in found.parts[0].proofs] == [
        f"/bodies/{SLUG}/meetings/{meeting.id}/minutes/1"
    ]


async def test_a_vote_behind_closed_doors_hastens_the_minutes(sitting: Sitting) -> None:
    """OML 106(3): one week."""
    meeting, session = await returned(sitting)
    await tell_closed_votes(sitting.by(), session.id, voted(sitting))
    await adjourn_meeting(sitting.by(), meeting.id)
    assert (await one(sitting, "minutes", date(2026, 12, 3))).due == date(2026, 12, 10)


async def test_nobody_records_minutes_by_hand(sitting: Sitting) -> None:
    await adjourned(sitting, 5)
    with pytest.raises(BadInputError) as refused:
        await fulfilled(sitting, "minutes", date(2026, 12, 3), link=LINK)
    assert "parts" in refused.value.fields
    with pytest.raises(NotFoundError):
        await one(sitting, "minutes", date(2026, 12, 4))


async def test_the_picture_has_one_box_for_the_minutes_of_a_month_the_gravest(
    sitting: Sitting,
) -> None:
    first = await adjourned(sitting, 5)
    await publish_minutes(sitting.by(), first.id)
    for day in ("2026-12-10", "2026-12-22"):
        await adjourned(sitting, 5, starts_at=here(f"{day} 18:30"))
    on = date(2026, 12, 30)
    ledger = await ledger_of(sitting.body, sitting.charter, year_of(sitting.charter, on), on)
    group = year_plan(ledger, sitting.charter.obligations).groups[0]
    [row] = group.rows
    assert (str(group.title), sum(box.months for box in row.boxes)) == ("Every meeting", 12)
    drawn = [(n, box.state, box.day) for n, box in enumerate(row.boxes) if box.view]
    assert drawn == [
        (5, State.OVERDUE, date(2026, 12, 24)),
        (6, State.OPEN, date(2027, 1, 5)),
    ]


async def test_the_first_officers_of_a_board_begun_in_mid_year_close_its_election(
    sitting: Sitting,
) -> None:
    """18-6A: it could not elect in July, and did so at its first meeting."""
    async with engine().transaction():
        await engine().write("UPDATE service SET since = $1", date(2026, 11, 20))
    electing, meeting = Electing(sitting), await sitting.in_session(5)
    for office, member in (("chair", 1), ("vice_chair", 2)):
        assert (await one(sitting, "officer_election")).state is State.OPEN
        election = await electing.called(meeting, office)
        await electing.standing(election, member)
        await electing.round(election, dict.fromkeys(range(5), member))
    found = await one(sitting, "officer_election")
    assert (found.state, found.parts[0].done_on) == (State.DONE, date(2026, 12, 3))


async def test_a_recommendation_that_was_sent_closes_its_year(sitting: Sitting) -> None:
    matter = await open_matter(sitting.by(), MatterWish(kind="policy", title="Stops"))
    wish = RecommendationWish(title="Stops", text="Record each.")
    drafted = await draft_recommendation(sitting.by(), matter.id, wish)
    assert (await one(sitting, "policy_recommendations")).state is State.OPEN
    await send_recommendation(sitting.by(), drafted.id, Sending(on=NOW.date()))
    assert (await one(sitting, "policy_recommendations")).state is State.DONE


async def test_a_committee_closes_its_duty_once_it_has_members(sitting: Sitting) -> None:
    wish = CommitteeWish(
        name="Youth committee", standing=Standing.STANDING, charge="Youth.", duty="youth"
    )
    formed = await form_committee(sitting.by(), wish)
    found = await one(sitting, "youth_engagement")
    assert (found.state, found.vacant) == (State.OPEN, True)
    seat = SeatWish(person=sitting.members[0])
    await seat_committee_member(sitting.by(), formed.id, seat)
    found = await one(sitting, "youth_engagement")
    assert (found.state, found.vacant) == (State.DONE, False)
    assert found.holders == ("M. Castellanos",)


async def test_a_report_is_done_once_each_hard_copy_is_delivered(sitting: Sitting) -> None:
    sitting.now = datetime.fromisoformat("2027-04-20T17:00:00+00:00")
    await fulfilled(sitting, "quarterly_report", JANUARY, link=LINK, parts=("", "copy:Mayor"))
    found = await one(sitting, "quarterly_report", JANUARY)
    assert (found.due, found.word) == (date(2027, 4, 30), "Open: 2 of 3 done")
    sitting.now += timedelta(days=11)
    await fulfilled(sitting, "quarterly_report", JANUARY, parts=("copy:City Council",))
    found = await one(sitting, "quarterly_report", JANUARY)
    assert (found.state, found.reason) == (
        State.LATE,
        "Done on Saturday, May 1, 2027, 1 day after Friday, April 30, 2027.",
    )


async def test_what_is_late_names_who_must_do_it_or_that_nobody_is_there(sitting: Sitting) -> None:
    on = date(2027, 3, 3)
    listed = await due(sitting, on)
    (data,) = [each for each in listed if each.startswith("Publish the month's data")]
    assert data.endswith("(until Thursday, December 31, 2026); 2 later periods too")
    assert listed[data] == "Executive Director (vacant: nobody holds it)"
    assert await due(sitting, NOW.date()) == {}


async def test_an_entry_is_corrected_by_a_later_one_and_stays_readable(sitting: Sitting) -> None:
    (first,) = await fulfilled(sitting, "survey", JULY, remark="On paper.")
    with pytest.raises(OutOfOrderError, match="recorded already"):
        await fulfilled(sitting, "survey", JULY, remark="Again.")
    mend = Correcting(reason="The wrong day.", done_on=date(2026, 11, 2), link=LINK)
    second = await correct_fulfilment(sitting.by(), first.id, mend)
    assert (second.corrects, second.why) == (first.id, "The wrong day.")
    with pytest.raises(OutOfOrderError, match="corrected already"):
        await correct_fulfilment(sitting.by(), first.id, mend)
    back = Correcting(reason="It was another survey.")
    third = await correct_fulfilment(sitting.by(), second.id, back)
    assert third.kind is EntryKind.WITHDRAWN
    assert (await one(sitting, "survey")).state is State.OPEN
    await fulfilled(sitting, "survey", JULY, remark="This one.")
    history = await history_of(sitting.body, sitting.charter, "survey", JULY, NOW.date())
    assert [each.remark for each in history.entries] == ["On paper.", "", "", "This one."]
    assert history.occurrence.state is State.DONE


async def test_members_are_recorded_one_by_one_or_together(sitting: Sitting) -> None:
    two = tuple(str(each) for each in sitting.members[:2])
    await fulfilled(sitting, "conflict_statement", JULY, parts=two)
    found = await one(sitting, "conflict_statement")
    assert (len(found.parts), found.word) == (9, "Open: 2 of 9 done")
    with pytest.raises(BadInputError):
        await fulfilled(sitting, "conflict_statement", JULY, parts=(str(uuid4()),))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"period": date(2026, 7, 2)}, "period"),
        ({"obligation": "sleep"}, "period"),
        ({"parts": ("copy:Governor",)}, "parts"),
        ({"link": "", "remark": " "}, "link"),
    ],
)
async def test_what_no_duty_asks_for_is_refused(
    sitting: Sitting, wish: dict[str, object], field: str
) -> None:
    asked = {"duty": "annual_report", "period": JULY, "link": LINK, **wish}
    asked["duty"] = asked.pop("obligation", asked["duty"])
    with pytest.raises(BadInputError) as refused:
        await fulfilled(sitting, **asked)  # type: ignore[arg-type]  # fields by name
    assert field in refused.value.fields


async def test_nothing_is_done_before_its_period_or_tomorrow(sitting: Sitting) -> None:
    for day in (date(2026, 6, 30), NOW.date() + timedelta(days=1)):
        with pytest.raises(RuleBrokenError):
            await fulfilled(sitting, "survey", JULY, link=LINK, done_on=day)


async def test_only_a_duty_that_may_not_apply_is_set_aside(sitting: Sitting) -> None:
    wish = Excuse(obligation="director_review", period=JULY, reason="There is no director.")
    await excuse_obligation(sitting.by(), wish)
    found = await one(sitting, "director_review")
    assert (found.state, found.reason) == (
        State.EXCUSED,
        "Does not apply: There is no director.",
    )
    with pytest.raises(RuleBrokenError):
        await excuse_obligation(
            sitting.by(), Excuse(obligation="survey", period=JULY, reason="No time.")
        )
    with pytest.raises(NotAllowedError):
        await excuse_obligation(sitting.by(Role.MEMBER, 0), wish)


async def test_confidential_evidence_is_the_office_s_and_that_it_was_done_is_everybody_s(
    sitting: Sitting,
) -> None:
    paper = Upload(name="review.txt", content=b"She does well.")
    await fulfilled(
        sitting, "director_review", JULY, remark="She does well.", paper=paper, confidential=True
    )
    public = await one(sitting, "director_review")
    assert (public.state, public.parts[0].proofs[0].paper_href) == (State.DONE, "")
    assert "well" not in str(public)
    office = await one(sitting, "director_review", office=True)
    assert office.parts[0].proofs[0].words == "She does well."


async def test_the_ledger_has_what_is_due_in_its_year_and_says_from_when_it_counts(
    sitting: Sitting,
) -> None:
    year = year_of(sitting.charter, NOW.date())
    ledger = await ledger_of(sitting.body, sitting.charter, year, NOW.date())
    assert (ledger.since, ledger.until, ledger.begins_on) == (JULY, date(2027, 7, 1), NOW.date())
    assert all(ledger.since <= each.due < ledger.until for each in ledger.occurrences)
    months = [each for each in ledger.occurrences if each.obligation == "monthly_meeting"]
    assert [each.state for each in months[3:6]] == [State.BEFORE, State.BEFORE, State.UPCOMING]
    matrix = next(each for each in ledger.occurrences if each.obligation == "matrix_review")
    assert matrix.state is State.FROZEN
    assert not [each for each in ledger.occurrences if each.state is State.OVERDUE]


async def test_the_picture_of_a_year_gives_every_duty_its_twelve_months(sitting: Sitting) -> None:
    year = year_of(sitting.charter, NOW.date())
    ledger = await ledger_of(sitting.body, sitting.charter, year, NOW.date())
    plan = year_plan(ledger, sitting.charter.obligations)
    assert (plan.months[0], plan.now) == (JULY, 4)
    rows = [row for group in plan.groups for row in group.rows]
    assert {sum(box.months for box in row.boxes) for row in rows} == {12}
    drawn = [box.view for row in rows for box in row.boxes if box.view and not row.name]
    districts = [row.name for row in rows if row.name]
    assert len(drawn) == len(ledger.occurrences) - 1
    assert districts == ["East", "Northeast", "Northwest", "South"]
    data = next(row for row in rows if row.duty.id == "monthly_data")
    assert [box.months for box in data.boxes] == [1] * 12


async def test_what_is_rolled_into_the_next_year_stays_in_its_own(sitting: Sitting) -> None:
    year = year_of(sitting.charter, date(2024, 1, 1))
    ledger = await ledger_of(sitting.body, sitting.charter, year, NOW.date())
    data = [each for each in ledger.occurrences if each.obligation == "monthly_data"]
    assert (len(data), data[-1].raw, data[-1].due) == (12, date(2024, 6, 30), date(2024, 7, 1))


async def test_officers_are_due_at_the_first_meeting_of_the_year(sitting: Sitting) -> None:
    sitting.now = datetime.fromisoformat("2027-06-20T17:00:00+00:00")
    await sitting.meeting(starts_at=here("2027-07-01 18:30"))
    await sitting.meeting(starts_at=here("2027-07-08 18:30"))
    found = await one(sitting, "officer_election", date(2027, 7, 1))
    assert found.due == date(2027, 7, 8)


async def test_no_period_begins_on_another_day(sitting: Sitting) -> None:
    with pytest.raises(NotFoundError):
        await one(sitting, "survey", date(2026, 7, 2))


def test_the_page_and_the_api_record_and_show_the_same(doors: Doors) -> None:
    wish = {"obligation": "survey", "period": "2026-07-01", "done_on": "2026-11-20", "link": LINK}
    headers = doors.headers("staff")
    made = doors.client.post(f"{API}/fulfilments", json=wish, headers=headers)
    assert made.status_code == 201, made.text
    typed = {"done_on": "2026-11-19", "part_": "yes", "parts": "ticked", "remark": "At the <desk>."}
    sent = doors.client.post(
        f"{HOME}/annual_report/2026-07-01/fulfilments", data=typed, headers=headers
    )
    assert sent.url.params["done"] == "saved"
    ledger = doors.client.get(API, params={"year": 2026}).json()
    states = {each["obligation"]: each["word"] for each in ledger["occurrences"]}
    assert states["survey"] == "Done"
    page = doors.client.get(HOME, params={"year": 2026}).text
    assert f'href="{HOME}/survey/2026-07-01"' in page
    one = doors.client.get(f"{API}/annual_report/2026-07-01").json()
    assert [each["state"] for each in one["occurrence"]["parts"]] == [
        "done",
        "upcoming",
        "upcoming",
    ]
    shown = doors.client.get(f"{HOME}/annual_report/2026-07-01").text
    assert "At the &lt;desk&gt;." in shown
    assert "Record that it was done" not in shown
    assert one["entries"][0]["recorded_by"] == ""
    entry = UUID(one["entries"][0]["id"])
    mended = doors.client.post(
        f"{API}/fulfilments/{entry}/corrections", json={"reason": "A slip."}, headers=headers
    )
    assert mended.json()["kind"] == "withdrawn"


def test_a_confidential_document_has_a_door_of_its_own(doors: Doors) -> None:
    headers = doors.headers("staff")
    typed = {"done_on": "2026-11-19", "confidential": "yes"}
    sent = doors.client.post(
        f"{HOME}/director_review/2026-07-01/fulfilments",
        data=typed,
        files={"paper": ("review.txt", b"She does well.")},
        headers=headers,
    )
    assert sent.status_code == 200, sent.text
    (entry,) = doors.client.get(f"{API}/director_review/2026-07-01").json()["entries"]
    assert (entry["paper"], entry["confidential"]) == (None, True)
    door = f"{HOME}/entries/{entry['id']}"
    assert doors.client.get(f"{door}/paper").status_code == 404
    assert doors.client.get(f"{door}/confidential").status_code == 401
    assert doors.client.get(f"{door}/confidential", headers=headers).text == "She does well."
    assert b"She does well" not in doors.client.get(f"/api/v1/bodies/{SLUG}/record").content


def test_the_law_leads_to_the_ledger(doors: Doors) -> None:
    law = doors.client.get(f"/bodies/{SLUG}/law").text
    assert f'href="{HOME}/matrix_review"' in law
    assert "frozen" in doors.client.get(f"{HOME}/matrix_review").text.lower()


def test_bad_addresses_and_links_are_refused(doors: Doors) -> None:
    assert "It has not come up yet." in doors.client.get(f"{HOME}/minutes").text
    for path in (f"{HOME}/sleep", f"{HOME}/survey/never", f"{HOME}/survey/2026-07-02"):
        assert doors.client.get(path).status_code == 404
    typed = {"done_on": "2026-11-19", "link": "javascript:alert(1)"}
    sent = doors.client.post(
        f"{HOME}/survey/2026-07-01/fulfilments", data=typed, headers=doors.headers("staff")
    )
    assert sent.status_code == 400
    assert "javascript:alert(1)" in sent.text
