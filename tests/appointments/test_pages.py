from datetime import UTC, date, datetime

import pytest

from appointments.schemas.appointments import ServiceEnd
from appointments.services.departures import end_service
from tests.app import PASSWORD, SLUG, Doors
from tests.appointments.makers import CITY, a_full_board, clerk, staggered

HOME = f"/bodies/{SLUG}"
FIRST = date(2025, 1, 21)
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


class Visitor:
    """Somebody at a browser, who reads pages and sends forms as they stand there."""

    def __init__(self, doors: Doors, role: str = "") -> None:
        self.client = doors.client
        if role:
            self.post("/sign-in", email=f"{role}@test.example", password=PASSWORD)
            page = self.client.get(f"{HOME}/people").text
            self.csrf = page.split('name="csrf" value="')[1].split('"')[0]
        else:
            self.client.cookies.clear()

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path if path.startswith("/") else f"{HOME}/{path}")
        assert answer.status_code == status, answer.text
        return answer.text

    def post(self, path: str, status: int = 200, **fields: str) -> str:
        csrf = {"csrf": self.csrf} if hasattr(self, "csrf") else {}
        answer = self.client.post(
            path if path.startswith("/") else f"{HOME}/{path}", data={**csrf, **fields}
        )
        assert answer.status_code == status, answer.text
        return str(answer.url.path) + "\n" + answer.text


def address(page: str) -> str:
    """Where a form led to, below the board's own address."""
    return page.split("\n")[0].removeprefix(f"{HOME}/")


@pytest.fixture
def visitor(doors: Doors) -> Visitor:
    """The clerk, signed in."""
    return Visitor(doors, "clerk")


def test_the_clerk_appoints_a_member_by_pages_alone(doors: Doors, visitor: Visitor) -> None:
    person = address(visitor.post("people", name="Łucja Ōkubo 李", email="l@test.example"))
    assert "Łucja Ōkubo 李" in visitor.get("people?search=ōkubo")
    for fact in (
        {"kind": "residence", "what": CITY, "district": "East", "since": "2010-05-01"},
        {"kind": "employment", "none_else": "yes"},
        {"kind": "employment", "none_else": "yes", "of_family": "yes"},
        {"kind": "office", "none_else": "yes"},
        {"kind": "family", "none_else": "yes"},
        {"kind": "litigation", "none_else": "yes"},
        {"kind": "litigation", "none_else": "yes", "of_family": "yes"},
    ):
        told = {"stated_by": "Łucja Ōkubo 李", "stated_on": "2026-11-01"}
        visitor.post(f"{person}/facts", **fact, **told)
    sheet = visitor.get(f"{person}/eligibility?seat=east&on=2026-11-20")
    assert "does not hold" not in sheet
    assert "to be noted" in sheet
    visitor.post(f"{person}/designation", seat="east", authority="council")
    act = address(
        visitor.post(
            "legislation", number="2026-301", title="Appointment", introduced_on="2026-11-10"
        )
    )
    voted = visitor.post(f"{act}/vote", voted_on="2026-11-20", ayes="5", noes="4")
    assert "carried" in voted
    wish = {
        "seat": "east",
        "person": person.removeprefix("people/"),
        "legislation": act.removeprefix("legislation/"),
    }
    made = address(visitor.post("appointments", **wish))
    told = visitor.post(f"{made}/notice")
    assert "Nov 21, 2026" in told or "November 21, 2026" in told
    visitor.post(f"{made}/oath", taken_on="2026-11-21", filed_on="2026-11-21")
    public = visitor.get("seats")
    assert "Łucja Ōkubo 李" in public
    assert "appointed, not yet in office" in public
    assert "2026-301" in visitor.get(f"members/{wish['person']}")


def test_refusals_stand_beside_what_was_typed(doors: Doors, visitor: Visitor) -> None:
    person = address(visitor.post("people", name="A. Stranger"))
    act = address(visitor.post("legislation", number="7", title="T", introduced_on="2026-11-10"))
    page = visitor.post(
        "appointments",
        409,
        seat="east",
        person=person.removeprefix("people/"),
        legislation=act.removeprefix("legislation/"),
    )
    assert page.count('class="clause"') >= 9
    assert '<option value="east" selected>' in page
    wrong = visitor.post("legislation", 400, number="8", title="T", introduced_on="2026-02-30")
    assert 'value="2026-02-30"' in wrong
    assert "This is not a day" in wrong


@pytest.fixture
def filled(doors: Doors) -> Doors:
    """The board, filled and staggered, with a vacancy in South."""
    with doors.client.portal() as portal:
        portal.call(_fill)
    return doors


async def _fill() -> None:
    second = await staggered(FIRST, await a_full_board(FIRST))
    end = ServiceEnd(
        ground="resignation", delivered_on=date(2026, 11, 10), delivered_to="City Council"
    )
    await end_service(clerk(date(2026, 11, 10)), second["south"].id, end)


PUBLIC = ["seats", "seats?on=2020-02-29", "vacancies"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_for_everyone(filled: Doors, path: str) -> None:
    page = Visitor(filled).get(path)
    assert "@test.example" not in page


CLERKS = ["people", "legislation", "appointments", "appointments/new", "vacancies", "seats"]


@pytest.mark.parametrize("path", CLERKS)
def test_the_clerk_s_pages_open(filled: Doors, path: str) -> None:
    assert "<h1>" in Visitor(filled, "clerk").get(path)


@pytest.mark.parametrize("path", CLERKS[:4])
def test_the_clerk_s_pages_are_closed_to_strangers(filled: Doors, path: str) -> None:
    Visitor(filled).get(path, 401)


def test_the_clerk_sends_the_three_notices(filled: Doors) -> None:
    visitor = Visitor(filled, "clerk")
    listed = visitor.get("vacancies")
    vacancy = "vacancies/" + listed.split(f'href="{HOME}/vacancies/')[1].split('"')[0]
    page = visitor.get(vacancy)
    assert "January 9, 2027" in page
    assert "January 11, 2027" in page
    addresses = {f"address_{name}": f"{name}@city.example" for name in ("mayor", "council")}
    assert "There is no address" in visitor.post(f"{vacancy}/notices", 400, **addresses)
    wrong = {**addresses, "address_alliance": "nowhere"}
    assert "not an e-mail" in visitor.post(f"{vacancy}/notices", 400, **wrong)
    good = {**addresses, "address_alliance": "pab@alliance.example"}
    assert "not sent" not in visitor.post(f"{vacancy}/notices", **good)
    visitor.post(f"{vacancy}/notices", 409, **good)


def test_unknown_ids_are_not_found(filled: Doors) -> None:
    visitor = Visitor(filled, "clerk")
    nothing = "00000000-0000-4000-8000-000000000000"
    for path in ("people", "legislation", "appointments", "vacancies", "members"):
        visitor.get(f"{path}/{nothing}", 404)
        visitor.get(f"{path}/%00", 404)
    for day in ("2026-02-30", "9999-12-31", "0001-01-01", "yesterday"):
        visitor.get(f"seats?on={day}", 400)
    visitor.get("seats?on=2019-05-20", 404)
