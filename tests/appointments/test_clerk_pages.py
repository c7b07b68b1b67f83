"""From the draft of an act to the certificate, and from a letter to its withdrawal, by pages."""

import io
from datetime import date

import pikepdf
import pytest

from governance.pages.duplicates import LIKELIEST
from tests.app import Doors
from tests.appointments.makers import a_full_board, a_person, named, staggered
from tests.appointments.test_pages import HOME, NOW, Visitor, address

FIRST = date(2025, 1, 21)
ON = date(2026, 11, 21)


@pytest.fixture
def visitor(doors: Doors) -> Visitor:
    """The clerk, signed in."""
    return Visitor(doors, "clerk")


async def _board_and_two() -> tuple[str, str, str]:
    """A staggered board; the ids of two who could sit, and of whoever has South."""
    second = await staggered(FIRST, await a_full_board(FIRST))
    east = await a_person(ON, "Juanita Peñaloza-Ruiz", district="East")
    other = await a_person(ON, "Юлия Мороз")
    await named(ON, "east", east.id)
    await named(ON, "alliance-1", other.id)
    return str(east.id), str(other.id), str(second["south"].id)


def test_the_clerk_brings_an_act_from_draft_to_certificate(doors: Doors, visitor: Visitor) -> None:
    with doors.client.portal() as portal:
        east, other, _ = portal.call(_board_and_two)
    for number in range(9):
        page = visitor.post("council", name=f"Member {number}", since="2026-01-01")
    assert "9 of 9" in page
    assert "9 members" in visitor.post("council", 409, name="One more", since="2026-01-01")
    act = address(visitor.post("legislation/drafts", title="Two members"))
    visitor.post(f"{act}/names", seat="east", person=east)
    visitor.post(f"{act}/names", seat="alliance-1", person=other)
    page = visitor.post(f"{act}/introduction", number="2026-400", introduced_on="2026-11-21")
    votes = dict.fromkeys(fields(page, "vote_"), "yes")
    assert len(votes) == 9
    lacking = dict(list(votes.items())[1:])
    assert "How did" in visitor.post(f"{act}/roll", 400, voted_on="2026-11-21", **lacking)
    first, *_ = votes
    page = visitor.post(f"{act}/roll", voted_on="2026-11-21", **{**votes, first: "abstain"})
    assert "Appoint all 2" in page
    page = visitor.post(f"{act}/appointments")
    assert page.count(">appointed<") == 2
    made = page.split(f'href="{HOME}/appointments/')[1].split('"')[0]
    for paper in ("certificate", "oath", "letter"):
        answer = doors.client.get(f"{HOME}/appointments/{made}/{paper}.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert pdf.Root.MarkInfo.Marked


def test_what_stands_in_the_way_of_an_act_is_told_on_its_page(
    doors: Doors, visitor: Visitor
) -> None:
    with doors.client.portal() as portal:
        _, other, _ = portal.call(_board_and_two)
    act = address(visitor.post("legislation/drafts", title="One member"))
    visitor.post(f"{act}/names", seat="south", person=other)
    visitor.post(f"{act}/introduction", number="2026-401", introduced_on="2026-11-21")
    visitor.post(f"{act}/vote", voted_on="2026-11-21", ayes="9", noes="0")
    page = visitor.post(f"{act}/appointments", 409)
    assert "Юлия Мороз, South District" in page


def test_a_resignation_is_given_and_withdrawn_by_pages(doors: Doors, visitor: Visitor) -> None:
    doors.watch.moment = NOW
    with doors.client.portal() as portal:
        _, _, south = portal.call(_board_and_two)
    here = f"appointments/{south}"
    grounds = visitor.get(f"{here}/end")
    assert grounds.count("/end?ground=") == 8
    files = {"evidence": ("letter.txt", b"I resign.", "text/plain")}
    answer = doors.client.post(
        f"{HOME}/{here}/end",
        data={
            "csrf": visitor.csrf,
            "ground": "resignation",
            "delivered_on": "2026-11-20",
            "delivered_to": "City Clerk",
            "on": "2026-12-10",
        },
        files=files,
    )
    assert answer.status_code == 200, answer.text
    vacancy = str(answer.url.path).removeprefix(f"{HOME}/")
    page = visitor.get(here)
    evidence = page.split(f'href="{HOME}/{here}/endings/')[1].split('"')[0]
    kept = doors.client.get(f"{HOME}/{here}/endings/{evidence}")
    assert kept.content == b"I resign."
    refused = visitor.post(
        f"{here}/withdrawal", 409, consent_by="City Council", consent_on="2026-11-21"
    )
    assert "POL 31(4)" in refused
    done = visitor.post(f"{here}/withdrawal", consent_by="City Clerk", consent_on="2026-11-21")
    assert "withdrawn on" in done
    assert "Nothing is vacant" in visitor.get(vacancy)
    assert "No seat is vacant" in visitor.get("vacancies")


def test_a_notice_is_proven_and_the_days_are_counted_by_pages(
    doors: Doors, visitor: Visitor
) -> None:
    with doors.client.portal() as portal:
        _, _, south = portal.call(_board_and_two)
    vacancy = address(visitor.post(f"appointments/{south}/end", ground="death", on="2026-11-20"))
    wish = {"how": "hand", "delivered_on": "2026-11-21", "delivered_by": "A. Messenger"}
    page = visitor.post(f"{vacancy}/notices/mayor/delivery", **wish)
    assert "By hand, A. Messenger" in page
    letter = doors.client.get(f"{HOME}/{vacancy}/notices/council/letter.pdf")
    assert letter.content.startswith(b"%PDF")
    assert "2026–27" in visitor.get("vacancies/statistics")
    rows = doors.client.get(f"{HOME}/vacancies/statistics.csv").text.splitlines()
    assert rows[0].startswith("authority,name,since,until,opened")
    assert rows[1] == "council,City Council,2026-07-01,2026-11-22,1,0,2,,,1,0"
    told = doors.client.get(f"/api/v1{HOME}/vacancies/statistics").json()
    assert told[0]["days_vacant"] == 2


def test_the_words_of_a_paper_are_previewed_and_kept(doors: Doors, visitor: Visitor) -> None:
    wish = {"title": "Welcome", "text": "Dear {name},\n\nwelcome.", "based_on": "0"}
    shown = visitor.post("texts/letter", **wish, then="preview")
    assert "<p>Dear Sample Person,</p>" in shown
    assert "Version 1" not in shown
    unknown = visitor.post("texts/letter", 400, **{**wish, "text": "Dear {nmae}"})
    assert "{nmae}" in unknown
    assert "Version 1" in visitor.post("texts/letter", **wish)
    assert "changed this text meanwhile" in visitor.post("texts/letter", 409, **wish)
    assert doors.client.get(f"{HOME}/texts/letter/sample.pdf").content.startswith(b"%PDF")
    visitor.get("texts/letter?version=9", 404)


def fields(page: str, begin: str) -> list[str]:
    """Return the names of a page's fields that begin so."""
    return [part.split('"')[0] for part in page.split('name="')[1:] if part.startswith(begin)]


async def _namesakes(count: int) -> None:
    for _ in range(count):
        await a_person(ON, "Ana Reyes")


@pytest.mark.parametrize(("people", "told"), [(6, ""), (7, "1 less likely pair is")])
def test_the_likeliest_pairs_come_first_and_the_rest_when_these_are_settled(
    doors: Doors, visitor: Visitor, people: int, told: str
) -> None:
    with doors.client.portal() as portal:
        portal.call(_namesakes, people)
    page = visitor.get("duplicates")
    assert page.count("Tell them apart") == min(people * (people - 1) // 2, LIKELIEST)
    assert told in page
    assert ("less likely" in page) == bool(told)
