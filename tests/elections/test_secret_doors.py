"""A committee chosen through the JSON doors, the pages and the command line."""

import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from appointments.schemas.alliances import OrganizationWish, RepresentativeWish
from appointments.services.alliances import admit_organization, name_representative
from governance.cli.elections import election
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, TokenWish
from governance.schemas.people import PersonWish
from governance.services.accounts import create_account
from governance.services.people import record_person
from governance.services.tokens import create_token
from tests.app import LONG_AGO, NOW, PASSWORD, SLUG, Doors, acting
from tests.meetings.test_doors import API, House

HOME = f"/bodies/{SLUG}/secret-elections"
CLOSES = NOW + timedelta(days=5)
BEGIN = (NOW + timedelta(days=30)).date().isoformat()
VOTER = "voter@test.example"


async def furnish_alliance() -> str:
    """Let three organizations belong, each with one representative; the first has an account."""
    clerk, token = acting(Role.CLERK), ""
    for number in range(3):
        wish = OrganizationWish(authority="alliance", name=f"O{number}", joined_on=LONG_AGO)
        organization = await admit_organization(clerk, wish)
        person = await record_person(clerk, PersonWish(name=f"Voter {number}"))
        if not number:
            own = AccountWish(email=VOTER, name="Voter 0", password=PASSWORD, person=person.id)
            account = await create_account(own, at=NOW)
            made = await create_token(account.id, TokenWish(name="t", scopes=("all",)), at=NOW)
            token = made.token
        named = RepresentativeWish(person=person.id, since=LONG_AGO)
        await name_representative(clerk, organization.id, named)
    return token


@pytest.fixture
def hall(doors: Doors) -> House:
    with doors.client.portal() as portal:
        token = portal.call(furnish_alliance)
    return House(doors, (), token)


def test_a_committee_is_chosen_through_the_api_and_verified_alone(
    hall: House, tmp_path: Path
) -> None:
    path = "/secret-elections"
    begun = hall.post(path, {"since": BEGIN, "seats": 2}, role="clerk")
    path += f"/{begun['id']}"
    for name in ("Ada", "Ben", "Cal"):
        begun = hall.post(f"{path}/nominations", {"name": name, "agreed": True}, role="clerk")
    people = [each["person"] for each in begun["candidates"]]
    hall.post(f"{path}/opening", {"closes_at": CLOSES.isoformat()}, role="clerk")
    hall.post(f"{path}/ballots", {"marks": {people[0]: 1}}, role="clerk", status=403)
    broken = hall.post(f"{path}/ballots", {"marks": {people[0]: 2}}, role="sitting", status=409)
    assert broken["broken"][0]["clause"] == "18-4I(1)"
    marks = {people[2]: 1, people[0]: 2}
    receipt = hall.post(f"{path}/ballots", {"marks": marks}, role="sitting")
    hall.post(f"{path}/ballots", {"marks": marks}, role="sitting", status=409)
    hall.post(f"{path}/count", role="clerk", status=409)
    hall.get(f"{API}{path}/file", role="clerk", status=409)
    hall.at(CLOSES)
    hall.post(f"{path}/ballots", {"marks": marks}, role="sitting", status=409)
    counted = hall.post(f"{path}/count", role="clerk")
    assert (counted["state"], counted["voted"], counted["entitled"]) == ("counted", 1, 3)
    found = hall.post(f"{path}/receipts", receipt, role="sitting")
    assert found["names"] == ["Cal", "Ada"]
    hall.post(f"{path}/receipts", {"code": "AAAA"}, role="sitting", status=409)
    hall.get(f"{API}{path}", role="member", status=403)
    sent = tmp_path / "election.json"
    sent.write_text(hall.get(f"{API}{path}/file", role="sitting"), "utf-8")
    said = CliRunner().invoke(election, ["verify", str(sent)])
    assert said.exit_code == 0, said.output
    assert "agrees:   Elected are Cal and" in said.output
    file = json.loads(sent.read_text("utf-8"))
    file["ballots"][0]["choices"].reverse()
    sent.write_text(json.dumps(file), "utf-8")
    said = CliRunner().invoke(election, ["verify", str(sent)])
    assert said.exit_code == 1
    assert "DIFFERS:  Counted again" in said.output
    hall.post(f"{path}/declaration", role="clerk")
    alliance = json.loads(hall.get(f"{API}/alliance?on={BEGIN}", role="clerk"))
    names = {each["name"] for each in alliance["committee"]}
    assert len(names) == 2
    assert "Cal" in names


def test_a_committee_is_chosen_by_hand_on_the_pages(hall: House) -> None:
    hall.sign_in("clerk@test.example")
    hall.form(HOME, HOME, since=BEGIN, seats="1")
    page = re.search(rf'{HOME}/([0-9a-f-]{{36}})"', hall.get(HOME))
    assert page
    one = f"{HOME}/{UUID(page[1])}"
    for name in ("Ada", "Ben"):
        text = hall.form(one, f"{one}/nominate", name=name, agreed="yes")
    assert text.count("stands</span>") == 2
    text = hall.form(one, f"{one}/open", closes_at="", status=400)
    assert "This is needed." in text
    hall.form(one, f"{one}/open", closes_at="2026-11-26T10:00")
    text = hall.form(one, f"{one}/count", status=409)
    assert "0 of 3 have voted" in text
    hall.sign_in(VOTER)
    ballot = f"{one}/ballots"
    names = re.findall(r'name="(mark_[0-9a-f-]{36})"', hall.get(ballot))
    text = hall.form(ballot, ballot, **dict.fromkeys(names, "1"), status=409)
    assert "each number is used once" in text
    text = hall.form(ballot, ballot, **{names[1]: "1"})
    code = re.search(r"([A-Z2-7]{4}-){5}[A-Z2-7]{4}", text)
    assert code
    assert "There is no ballot for you here" in hall.get(ballot)
    hall.at(CLOSES)
    hall.sign_in("clerk@test.example")
    text = hall.form(one, f"{one}/count")
    assert "Next: declare the result" in text
    text = hall.form(one, f"{one}/receipt", code=code[0])
    assert "It says: Ben." in text
    assert code[0] in hall.get(f"{one}/file")
    text = hall.form(one, f"{one}/declare")
    assert "Ben has the quota and is elected." in text
    hall.at(NOW + timedelta(days=30))
    hall.sign_in("clerk@test.example")
    committee = hall.get(f"/bodies/{SLUG}/alliance")
    assert "Ben" in committee
    assert "Elected by secret ballot, 1 ballot." in committee
