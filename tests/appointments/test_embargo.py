"""No name of a nominee is seen outside its circle before the rule of its round lifts it (A19).

The circle: the committee knows everybody; those who speak for the organizations hear who the
finalists are while the Alliance is asked about them (18-4I(4)); Council's reviewers know what was
submitted, once it is; the clerk keeps the people. To everybody else there is nothing, and not
even a round.
"""

import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from shutil import copyfile
from uuid import UUID, uuid4

import httpx
import pikepdf
import pytest
import structlog

from governance.rules.access import Role
from governance.rules.permissions import SECRET
from governance.services.bodies import engine
from tests.app import SLUG, Doors, running
from tests.appointments.test_texts import words_of
from tests.appointments.withheld import (
    CONSULTED,
    EVERYBODY,
    LATER,
    SUBMITTED,
    TAKES_OFFICE,
    Planted,
    planted,
    slated,
)
from tests.house.program import Door, modules
from tests.house.program import doors as all_doors

NOBODY = ""
ROLES = (NOBODY, *(role.value for role in Role if role is not Role.SYSTEM))
CIRCLE = {
    "alliance_committee": EVERYBODY,
    "clerk": EVERYBODY,
    "council_reviewer": SUBMITTED,
    "alliance_representative": CONSULTED,
}
"""Which of the planted names a role may read while finalists are asked about."""
OUTSIDE = [role for role in ROLES if role not in CIRCLE]

MUCH = (
    f"?on={TAKES_OFFICE}&year={TAKES_OFFICE}&past=true&at={LATER}T12:00:00Z&everything=true"
    "&seat=alliance-3&table=members&authority=alliance&start=2026-01-01&length=1"
    "&present=5&ayes=3&noes=2"
)
"""Everything that doors are asked in their addresses, so that they tell as much as they can."""
GIVEN = {"request", "actor", "board", "form"}
FRAMEWORK = ("/schema/openapi.json", "/nowhere", f"/bodies/{SLUG}/nowhere")
ADDRESS = re.compile(r"""(?:href|action|src|location)["']?[=:]\s*["']([^"']*)""")


@dataclass
class House:
    """The running application in which names are planted, and all that it writes to its log."""

    doors: Doors
    names: Planted
    log: io.StringIO = field(default_factory=io.StringIO)

    def asks(self, path: str, role: str) -> httpx.Response:
        """Ask for an address as somebody with a role, or as nobody."""
        headers = self.doors.headers(role) if role else {}
        return self.doors.client.get(path, headers=headers, follow_redirects=False)

    def sends(self, path: str, role: str, **wish: object) -> httpx.Response:
        """Ask for a deed as somebody with a role."""
        headers = self.doors.headers(role)
        return self.doors.client.post(f"/api/v1/bodies/{SLUG}{path}", headers=headers, json=wish)


@pytest.fixture(scope="module")
def house(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The running application on a database in which names are planted."""
    path = tmp_path_factory.mktemp("withheld") / "openseat.db"
    copyfile(furnished_sqlite[0], path)
    log, tokens = io.StringIO(), furnished_sqlite[1]
    assert all_doors()  # its own application sets up a log of its own, once
    with redirect_stderr(log), pytest.MonkeyPatch.context() as patch:
        for module in modules():
            if "log" in vars(module):  # one that was used before writes to where it wrote then
                patch.setattr(module, "log", structlog.get_logger("openseat"))
        opened = running(f"sqlite:///{path}", tokens=tokens, requests_per_minute=0)
        with opened as doors:
            with doors.client.portal() as portal:
                names = portal.call(planted)
            doors.watch.moment = names.moment
            yield House(doors, names, log)


def addresses(door: Door, names: Planted, most: int) -> Iterator[str]:
    """Yield the addresses under which a door is asked for what is planted."""
    path = door.path.replace("{slug:str}", SLUG)
    wanted = re.findall(r"\{(\w+):(\w+)\}", path)
    asked = GIVEN | {name for name, _ in wanted}
    much = MUCH if set(signature(door.handler.fn).parameters) - asked else ""
    known = [names.known(name, kind)[: None if name == "found" else most] for name, kind in wanted]
    for chosen in itertools.product(*known):
        filled = path
        for (name, kind), value in zip(wanted, chosen, strict=True):
            filled = filled.replace(f"{{{name}:{kind}}}", value)
        yield filled
        if much:
            yield filled + much


def told(answer: httpx.Response) -> str:
    """Return everything that an answer says: its headers, and its body unpacked."""
    heads = json.dumps(dict(answer.headers))
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            files = [archive.read(name) for name in archive.namelist()]
            return heads + b"\n".join(files).decode("utf-8", "replace")
    if answer.content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(answer.content)) as paper:
            return heads + words_of(paper)
    return heads + answer.text


def named_in(text: str) -> frozenset[str]:
    return frozenset(name for name in EVERYBODY if name.casefold() in text.casefold())


def walked(house: House, role: str) -> Iterator[tuple[str, str]]:
    """Yield every address as somebody with a role sees it, with what is told there.

    Whoever may read all names asks for a few records of each kind only.
    """
    most = 2 if CIRCLE.get(role) == EVERYBODY else 100
    for door in all_doors():
        if door.method != "GET":
            continue
        for path in addresses(door, house.names, most):
            answer = house.asks(path, role)
            assert answer.status_code < 500, path
            yield path, told(answer)
            if answer.status_code in (401, 403):
                break
    for path in FRAMEWORK:
        yield path, told(house.asks(path, role))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "nobody")
def test_a_name_is_read_by_its_circle_alone(house: House, role: str) -> None:
    allowed = CIRCLE.get(role, frozenset())
    seen: set[str] = set()
    leaks = []
    for path, text in walked(house, role):
        read = named_in(text)
        seen |= read
        addressed = frozenset().union(*(named_in(each) for each in ADDRESS.findall(text)))
        if read - allowed or addressed:
            leaks.append(f"{path}: {', '.join(sorted(read - allowed | addressed))}")
    assert not leaks, "\n".join(leaks)
    assert seen == allowed


@pytest.mark.parametrize("role", [role for role in OUTSIDE if role])
def test_outside_the_circle_a_round_that_is_there_is_like_one_that_is_not(
    house: House, role: str
) -> None:
    for door in all_doors():
        if door.permission not in SECRET:
            continue
        answers = []
        for known in (house.names.known, lambda name, kind: [str(uuid4())]):
            path = door.path.replace("{slug:str}", SLUG)
            for name, kind in re.findall(r"\{(\w+):(\w+)\}", path):
                path = path.replace(f"{{{name}:{kind}}}", known(name, kind)[0])
            headers = house.doors.headers(role)
            answer = house.doors.client.request(door.method, path, headers=headers, json={})
            answers.append((answer.status_code, without_ids(answer.text)))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404


def without_ids(text: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}", "", text)


def test_a_round_before_its_submission_is_not_there_for_reviewers(house: House) -> None:
    for name in ("finalists", "screening"):
        found = house.names.rounds[name]
        page = f"/bodies/{SLUG}/rounds/{found}"
        for path in (page, f"{page}/submission", f"{page}/document"):
            assert house.asks(path, "council_reviewer").status_code == 404, path
        for path in (page, f"{page}/submission", f"{page}/nominees", f"{page}/finalists"):
            assert house.asks(f"/api/v1{path}", "council_reviewer").status_code == 404, path


def test_what_a_deed_answers_or_refuses_names_nobody(house: House) -> None:
    """Whoever may do something with a person gives the id of one who is planted."""
    names = house.names
    asked = 0
    for person in map(str, names.people.values()):
        naming = {"seat": "mayor", "person": person, "authority": "mayor"}
        who = {"person": person, "nominated_by": person}
        states = {"person": person, "topic": "x", "completed_on": "2026-01-01"}
        for role, path, wish in (
            ("authority", "/designations", naming),
            ("authority", "/designations", {**naming, "seat": "alliance-1"}),
            (
                "authority",
                "/discretion",
                {**naming, "criterion": "former_officer", "allowed": True, "reason": "x"},
            ),
            ("chair", f"/elections/{uuid4()}/nominations", who),
            ("chair", f"/meetings/{names.ids['meeting_id'][0]}/arrivals", who),
            ("staff", "/training", states),
        ):
            answer = house.sends(path, role, **wish)
            assert answer.status_code >= 400, answer.text
            assert named_in(told(answer)) == frozenset(), path
            asked += 1
    assert asked > 50


def test_an_answer_tells_reviewers_of_no_name_that_was_not_submitted(house: House) -> None:
    wish = {"fate": "rejected", "reason": ""}
    for name in house.names.open_names:
        answer = house.sends(f"/slate-names/{name}/answer", "council_reviewer", **wish)
        assert answer.status_code == 409
        assert named_in(answer.text) <= SUBMITTED


def test_nothing_that_goes_out_or_is_logged_names_anybody(house: House) -> None:
    async def subjects() -> str:
        rows = await engine().read("SELECT subject, about FROM outbox")
        return "\n".join(f"{row['subject']} {row['about']}" for row in rows)

    for role in ("alliance_committee", "clerk", "council_reviewer"):
        for found in house.names.rounds.values():
            house.asks(f"/bodies/{SLUG}/rounds/{found}", role)
    with house.doors.client.portal() as portal:
        said = portal.call(subjects)
    assert said
    assert named_in(said) == frozenset()
    logged = house.log.getvalue()
    assert '"event":"request"' in logged
    assert named_in(logged) == frozenset()


def test_once_the_meeting_is_held_those_who_came_hear_no_more(house: House) -> None:
    """This goes on with the round, so it is the last of the walks."""
    with house.doors.client.portal() as portal:
        portal.call(slated, house.names)
    found = house.names.rounds["finalists"]
    for role in ("alliance_representative", "council_reviewer"):
        for path in (f"/bodies/{SLUG}/rounds", f"/bodies/{SLUG}/desk", f"/bodies/{SLUG}/due"):
            for door in (path, f"/api/v1{path}", f"{path}/{found}", f"/api/v1{path}/{found}"):
                assert not named_in(told(house.asks(door, role))) & CONSULTED, door
        finalists = house.asks(f"/api/v1/bodies/{SLUG}/rounds/{found}/finalists", role)
        assert finalists.json() == [] if role.startswith("alliance") else finalists.status_code


def test_everything_planted_is_asked_for(house: House) -> None:
    """A walk that goes past the rounds would find nothing."""
    paths = [path for door in all_doors() for path in addresses(door, house.names, 100)]
    for each in (*house.names.rounds.values(), *house.names.nominees.values()):
        assert any(str(each) in path for path in paths), each
    assert UUID(int=0) not in house.names.rounds.values()
