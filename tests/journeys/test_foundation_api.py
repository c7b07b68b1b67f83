"""A board from its charter to a published vote, through the JSON door alone, on both engines."""

import json
from datetime import timedelta
from http import HTTPStatus

import msgspec
from icalendar import Calendar

from governance.audit import first_break
from governance.rules.access import Role
from governance.services.chains import Header, verify_export
from tests.app import SLUG, Doors
from tests.appointments.makers import CHARTER
from tests.journeys.founding import (
    API,
    COUNCIL_DAY,
    MEETING,
    NAMES,
    SHEET_DAY,
    Founding,
    Json,
    address_of,
    facts_of,
)

BLOCKING = {"broken", "unknown", "discretion"}
DAY = COUNCIL_DAY.date().isoformat()


def test_a_board_comes_from_its_charter_to_a_published_vote(doors: Doors) -> None:
    board = Founding(doors)
    the_board_is_founded_with_nine_vacant_seats(board)
    nine_people_are_recorded_and_their_sheets_name_what_is_missing(board)
    once_their_facts_are_stated_nothing_stands_in_their_way(board)
    nobody_is_appointed_before_council_has_carried_the_act(board)
    eight_wait_and_with_the_ninth_the_first_term_starts(board)
    they_take_and_file_their_oaths(board)
    their_accounts_have_the_member_s_role_from_the_first_day_of_the_term(board)
    a_meeting_is_set_and_noticed_and_its_documents_are_there(board)
    it_is_called_to_order_and_the_roll_finds_a_quorum(board)
    a_motion_is_moved_seconded_and_put(board)
    eight_vote_with_their_own_tokens_and_one_stands_aside(board)
    the_outcome_is_explained_under_both_tests(board)
    the_meeting_ends_and_its_minutes_are_published(board)
    anyone_reads_the_roster_the_meeting_and_the_vote_by_name(board)
    anyone_s_calendar_shows_the_meeting(board)
    anyone_checks_the_record_without_asking_us(board)


def the_board_is_founded_with_nine_vacant_seats(board: Founding) -> None:
    assert board.anyone.ask("")["name"] == CHARTER.body.name
    seats = board.anyone.ask("/seats")["seats"]
    assert {each["id"] for each in seats} == set(NAMES)
    assert {each["status"] for each in seats} == {"vacant"}
    first = json.loads(board.anyone.ask("/record")["links"][0]["entry"])
    assert first["deed"] == "found_body"
    assert first["law"] == board.anyone.ask("/law")["digest"]


def nine_people_are_recorded_and_their_sheets_name_what_is_missing(board: Founding) -> None:
    board.at(SHEET_DAY)
    for seat, name in NAMES.items():
        person = board.clerk.do("/people", name=name, email=address_of(seat))
        board.people[seat] = person["id"]
        unknown = [each for each in sheet(board, seat) if each["answer"] == "unknown"]
        clauses = {each["clause"] for each in unknown}
        assert clauses >= {"18-4C", "18-4E", "18-4F"}
        assert all(each["reason"] for each in unknown)
    assert len(board.clerk.ask("/people")) == len(NAMES)


def once_their_facts_are_stated_nothing_stands_in_their_way(board: Founding) -> None:
    for seat, person in board.people.items():
        missing = len(blocking(sheet(board, seat)))
        for fact in facts_of(seat):
            board.clerk.do(f"/people/{person}/facts", **msgspec.to_builtins(fact))
            left = len(blocking(sheet(board, seat))) if seat == "east" else 0
            assert left <= missing
            missing = left
        assert blocking(sheet(board, seat)) == []


def nobody_is_appointed_before_council_has_carried_the_act(board: Founding) -> None:
    board.at(COUNCIL_DAY)
    act = board.clerk.do(
        "/legislation", number="2026-412", title="The first Board", introduced_on=DAY
    )
    board.made["act"] = act["id"]
    problem = board.clerk.refused("/appointments", **appointing(board, "east"))
    assert {each["clause"] for each in problem["broken"]} == {"18-4K", "18-3B"}
    for seat, person in board.people.items():
        authority = CHARTER.seat(seat).designated_by
        board.clerk.do("/designations", seat=seat, person=person, authority=authority)
    problem = board.clerk.refused("/appointments", **appointing(board, "east"))
    assert [each["clause"] for each in problem["broken"]] == ["18-3B"]
    assert board.clerk.ask("/appointments") == []
    voted = board.clerk.do(f"/legislation/{act['id']}/vote", voted_on=DAY, ayes=8, noes=1)
    assert voted["result"] == "carried"


def eight_wait_and_with_the_ninth_the_first_term_starts(board: Founding) -> None:
    board.open_accounts()
    *eight, ninth = NAMES
    for seat in eight:
        made = board.clerk.do("/appointments", **appointing(board, seat))
        assert (made["kind"], made["term_since"], made["since"]) == ("initial", None, None)
    assert {seat: status(board, seat) for seat in eight} == dict.fromkeys(eight, "appointed")
    assert status(board, ninth) == "vacant"
    board.clerk.refused("/appointments", **appointing(board, eight[0]))
    made = board.clerk.do("/appointments", **appointing(board, ninth))
    assert (made["term_since"], made["term_until"]) == (DAY, "2027-07-01")
    assert {status(board, seat) for seat in NAMES} == {"not_sworn"}


def they_take_and_file_their_oaths(board: Founding) -> None:
    for made in board.clerk.ask("/appointments"):
        board.clerk.do(f"/appointments/{made['id']}/notice")
    next_day = COUNCIL_DAY + timedelta(days=1)
    board.at(next_day)
    day = next_day.date().isoformat()
    for made in board.clerk.ask("/appointments"):
        taken = board.clerk.do(f"/appointments/{made['id']}/oath", taken_on=day, filed_on=day)
        assert taken["oath_filed_on"] == day
        again = board.clerk.refused(f"/appointments/{made['id']}/oath", taken_on=day)
        assert "was filed" in again["detail"]
    told = {letter["recipient"] for letter in board.clerk.ask("/letters")}
    assert told == {address_of(seat) for seat in NAMES}


def their_accounts_have_the_member_s_role_from_the_first_day_of_the_term(board: Founding) -> None:
    roles = board.by(Role.ADMINISTRATOR).ask("/roles")
    members = [each for each in roles if each["role"] == "member" and each["since"] == DAY]
    assert len(members) == len(NAMES)
    problem = board.member("east").refused(
        "/meetings", HTTPStatus.FORBIDDEN, kind="regular", title="Mine", starts_at=MEETING
    )
    assert problem["status"] == HTTPStatus.FORBIDDEN


def a_meeting_is_set_and_noticed_and_its_documents_are_there(board: Founding) -> None:
    wish = {"kind": "regular", "title": "First meeting", "starts_at": MEETING, "place": "City Hall"}
    meeting = board.chair.do("/meetings", **wish)
    board.made["meeting"] = here = f"/meetings/{meeting['id']}"
    item = board.chair.do(f"{here}/agenda", title="Rules of procedure")
    board.made["item"] = item["id"]
    assert {each["state"] for each in board.anyone.ask(here)["duties"]} == {"open"}
    board.at(MEETING - timedelta(hours=73))
    for channel in CHARTER.meetings.notice.channels:
        board.chair.do(f"{here}/notices", channel=channel, proof="Seen there by the secretary.")
    board.at(MEETING - timedelta(hours=25))
    board.chair.do(f"{here}/documents", proof="On the Board's website.")
    duties = board.anyone.ask(here)["duties"]
    assert {each["id"]: each["state"] for each in duties} == {"notice": "done", "documents": "done"}
    assert duties[0]["due_at"] == (MEETING - timedelta(hours=72)).isoformat()


def it_is_called_to_order_and_the_roll_finds_a_quorum(board: Founding) -> None:
    here = board.made["meeting"]
    board.at(MEETING)
    board.chair.do(f"{here}/call-to-order", presiding=board.people["mayor"])
    seen = board.chair.ask(f"{here}/console")
    assert (seen["present"], seen["needed"]) == (0, 5)
    for seat in NAMES:
        board.later()
        board.chair.do(f"{here}/arrivals", person=board.people[seat])
    seen = board.chair.ask(f"{here}/console")
    assert (seen["present"], seen["needed"], seen["may_leave"]) == (9, 5, 4)


def a_motion_is_moved_seconded_and_put(board: Founding) -> None:
    here = board.made["meeting"]
    board.later()
    motion = board.chair.do(
        f"{here}/motions",
        kind="main",
        text="To adopt the rules of procedure as drafted.",
        mover=board.people["east"],
        item=board.made["item"],
    )
    board.made["motion"] = there = f"/motions/{motion['id']}"
    unseconded = board.chair.refused(f"{there}/question")
    assert unseconded["broken"]
    board.chair.do(f"{there}/second", person=board.people["south"])
    board.chair.do(f"{there}/question")


def eight_vote_with_their_own_tokens_and_one_stands_aside(board: Founding) -> None:
    there = board.made["motion"]
    aside = board.member("mayor")
    aside.do(f"{there}/recusals", relation="business", reason="My firm drafted the rules.")
    refused = aside.refused(f"{there}/votes", choice="yes")
    assert refused["broken"][0]["clause"] == CHARTER.recusal.clause
    nobody_s = board.by(Role.MEMBER)  # the role, but no seat
    nobody_s.refused(f"{there}/votes", HTTPStatus.FORBIDDEN, choice="yes")
    board.anyone.refused(f"{there}/votes", HTTPStatus.UNAUTHORIZED, choice="yes")
    for seat, choice in SAID.items():
        board.later()
        board.member(seat).do(f"{there}/votes", choice=choice)
    seen = board.chair.ask(f"{board.made['meeting']}/console")
    assert seen["missing"] == []
    assert seen["if_closed_now"]["outcome"] == "carried"


SAID = {
    "east": "yes",
    "northeast": "yes",
    "northwest": "no",
    "south": "yes",
    "alliance-1": "yes",
    "alliance-2": "abstain",
    "alliance-3": "no",
    "alliance-4": "yes",
}


def the_outcome_is_explained_under_both_tests(board: Founding) -> None:
    board.later()
    closed = board.chair.do(f"{board.made['motion']}/close")
    tests = {each["clause"]: each for each in closed["tally"]["tests"]}
    assert (closed["outcome"], closed["diverges"]) == ("carried", False)
    assert (tests["18-6B"]["ayes"], tests["18-6B"]["needed"], tests["18-6B"]["whole"]) == (5, 5, 9)
    assert (tests["GCL 41"]["ayes"], tests["GCL 41"]["needed"]) == (5, 5)
    assert [each["decides"] for each in tests.values()] == [True, False]
    assert all(each["text"] for each in tests.values())
    assert closed["tally"]["summary"]
    what_if = board.anyone.ask("/tally", present="9", ayes="5", noes="2", abstain="1", recused="1")
    assert what_if["tests"] == closed["tally"]["tests"]


def the_meeting_ends_and_its_minutes_are_published(board: Founding) -> None:
    here = board.made["meeting"]
    board.at(MEETING, minutes=90)
    board.chair.do(f"{here}/adjournment")
    board.at(MEETING + timedelta(days=4))
    minutes = board.chair.do(f"{here}/minutes")
    words = " ".join(line["text"] for line in minutes["lines"])
    assert "rules of procedure" in words
    assert all(name in words for name in NAMES.values())
    assert board.anyone.ask(here)["minutes"]["version"] == 1


def anyone_reads_the_roster_the_meeting_and_the_vote_by_name(board: Founding) -> None:
    roster = board.anyone.ask("/seats")["seats"]
    assert {each["id"]: each["holder"]["name"] for each in roster} == NAMES
    view = board.anyone.ask(board.made["meeting"])
    assert view["meeting"]["state"] == "adjourned"
    assert len(view["roll"]) == len(NAMES)
    (motion,) = board.anyone.ask("/votes")["motions"]
    said = {each["seat"]: each["said"] for each in motion["votes"]}
    assert said == {**SAID, "mayor": "recused"}
    assert {each["seat"]: each["name"] for each in motion["votes"]} == NAMES
    member = board.anyone.ask(f"/members/{board.people['east']}")
    assert member["services"][0]["holder"]["since"] == DAY
    for private in (f"/people/{board.people['east']}", "/people", "/appointments", "/letters"):
        answer = board.doors.client.get(API + private)
        assert answer.status_code == HTTPStatus.UNAUTHORIZED


def anyone_s_calendar_shows_the_meeting(board: Founding) -> None:
    for address in (f"/bodies/{SLUG}/calendar.ics", "/calendar.ics"):
        answer = board.doors.client.get(address)
        assert answer.headers["content-type"].startswith("text/calendar")
        (event,) = Calendar.from_ical(answer.text).walk("VEVENT")
        assert event.decoded("DTSTART") == MEETING
        assert "City Hall" in str(event["LOCATION"])
        assert "First meeting" in str(event["SUMMARY"])
        again = board.doors.client.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == HTTPStatus.NOT_MODIFIED


def anyone_checks_the_record_without_asking_us(board: Founding) -> None:
    links: list[Json] = []
    while page := board.anyone.ask("/record", after=str(len(links)))["links"]:
        links += page
    chain = board.anyone.ask("/record")
    assert (chain["length"], chain["head"]) == (len(links), links[-1]["digest"])
    header = Header(body=SLUG, length=chain["length"], head=chain["head"])
    lines = [msgspec.json.encode(each) for each in (header, *links)]
    assert verify_export(lines, head=chain["head"]).holds
    told = json.dumps(links)
    assert "City of Rochester" not in told
    assert "@test.example" not in told
    altered = [(each["entry"], each["digest"]) for each in links]
    entry, digest = altered[40]
    altered[40] = (entry.replace('"deed"', '"died"'), digest)
    broken = first_break(altered)
    assert broken is not None
    assert broken.seq == links[40]["seq"]


def sheet(board: Founding, seat: str) -> Json:
    """Return the findings on a seat's candidate, appointed on the day of the Council."""
    person = board.people[seat]
    found = board.clerk.ask(f"/people/{person}/eligibility", seat=seat, on=DAY)
    return found["findings"]


def blocking(findings: Json) -> list[Json]:
    return [each for each in findings if each["answer"] in BLOCKING]


def appointing(board: Founding, seat: str) -> dict[str, Json]:
    return {"seat": seat, "person": board.people[seat], "legislation": board.made["act"]}


def status(board: Founding, seat: str) -> str:
    seats = board.anyone.ask("/seats")["seats"]
    return next(str(each["status"]) for each in seats if each["id"] == seat)
