"""A committee's meeting by hand and through the API, run by its own chair."""

from datetime import timedelta

from tests.meetings.sitting import HOUR
from tests.meetings.test_doors import API, PAGES, House, house, in_session, put, scheduled

__all__ = ["house"]

YOUTH = {"name": "Youth committee", "standing": "standing", "charge": "Youth.", "places": 3}


def test_a_committees_chair_runs_its_meeting_and_no_other(house: House) -> None:
    committee = house.post("/committees", YOUTH)["id"]
    for number in range(3):
        seat = {"person": str(house.members[number]), "chairs": number == 0}
        formed = house.post(f"/committees/{committee}/members", seat)
    assert (formed["whole"], formed["quorum"]) == (3, 2)
    meeting = scheduled(house, kind="committee", title="Youth at work")
    house.post(f"/committees/{committee}/meetings", {"meeting": meeting})
    house.at(HOUR)
    house.post(f"/meetings/{meeting}/call-to-order", {}, role="sitting")
    home = f"{PAGES}/meetings/{meeting}"

    house.sign_in("first@test.example")
    text = house.get(f"{home}/console")
    assert f'<a href="{PAGES}/committees/{committee}">Youth committee</a>' in text
    assert "G. Petrov" not in text
    for number in (0, 1):
        house.form(f"{home}/console", f"{home}/console/arrive", person=house.members[number])
    wish = {"kind": "main", "text": "Ask the schools.", "mover": str(house.members[0])}
    motion = house.post(f"/meetings/{meeting}/motions", wish, role="sitting")["id"]
    house.post(f"/motions/{motion}/second", {"person": str(house.members[1])}, role="sitting")
    text = house.form(f"{home}/console", f"{home}/console/put")
    assert "If <b>one</b> of them leaves, the Youth committee must stop." in text
    assert "How do you vote?" in house.get(f"{home}/ballot")
    house.form(f"{home}/ballot", f"{home}/ballot", choice="yes")
    said = {"person": str(house.members[1]), "choice": "yes"}
    house.post(f"/motions/{motion}/recorded-votes", said, role="sitting")
    other = {"person": str(house.members[5]), "choice": "yes"}
    refused = house.post(f"/motions/{motion}/recorded-votes", other, role="sitting", status=409)
    assert refused["broken"][0] == {
        "clause": "OML 102(2)",
        "reason": "Only a member of the Youth committee votes at its meetings; others may attend.",
        "answer": "broken",
    }
    closed = house.post(f"/motions/{motion}/close", role="sitting")
    assert (closed["outcome"], closed["committee"]) == ("carried", "Youth committee")
    house.form(f"{home}/console", f"{home}/console/adjourn")
    public = house.get(home)
    assert "Ask the schools." in public
    assert "Youth committee</a>" in public
    assert ",yes,Youth committee" in house.get(f"{home}/votes.csv")

    house.at(HOUR + timedelta(days=7))
    of_board = scheduled(house, starts_at=(HOUR + timedelta(days=14)).isoformat())
    for path in (f"{PAGES}/meetings/{of_board}/console", f"{API}/meetings/{of_board}/console"):
        house.get(path, role="sitting", status=403)
    house.post(f"/meetings/{of_board}/call-to-order", {}, role="sitting", status=403)
    house.post(f"/committees/{committee}/members", other, role="sitting", status=403)


def test_the_board_amends_a_committee_by_hand_and_through_the_api(house: House) -> None:
    committee = house.post("/committees", YOUTH)["id"]
    wish = {"charge": "Youth and schools.", "places": 5, "decision": "Motion 12."}
    amended = house.post(f"/committees/{committee}/amendments", wish)
    assert (amended["places"], amended["amendments"][0]["places"]) == (5, 3)
    house.post(f"/committees/{committee}/amendments", wish, role="member", status=403)
    house.sign_in("chair@test.example")
    page = f"{PAGES}/committees/{committee}"
    refused = house.form(
        page, f"{page}/amendments", status=409, charge="Schools.", places="10", decision="None."
    )
    assert "A committee has no more places than the body has seats: 9." in refused
    seen = house.form(
        page, f"{page}/amendments", charge="Schools.", places="", decision="Motion 13."
    )
    for words in ("What it was before", "Youth and schools.", "5 places.", "Amended: Motion 13."):
        assert words in seen


def test_a_committees_address_does_not_reach_the_boards_motion(house: House) -> None:
    house.sign_in("chair@test.example")
    home = f"{PAGES}/committees"
    house.form(home, home, **{**YOUTH, "places": ""})
    (formed,) = house.doors.client.get(f"{API}/committees").json()
    assert (formed["places"], formed["whole"]) == (None, 0)
    committee = formed["id"]
    seat = {"person": str(house.members[0]), "chairs": True}
    house.post(f"/committees/{committee}/members", seat)
    meeting = scheduled(house, kind="committee", title="Youth at work")
    house.post(f"/committees/{committee}/meetings", {"meeting": meeting})
    motion = put(house, in_session(house))
    house.sign_in("first@test.example")
    home = f"{PAGES}/meetings/{meeting}/console"
    text = house.form(home, f"{home}/call", presiding="")
    csrf = text.split('name="csrf" value="')[1].split('"')[0]
    answer = house.doors.client.post(f"{home}/close", data={"csrf": csrf, "motion": motion})
    assert answer.status_code == 403
    assert "runs its meetings, and no others" in answer.text
