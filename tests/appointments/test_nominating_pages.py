"""Nominations from the public at the pages and the API, without an account."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from httpx import Response

from appointments.schemas.rounds import RoundView
from governance.services.bodies import get_body
from governance.services.letters import list_letters
from governance.services.seals import opened
from governance.settings import DEMO_SECRET
from tests.app import NOW, SLUG, Doors
from tests.appointments.applying import ADDRESS
from tests.appointments.nominating import EMAIL, NAME, REASON, STATEMENT, told
from tests.appointments.rounding import ALLIANCE_SEATS, a_call, a_committee
from tests.appointments.test_applying_pages import hidden, let

HOME = f"/bodies/{SLUG}"
API = f"/api/v1{HOME}"
OTHER = {
    "who": "other",
    "name": NAME,
    "email": EMAIL,
    "reason": REASON,
    "nominator": "Barnaby Quill",
    "nominator_email": "barnaby.quill@mail.example",
    "nominator_resident": "yes",
}


def own_fields() -> dict[str, str]:
    """Return what a nominee types of themselves."""
    words = told()
    answers = words.pop("answers")
    assert isinstance(answers, dict)
    return {
        **{name: str(value) for name, value in words.items() if name != "consent"},
        **{f"answer_{name}": text for name, text in answers.items()},
        "consent": "yes",
    }


@pytest.fixture
def called(doors: Doors) -> str:
    """The address of a round whose call is open until today."""

    async def called() -> RoundView:
        return await a_call(await a_committee(NOW.date()), ALLIANCE_SEATS[:1], NOW.date())

    found = let(doors, called)
    return f"{HOME}/rounds/{found.id}"  # type: ignore[attr-defined]  # a round has its id


def opened_form(doors: Doors, called: str) -> dict[str, str]:
    """Open the form and wait as long as a person takes."""
    page = doors.client.get(f"{called}/nominate").text
    doors.watch.moment += timedelta(seconds=30)
    return {"ticket": hidden(page, "ticket"), "key": hidden(page, "key")}


def sent(doors: Doors, called: str, **fields: str) -> Response:
    return doors.client.post(f"{called}/nominate", data=fields, follow_redirects=False)


def link_in_mail(doors: Doors) -> str:
    async def letters() -> str:
        found = await list_letters(await get_body(SLUG))
        return next(opened(each.text, DEMO_SECRET) for each in found if each.recipient == EMAIL)

    address = re.search(r"http\S+", str(let(doors, letters)))
    assert address
    return "/" + address[0].split("/", 3)[3]


def test_the_call_stands_on_the_front_page_and_among_the_vacancies(
    doors: Doors, called: str
) -> None:
    for page in (HOME, f"{HOME}/vacancies", f"{HOME}/calls"):
        assert f"{called}/call" in doors.client.get(page).text
    assert "Name myself" in doors.client.get(f"{called}/call").text
    (listed,) = doors.client.get(f"{API}/nomination-calls").json()
    assert listed["id"] in called


def test_somebody_named_by_another_agrees_and_withdraws_by_pages_alone(
    doors: Doors, called: str
) -> None:
    answer = sent(doors, called, **OTHER, **opened_form(doors, called))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{called}/nominated")
    own = doors.client.get(link_in_mail(doors))
    assert "link=" not in str(own.url)
    assert "Barnaby Quill has named you" in own.text
    here = own.url.path
    refused = doors.client.post(f"{here}/agreement", data={**own_fields(), "statement": ""})
    assert refused.status_code == 400
    assert 'href="#f-statement"' in refused.text
    assert ADDRESS in refused.text
    done = doors.client.post(f"{here}/agreement", data=own_fields())
    assert "It is with the committee" in done.text
    assert STATEMENT in done.text
    gone = doors.client.post(f"{here}/withdraw", data={})
    assert "It is withdrawn" in gone.text
    again = doors.client.post(f"{here}/withdraw", data={})
    assert again.status_code == 409


def test_somebody_who_declines_leaves_nothing(doors: Doors, called: str) -> None:
    sent(doors, called, **OTHER, **opened_form(doors, called))
    here = doors.client.get(link_in_mail(doors)).url.path
    assert "Erased." in doors.client.post(f"{here}/decline", data={}).text
    assert doors.client.get(here).status_code == 404


def test_a_second_after_closing_the_words_are_still_there(doors: Doors, called: str) -> None:
    doors.watch.moment = datetime(2026, 11, 22, 4, 59, 20, tzinfo=UTC)
    form = opened_form(doors, called)
    doors.watch.moment = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    answer = sent(doors, called, **{**own_fields(), "email": EMAIL, "who": "self", **form})
    assert answer.status_code == 409
    for kept in (NAME, ADDRESS, STATEMENT, "The call closed on"):
        assert kept in answer.text
    assert "Nothing that you typed is lost" in answer.text


def test_a_form_that_was_never_shown_or_came_at_once_is_refused(doors: Doors, called: str) -> None:
    assert sent(doors, called, **OTHER, ticket="1.x").status_code == 400
    page = doors.client.get(f"{called}/nominate").text
    quick = sent(doors, called, **OTHER, ticket=hidden(page, "ticket"))
    assert quick.status_code == 400
    assert NAME in quick.text


def test_whoever_fills_in_what_nobody_sees_is_answered_and_not_kept(
    doors: Doors, called: str
) -> None:
    form = opened_form(doors, called)
    assert sent(doors, called, **OTHER, **form, website="x").status_code == 303

    async def letters() -> int:
        return len(await list_letters(await get_body(SLUG)))

    assert let(doors, letters) == 0


def test_the_same_by_the_api(doors: Doors, called: str) -> None:
    found = UUID(called.rsplit("/", 1)[1])
    ticket = doors.client.get(f"{API}/rounds/{found}/call/ticket").json()["ticket"]
    doors.watch.moment += timedelta(seconds=30)
    wish = {
        **{name: value for name, value in OTHER.items() if name != "who"},
        "themselves": False,
        "nominator_resident": True,
    }
    answer = doors.client.post(
        f"{API}/rounds/{found}/call/nominations", json={"nomination": wish, "ticket": ticket}
    )
    assert answer.json() == {"round": str(found), "mailed": True}
    address = link_in_mail(doors)
    own, link = address.split("?link=")
    known = doors.client.get(f"/api/v1{own}", headers={"x-nomination-link": link}).json()
    assert (known["state"], known["may_agree"]) == ("asked", True)
    assert doors.client.get(f"/api/v1{own}").status_code == 404
    words = {**told(), "resident_since": "2011-04-01"}
    agreed = doors.client.post(f"/api/v1{own}/agreement", json={"words": words, "link": link})
    assert agreed.json()["state"] == "standing"
    gone = doors.client.post(f"/api/v1{own}/withdraw", json={"link": link})
    assert gone.json()["state"] == "withdrawn"


def test_letters_about_nominations_are_the_circle_s(doors: Doors, called: str) -> None:
    sent(doors, called, **OTHER, **opened_form(doors, called))
    for role, sees in (("clerk", True), ("chair", False), ("staff", False), ("auditor", False)):
        page = doors.client.get(f"{HOME}/letters", headers=doors.headers(role))
        assert page.status_code == 200
        assert (EMAIL in page.text) is sees, role
