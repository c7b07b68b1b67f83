"""Motions, corrections, recusals and disclosures by hand and through the API."""

from uuid import UUID

from tests.meetings.sitting import HOUR
from tests.meetings.test_doors import API, PAGES, House, house, in_session, put, scheduled

__all__ = ["house"]


def seconded(house: House, meeting: str, **wish: object) -> str:
    asked = {"kind": "main", "text": "Publish within sixty days.", "mover": str(house.members[1])}
    motion: str = house.post(f"/meetings/{meeting}/motions", {**asked, **wish})["id"]
    house.post(f"/motions/{motion}/second", {"person": str(house.members[2])})
    return motion


def test_an_amended_motion_by_hand(house: House) -> None:
    meeting = in_session(house)
    home = f"{PAGES}/meetings/{meeting}"
    house.sign_in("chair@test.example")
    seconded(house, meeting)
    text = house.get(f"{home}/console")
    assert f"{home}/console/motion/amend" in text
    assert "Another motion is before the body" in text
    text = house.form(
        f"{home}/console/motion/amend",
        f"{home}/console/motion/amend",
        status=400,
        wording="Publish within sixty days.",
        mover=house.members[0],
    )
    assert "These are the words as they stand." in text
    house.form(
        f"{home}/console/motion/amend",
        f"{home}/console/motion/amend",
        wording="Publish within thirty days.",
        mover=house.members[0],
    )
    house.form(f"{home}/console", f"{home}/console/second", person=house.members[1])
    text = house.form(f"{home}/console", f"{home}/console/consent")
    assert "Publish within thirty days." in text
    assert "Earlier words" in text
    house.form(f"{home}/console", f"{home}/console/state")
    text = house.form(f"{home}/console", f"{home}/console/withdraw", status=409, by_leave="")
    assert "only if nobody objects" in text
    house.form(f"{home}/console", f"{home}/console/consent")
    public = house.get(home)
    assert "Publish within sixty days." in public  # how it read stays readable
    assert house.get(f"{home}/console/motion/party", status=404)


def test_every_kind_of_motion_has_its_form(house: House) -> None:
    meeting = in_session(house)
    home = f"{PAGES}/meetings/{meeting}"
    house.sign_in("chair@test.example")
    seconded(house, meeting)
    for kind, field in (
        ("divide", "wording"),
        ("refer", "referred_to"),
        ("postpone", "until_day"),
        ("removal", "about"),
        ("rescind", "noticed"),
        ("table", "mover"),
    ):
        assert f'name="{field}"' in house.get(f"{home}/console/motion/{kind}")
    assert "Not in order now." in house.get(f"{home}/console/motion/rescind")


def test_a_postponed_motion_is_taken_up_by_hand(house: House) -> None:
    meeting = in_session(house)
    home = f"{PAGES}/meetings/{meeting}"
    house.sign_in("chair@test.example")
    seconded(house, meeting)
    house.form(
        f"{home}/console/motion/postpone",
        f"{home}/console/motion/postpone",
        until_day="2026-12-03",
        mover=house.members[0],
    )
    house.form(f"{home}/console", f"{home}/console/second", person=house.members[1])
    text = house.form(f"{home}/console", f"{home}/console/consent")
    assert "Can come back" in text
    text = house.form(f"{home}/console", f"{home}/console/return")
    assert "Motion 3" in text
    assert "Taken up again later." in text


def test_a_vote_is_corrected_by_hand_after_a_look_at_the_outcome(house: House) -> None:
    meeting = in_session(house)
    home = f"{PAGES}/meetings/{meeting}"
    motion = put(house, meeting)
    for person in house.members[:4]:
        house.post(f"/motions/{motion}/recorded-votes", {"person": str(person), "choice": "yes"})
    house.post(f"/motions/{motion}/close")
    house.sign_in("chair@test.example")
    page = f"{home}/motions/{motion}/correction"
    text = house.form(page, page, person=house.members[3], choice="no")
    assert "The outcome changes:" in text
    assert "Lost under 18-6B (3 of 6 present; 4 needed)" in text
    wish = {"person": str(house.members[3]), "choice": "no"}
    seen = house.doors.client.get(
        f"{API}/motions/{motion}/correction", params=wish, headers=house.doors.headers("chair")
    ).json()
    assert seen["outcome"] == "lost"
    refused = house.post(
        f"/motions/{motion}/corrections",
        {**wish, "reason": "A slip.", "outcome": "carried"},
        status=409,
    )
    assert "Look at it again." in refused["detail"]
    house.form(page, page, outcome="lost", reason="A slip.", **wish)
    public = house.get(home)
    assert "Lost 3–1" in public
    assert "Yes became No" in public
    assert "A slip." in public


def test_the_roll_is_corrected_by_hand_and_asked_at_any_instant(house: House) -> None:
    meeting = in_session(house, there=5)
    home = f"{PAGES}/meetings/{meeting}"
    motion = put(house, meeting)
    house.post(f"/motions/{motion}/close")
    house.at(HOUR.replace(minute=59))
    house.sign_in("chair@test.example")
    stay = house.doors.client.get(f"{API}/meetings/{meeting}").json()["roll"][0]["id"]
    wish = {"stay": stay, "arrived_at": "2026-12-03T18:45", "reason": "Came late."}
    text = house.form(f"{home}/roll", f"{home}/roll", status=400, **wish)
    assert "motion 1: Not decided: no quorum" in text
    text = house.form(f"{home}/roll", f"{home}/roll", accepts_outcomes="yes", **wish)
    assert "Came late." in text
    assert "There was no quorum." in house.get(f"{home}/roll?at=2026-12-03T18:40")
    assert "A quorum was there." in house.get(f"{home}/roll?at=2026-12-03T18:50")
    assert "This is not a day and time" in house.get(f"{home}/roll?at=noon", status=400)
    found = house.doors.client.get(
        f"{API}/meetings/{meeting}/quorum", params={"at": "2026-12-03T18:40:00"}
    ).json()
    assert (found["counted"], found["is_there"]) == (4, False)
    assert "M. Castellanos" in found["missing"]


def test_a_member_keeps_disclosures_and_the_ballot_asks(house: House) -> None:
    meeting = in_session(house)
    home = f"{PAGES}/meetings/{meeting}"
    mine = f"{PAGES}/disclosures"
    house.sign_in("first@test.example")
    text = house.form(mine, mine, status=400, party="Acme Towing")
    assert "This is needed." in text
    house.form(mine, mine, party="Acme Towing", relation="family", details="My cousin.")
    motion = seconded(house, meeting, text="To pay Acme Towing.")
    text = house.get(f"{home}/ballot")
    assert "You disclosed something about Acme Towing. Does this concern it?" in text
    house.post(f"/motions/{motion}/question")
    refused = house.post(f"/motions/{motion}/votes", {"choice": "yes"}, role="sitting", status=409)
    assert refused["broken"][0]["clause"] == "18-9B"
    text = house.form(f"{home}/ballot", f"{home}/ballot/part", reason="Another firm.")
    assert "The vote is open. How do you vote?" in text
    house.form(f"{home}/ballot", f"{home}/ballot", choice="yes")
    stated = house.doors.client.get(
        f"{API}/disclosures", headers=house.doors.headers("clerk")
    ).json()
    assert [each["party"] for each in stated] == ["Acme Towing"]
    page = f"{mine}/{stated[0]['id']}/end"
    assert "He sold it." in house.form(mine, page, reason="He sold it.")
    house.doors.client.cookies.clear()
    house.get(mine, status=401)
    assert "Acme Towing" not in house.get(f"{API}/meetings/{meeting}")  # the vote is open


def test_a_member_stands_aside_from_an_item_by_hand(house: House) -> None:
    meeting = scheduled(house)
    home = f"{PAGES}/meetings/{meeting}"
    item = house.post(f"/meetings/{meeting}/agenda", {"title": "Towing contract"})["id"]
    house.sign_in("first@test.example")
    page = f"{home}/ballot/items/{item}/recusal"
    text = house.form(page, page, relation="family", reason="My cousin.")
    assert "⊘ you stand aside" in text
    house.post(
        f"/agenda-items/{item}/recusals",
        {"relation": "family", "reason": "Again."},
        role="sitting",
        status=409,
    )
    nobody = UUID(int=0)
    house.post(
        f"/agenda-items/{nobody}/recusals",
        {"relation": "family", "reason": "Again."},
        role="sitting",
        status=404,
    )
    house.get(f"{home}/ballot/items/{nobody}/recusal", status=404)


def test_below_quorum_the_console_offers_what_the_law_leaves(house: House) -> None:
    meeting = in_session(house, there=5)
    home = f"{PAGES}/meetings/{meeting}"
    put(house, meeting)
    house.post(f"/meetings/{meeting}/departures", {"person": str(house.members[4])})
    house.sign_in("chair@test.example")
    text = house.get(f"{home}/console")
    assert "The quorum is lost, and the vote with it stands still." in text
    assert "Missing: S. Brandt" in text
    assert f'action="{home}/console/adjourn"' in text
    assert f'action="{home}/console/vote"' not in text
    text = house.form(f"{home}/console", f"{home}/console/close")
    assert "Not decided: no quorum" in text
