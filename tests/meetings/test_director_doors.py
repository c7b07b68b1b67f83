"""The director through both doors: a whole life through the API, and each deed on its page."""

import re
from datetime import UTC
from html import unescape

from tests.meetings.law import here
from tests.meetings.test_doors import API, PAGES, House, house, in_session, put

__all__ = ["house"]

HOME = f"{PAGES}/director"
STARTS = "2027-01-04"


def a_vote(house: House) -> str:
    """Let the body decide something at a meeting that ends."""
    meeting = in_session(house)
    motion = put(house, meeting)
    for person in house.members[:6]:
        house.post(f"/motions/{motion}/recorded-votes", {"person": str(person), "choice": "yes"})
    house.post(f"/motions/{motion}/close")
    house.post(f"/meetings/{meeting}/adjournment")
    return motion


def office(house: House, on: str = "", role: str = "") -> dict[str, object]:
    headers = house.doors.headers(role) if role else {}
    answer = house.doors.client.get(f"{API}/director{on}", headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_a_director_from_the_vacancy_to_the_removal_through_the_api(house: House) -> None:
    assert office(house)["state"] == "vacant"
    house.post("/director/search", {"opened_on": "2026-11-02"})
    candidate = house.post("/director/candidates", {"name": "Dana Reyes"})["id"]
    path = f"{API}/director/candidates/{candidate}/sheet"
    house.get(path, status=401)
    house.get(path, role="member", status=403)
    motion = a_vote(house)
    hiring = {"motion": motion, "since": STARTS}
    refused = house.post(f"/director/candidates/{candidate}/hiring", hiring, status=409)
    assert [each["clause"] for each in refused["broken"]] == ["18-6C(3)"] * 4
    told = {"stated_by": "Dana Reyes", "stated_on": "2026-11-20"}
    sheet = house.post(f"/director/candidates/{candidate}/attestation", told)
    assert [each["answer"] for each in sheet["findings"]] == ["holds"] * 4
    assert "Reyes" not in str(office(house))
    house.post(f"/director/candidates/{candidate}/hiring", hiring, role="clerk", status=403)
    director = house.post(f"/director/candidates/{candidate}/hiring", hiring)["id"]
    house.at(here("2027-01-20 12:00"))
    assert office(house)["state"] == "interim"
    confirmation = {"legislation": "2027-12", "on": "2027-01-19"}
    house.post(f"/director/{director}/confirmation", confirmation, status=403)
    house.post(f"/director/{director}/confirmation", confirmation, role="clerk")
    assert office(house)["state"] == "in_office"
    assert office(house, "?on=2027-01-18")["state"] == "interim"
    home = {"since": "2027-01-10", "stated_by": "Dana Reyes"}
    clock = house.post(f"/director/{director}/residence", home)
    assert (clock["state"], clock["raw"]) == ("met", "2027-12-03")
    house.at(here("2027-02-03 12:00"))
    review = house.post(f"/director/{director}/reviews", {"year": 1, "done_on": "2027-02-02"})
    house.post(f"/director/reviews/{review['id']}/withdrawal", {"why": "Another year."})
    removal = {"motion": motion, "on": "2027-02-03", "reason": "Trust is lost."}
    house.post(f"/director/{director}/removal", {**removal, "reason": ""}, status=400)
    gone = house.post(f"/director/{director}/removal", removal)
    assert [each["answer"] for each in gone["removal"]["readings"]] == ["broken"]
    public = office(house)
    assert (public["state"], public["vacant_since"]) == ("vacant", "2027-02-03")
    assert "Trust is lost" not in str(public)
    assert "Trust is lost" in str(office(house, role="chair"))
    house.post(f"/director/{director}/end", {"ground": "died", "on": "2027-02-03"}, status=409)
    house.get(f"{API}/director/candidates/{director}/sheet", role="chair", status=404)


def test_the_pages_do_what_the_api_does(house: House) -> None:
    motion = a_vote(house)
    house.at(here("2026-12-10 12:00").astimezone(UTC))
    house.sign_in("chair@test.example")
    house.form(f"{HOME}/office", f"{HOME}/search", opened_on="2026-11-02")
    sheet = house.form(f"{HOME}/office", f"{HOME}/candidates", name="Dana Reyes")
    [here_] = set(re.findall(rf"{HOME}/candidates/[0-9a-f-]{{36}}", sheet))
    acts = {"name": "Ines Okoro", "motion": motion, "since": "2026-12-10"}
    house.form(f"{HOME}/office", f"{HOME}/acting", **acts)
    assert "Ines Okoro" in public(house)
    house.sign_in("chair@test.example")
    refused = house.form(here_, f"{here_}/hiring", status=409, motion=motion, since="2026-12-14")
    assert refused.count("is not known") >= 4
    told = {"stated_by": "Dana Reyes", "stated_on": "2026-12-09"}
    assert "holds" in house.form(here_, f"{here_}/attestation", **told)
    assert house.doors.client.get(f"{here_}/sheet.pdf").content.startswith(b"%PDF")
    house.form(here_, f"{here_}/hiring", motion=motion, since="2026-12-14")
    assert "Dana Reyes" in public(house)
    director = str(office(house)["coming"]["id"])  # type: ignore[index]  # JSON
    house.sign_in("clerk@test.example")
    deed = f"{HOME}/{director}"
    wrong = house.form(
        f"{HOME}/office",
        f"{deed}/confirmation",
        status=400,
        legislation="2026-400",
        on="2027-01-01",
    )
    assert 'value="2026-400"' in wrong
    assert 'href="#f-on"' in wrong
    assert 'id="f-on"' in wrong
    house.form(f"{HOME}/office", f"{deed}/confirmation", legislation="2026-400", on="2026-12-08")
    house.sign_in("chair@test.example")
    home = {"since": "2026-12-09", "stated_by": "Dana Reyes"}
    house.form(f"{HOME}/office", f"{deed}/residence", **home)
    house.form(f"{HOME}/office", f"{deed}/reviews", year="1", done_on="2026-12-10", note="Early.")
    text = public(house)
    assert "Early." not in text
    assert "lives there" in text
    assert "2026-400" in text
    house.sign_in("chair@test.example")
    assert "Early." in house.get(HOME)
    gone = {"ground": "resigned", "on": "2027-02-01"}
    house.form(f"{HOME}/office", f"{deed}/end", **gone)
    assert "Leaves on" in public(house)


def public(house: House) -> str:
    """Return what anybody reads of the office."""
    house.doors.client.cookies.clear()
    return unescape(house.get(HOME))
