"""Meetings through the JSON doors and the pages, on both engines."""

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, RoleGrant, TokenWish
from governance.services.accounts import create_account
from governance.services.bodies import get_body
from governance.services.roles import grant_role
from governance.services.tokens import create_token
from tests.app import LONG_AGO, NOW, PASSWORD, SLUG, Doors, acting
from tests.meetings.law import here
from tests.meetings.sitting import HOUR, seat_members

API = f"/api/v1/bodies/{SLUG}"
PAGES = f"/bodies/{SLUG}"
Answer = dict[str, Any]  # whatever JSON says


@dataclass
class House:
    """The application with nine members, the first of whom has an account."""

    doors: Doors
    members: tuple[UUID, ...]
    member_token: str

    def at(self, moment: datetime) -> None:
        self.doors.watch.moment = moment

    def post(
        self, path: str, wish: object = None, *, role: str = "chair", status: int = 201
    ) -> Answer:
        self.doors.watch.moment += timedelta(seconds=1)
        headers = self._headers(role)
        answer = self.doors.client.post(f"{API}{path}", json=wish, headers=headers)
        assert answer.status_code == status, answer.text
        found: Answer = answer.json()
        return found

    def get(self, path: str, *, role: str = "", status: int = 200) -> str:
        headers = self._headers(role) if role else {}
        answer = self.doors.client.get(path, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.text

    def _headers(self, role: str) -> dict[str, str]:
        if role == "sitting":
            return {"authorization": f"Bearer {self.member_token}"}
        return self.doors.headers(role)

    def sign_in(self, email: str) -> None:
        """Sign in at the page, as a new browser does."""
        self.doors.client.cookies.clear()
        answer = self.doors.client.post("/sign-in", data={"email": email, "password": PASSWORD})
        assert answer.status_code in (200, 303), answer.text

    def form(self, page: str, action: str, *, status: int = 200, **values: object) -> str:
        """Send a form of a page, with what the page hides in it."""
        self.doors.watch.moment += timedelta(seconds=1)
        text = self.get(page)
        found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', text, re.S)
        assert found, f"{page} has no form for {action}"
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[0]))
        answer = self.doors.client.post(action, data={**hidden, **values})
        assert answer.status_code == status, answer.text
        return answer.text


@pytest.fixture
def house(doors: Doors) -> House:
    with doors.client.portal() as portal:
        members, token = portal.call(furnish_members)
    return House(doors, members, token)


async def furnish_members() -> tuple[tuple[UUID, ...], str]:
    members = await seat_members(await get_body(SLUG))
    wish = AccountWish(
        email="first@test.example", name="M. Castellanos", password=PASSWORD, person=members[0]
    )
    account = await create_account(wish, at=NOW)
    grant = RoleGrant(account=account.id, role=Role.MEMBER, since=LONG_AGO)
    await grant_role(acting(Role.ADMINISTRATOR), grant)
    token = await create_token(account.id, TokenWish(name="test", scopes=("all",)), at=NOW)
    return members, token.token


def scheduled(house: House, **wish: object) -> str:
    asked = {"kind": "regular", "title": "Regular meeting", "starts_at": HOUR.isoformat()}
    meeting: str = house.post("/meetings", {**asked, "place": "City Hall", **wish})["id"]
    return meeting


def in_session(house: House, there: int = 6) -> str:
    meeting = scheduled(house)
    house.at(HOUR)
    house.post(f"/meetings/{meeting}/call-to-order", {})
    for person in house.members[:there]:
        house.post(f"/meetings/{meeting}/arrivals", {"person": str(person)})
    return meeting


def put(house: House, meeting: str) -> str:
    wish = {"kind": "main", "text": "Adopt the plan.", "mover": str(house.members[1])}
    motion: str = house.post(f"/meetings/{meeting}/motions", wish)["id"]
    house.post(f"/motions/{motion}/second", {"person": str(house.members[2])})
    house.post(f"/motions/{motion}/question")
    return motion


def test_a_meeting_through_the_api(house: House) -> None:
    meeting = in_session(house)
    motion = put(house, meeting)
    house.post(f"/motions/{motion}/votes", {"choice": "yes"}, role="sitting")
    for person in house.members[1:4]:
        house.post(f"/motions/{motion}/recorded-votes", {"person": str(person), "choice": "yes"})
    console = house.doors.client.get(
        f"{API}/meetings/{meeting}/console", headers=house.doors.headers("chair")
    ).json()
    assert console["if_closed_now"]["diverges"] is True
    assert console["missing"] == ["S. Brandt", "A. Okafor"]
    closed = house.post(f"/motions/{motion}/close")
    assert closed["outcome"] == "carried"
    again = house.post(f"/motions/{motion}/close", status=409)
    assert "not open" in again["detail"]
    house.post(f"/meetings/{meeting}/adjournment")
    house.post(f"/meetings/{meeting}/minutes")
    public = house.doors.client.get(f"{API}/meetings/{meeting}").json()
    assert public["meeting"]["state"] == "adjourned"
    assert public["motions"][0]["votes"][0] == {
        "person": str(house.members[0]),
        "name": "M. Castellanos",
        "seat": "east",
        "seat_name": "East District",
        "said": "yes",
        "reason": "",
    }
    assert house.doors.client.get(f"{API}/votes").json()["motions"][0]["id"] == motion


def test_every_broken_clause_is_named_at_once(house: House) -> None:
    meeting = in_session(house, there=5)
    wish = {"kind": "main", "text": "Act.", "mover": str(house.members[1])}
    motion = house.post(f"/meetings/{meeting}/motions", wish)["id"]
    house.post(f"/meetings/{meeting}/departures", {"person": str(house.members[4])})
    problem = house.post(f"/motions/{motion}/question", status=409)
    assert [each["reason"] for each in problem["broken"]] == [
        "The motion waits for a second.",
        "5 are needed; 4 are present.",
    ]


def test_a_repeated_tap_is_harmless(house: House) -> None:
    motion = put(house, in_session(house))
    for _ in range(3):
        house.post(f"/motions/{motion}/votes", {"choice": "yes"}, role="sitting")
    closed = house.post(f"/motions/{motion}/close")
    assert closed["tally"]["ayes"] == 1


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"starts_at": "2027-03-14T02:30:00"}, 400),
        ({"starts_at": "0001-01-01T00:00:00Z"}, 400),
        ({"starts_at": "9999-12-31T23:59:59Z"}, 400),
        ({"starts_at": "yesterday"}, 400),
        ({"title": ""}, 400),
        ({"title": "x" * 10_000}, 400),
        ({"title": "a\x00b"}, 400),
        ({"kind": "party"}, 400),
        ({"kind": "district", "district": "Atlantis"}, 400),
        ({"title": "会議 🏛️"}, 201),
        ({"starts_at": "2027-03-14T03:00:00"}, 201),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_field(
    house: House, wish: dict[str, object], status: int
) -> None:
    asked = {"kind": "regular", "title": "Regular meeting", "starts_at": HOUR.isoformat()}
    answer = house.post("/meetings", {**asked, **wish}, status=status)
    if status == 400 and wish.get("starts_at") != "yesterday" and "title" not in wish:
        assert set(wish) & set(answer.get("fields", wish))


@pytest.mark.parametrize(("role", "status"), [("clerk", 403), ("member", 403), ("staff", 201)])
def test_the_board_s_office_sets_meetings(house: House, role: str, status: int) -> None:
    asked = {"kind": "regular", "title": "Regular meeting", "starts_at": HOUR.isoformat()}
    house.post("/meetings", asked, role=role, status=status)


def test_unknown_ids_are_404_and_strangers_401(house: House) -> None:
    nobody = "00000000-0000-0000-0000-000000000000"
    house.get(f"{API}/meetings/{nobody}", status=404)
    house.get(f"{PAGES}/meetings/{nobody}", status=404)
    house.get(f"{PAGES}/meetings/{nobody}/console", status=401)
    house.post(f"/motions/{nobody}/close", status=404)
    assert house.doors.client.post(f"{API}/meetings", json={}).status_code in (400, 401)


def test_the_roll_at_an_instant(house: House) -> None:
    meeting = in_session(house, there=2)
    path = f"{API}/meetings/{meeting}/roll"
    early = house.doors.client.get(path, params={"at": "2026-12-03T18:00:00"}).json()
    late = house.doors.client.get(path, params={"at": "2026-12-03T18:31:00"}).json()
    assert (len(early), len(late)) == (0, 2)


def test_what_if_through_the_api(house: House) -> None:
    numbers = {"present": 5, "ayes": 3, "noes": 2}
    answer = house.doors.client.get(f"{API}/tally", params=numbers).json()
    assert (answer["outcome"], answer["diverges"]) == ("carried", True)
    wrong = house.doors.client.get(f"{API}/tally", params={"present": 12, "ayes": 3})
    assert wrong.status_code == 400


def test_a_meeting_leads_to_its_elections_if_it_has_any(house: House) -> None:
    first, later = (
        scheduled(house, starts_at=(HOUR + timedelta(days=days)).isoformat()) for days in (0, 28)
    )
    assert f"/meetings/{first}/elections" in house.get(f"{PAGES}/meetings/{first}")
    assert f"/meetings/{later}/elections" not in house.get(f"{PAGES}/meetings/{later}")


def test_the_public_pages(house: House) -> None:
    meeting = in_session(house)
    motion = put(house, meeting)
    house.post(f"/motions/{motion}/votes", {"choice": "yes"}, role="sitting")
    text = house.get(f"{PAGES}/meetings/{meeting}")
    assert "Adopt the plan." not in text
    for person in house.members[1:4]:
        wish = {"person": str(person), "choice": "yes"}
        house.post(f"/motions/{motion}/recorded-votes", wish)
    recusal = {"relation": "family", "reason": "A cousin.", "person": str(house.members[4])}
    house.post(f"/motions/{motion}/recusals", recusal)
    house.post(f"/motions/{motion}/close")
    house.post(f"/meetings/{meeting}/adjournment")
    house.post(f"/meetings/{meeting}/minutes")
    text = house.get(f"{PAGES}/meetings/{meeting}")
    for part in ("Carried 4–0", "Recused: A cousin.", "The tests part ways.", "Why it carried."):
        assert part in text
    assert "Regular meeting" in house.get(f"{PAGES}/meetings")
    assert "Adopt the plan." in house.get(f"{PAGES}/votes")
    front = house.get(PAGES)
    for part in ("Adopt the plan.", "Carried 4–0", "the tests part ways"):
        assert part in front
    assert "City Hall" in house.get(f"{PAGES}/calendar.ics")
    assert "City Hall" in house.get("/calendar.ics")


def test_the_calculator_page(house: House) -> None:
    text = house.get("/tally?present=5&ayes=3&noes=2&abstain=0&recused=0&motion=main")
    assert "Carried 3–2" in text
    assert "Short by 2" in text
    assert "5 are needed" in text
    assert "This is not a number" in house.get("/tally?present=five&ayes=1", status=400)
    assert "From 0 to 9" in house.get("/tally?present=12&ayes=1", status=400)


def test_a_meeting_by_hand_from_setting_to_minutes(house: House) -> None:
    house.sign_in("chair@test.example")
    text = house.form(
        f"{PAGES}/meetings/new",
        f"{PAGES}/meetings/new",
        status=400,
        kind="regular",
        title="Regular meeting",
        starts_at="2027-03-14T02:30",
    )
    assert "the clocks go forward" in text
    text = house.form(
        f"{PAGES}/meetings/new",
        f"{PAGES}/meetings/new",
        kind="regular",
        title="Regular meeting",
        starts_at="2026-12-03T18:30",
        place="City Hall",
    )
    found = re.search(r"/meetings/([0-9a-f-]{36})/setup", text)
    assert found
    home = f"{PAGES}/meetings/{found[1]}"
    house.form(f"{home}/setup", f"{home}/setup/item", title="Policy")
    for channel in ("News media", "Designated public place", "Website"):
        house.form(f"{home}/notice", f"{home}/notice/channel", channel=channel, proof="Posted.")
    text = house.form(f"{home}/setup", f"{home}/setup/documents", proof="Online.")
    assert text.count("on time") == 2
    house.at(HOUR)
    house.sign_in("chair@test.example")
    house.form(f"{home}/console", f"{home}/console/call")
    for person in house.members[:5]:
        house.form(f"{home}/console", f"{home}/console/arrive", person=person)
    house.form(
        f"{home}/console",
        f"{home}/console/move",
        text="Adopt the plan.",
        kind="main",
        mover=house.members[0],
    )
    text = house.form(
        f"{home}/console", f"{home}/console/second", status=409, person=house.members[0]
    )
    assert "Whoever moves a motion cannot second it." in text
    house.form(f"{home}/console", f"{home}/console/second", person=house.members[1])
    house.form(f"{home}/console", f"{home}/console/put")
    for person in house.members[:3]:
        house.form(f"{home}/console", f"{home}/console/vote", person=person, choice="yes")
    text = house.form(
        f"{home}/console",
        f"{home}/console/recuse",
        person=house.members[3],
        relation="business",
        reason="Partners.",
    )
    assert "⊘ Recused, present" in text
    assert "1 vote is missing: S. Brandt." in text
    text = house.form(f"{home}/console", f"{home}/console/close")
    assert "Carried 3–0" in text
    house.form(f"{home}/console", f"{home}/console/resolve", resolution="Counsel agreed.")
    house.form(f"{home}/console", f"{home}/console/adjourn")
    house.form(f"{home}/minutes/edit", f"{home}/minutes/publish")
    assert "Minutes (draft)" in house.get(home)


def test_a_member_votes_by_hand_and_stands_aside(house: House) -> None:
    meeting = in_session(house)
    home = f"{PAGES}/meetings/{meeting}"
    house.sign_in("first@test.example")
    assert "No vote is open" in house.get(f"{home}/ballot")
    motion = put(house, meeting)
    text = house.form(f"{home}/ballot", f"{home}/ballot", choice="yes")
    assert "Your vote is saved:" in text
    text = house.form(f"{home}/ballot", f"{home}/ballot", choice="no")
    assert "✗ No" in text
    text = house.form(
        f"{home}/ballot/recusal",
        f"{home}/ballot/recusal",
        relation="family",
        reason="My cousin.",
    )
    assert "A member who is recused takes no part in the vote." in text
    house.post(f"/motions/{motion}/close")
    assert "No vote is open" in house.get(f"{home}/ballot")


def test_a_member_has_no_console(house: House) -> None:
    meeting = in_session(house)
    house.sign_in("first@test.example")
    house.get(f"{PAGES}/meetings/{meeting}/console", status=403)


def test_feeds_answer_head_and_304(house: House) -> None:
    scheduled(house)
    first = house.doors.client.get(f"{PAGES}/calendar.ics")
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    again = house.doors.client.get(
        f"{PAGES}/calendar.ics", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304
    head = house.doors.client.head(f"{PAGES}/calendar.ics")
    assert (head.status_code, head.content) == (200, b"")


def test_the_hour_of_a_page_is_the_body_s_own(house: House) -> None:
    meeting = scheduled(house, starts_at=here("2026-12-03 18:30").isoformat())
    assert "6:30 pm" in house.get(f"{PAGES}/meetings/{meeting}")


def test_the_chair_plans_a_year_and_sets_what_was_seen(house: House) -> None:
    house.sign_in("chair@test.example")
    here = f"{PAGES}/meetings/year"
    first = house.get(here)
    assert "Meetings of 2027" in first
    out = {"on_regular-2027-01-07-1830": "2027-01-14T18:30", "out_regular-2027-08-05-1830": "yes"}
    typed = dict(re.findall(r'name="(on_[^"]*)" type="datetime-local" value="([^"]*)"', first))
    out["on_regular-2027-08-05-1830"] = typed["on_regular-2027-08-05-1830"]
    seen = house.form(here, here, **{**typed, **out})
    assert "11 meetings would be set at once." in seen
    digest = re.findall(r'name="seen" value="([0-9a-f]+)"', seen)[0]
    done = house.form(here, here, **{**typed, **out, "seen": digest})
    assert "Thursday, January 14, 2027" in done
    assert "Thursday, August 5, 2027" not in done
    refused = house.form(here, here, status=409, **{**typed, **out, "seen": digest})
    assert "not what the preview showed" in refused


def test_a_day_of_the_plan_that_cannot_be_read_is_told_beside_it(house: House) -> None:
    house.sign_in("chair@test.example")
    here = f"{PAGES}/meetings/year"
    row = "on_regular-2027-01-07-1830"
    text = house.form(here, here, status=400, **{row: "2027-03-14T02:30"})
    assert "the clocks go forward and skip 2:30 am" in text
    assert f'href="#f-{row}"' in text


def test_a_meeting_is_moved_and_called_off_at_the_page(house: House) -> None:
    meeting = scheduled(house)
    home = f"{PAGES}/meetings/{meeting}"
    house.sign_in("chair@test.example")
    here = f"{home}/notice"
    house.form(here, f"{here}/time", starts_at="2026-12-10T18:30", place="Library", reason="Let.")
    assert "Choose why" in house.form(here, f"{here}/cancel", status=400)
    house.form(here, f"{here}/cancel", cancelled_for="quorum")
    late = house.form(here, f"{here}/time", status=409, starts_at="2026-12-17T18:30", seen="0")
    assert "was faster" in late
    text = house.get(home)
    for words in ("How this meeting was moved", "Let.", "Want of a quorum.", "City Hall"):
        assert words in text
    changes = house.doors.client.get(f"/api/v1{home}/changes").json()
    assert [each["place_was"] for each in changes] == ["City Hall", "Library"]


def test_a_file_proves_a_notice_to_the_office_alone(house: House) -> None:
    meeting = scheduled(house)
    home = f"{PAGES}/meetings/{meeting}"
    proof = {"name": "wall.txt", "content": b64encode(b"On the wall.").decode()}
    wish = {"channel": "Designated public place", "paper": proof}
    paper = house.post(f"/meetings/{meeting}/notices", wish)["paper"]
    assert house.doors.client.get(f"{home}/notice/proofs/{paper}").status_code == 401
    house.sign_in("chair@test.example")
    answer = house.doors.client.get(f"{home}/notice/proofs/{paper}")
    assert (answer.content, answer.headers["x-content-type-options"]) == (
        b"On the wall.",
        "nosniff",
    )
    assert paper not in house.doors.client.get(home).text
