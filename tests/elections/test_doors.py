"""Elections through the JSON doors and the pages, on both engines."""

from datetime import UTC, datetime

from governance.schemas.accounts import TokenWish
from governance.services.bodies import engine
from governance.services.tokens import create_token
from tests.app import SLUG
from tests.elections.years import begun, held, july
from tests.meetings.test_doors import House, house, in_session

__all__ = ["house"]

PAGES = f"/bodies/{SLUG}"
MEMBER = "first@test.example"
STAFF = "staff@test.example"


def called(house: House, meeting: str, office: str = "chair") -> str:
    election: str = house.post("/elections", {"meeting": meeting, "office": office})["id"]
    return election


def nominated(house: House, election: str, member: int, by: int = 0) -> str:
    wish = {"person": str(house.members[member]), "nominated_by": str(house.members[by])}
    candidacy: str = house.post(f"/elections/{election}/nominations", wish)["id"]
    return candidacy


def test_an_election_through_the_api(house: House) -> None:
    meeting = in_session(house)
    election = called(house, meeting)
    candidacy = nominated(house, election, 1)
    house.post(f"/candidacies/{candidacy}/acceptance")
    house.post(f"/elections/{election}/rounds")
    mine = {"candidate": str(house.members[1])}
    house.post(f"/elections/{election}/ballots", mine, role="sitting")
    during = house.doors.client.get(f"/api/v1{PAGES}/elections/{election}").json()
    assert during["rounds"][0]["ballots"] == []
    assert "M. Castellanos" not in during["rounds"][0]["waiting_for"]
    for voter in house.members[1:6]:
        said = {"voter": str(voter), **mine}
        house.post(f"/elections/{election}/recorded-ballots", said)
    house.post(f"/elections/{election}/close")
    after = house.doors.client.get(f"/api/v1{PAGES}/elections/{election}").json()
    assert after["state"] == "declared"
    assert after["winner_name"] == "T. Lindqvist"
    assert after["rounds"][0]["ballots"][0]["said"] == "T. Lindqvist"
    officers = house.doors.client.get(f"/api/v1{PAGES}/officers").json()
    assert [(each["office"], each["name"]) for each in officers] == [("chair", "T. Lindqvist")]
    before = house.doors.client.get(f"/api/v1{PAGES}/officers?on=2026-12-02").json()
    assert before == []
    house.post("/officers/end", {"office": "chair", "reason": "Resigned."}, role="clerk")
    assert house.doors.client.get(f"/api/v1{PAGES}/officers").json() == []


def test_who_may_not_is_refused_by_the_api(house: House) -> None:
    meeting = in_session(house)
    election = called(house, meeting)
    house.post("/elections", {"meeting": meeting, "office": "vice_chair"}, role="clerk", status=403)
    house.post(f"/elections/{election}/rounds", role="sitting", status=403)
    house.post(f"/elections/{election}/ballots", {}, role="staff", status=403)
    answer = house.post(f"/elections/{election}/rounds", status=409)
    assert [each["clause"] for each in answer["broken"]] == ["18-6A"]


def test_an_unknown_office_is_not_found(house: House) -> None:
    meeting = in_session(house)
    house.post("/elections", {"meeting": meeting, "office": "king"}, status=404)


def test_an_election_by_hand_on_the_pages(house: House) -> None:
    meeting = in_session(house)
    page = f"{PAGES}/meetings/{meeting}/elections"
    house.sign_in(STAFF)
    text = house.form(page, f"{page}/call", office="chair")
    assert "Nobody has been nominated yet." in text
    house.form(page, f"{page}/nominate", person=house.members[1], nominated_by=house.members[0])
    house.form(page, f"{page}/accept")
    text = house.form(page, f"{page}/open")
    assert "Not heard yet: M. Castellanos, " in text
    house.sign_in(MEMBER)
    house.form(page, f"{page}/cast", candidate=house.members[1])
    house.sign_in(STAFF)
    for voter in house.members[1:5]:
        house.form(page, f"{page}/record", voter=voter, candidate=house.members[1])
    text = house.form(page, f"{page}/close")
    assert "T. Lindqvist is elected." in text
    assert "Present, named nobody" in text
    house.doors.client.cookies.clear()
    assert f'href="{page}"' in house.get(f"{PAGES}/meetings/{meeting}")
    public = house.get(page)
    assert "T. Lindqvist is elected." in public
    assert "<select" not in public
    assert "T. Lindqvist" in house.get(f"{PAGES}/officers")
    house.sign_in(STAFF)
    text = house.form(
        f"{PAGES}/officers", f"{PAGES}/officers/end", office="chair", reason="Resigned."
    )
    assert "Resigned." in text


def test_a_refusal_stands_on_the_page_with_its_clause(house: House) -> None:
    meeting = in_session(house)
    page = f"{PAGES}/meetings/{meeting}/elections"
    house.sign_in(STAFF)
    house.form(page, f"{page}/call", office="chair")
    text = house.form(page, f"{page}/open", status=409)
    assert "Nobody stands for Chairperson yet." in text
    assert "#18-6A" in text
    text = house.form(page, f"{page}/nominate", status=400)
    assert "This is needed." in text
    text = house.form(page, f"{page}/postpone", reason="Nobody wants it.")
    assert "Nobody wants it." in text


async def token_of(email: str) -> str:
    """Make a token that is good in July 2029."""
    rows = await engine().read("SELECT id FROM account WHERE email = $1", email)
    wish = TokenWish(name="later", scopes=("all",))
    return (await create_token(rows[0]["id"], wish, at=july(2029))).token


def every_ballot_is_in_the_record_of_votes(house: House, meeting: str) -> None:
    """In JSON, as a table, and in the public data: 9 members, 4 rounds (FOIL 87(3)(a))."""
    lines = house.doors.client.get(f"/api/v1{PAGES}/meetings/{meeting}/votes").json()
    first = [each for each in lines if each["text"] == "Election of the Chairperson, round 1"]
    said = {each["member"]: (each["vote"], each["outcome"], each["motion"]) for each in first}
    assert said["M. Castellanos"] == ("T. Lindqvist", "undecided", None)
    assert said["R. Haddad"] == ("absent", "undecided", None)
    of_the_year = house.doors.client.get(f"/api/v1{PAGES}/votes/years/2026").json()
    assert len(lines) == len(of_the_year) == 9 * 4
    table = house.get(f"{PAGES}/meetings/{meeting}/votes.csv")
    assert 'election,"Election of the Vice Chairperson, round 1",elected,M. Castellanos' in table
    assert house.get(f"{PAGES}/data.csv?table=ballots").count("Election of the") == 9 * 4


def test_a_july_meeting_elects_both_in_three_rounds_and_no_fourth_year_through_the_api(
    house: House,
) -> None:
    house.at(datetime(2026, 6, 20, 16, tzinfo=UTC))
    starts = datetime(2026, 7, 9, 22, 30, tzinfo=UTC)
    wish = {"kind": "regular", "title": "July meeting", "starts_at": starts.isoformat()}
    meeting = house.post("/meetings", {**wish, "place": "City Hall"})["id"]
    house.at(starts)
    house.post(f"/meetings/{meeting}/call-to-order", {})
    for person in house.members[:7]:
        house.post(f"/meetings/{meeting}/arrivals", {"person": str(person)})
    chair, vice = called(house, meeting), called(house, meeting, "vice_chair")
    for election, people in ((chair, (1, 2, 3)), (vice, (2,))):
        for member in people:
            house.post(f"/candidacies/{nominated(house, election, member)}/acceptance")
    early = house.post(f"/elections/{vice}/rounds", status=409)
    assert "is elected first" in early["broken"][0]["reason"]
    rounds = ((chair, "1122331"), (chair, "1121332"), (chair, "1111223"), (vice, "2222222"))
    for election, said in rounds:
        house.post(f"/elections/{election}/rounds")
        for voter, named in zip(house.members, said, strict=False):
            ballot = {"voter": str(voter), "candidate": str(house.members[int(named)])}
            house.post(f"/elections/{election}/recorded-ballots", ballot)
        after = house.post(f"/elections/{election}/close")
    assert after["state"] == "declared"
    found = house.doors.client.get(f"/api/v1{PAGES}/elections/{chair}").json()
    assert [each["winner"] for each in found["rounds"][:2]] == [None, None]
    every_ballot_is_in_the_record_of_votes(house, meeting)
    assert found["winner_name"] == "T. Lindqvist"
    officers = house.doors.client.get(f"/api/v1{PAGES}/officers?on=2027-06-30").json()
    assert [each["office"] for each in officers] == ["chair", "vice_chair"]
    assert house.doors.client.get(f"/api/v1{PAGES}/officers?on=2027-07-01").json() == []

    house.post(f"/meetings/{meeting}/adjournment")
    with house.doors.client.portal() as portal:
        for year in (2027, 2028):
            portal.call(held, year, house.members, 1, 3)
        meeting = str(portal.call(begun, 2029, house.members))
        house.doors.tokens["chair"] = portal.call(token_of, "chair@test.example")
    house.at(july(2029))
    chair = called(house, meeting)
    wish = {"person": str(house.members[1]), "nominated_by": str(house.members[0])}
    refused = house.post(f"/elections/{chair}/nominations", wish, status=409)
    (broken,) = refused["broken"]
    assert broken["clause"] == "18-6A"
    assert broken["reason"] == "3 consecutive years as Chairperson come before this one; 3 may be."
    nominated(house, chair, 2)
