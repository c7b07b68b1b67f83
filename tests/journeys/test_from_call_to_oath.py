"""A member resigns; somebody applies, is interviewed, named, appointed, and takes the oath."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from governance.services.bodies import get_body
from governance.services.letters import list_letters
from governance.services.seals import opened
from governance.settings import DEMO_SECRET
from tests.app import SLUG, Doors
from tests.appointments.applying import ADDRESS, ANSWERS, EMAIL, NAME, SCORES
from tests.appointments.makers import CHARTER, a_full_board, staggered

API = f"/api/v1/bodies/{SLUG}"
ZONE = ZoneInfo("America/New_York")
FIRST = date(2025, 1, 21)
LEAVES = date(2026, 12, 8)
VOTED = date(2027, 1, 12)
SEAT = "east"


def at(doors: Doors, on: date, hour: int = 10) -> None:
    doors.watch.moment = datetime(on.year, on.month, on.day, hour, tzinfo=ZONE).astimezone(UTC)


def do(doors: Doors, path: str, role: str = "clerk", **wish: object) -> Any:
    headers = doors.headers(role) if role else {}
    doors.watch.moment += timedelta(seconds=1)
    answer = doors.client.post(f"{API}/{path}", json=wish, headers=headers)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def ask(doors: Doors, path: str, role: str = "clerk", **query: str) -> Any:
    headers = doors.headers(role) if role else {}
    answer = doors.client.get(f"{API}/{path}", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_from_a_resignation_to_an_oath(doors: Doors) -> None:
    """18-3B, 18-4C, 18-4H(2), 18-4K, POL 31, and the clerk's own STANDARD."""
    with doors.client.portal() as portal:
        board = portal.call(a_full_board, FIRST)
        seats = portal.call(staggered, FIRST, board)
    at(doors, LEAVES)
    officer = CHARTER.resignation.delivered_to
    letter = {"ground": "resignation", "delivered_on": str(LEAVES), "delivered_to": officer}
    ended = do(doors, f"appointments/{seats[SEAT].id}/end", **letter)
    vacancy = ended["vacancy"]
    told = {name: f"{name}@city.example" for name in ("mayor", "council", "alliance")}
    do(doors, f"vacancies/{vacancy}/notices", addresses=told)

    days = {"opens_on": str(LEAVES), "closes_on": "2026-12-18"}
    call = do(doors, "calls", title="East District", text="Apply.", seats=[SEAT], **days)["id"]
    do(doors, f"calls/{call}/publish")
    ticket = ask(doors, f"calls/{call}/ticket", "")["ticket"]
    at(doors, date(2026, 12, 18), 23)
    ticket = ask(doors, f"calls/{call}/ticket", "")["ticket"]
    doors.watch.moment += timedelta(minutes=59, seconds=58)
    application = {
        "email": EMAIL,
        "name": NAME,
        "place": "City of Rochester",
        "address": ADDRESS,
        "district": "East",
        "resident_since": "2011-04-01",
        "answers": ANSWERS,
        "consent": True,
        "send": True,
    }
    do(doors, f"calls/{call}/applications", "", application=application, ticket=ticket)
    at(doors, date(2026, 12, 19))
    assert ask(doors, "calls", "") == []

    (line,) = ask(doors, "applications", call=call)
    one, seen = line["id"], "received"
    for to in ("complete", "under_review", "interviewed", "forwarded"):
        if to == "interviewed":
            do(doors, f"applications/{one}/scores", scores=SCORES)
        if to == "forwarded":
            do(doors, f"applications/{one}/person")
        do(doors, f"applications/{one}/move", to=to, seen=seen)
        seen = to
    do(doors, f"applications/{one}/scores", "council_reviewer", scores=SCORES)
    person = ask(doors, f"applications/{one}", "council_reviewer")["person"]

    sheet = ask(doors, f"people/{person}/eligibility", seat=SEAT, on=str(VOTED))
    assert {each["answer"] for each in sheet["findings"]} == {"holds"}
    do(doors, "designations", seat=SEAT, person=person, authority="council")
    at(doors, VOTED, 21)
    act = do(doors, "legislation", number="2027-9", title="East", introduced_on="2027-01-05")["id"]
    do(doors, f"legislation/{act}/vote", voted_on=str(VOTED), ayes=8, noes=1)
    made = do(doors, "appointments", seat=SEAT, person=person, legislation=act)["id"]
    assert ask(doors, f"applications/{one}")["state"] == "appointed"
    do(doors, f"appointments/{made}/notice")
    do(doors, f"appointments/{made}/oath", taken_on=str(VOTED), filed_on=str(VOTED))
    assert ask(doors, f"vacancies/{vacancy}", "")["open"] is False
    certificate = doors.client.get(
        f"{API}/appointments/{made}/papers/certificate", headers=doors.headers("clerk")
    )
    assert certificate.content.startswith(b"%PDF"), certificate.text

    async def subjects() -> list[str]:
        letters = await list_letters(await get_body(SLUG))
        texts = [opened(each.text, DEMO_SECRET) for each in letters if each.recipient == EMAIL]
        return [
            found[0] for text in texts for found in [re.search("received|appointed", text)] if found
        ]

    with doors.client.portal() as portal:
        assert set(portal.call(subjects)) == {"received", "appointed"}
