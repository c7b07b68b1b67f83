"""Nominations from the public at the pages and the API, without an account."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from httpx import Response

from appointments.rules.slates import Fate
from appointments.schemas.nominations import AskedNominee
from appointments.schemas.rounds import Answered, NomineeView, RoundView
from appointments.services.nominations import asked_nominees
from appointments.services.nominees import nominees_of
from appointments.services.reviews import answer_nominee
from appointments.services.slates import slates_of
from governance.rules.access import Role
from governance.schemas.accounts import AccountWish, RoleGrant, TokenWish
from governance.services.accounts import create_account
from governance.services.bodies import get_body
from governance.services.letters import list_letters
from governance.services.roles import grant_role
from governance.services.seals import opened
from governance.services.tokens import create_token
from governance.settings import DEMO_SECRET
from tests.app import NOW, PASSWORD, SLUG, Doors, acting
from tests.appointments.applying import ADDRESS
from tests.appointments.makers import CHARTER
from tests.appointments.nominating import EMAIL, NAME, REASON, STATEMENT, told
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    a_call,
    a_committee,
    reviewer,
    submitted,
)
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


def test_what_is_saved_waits_for_its_link_and_no_committee_sees_it(
    doors: Doors, called: str
) -> None:
    form = opened_form(doors, called)
    saved = {"who": "self", "name": NAME, "email": EMAIL, "statement": STATEMENT, **form}
    files = {"resume": ("a-life.txt", b"A life in letters.", "text/plain")}
    answer = doors.client.post(
        f"{called}/nominate", data=saved, files=files, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{called}/nominated")
    found = called.rpartition("/")[2]
    assert let(doors, everybody_named, UUID(found)) == ([], [])
    doors.watch.moment += timedelta(days=1)
    own = doors.client.get(link_in_mail(doors))
    assert "Send it before the call closes" not in own.text
    assert "The call is over" in own.text


def test_a_saved_nomination_is_sent_with_its_resume_to_the_committee_alone(
    doors: Doors, called: str
) -> None:
    form = opened_form(doors, called)
    saved = {"who": "self", "name": NAME, "email": EMAIL, "statement": STATEMENT, **form}
    files = {"resume": ("a-life.txt", b"A life in letters.", "text/plain")}
    doors.client.post(f"{called}/nominate", data=saved, files=files, follow_redirects=False)
    own = doors.client.get(link_in_mail(doors))
    here = own.url.path
    assert "Send it before the call closes" in own.text
    assert STATEMENT in own.text
    picture = {"resume": ("a-life.png", b"\x89PNG\r\n\x1a\n", "image/png")}
    wrong = doors.client.post(f"{here}/agreement", data=own_fields(), files=picture)
    assert wrong.status_code == 400
    assert "This is none of the kinds taken" in wrong.text
    kept = doors.client.post(here, data={**own_fields(), "statement": "More to say."})
    assert "More to say." in kept.text
    sent_now = doors.client.post(f"{here}/agreement", data=own_fields())
    assert "It is with the committee" in sent_now.text
    assert doors.client.get(f"{here}/resume").content == b"A life in letters."
    again = doors.client.post(here, data=own_fields())
    assert again.status_code == 409
    found = called.rpartition("/")[2]
    (named, _) = let(doors, everybody_named, UUID(found))  # type: ignore[misc]  # a pair
    (nominee,) = named
    assert nominee.resume
    path = f"{API}/nominees/{nominee.id}/resume"
    headers = doors.headers("alliance_committee")
    assert doors.client.get(path, headers=headers).content == b"A life in letters."
    page = f"{called}/nominees/{nominee.id}/resume"
    assert doors.client.get(page, headers=headers).content == b"A life in letters."
    for role in ("clerk", "council_reviewer", "alliance_representative", "chair"):
        assert doors.client.get(path, headers=doors.headers(role)).status_code == 404, role
        assert doors.client.get(page, headers=doors.headers(role)).status_code == 404, role


async def everybody_named(found: UUID) -> tuple[list[NomineeView], list[AskedNominee]]:
    body = await get_body(SLUG)
    return await nominees_of(body, found, None), await asked_nominees(body, found)


async def past_round() -> tuple[UUID, UUID]:
    """A round that is over: one was confirmed; return it with somebody of its committee."""
    late, call = await submitted(NOW.date() - timedelta(days=2))
    (slate,) = await slates_of(await get_body(SLUG), CHARTER, call.id)
    confirmed = Answered(fate=Fate.CONFIRMED)
    await answer_nominee(reviewer(late.on), slate.names[0].id, confirmed)
    email = "one.of.five@test.example"
    wish = AccountWish(email=email, name="One", password=PASSWORD, person=late.people[0])
    account = await create_account(wish, at=NOW)
    grant = RoleGrant(account=account.id, role=Role.ALLIANCE_COMMITTEE, since=late.on)
    await grant_role(acting(Role.ADMINISTRATOR), grant)
    return call.id, account.id


def test_a_committee_member_writes_to_nominees_by_the_pages(doors: Doors) -> None:
    found, account = let(doors, past_round)  # type: ignore[misc]  # a pair
    token = let(doors, a_token, account)
    headers = {"authorization": f"Bearer {token}"}
    here = f"{HOME}/rounds/{found}/letters"
    page = doors.client.get(here, headers=headers).text
    picks = re.findall(r'name="(pick_[0-9a-f-]{36})"', page)
    assert len(picks) == 3
    fields = {**dict.fromkeys(picks, "yes"), "subject": "{call}", "text": "You are {state}."}
    preview = doors.client.post(here, data=fields, headers=headers).text
    assert "confirmed by Council" in preview
    seen = hidden(preview, "seen")
    wish = {**fields, "seen": seen, "send": "yes"}
    answer = doors.client.post(here, data=wish, headers=headers, follow_redirects=False)
    assert answer.status_code == 303
    assert "1 letter before" in doors.client.get(here, headers=headers).text
    api = doors.client.get(f"{API}/rounds/{found}/candidates", headers=headers).json()
    assert [len(each["letters"]) for each in api] == [1, 1, 1]


def test_a_past_round_is_told_in_figures_and_withholds_its_names(doors: Doors) -> None:
    found, _ = let(doors, past_round)  # type: ignore[misc]  # as above
    record = doors.client.get(f"{HOME}/rounds/{found}/record")
    assert "withheld" in record.text
    assert "Person" not in record.text
    figures = doors.client.get(f"{HOME}/rounds/statistics")
    assert f"{HOME}/rounds/{found}/record" in figures.text
    (listed,) = doors.client.get(f"{API}/rounds/statistics").json()
    assert (listed["submitted"], listed["confirmed"]) == (3, 1)
    told = doors.client.get(f"{API}/rounds/{found}/record").json()
    assert [seat["names"] for seat in told["seats"]] == [[]]


async def a_token(account: UUID) -> str:
    made = await create_token(account, TokenWish(name="test", scopes=("all",)), at=NOW)
    return made.token
