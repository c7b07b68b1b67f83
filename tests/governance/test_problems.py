"""How refusals and faults are said, at both doors, and what they never say."""

import json
from collections.abc import Callable
from importlib import import_module
from uuid import uuid4

import pytest

from governance import errors
from governance.charter.findings import Answer, Finding
from governance.database import Engine
from governance.errors import (
    BadInputError,
    GovernanceError,
    NotAllowedError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.sentences import say
from governance.web.problems import PROBLEM, STATUSES, TITLES
from tests.app import NOW, PASSWORD, SLUG, Doors
from tests.governance.hall import hall, lines

__all__ = ["hall", "lines"]

HOME = import_module("governance.pages.home")
API = import_module("governance.api.bodies")
BODIES = "/api/v1/bodies"


class SecretMistakeError(Exception):
    """A mistake of the program's own."""


class RarerError(NotFoundError):
    """A refusal of a kind of its own."""


FINDINGS = (
    Finding(Answer.BROKEN, say("Five are needed; {present} are present.", present=4), "18-6B"),
    Finding(Answer.UNKNOWN, say("The day of birth is not known."), "POL 3(1)"),
)
REFUSALS = [
    (BadInputError({"since": say("This is not a day.")}), 400),
    (NotAllowedError(say("Sign in."), signed_in=False), 401),
    (NotAllowedError(say("Not you.")), 403),
    (NotFoundError(say("Nobody.")), 404),
    (RarerError(say("Nobody.")), 404),
    (OutOfOrderError(say("Somebody was faster.")), 409),
    (RuleBrokenError(FINDINGS), 409),
    (GovernanceError(say("No.")), 409),
]


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Let the first page and the list of bodies fail with an error."""

    def let(error: Exception) -> None:
        async def fail(**_: object) -> None:
            hunter2 = PASSWORD  # a local value, which nobody must see
            if hunter2:
                raise error

        monkeypatch.setattr(HOME, "list_bodies", fail)
        monkeypatch.setattr(API.services, "list_bodies", fail)

    return let


@pytest.mark.parametrize(
    ("error", "status"), REFUSALS, ids=lambda each: type(each).__name__ if each else ""
)
def test_each_refusal_has_its_status_at_both_doors(
    hall: Doors, raising: Callable[[Exception], None], error: Exception, status: int
) -> None:
    raising(error)
    call, page = hall.client.get(BODIES), hall.client.get("/")
    assert call.status_code == page.status_code == status
    assert call.headers["content-type"] == PROBLEM
    assert page.headers["content-type"].startswith("text/html")
    problem = call.json()
    assert problem["status"] == status
    assert problem["title"] == str(TITLES[status])
    assert problem["detail"] == str(error)
    assert problem["title"] in page.text


def test_every_kind_of_refusal_has_a_row_and_every_status_a_title() -> None:
    kinds = {each for each in vars(errors).values() if isinstance(each, type)}
    refusals = {each for each in kinds if issubclass(each, GovernanceError)}
    assert set(STATUSES) == refusals - {GovernanceError}
    assert set(STATUSES.values()) <= set(TITLES)


def test_a_broken_rule_names_every_clause_at_both_doors(
    hall: Doors, raising: Callable[[Exception], None]
) -> None:
    raising(RuleBrokenError(FINDINGS))
    assert hall.client.get(BODIES).json()["broken"] == [
        {
            "clause": "18-6B",
            "reason": "Five are needed; 4 are present.",
            "answer": "broken",
        },
        {"clause": "POL 3(1)", "reason": "The day of birth is not known.", "answer": "unknown"},
    ]
    page = hall.client.get("/").text
    for finding in FINDINGS:
        assert finding.clause in page
        assert str(finding.reason) in page


def test_what_cannot_be_read_names_the_field(hall: Doors) -> None:
    answer = hall.client.get("/api/v1/clock?start=yesterday&length=60")
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["start"]


def test_every_wrong_parameter_is_named_at_once(hall: Doors) -> None:
    answer = hall.client.get("/api/v1/clock?start=yesterday&length=many")
    assert set(answer.json()["fields"]) == {"start", "length"}


@pytest.mark.parametrize("path", ["/api/v1/nowhere", f"{BODIES}/nowhere"])
def test_an_unknown_address_below_the_api_is_a_problem_in_json(hall: Doors, path: str) -> None:
    answer = hall.client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["title"] == "Not found"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/bodies/nowhere", "/bodies/Ñ/seats", "/static/no.css"]
)
def test_an_unknown_address_elsewhere_is_a_page(hall: Doors, path: str) -> None:
    answer = hall.client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Not found" in answer.text


def test_what_cannot_be_done_to_an_address_is_405_and_says_what_can(hall: Doors) -> None:
    for path in ("/", BODIES):
        answer = hall.client.delete(path)
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]


def test_who_is_not_signed_in_is_shown_where_to(hall: Doors) -> None:
    page = hall.client.get(f"/bodies/{SLUG}/desk")
    assert page.status_code == 401
    assert "/sign-in" in page.text


def test_an_error_s_page_knows_who_is_signed_in(hall: Doors) -> None:
    hall.client.post("/sign-in", data={"email": "member@test.example", "password": PASSWORD})
    page = hall.client.get(f"/bodies/{SLUG}/letters")
    assert page.status_code == 403
    assert "The member" in page.text
    assert 'name="csrf" value="' in page.text


def test_what_was_asked_is_never_markup_in_the_answer(hall: Doors) -> None:
    for path in ("/bodies/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/?page=%3Cb%3Ex"):
        text = hall.client.get(path).text
        assert "<script>alert" not in text
        assert "<b>x" not in text


# Our own mistakes


def test_a_mistake_of_ours_shows_its_number_and_nothing_else(
    hall: Doors, raising: Callable[[Exception], None], lines: Callable[[], list[str]]
) -> None:
    raising(SecretMistakeError("/var/secret: hunter3"))
    call, page = hall.client.get(BODIES), hall.client.get("/")
    for answer in (call, page):
        assert answer.status_code == 500
        for leak in ("hunter", "secret", "Traceback", "SecretMistakeError", PASSWORD):
            assert leak not in answer.text
    assert page.headers["x-request-id"] in page.text
    assert call.json()["title"] == "Something went wrong here"
    assert "x-request-id" in call.headers


def test_a_mistake_of_ours_is_logged_under_its_number_without_any_value(
    hall: Doors, raising: Callable[[Exception], None], lines: Callable[[], list[str]]
) -> None:
    raising(SecretMistakeError("hunter3"))
    answer = hall.client.get("/")
    fault, request = [json.loads(line) for line in lines()]
    assert fault["request"] == request["request"] == answer.headers["x-request-id"]
    assert "SecretMistakeError" in fault["exception"]
    assert PASSWORD not in "".join(lines())


async def test_what_the_database_quotes_of_a_row_is_not_logged(
    engine: Engine, lines: Callable[[], list[str]]
) -> None:
    problems = import_module("governance.web.problems")
    insert = (
        "INSERT INTO body (id, slug, name, timezone, revision, founded_at) "
        "VALUES ($1, $2, $3, '', 0, $4)"
    )
    private = "@".join(["zoya", "private.example"])  # the lines of the program are logged
    for name in ("", "", [private]):  # once, twice, and not of its type
        try:
            async with engine.transaction():
                await engine.write(insert, uuid4(), private, name, NOW)
        except Exception as error:  # each engine has a class of its own
            problems.log.error("failure", exc_info=error)
    assert lines()
    assert "private.example" not in "".join(lines())
