"""The JSON door to appointments; what the deeds do is proven beside their services."""

from typing import Any

import pytest

from tests.app import SLUG, Doors
from tests.appointments.makers import CITY, statements

HOME = f"/api/v1/bodies/{SLUG}"
NOBODY = "00000000-0000-4000-8000-000000000000"


class Clerk:
    """The clerk at the JSON door."""

    def __init__(self, doors: Doors, role: str = "clerk") -> None:
        self.client = doors.client
        self.headers = doors.headers(role)

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(f"{HOME}/{path}", headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def post(self, path: str, wish: object, status: int = 201, **headers: str) -> Any:
        answer = self.client.post(f"{HOME}/{path}", json=wish, headers={**self.headers, **headers})
        assert answer.status_code == status, answer.text
        return answer.json()

    def person(self, name: str) -> str:
        """Somebody whom nothing bars from the East seat."""
        made: str = self.post("people", {"name": name, "email": "a@test.example"})["id"]
        for wish in statements():
            fact = {
                "kind": wish.kind,
                "what": wish.what,
                "district": wish.district,
                "since": wish.since.isoformat() if wish.since else None,
                "of_family": wish.of_family,
                "none_else": wish.none_else,
                "stated_by": wish.stated_by,
                "stated_on": wish.stated_on.isoformat(),
            }
            self.post(f"people/{made}/facts", fact)
        return made

    def act(self, number: str, ayes: int = 9) -> str:
        wish = {"number": number, "title": "Appointment", "introduced_on": "2026-11-02"}
        made: str = self.post("legislation", wish)["id"]
        vote = {"voted_on": "2026-11-20", "ayes": ayes, "noes": 9 - ayes}
        self.post(f"legislation/{made}/vote", vote)
        return made


@pytest.fixture
def clerk(doors: Doors) -> Clerk:
    return Clerk(doors)


def test_a_member_is_appointed_and_the_public_reads_it(doors: Doors, clerk: Clerk) -> None:
    person, act = clerk.person("Ana Nowak"), clerk.act("1")
    clerk.post("designations", {"seat": "east", "person": person, "authority": "council"})
    wish = {"seat": "east", "person": person, "legislation": act}
    sheet = clerk.get(f"people/{person}/eligibility?seat=east&on=2026-11-20")
    assert {each["answer"] for each in sheet["findings"]} == {"holds"}
    made = clerk.post("appointments", wish, **{"idempotency-key": "once"})
    assert clerk.post("appointments", wish, **{"idempotency-key": "once"}) == made
    clerk.post(f"appointments/{made['id']}/notice", {})
    filed = {"taken_on": "2026-11-20", "filed_on": "2026-11-21"}
    assert clerk.post(f"appointments/{made['id']}/oath", filed)["oath_filed_on"] == "2026-11-21"
    roster = doors.client.get(f"{HOME}/seats").json()
    east = next(each for each in roster["seats"] if each["id"] == "east")
    assert (east["status"], east["following"]["name"]) == ("appointed", "Ana Nowak")
    member = doors.client.get(f"{HOME}/members/{person}")
    assert "@" not in member.text
    ended = clerk.post(f"appointments/{made['id']}/end", {"ground": "death", "on": "2026-11-21"})
    assert ended["vacancy"] is None
    assert doors.client.get(f"{HOME}/members/{person}").status_code == 404


def test_a_refusal_names_every_clause(clerk: Clerk) -> None:
    person = clerk.post("people", {"name": "A. Stranger"})["id"]
    wish = {"seat": "east", "person": person, "legislation": clerk.act("1", ayes=4)}
    problem = clerk.post("appointments", wish, 409)
    broken = {each["clause"]: each["answer"] for each in problem["broken"]}
    assert broken["18-4H"] == "broken"
    assert broken["18-4C"] == "unknown"
    assert {"18-4K", "18-4E", "18-4F", "18-4H(2)"} < set(broken)


def test_discretion_is_recorded_by_those_who_have_it(doors: Doors, clerk: Clerk) -> None:
    person = clerk.person("Ana")
    fact = {
        "kind": "employment",
        "what": "State Police",
        "law_enforcement": True,
        "since": "2001-01-01",
        "until": "2011-01-01",
        "stated_by": "Ana",
        "stated_on": "2026-11-01",
    }
    clerk.post(f"people/{person}/facts", fact)
    decision = {
        "person": person,
        "criterion": "former_officer",
        "authority": "council",
        "allowed": True,
        "reason": "Fifteen years ago.",
    }
    clerk.post("discretion", decision)
    clerk.post("discretion", {**decision, "criterion": "residence"}, 400)
    Clerk(doors, "authority").post("discretion", decision, 403)
    sheet = clerk.get(f"people/{person}/eligibility?seat=east&on=2026-11-20")
    line = next(each for each in sheet["findings"] if each["answer"] == "discretion")
    assert line["decided_by"] == "The clerk"


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("legislation", {"number": "1", "title": "T", "introduced_on": "2026-02-29"}),
        ("legislation", {"number": "", "title": "T", "introduced_on": "2026-02-28"}),
        ("legislation", {"number": "1", "title": "T"}),
        (f"legislation/{NOBODY}/vote", {"voted_on": "2026-11-20", "ayes": -1, "noes": 0}),
        ("appointments", {"seat": "east", "person": "me", "legislation": NOBODY}),
        (f"appointments/{NOBODY}/oath", {"taken_on": "20-11-2026"}),
        (f"vacancies/{NOBODY}/notices", {"addresses": {"mayor": "nowhere"}}),
    ],
)
def test_what_cannot_be_read_is_400(clerk: Clerk, path: str, wish: dict[str, object]) -> None:
    clerk.post(path, wish, 400)


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        (f"legislation/{NOBODY}/vote", {"voted_on": "2026-11-20", "ayes": 5, "noes": 0}),
        ("appointments", {"seat": "east", "person": NOBODY, "legislation": NOBODY}),
        ("designations", {"seat": "west", "person": NOBODY, "authority": "council"}),
        (f"appointments/{NOBODY}/oath", {"taken_on": "2026-11-20"}),
        (f"appointments/{NOBODY}/notice", {}),
        (f"appointments/{NOBODY}/end", {"ground": "death", "on": "2026-11-20"}),
        (f"vacancies/{NOBODY}/notices", {}),
    ],
)
def test_what_is_not_there_is_404(clerk: Clerk, path: str, wish: dict[str, object]) -> None:
    clerk.post(path, wish, 404)


@pytest.mark.parametrize("path", ["seats", "vacancies"])
def test_the_public_reads_seats_and_vacancies_of_any_day(doors: Doors, path: str) -> None:
    assert doors.client.get(f"{HOME}/{path}?on=2024-02-29").status_code == 200
    assert doors.client.get(f"{HOME}/{path}?on=2023-02-29").status_code == 400
    assert CITY not in doors.client.get(f"{HOME}/{path}").text
