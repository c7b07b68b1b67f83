"""The applicant at the pages, without an account; what nobody else may see."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response

from governance.rules.permissions import is_public
from governance.services.bodies import get_body
from governance.services.letters import list_letters
from governance.services.seals import opened
from governance.settings import DEMO_SECRET
from tests.app import SLUG, Doors
from tests.appointments.applying import (
    ADDRESS,
    ANSWERS,
    EMAIL,
    FORWARDED,
    NAME,
    a_call,
    lines,
    moved,
    one,
)
from tests.appointments.test_pages import Visitor
from tests.house.program import doors as all_doors

HOME = f"/bodies/{SLUG}"
PDF = b"%PDF-1.7\n%%EOF"
PLANTED = (NAME, "Oyelaran", EMAIL, ADDRESS, "stopped without a reason", "cv-quenby")
FIELDS = {
    "email": EMAIL,
    "name": NAME,
    "place": "City of Rochester",
    "address": ADDRESS,
    "district": "East",
    "resident_since": "2011-04-01",
    "consent": "yes",
    **{f"answer_{name}": text for name, text in ANSWERS.items()},
}


def let(doors: Doors, deed: object, *args: object) -> object:
    with doors.client.portal() as portal:
        return portal.call(deed, *args)  # type: ignore[arg-type]  # any deed with its arguments


def call_for(doors: Doors) -> str:
    call = let(doors, a_call)
    return f"{HOME}/calls/{call.id}"  # type: ignore[attr-defined]  # a call has its id


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def opened_form(doors: Doors, call: str) -> dict[str, str]:
    """Open the form and wait as long as a person takes."""
    page = doors.client.get(f"{call}/apply").text
    doors.watch.moment += timedelta(seconds=30)
    return {"ticket": hidden(page, "ticket"), "key": hidden(page, "key")}


def sent_form(doors: Doors, call: str, *, upload: bytes = b"", **fields: str) -> Response:
    files = {"resume": ("cv-quenby.pdf", upload, "application/pdf")} if upload else None
    return doors.client.post(f"{call}/apply", data=fields, files=files, follow_redirects=False)


def link_in_mail(doors: Doors) -> str:
    """Return the address that the latest letter to the applicant leads to."""

    async def letters() -> str:
        found = await list_letters(await get_body(SLUG))
        return next(opened(each.text, DEMO_SECRET) for each in found if each.recipient == EMAIL)

    address = re.search(r"http\S+", str(let(doors, letters)))
    assert address
    return "/" + address[0].split("/", 3)[3]


@pytest.fixture
def call(doors: Doors) -> str:
    return call_for(doors)


def test_somebody_saves_comes_back_and_sends_by_pages_alone(doors: Doors, call: str) -> None:
    form = opened_form(doors, call)
    answer = sent_form(doors, call, **form, email=EMAIL, name=NAME, upload=PDF)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{call}/applied")
    assert "mailed you a letter" in doors.client.get(f"{call}/applied").text
    own = doors.client.get(link_in_mail(doors))
    assert "link=" not in str(own.url)
    assert "Not sent yet" in own.text
    assert NAME in own.text
    assert "cv-quenby.pdf" in own.text
    here = own.url.path
    kept = doors.client.get(f"{here}/resume")
    assert (kept.content, kept.headers["x-content-type-options"]) == (PDF, "nosniff")
    refused = doors.client.post(here, data={"name": "Quenby O.", "send": "yes"})
    assert refused.status_code == 400
    assert "Quenby O." in refused.text
    assert "Quenby O." in doors.client.get(here).text
    done = doors.client.post(here, data={**FIELDS, "send": "yes"})
    assert "What was sent stays as it is." in done.text
    assert done.status_code == 200
    again = doors.client.post(here, data={**FIELDS, "name": "Other", "send": "yes"})
    assert again.status_code == 409
    gone = doors.client.post(f"{here}/withdraw", data={"erase": "yes"})
    assert "Erased." in gone.text
    assert doors.client.get(here).status_code == 404


def test_errors_stand_beside_their_fields_and_nothing_is_lost(doors: Doors, call: str) -> None:
    form = opened_form(doors, call)
    fields = {**FIELDS, **form, "send": "yes", "answer_why": "", "answer_birth": "1984-02-30"}
    answer = sent_form(doors, call, **fields, upload=PDF)
    assert answer.status_code == 400
    assert 'id="f-answer_why-wrong"' in answer.text
    assert 'id="f-answer_birth-wrong"' in answer.text
    assert 'href="#f-answer_why"' in answer.text
    for kept in (NAME, EMAIL, ADDRESS, "1984-02-30"):
        assert kept in answer.text
    assert "“cv-quenby.pdf” came with the form" in answer.text
    held = hidden(answer.text, "held")
    assert hidden(answer.text, "ticket") == form["ticket"]
    again = {**FIELDS, **form, "send": "yes", "held": held}
    assert sent_form(doors, call, **again).status_code == 303
    own = doors.client.get(link_in_mail(doors)).text
    assert "cv-quenby.pdf" in own


def test_a_second_after_closing_the_words_are_still_there(doors: Doors, call: str) -> None:
    form = opened_form(doors, call)
    doors.watch.moment = datetime(2026, 12, 12, 4, 59, 59, tzinfo=UTC)
    fresh = opened_form(doors, call)
    doors.watch.moment = datetime(2026, 12, 12, 5, 0, 0, tzinfo=UTC)
    answer = sent_form(doors, call, **{**FIELDS, **fresh, "send": "yes"})
    assert answer.status_code in (400, 409)
    assert "This call is closed" in answer.text
    for kept in (NAME, ADDRESS, ANSWERS["why"]):
        assert kept in answer.text
    assert form["ticket"] != fresh["ticket"]


def test_the_last_second_counts(doors: Doors, call: str) -> None:
    doors.watch.moment = datetime(2026, 12, 12, 4, 59, 29, tzinfo=UTC)
    form = opened_form(doors, call)
    assert doors.watch.moment == datetime(2026, 12, 12, 4, 59, 59, tzinfo=UTC)
    assert sent_form(doors, call, **{**FIELDS, **form, "send": "yes"}).status_code == 303


async def number() -> int:
    return len(await lines(await get_body(SLUG)))


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"ticket": ""}, 400),
        ({"ticket": "1.abc"}, 400),
        ({"ticket": "²." + "0" * 64}, 400),
        ({"website": "http://spam.example"}, 303),
    ],
    ids=["no ticket", "a forged one", "an odd one", "a full honeypot"],
)
def test_a_program_that_fills_in_the_form_gets_nowhere(
    doors: Doors, call: str, change: dict[str, str], status: int
) -> None:
    form = opened_form(doors, call)
    answer = sent_form(doors, call, **{**FIELDS, **form, "send": "yes", **change})
    assert answer.status_code == status
    assert let(doors, number) == 0


def test_a_form_that_comes_back_at_once_is_sent_once_more(doors: Doors, call: str) -> None:
    page = doors.client.get(f"{call}/apply").text
    fields = {**FIELDS, "ticket": hidden(page, "ticket"), "key": hidden(page, "key"), "send": "yes"}
    answer = sent_form(doors, call, **fields)
    assert answer.status_code == 400
    assert "That was quick" in answer.text
    assert NAME in answer.text
    doors.watch.moment += timedelta(seconds=4)
    fields["ticket"] = hidden(answer.text, "ticket")
    assert sent_form(doors, call, **fields).status_code == 303


def test_too_many_from_one_place_wait(doors: Doors, call: str) -> None:
    for number_ in range(21):
        form = opened_form(doors, call)
        email = {"email": f"a{number_}@mail.example"}
        answer = sent_form(doors, call, **{**FIELDS, **form, **email, "send": "yes"})
        assert answer.status_code == (303 if number_ < 20 else 409)
    assert NAME in answer.text


def test_a_form_for_a_link_tells_nobody_who_applied(doors: Doors, call: str) -> None:
    form = opened_form(doors, call)
    sent_form(doors, call, **{**FIELDS, **form, "send": "yes"})
    doors.watch.moment += timedelta(hours=1)
    heard = []
    for email in (EMAIL, "nobody@mail.example"):
        form = opened_form(doors, call)
        answer = doors.client.post(
            f"{call}/apply/link", data={**form, "email": email}, follow_redirects=False
        )
        heard.append((answer.status_code, answer.headers["location"], answer.content))
    assert heard[0] == heard[1]


def test_an_applicant_does_the_same_through_the_api(doors: Doors, call: str) -> None:
    api = f"/api/v1{call}"
    assert doors.client.get(f"/api/v1{HOME}/calls").json()[0]["title"] == "A seat for East"
    ticket = doors.client.get(f"{api}/ticket").json()
    wish = {"email": EMAIL, "name": NAME}
    early = doors.client.post(
        f"{api}/applications", json={"application": wish, "ticket": ticket["ticket"]}
    )
    assert early.status_code == 400
    doors.watch.moment = datetime.fromisoformat(ticket["usable_at"])
    begun = doors.client.post(
        f"{api}/applications", json={"application": wish, "ticket": ticket["ticket"]}
    )
    assert begun.status_code == 201
    path, _, link = link_in_mail(doors).partition("?link=")
    own = f"/api/v1{path}"
    read = doors.client.get(own, headers={"x-application-link": link})
    assert (read.json()["name"], read.headers["cache-control"]) == (NAME, "no-store")
    assert doors.client.get(own).status_code == 404
    whole = {
        name: FIELDS[name]
        for name in ("email", "name", "place", "address", "district", "resident_since")
    }
    application = {**whole, "answers": ANSWERS, "consent": True, "send": True}
    saved = doors.client.post(own, json={"application": application, "link": link})
    assert (saved.status_code, saved.json()["state"]) == (201, "received")
    gone = doors.client.post(f"{own}/withdraw", json={"link": link, "erase": True})
    assert gone.json()["state"] == "withdrawn"


def test_the_clerk_takes_an_application_on_by_pages_alone(doors: Doors, call: str) -> None:
    form = opened_form(doors, call)
    sent_form(doors, call, **{**FIELDS, **form, "send": "yes"}, upload=PDF)
    clerk_there = Visitor(doors, "clerk")
    listed = clerk_there.get("applications?state=received")
    assert NAME in listed
    assert NAME not in clerk_there.get("applications?state=complete")
    here = re.search(r"applications/[0-9a-f-]{36}", listed)
    assert here
    one_ = here[0]
    assert "cv-quenby.pdf" in clerk_there.get(one_)
    clerk_there.post(f"{one_}/move", to="complete", seen="received")
    clerk_there.post(f"{one_}/move", to="complete", seen="received", status=409)
    clerk_there.post(f"{one_}/move", to="under_review", seen="complete", note="Read by two.")
    scores = {f"score_{name}": "4" for name in ("understanding", "fairness", "community", "time")}
    clerk_there.post(f"{one_}/scores", **{**scores, "score_time": "9"}, status=400)
    clerk_there.post(f"{one_}/scores", **scores)
    clerk_there.post(f"{one_}/move", to="interviewed", seen="under_review")
    refused = clerk_there.post(f"{one_}/move", to="forwarded", seen="interviewed", status=409)
    assert "does not know this person" in refused
    assert "stated by" in clerk_there.get(one_)
    clerk_there.post(f"{one_}/person")
    clerk_there.post(f"{one_}/move", to="forwarded", seen="interviewed")
    pick = {f"pick_{one_.removeprefix('applications/')}": "yes"}
    chosen = clerk_there.get(f"applications/letters?{next(iter(pick))}=yes&template=Not+selected")
    assert "Dear {name}" in chosen
    letter = {"subject": "{call}", "text": "Dear {name}, {naem}"}
    assert "{naem}" in clerk_there.post("applications/letters", **pick, **letter, status=400)
    letter["text"] = "Dear {name}, come on Friday."
    preview = clerk_there.post("applications/letters", **pick, **letter)
    assert f"Dear {NAME}, come on Friday." in preview
    seen = {"seen": hidden(preview, "seen"), "send": "yes"}
    assert "Sent." in clerk_there.post("applications/letters", **pick, **letter, **seen)
    clerk_there.post("applications/letters/templates", name="Friday", **letter)
    assert "Friday" in clerk_there.get("applications/letters")
    person = re.search(r"people/[0-9a-f-]{36}", clerk_there.get(one_))
    assert person
    looked = doors.client.get(f"/api/v1{HOME}/lookups", headers=doors.headers("clerk")).json()
    assert ("application", person[0].removeprefix("people/")) in {
        (each["what"], each["person"]) for each in looked
    }
    clerk_there.post(f"{one_}/move", to="not_selected", seen="forwarded")
    assert "Erased." in clerk_there.post(f"{one_}/erase", why="On request.")
    assert NAME not in clerk_there.get(one_)
    assert "Nothing is to be erased now." in clerk_there.post("applications/expired")


def test_the_clerk_writes_publishes_and_closes_a_call(doors: Doors) -> None:
    clerk_there = Visitor(doors, "clerk")
    wish = {"title": "East", "text": "Come.", "opens_on": "2026-11-21", "closes_on": "2026-11-20"}
    scale = {"lowest": "1", "highest": "5"}
    assert "cannot close before" in clerk_there.post("calls/new", **wish, **scale, status=400)
    wish |= {"closes_on": "2026-12-01", "seat_east": "yes", "questions": "* Why?\nWhen?"}
    made = clerk_there.post("calls/new", **wish, **scale)
    here = made.split("\n")[0].removeprefix(f"{HOME}/")
    assert "This call is not published yet." in made
    for page in ("calls", here):
        assert "East" in clerk_there.get(page)
    stranger = doors.client
    assert "closes" not in stranger.get(f"{HOME}/vacancies").text.lower()
    assert "end of Tuesday, December 1" in clerk_there.post(f"{here}/publish")
    clerk_there.post(f"{here}/publish", status=409)
    later = {**wish, **scale, "closes_on": "2026-12-09"}
    assert "December 9" in clerk_there.post(f"{here}/edit", **later)
    other = {**later, "questions": "Something else?"}
    assert "stay as they are" in clerk_there.post(f"{here}/edit", **other, status=409)
    assert "Applications are not taken now" in clerk_there.post(f"{here}/close")


def test_no_public_door_names_who_applied(
    doors: Doors, call: str, capsys: pytest.CaptureFixture[str]
) -> None:
    form = opened_form(doors, call)
    sent_form(doors, call, **{**FIELDS, **form, "send": "yes"}, upload=PDF)
    doors.client.get(link_in_mail(doors))

    async def on() -> str:
        application = await one(await get_body(SLUG))
        await moved(application, *FORWARDED, at=doors.watch.moment)
        return str(application)

    application = str(let(doors, on))
    doors.client.cookies.clear()
    ids = {"call": call.rpartition("/")[2], "application": application}
    asked = 0
    for door in all_doors():
        if door.method != "GET" or not is_public(door.permission):
            continue
        path = re.sub(r"\{slug:str\}", SLUG, door.path)
        path = re.sub(r"\{(\w+):uuid\}", lambda found: ids.get(found[1], application), path)
        path = re.sub(r"\{\w+:(\w+)\}", "x", path)
        for role in ("", "member", "chair"):
            headers = doors.headers(role) if role else {}
            answer = doors.client.get(path, headers=headers)
            said = answer.text + json.dumps(dict(answer.headers))
            assert [each for each in PLANTED if each in said] == [], door
            asked += 1
    assert asked > 60
    logged = capsys.readouterr()
    assert [each for each in PLANTED if each in logged.out + logged.err] == []
    assert "link=" not in logged.out + logged.err
