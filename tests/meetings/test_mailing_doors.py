"""Asking for notices at the public page, stopping them in one step, and the private media list."""

import re
from datetime import timedelta

from governance.services.bodies import engine
from governance.services.seals import opened
from governance.settings import Settings
from tests.app import SLUG, Doors

PAGES = f"/bodies/{SLUG}"
EMAIL = "reader@mail.example"
SECRET = Settings().secret


def letter(doors: Doors) -> tuple[str, str]:
    """Return the last letter's text and where it is stopped, as its reader sees them."""

    async def read() -> tuple[str, str]:
        rows = await engine().read("SELECT text, unsubscribe FROM outbox ORDER BY created_at DESC")
        return opened(rows[0]["text"], SECRET), opened(rows[0]["unsubscribe"], SECRET)

    with doors.client.portal() as portal:
        return portal.call(read)


def asks(doors: Doors) -> str:
    """Ask at the page, and return the path of the mailed link."""
    page = doors.client.get(f"{PAGES}/subscribe").text
    ticket = re.findall(r'name="ticket" value="([^"]*)"', page)[0]
    doors.watch.moment += timedelta(seconds=5)
    sent = {"email": EMAIL, "ticket": ticket}
    answer = doors.client.post(f"{PAGES}/subscribe", data=sent)
    assert "A letter is on its way" in answer.text
    return re.findall(r"\[this site\](\S+\?link=\w+)", letter(doors)[0])[0]


def test_somebody_asks_confirms_and_stops_by_the_mailed_link(doors: Doors) -> None:
    link = asks(doors)
    page = doors.client.get(link)
    assert "link=" not in str(page.url)
    assert "Yes, send me notices" in page.text
    here = link.partition("?")[0]
    assert "are mailed to you" in doors.client.post(here).text
    assert "Erased." in doors.client.post(f"{here}/end").text
    assert doors.client.get(link).status_code == 404
    assert doors.client.post(here).status_code == 404


def test_a_mail_program_stops_the_letters_in_one_step(doors: Doors) -> None:
    asks(doors)
    stop = letter(doors)[1].removeprefix("[this site]")
    doors.client.cookies.clear()
    one_click = {"List-Unsubscribe": "One-Click"}
    answer = doors.client.post(stop, data=one_click, follow_redirects=False)
    assert answer.status_code == 303
    assert doors.client.post(stop, data=one_click).status_code == 404


def test_a_link_that_somebody_made_up_leads_nowhere(doors: Doors) -> None:
    here = asks(doors).partition("?")[0]
    doors.client.cookies.clear()
    for path in (here, f"{here}?link={'0' * 64}", f"{here}/end?link=x"):
        assert doors.client.get(path).status_code == 404


def test_the_media_list_and_the_letters_to_it_are_private(doors: Doors) -> None:
    api = f"/api/v1{PAGES}/media"
    wish = {"name": "The evening paper", "email": "news@paper.example"}
    added = doors.client.post(api, json=wish, headers=doors.headers("clerk"))
    contact = added.json()["contacts"][0]["id"]
    for role, status in {"chair": 200, "member": 403, "auditor": 403}.items():
        assert doors.client.get(api, headers=doors.headers(role)).status_code == status
    assert doors.client.get(f"{PAGES}/media").status_code == 401
    asks(doors)
    seen = doors.client.get(f"/api/v1{PAGES}/letters", headers=doors.headers("auditor"))
    assert EMAIL not in seen.text
    removed = doors.client.post(f"{api}/{contact}/removal", headers=doors.headers("clerk"))
    assert removed.json() == {"contacts": []}
    assert "paper" not in doors.client.get(f"/api/v1{PAGES}/record").text
