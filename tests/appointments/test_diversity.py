"""18-4D: answers stand apart from people, on both engines and through both doors."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from appointments.schemas.diversity import Answering, Changing, Deleting, DiversityRelease
from appointments.services.answers import (
    change_answers,
    delete_answers,
    give_answers,
    take_invitation,
    was_invited,
)
from appointments.services.diversity import list_releases, next_release, release_diversity
from governance.database import Engine
from governance.errors import BadInputError, OutOfOrderError, RuleBrokenError
from governance.rules.access import Role
from governance.schemas.bodies import Body
from governance.services.bodies import get_body
from governance.settings import DEMO_SECRET
from governance.web import gate
from tests.app import SLUG, Doors, acting
from tests.appointments.makers import CHARTER, clerk
from tests.appointments.test_applying_pages import (
    FIELDS,
    call_for,
    link_in_mail,
    opened_form,
    sent_form,
)
from tests.appointments.test_pages import Visitor

SECRET = "a key of this test"
START = date(2026, 3, 2)
LATER = START + timedelta(days=90)
RULE = CHARTER.diversity
assert RULE is not None
HOME = f"/bodies/{SLUG}/diversity"
APPLYING = f"/bodies/{SLUG}/apply/{uuid4()}/invitation"


async def invited(board: Body) -> str:
    return (await take_invitation(SECRET, board, CHARTER, f"person:{uuid4()}")).code


async def given(board: Body, year: int = 2026, **answers: str) -> str:
    wish = Answering(invitation=await invited(board), answers=answers)
    return (await give_answers(SECRET, board, CHARTER, wish, year)).code


async def figures(board: Body, question: str) -> dict[str, int | None]:
    latest = (await list_releases(board))[0]
    [table] = [each for each in latest.tables if each.question == question]
    return {each.option: each.at_least for each in table.figures}


async def test_an_answer_leaves_no_trace_of_its_giver(board: Body, engine: Engine) -> None:
    before = await engine.read("SELECT revision FROM body")
    links = await engine.read("SELECT count(*) AS number FROM audit")
    code = await given(board, age="to_44", gender="woman")
    assert await engine.read("SELECT revision FROM body") == before
    assert await engine.read("SELECT count(*) AS number FROM audit") == links
    assert await engine.read("SELECT 1 FROM idempotency") == []
    rows = await engine.read("SELECT * FROM diversity_answer")
    assert {tuple(sorted(row)) for row in rows} == {
        ("body", "choice", "id", "question", "state", "year")
    }
    assert len({row["id"] for row in rows}) == 2  # nothing joins two answers of one giver
    kept = str([await engine.read(f"SELECT * FROM diversity_{name}") for name in TABLES])
    assert code not in kept
    assert code.replace("-", "") not in kept


TABLES = ("invited", "invitation", "giver", "answer")


async def test_the_tables_keep_no_order_of_coming(board: Body, engine: Engine) -> None:
    for _ in range(12):
        await given(board, age="to_44")
    await invited(board)
    for name in TABLES:
        rows = await engine.read(f"SELECT id FROM diversity_{name}")
        ids = [str(row["id"]) for row in rows]
        assert ids == sorted(ids), name
        if engine.engine_type == "postgres":
            written = await engine.read(f"SELECT DISTINCT xmin::text FROM diversity_{name}")
            assert len(written) == min(1, len(ids)), name
        else:
            made = await engine.read(
                "SELECT sql FROM sqlite_master WHERE name = $1", f"diversity_{name}"
            )
            assert made[0]["sql"].endswith("WITHOUT ROWID")


async def test_an_invitation_is_given_once_and_used_once(board: Body, engine: Engine) -> None:
    somebody = f"person:{uuid4()}"
    invitation = await take_invitation(SECRET, board, CHARTER, somebody)
    assert await was_invited(SECRET, board, somebody)
    with pytest.raises(OutOfOrderError):
        await take_invitation(SECRET, board, CHARTER, somebody)
    wish = Answering(invitation=invitation.code.lower().replace("-", " "), answers={"age": "to_44"})
    await give_answers(SECRET, board, CHARTER, wish, 2026)
    assert await engine.read("SELECT 1 FROM diversity_invitation") == []
    with pytest.raises(OutOfOrderError):
        await give_answers(SECRET, board, CHARTER, wish, 2026)


async def test_a_wrong_word_is_refused_and_keeps_the_invitation(board: Body) -> None:
    code = await invited(board)
    for answers in ({"age": "forty"}, {"shoe_size": "9"}):
        with pytest.raises(BadInputError):
            await give_answers(
                SECRET, board, CHARTER, Answering(invitation=code, answers=answers), 2026
            )
    await give_answers(SECRET, board, CHARTER, Answering(invitation=code, answers={}), 2026)


async def test_the_code_alone_changes_and_deletes(board: Body, engine: Engine) -> None:
    code = await given(board, age="to_44", gender="woman")
    wish = Changing(code=code, answers={"age": "to_64"})
    await change_answers(SECRET, board, CHARTER, wish, 2026)
    rows = await engine.read("SELECT question, choice FROM diversity_answer")
    assert rows == [{"question": "age", "choice": "to_64"}]
    with pytest.raises(OutOfOrderError):
        await delete_answers(SECRET, board, CHARTER, Deleting(code="AAAA-BBBB"))
    with pytest.raises(OutOfOrderError):
        await delete_answers("another key", board, CHARTER, Deleting(code=code))
    await delete_answers(SECRET, board, CHARTER, Deleting(code=code))
    for name in ("giver", "answer"):
        assert await engine.read(f"SELECT 1 FROM diversity_{name}") == []
    with pytest.raises(OutOfOrderError):
        await change_answers(SECRET, board, CHARTER, wish, 2026)


async def test_figures_are_frozen_and_move_only_after_enough_changes(board: Body) -> None:
    codes = [await given(board, age="to_44") for _ in range(5)]
    codes += [await given(board, age="to_64") for _ in range(6)]
    first = await release_diversity(clerk(START))
    assert await figures(board, "age") == {
        "under_25": None,
        "to_44": None if first_hides("to_44", first) else 5,
        "to_64": None if first_hides("to_64", first) else 5,
        "over_64": None,
    }
    assert all(each.at_least is None for each in first.tables[1].figures)
    with pytest.raises(RuleBrokenError):
        await release_diversity(clerk(LATER - timedelta(days=1)))
    for code in codes[:4]:
        await delete_answers(SECRET, board, CHARTER, Deleting(code=code))
    second = await release_diversity(clerk(LATER))
    assert second.tables == first.tables  # four people's change is told to nobody
    await delete_answers(SECRET, board, CHARTER, Deleting(code=codes[4]))
    third = await release_diversity(clerk(LATER + timedelta(days=90)))
    assert {each.at_least for each in third.tables[0].figures} <= {None, 5}
    assert third.tables != first.tables
    assert await list_releases(board) == [third, second, first]
    assert await next_release(board, CHARTER) == LATER + timedelta(days=180)


def first_hides(option: str, release: DiversityRelease) -> bool:
    """Whether chance made an option the companion of one that is kept back."""
    figures = release.tables[0].figures
    return bool({each.option: each.at_least for each in figures}[option] is None)


async def test_companions_stay_the_same_in_every_release(board: Body, engine: Engine) -> None:
    hidden = Counter[str]()
    day = START
    for _ in range(3):
        for _ in range(5):
            for choice in ("straight", "gay", "bisexual"):
                await given(board, sexual_orientation=choice)
        await release_diversity(clerk(day))
        day += timedelta(days=90)
        shown = await figures(board, "sexual_orientation")
        hidden.update(option for option, least in shown.items() if least is None)
    assert hidden["another"] == 3
    assert set(hidden.values()) == {3}


async def test_old_answers_are_forgotten_and_leave_the_next_count(
    board: Body, engine: Engine
) -> None:
    for _ in range(5):
        await given(board, year=2022, disability="yes")
    for _ in range(5):
        await given(board, year=2022, disability="no")
    await release_diversity(clerk(date(2025, 12, 31)))
    assert await figures(board, "disability") == {"yes": 5, "no": 5}
    await release_diversity(clerk(date(2026, 12, 31)))
    assert await figures(board, "disability") == {"yes": None, "no": None}
    assert await engine.read("SELECT 1 FROM diversity_answer") == []
    assert await engine.read("SELECT 1 FROM diversity_giver") == []


async def test_only_the_clerk_releases(board: Body) -> None:
    at = datetime(2026, 3, 2, 17, tzinfo=UTC)
    for role in (Role.MEMBER, Role.CHAIR, Role.AUDITOR):
        with pytest.raises(Exception, match="do not allow"):
            await release_diversity(acting(role, at=at))


def test_somebody_answers_on_pages_alone_and_deletes_again(doors: Doors) -> None:
    with doors.client.portal() as portal:
        codes = [portal.call(_invited) for _ in range(6)]
    visitor = Visitor(doors)
    assert "I prefer not to say" in visitor.get(f"{HOME}/answers")
    page = visitor.post(f"{HOME}/answers", invitation=codes[0], question_age="to_44")
    code = page.split("<code>")[1].split("</code>")[0]
    again = visitor.post(f"{HOME}/answers", 409, invitation=codes[0], question_age="to_44")
    assert "or it was used" in again
    wrong = visitor.post(f"{HOME}/answers", 400, invitation=codes[1], question_age="old")
    assert 'id="f-question_age-wrong"' in wrong
    visitor.post(f"{HOME}/answers/change", code=code, question_gender="man")
    visitor.post(f"{HOME}/answers/delete", code=code)
    visitor.post(f"{HOME}/answers/delete", 409, code=code)
    for invitation in codes[1:]:
        visitor.post(f"{HOME}/answers", invitation=invitation, question_disability="no")
    office = Visitor(doors, "clerk")
    office.post(HOME)
    assert "Not yet." in office.get(HOME)
    office.post(HOME, 409)
    told = doors.client.get(f"/api/v1{HOME}/releases/1").json()
    assert [each["question"] for each in told["tables"]][:2] == ["age", "race"]
    assert "kept back" in visitor.get(HOME) or "Too few answers" in visitor.get(HOME)
    visitor.get(f"{HOME}?release=2", 404)


async def _invited() -> str:
    body = await get_body(SLUG)
    return (await take_invitation(DEMO_SECRET, body, CHARTER, f"person:{uuid4()}")).code


def test_an_applicant_is_invited_once_and_only_after_sending(doors: Doors) -> None:
    call = call_for(doors)
    sent_form(doors, call, **opened_form(doors, call), email=FIELDS["email"], name="A")
    here = doors.client.get(link_in_mail(doors)).url.path
    assert doors.client.post(f"{here}/invitation").status_code == 409
    sent = doors.client.post(here, data={**FIELDS, "send": "yes"}).text
    assert "nobody who decides on it sees it" in sent
    page = doors.client.post(f"{here}/invitation").text
    code = page.split("<code>")[1].split("</code>")[0]
    assert doors.client.post(f"{here}/invitation").status_code == 409
    doors.client.cookies.clear()
    assert doors.client.post(f"{here}/invitation").status_code == 404
    Visitor(doors).post(f"{HOME}/answers", invitation=code, question_age="to_44")


def test_the_answering_of_questions_writes_no_log_line(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    class Log:
        def info(self, _: str, **line: object) -> None:
            lines.append(str(line["path"]))

    monkeypatch.setattr(gate, "log", Log())
    for path in (HOME, f"{HOME}/answers", f"/api/v1{HOME}/answers", f"{HOME}/invitation", APPLYING):
        doors.client.get(path)
    Visitor(doors).post(f"{HOME}/answers/delete", 409, code="AAAA")
    assert lines == [HOME]
