"""An executive session through the JSON doors, the pages and the eyes of the public."""

from datetime import timedelta

from tests.meetings.test_doors import API, PAGES, House, house, in_session

__all__ = ["house"]


def carried(house: House, meeting: str) -> str:
    wish = {
        "kind": "executive_session",
        "text": "The suit about towing",
        "ground": "d",
        "mover": str(house.members[0]),
    }
    motion: str = house.post(f"/meetings/{meeting}/motions", wish)["id"]
    house.post(f"/motions/{motion}/second", {"person": str(house.members[1])})
    house.post(f"/motions/{motion}/consent")
    return motion


def test_through_the_api(house: House) -> None:
    meeting = in_session(house, there=5)
    wrong = {"kind": "executive_session", "text": "Staff", "mover": str(house.members[0])}
    problem = house.post(
        f"/meetings/{meeting}/motions", {**wrong, "ground": "a personal matter"}, status=409
    )
    assert problem["broken"][0]["clause"] == "OML 105(1)"
    motion = carried(house, meeting)
    session = house.post(f"/motions/{motion}/executive-session")["id"]
    here = f"/executive-sessions/{session}"
    guest = house.post(f"{here}/guests", {"name": "K. Osei", "why": "counsel"})["id"]
    public = house.get(f"{API}/meetings/{meeting}")
    assert '"state":"executive"' in public
    assert "Osei" not in public
    house.post(f"/meetings/{meeting}/adjournment", status=409)
    house.post(f"{here}/departures", {"guest": guest})
    house.post(f"{here}/end")
    votes = [{"person": str(each), "choice": "yes"} for each in house.members[:5]]
    vote = {"text": "Settle.", "mover": str(house.members[0]), "votes": votes}
    seconded = {**vote, "seconder": str(house.members[1])}
    money = {"formal_vote": True, "votes": [{**seconded, "appropriates": True}]}
    assert "Public money" in str(house.post(f"{here}/votes", money, status=409))
    told = house.post(f"{here}/votes", {"formal_vote": True, "votes": [seconded]})
    assert len(told["votes"]) == 1
    assert "Osei" in house.get(f"{API}/meetings/{meeting}")


def test_through_the_pages(house: House) -> None:
    meeting = in_session(house, there=5)
    home = f"{PAGES}/meetings/{meeting}"
    console = f"{home}/console"
    house.sign_in("chair@test.example")
    asking = f"{console}/motion/executive_session"
    member = str(house.members[0])
    refused = house.form(asking, asking, status=400, ground="", text="", mover=member)
    assert "ground on which the doors are closed" in refused
    house.form(asking, asking, ground="d", text="The suit", mover=member)
    house.form(console, f"{console}/second", person=str(house.members[1]))
    house.form(console, f"{console}/consent")
    said = house.form(console, f"{console}/begin-executive")
    assert "In executive session since" in said
    assert "Public money is never appropriated here." in said
    house.form(console, f"{console}/guest", name="K. Osei", why="counsel")
    for page in (home, f"{home}/screen"):
        house.doors.client.cookies.clear()
        public = house.get(page)
        assert "Ground (d): Litigation" in public
        assert "Osei" not in public
    house.sign_in("chair@test.example")
    house.doors.watch.moment += timedelta(minutes=20)
    said = house.form(console, f"{console}/end-executive")
    assert "Was a formal vote taken in executive session?" in said
    votes = f"{console}/closed-votes"
    named = {f"m1-vote-{person}": "yes" for person in house.members[:4]}
    vote = {"m1-text": "Settle.", "m1-mover": member, "m1-seconder": str(house.members[1])}
    some = house.form(votes, votes, status=400, **named, **vote)
    assert "Say how these members voted: S. Brandt." in some
    more = house.form(votes, votes, more="yes", **vote)
    assert "Vote 2" in more
    named[f"m1-vote-{house.members[4]}"] = "no"
    after = house.form(votes, votes, **named, **vote)
    assert "Motion 2" in after
    assert "Decided in executive session." in house.get(home)


def test_no_vote_was_taken_and_the_meeting_goes_on(house: House) -> None:
    meeting = in_session(house, there=5)
    session = house.post(f"/motions/{carried(house, meeting)}/executive-session")["id"]
    house.post(f"/executive-sessions/{session}/end")
    house.sign_in("chair@test.example")
    console = f"{PAGES}/meetings/{meeting}/console"
    said = house.form(console, f"{console}/no-closed-vote")
    assert "Make a motion" in said
    assert "Nothing is asked now" in house.get(f"{console}/closed-votes")
    house.post(f"/meetings/{meeting}/adjournment")
