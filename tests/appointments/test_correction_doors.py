"""Corrections through both doors: the form, the preview, yes; the same as data."""

import re
from datetime import date
from uuid import UUID

import pytest

from appointments.schemas.appointments import AppointmentView
from tests.app import SLUG, Doors
from tests.appointments.makers import a_full_board, appointed, staggered

FIRST = date(2020, 1, 21)
LATE = date(2026, 11, 4)
HOME = f"/bodies/{SLUG}"


@pytest.fixture
def late(doors: Doors) -> AppointmentView:
    """Somebody who followed late in the east, two weeks before today."""

    async def made() -> AppointmentView:
        await staggered(FIRST, await a_full_board(FIRST))
        return await appointed(LATE, "east")

    with doors.client.portal() as portal:
        return portal.call(made)


def sent(doors: Doors, path: str, status: int = 200, **typed: str) -> str:
    """Send a form as the clerk; return the page."""
    answer = doors.client.post(
        f"{HOME}{path}", data=typed, headers=doors.headers("clerk"), follow_redirects=False
    )
    assert answer.status_code == status, answer.text
    return answer.text


def hidden(page: str) -> dict[str, str]:
    """Return what the form that says yes would send."""
    form = page.partition("Is this right?")[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_a_clerk_sees_what_would_change_and_says_yes(doors: Doors, late: AppointmentView) -> None:
    path = f"/appointments/{late.id}/correct"
    shown = doors.client.get(f"{HOME}{path}", headers=doors.headers("clerk")).text
    assert 'value="2026-11-04"' in shown
    page = sent(doors, path, since="2026-11-10", why="The letter said the tenth.")
    assert "What this correction would change" in page
    assert "Tuesday, November 10, 2026" in page
    assert "Nothing has been changed yet." in page
    yes = hidden(page)
    assert (yes["since"], yes["why"]) == ("2026-11-10", "The letter said the tenth.")
    sent(doors, path, 303, **yes)
    own = doors.client.get(f"{HOME}/appointments/{late.id}", headers=doors.headers("clerk")).text
    for said in ("Nov 4, 2026", "Nov 10, 2026", "The letter said the tenth.", "The clerk"):
        assert said in own.partition('id="corrections"')[2], said
    everything = doors.client.get(f"{HOME}/corrections", headers=doors.headers("clerk")).text
    assert "The letter said the tenth." in everything


def test_yes_to_what_is_true_no_longer_shows_the_new_preview(
    doors: Doors, late: AppointmentView
) -> None:
    path = f"/appointments/{late.id}/correct"
    yes = hidden(sent(doors, path, since="2026-11-10", why="A slip."))
    api = f"/api/v1{HOME}/appointments/{late.id}/oath"
    oath = {"taken_on": "2026-11-05", "filed_on": "2026-11-06"}
    assert doors.client.post(api, json=oath, headers=doors.headers("clerk")).status_code == 201
    page = sent(doors, path, 409, **yes)
    assert "not as it was in the preview" in page
    assert hidden(page)["seen"] not in ("", yes["seen"])


def test_what_the_law_does_not_allow_cannot_be_said_yes_to(
    doors: Doors, late: AppointmentView
) -> None:
    path = f"/appointments/{late.id}/correct"
    page = sent(doors, path, since="2026-11-03", why="A slip.")
    assert "The law does not allow this correction" in page
    assert "18-3B" in page
    assert "Yes, correct it" not in page


def test_a_form_without_a_reason_or_a_change_says_so(doors: Doors, late: AppointmentView) -> None:
    path = f"/appointments/{late.id}/correct"
    assert "A reason is needed." in sent(doors, path, 400, since="2026-11-10")
    same = sent(doors, path, 409, since="2026-11-04", why="A slip.")
    assert "Nothing was changed in the form." in same
    assert "This is not a day" in sent(doors, path, 400, term_until="then", why="A slip.")


def asked(thing: UUID, **more: object) -> dict[str, object]:
    changes = {"since": "2026-11-10"}
    return {
        "subject": "appointment",
        "thing": str(thing),
        "changes": changes,
        "why": "A slip.",
        **more,
    }


def test_the_api_shows_the_same_and_keeps_the_old_value(
    doors: Doors, late: AppointmentView
) -> None:
    api, clerk = f"/api/v1{HOME}/corrections", doors.headers("clerk")
    preview = doors.client.post(f"{api}/preview", json=asked(late.id), headers=clerk)
    assert preview.status_code == 200
    said = {(each["what"], each["after"]) for each in preview.json()["changes"]}
    assert ("In office", "from Tuesday, November 10, 2026") in said
    unseen = doors.client.post(api, json=asked(late.id), headers=clerk)
    assert unseen.status_code == 409
    seen = preview.json()["seen"]
    done = doors.client.post(api, json=asked(late.id, seen=seen), headers=clerk)
    assert done.status_code == 201, done.text
    [kept] = [
        each
        for each in doors.client.get(api, params={"thing": str(late.id)}, headers=clerk).json()
        if each["field"] == "since"
    ]
    assert (kept["old"], kept["new"], kept["by"]) == ("2026-11-04", "2026-11-10", "The clerk")
    assert doors.client.get(api, headers=clerk).json()[0]["why"] == "A slip."


def test_the_api_refuses_with_the_clause(doors: Doors, late: AppointmentView) -> None:
    api, clerk = f"/api/v1{HOME}/corrections", doors.headers("clerk")
    early = asked(late.id, changes={"since": "2026-11-03"})
    preview = doors.client.post(f"{api}/preview", json=early, headers=clerk).json()
    assert [each["clause"] for each in preview["broken"]] == ["18-3B"]
    refused = doors.client.post(api, json={**early, "seen": preview["seen"]}, headers=clerk)
    assert refused.status_code == 409
    assert [each["clause"] for each in refused.json()["broken"]] == ["18-3B"]


def test_corrections_are_the_clerks(doors: Doors, late: AppointmentView) -> None:
    api = f"/api/v1{HOME}/corrections"
    for role, status in (("chair", 403), ("council_reviewer", 403)):
        answer = doors.client.post(api, json=asked(late.id), headers=doors.headers(role))
        assert answer.status_code == status
    assert doors.client.get(api, headers=doors.headers("council_reviewer")).status_code == 200
    assert doors.client.get(api).status_code == 401
