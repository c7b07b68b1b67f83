"""Anything at all, sent to every operation of the API: no 5xx, and nothing undescribed."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date
from functools import cache
from pathlib import Path
from shutil import copyfile
from typing import Any
from uuid import UUID

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from litestar.serialization import encode_json
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from tests.app import SLUG, Doors, Watch, running
from tests.house.program import app
from tests.journeys.town import NOW, Town, a_lived_in_town

EXAMPLES = int(os.environ.get("OPENSEAT_EXAMPLES", "3"))
"""How many wishes each operation gets from each caller, readable ones and others each."""

load_all_checks()
WANTED: list[Any] = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)
DESCRIBED = schemathesis.openapi.from_dict(
    json.loads(encode_json(app().openapi_schema.to_schema()))
)
OPERATIONS = {
    each.ok().label: each.ok() for each in DESCRIBED.get_all_operations() if isinstance(each, Ok)
}
BASE = "http://testserver.local"


@pytest.fixture(scope="module")
def town(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Doors, Town]]:
    """The running application over a board that has lived a little."""
    template, tokens = furnished_sqlite
    path = tmp_path_factory.mktemp("contract") / "openseat.db"
    copyfile(template, path)
    watch = Watch(NOW.astimezone(UTC))
    with running(
        f"sqlite:///{path}", watch=watch, tokens=tokens, requests_per_minute=0, log_level="ERROR"
    ) as opened:
        with opened.client.portal() as portal:
            lived = portal.call(a_lived_in_town, date(2026, 7, 1))
        yield opened, lived


def addresses(
    operation: APIOperation[Any, Any, Any, Any], town: Town
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what stands in the address: mostly things that are there."""
    known = [str(each) for each in (*town.ids.values(), *town.people.values())]
    found = {}
    for parameter in operation.path_parameters:
        if parameter.name == "slug":
            found["slug"] = st.sampled_from([SLUG, SLUG, SLUG, "nowhere", "Ñ 張"])
        else:
            own = [str(town.ids[parameter.name])] * 3 if parameter.name in town.ids else []
            found[parameter.name] = st.sampled_from([*own, *known, str(UUID(int=0)), "x"])
    return st.fixed_dictionaries(found)


@pytest.fixture(scope="module")
def wishes(town: tuple[Doors, Town]) -> Callable[[str], list[Case[Any]]]:
    """What every caller sends to an operation: drawn once, as it would be the same for each."""

    @cache
    def of(label: str) -> list[Case[Any]]:
        operation, drawn = OPERATIONS[label], []

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        @given(data=st.data())
        def draw(data: st.DataObject) -> None:
            mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
            case = data.draw(operation.as_strategy(generation_mode=mode))
            case.path_parameters = data.draw(addresses(operation, town[1]))
            drawn.append(case)

        draw()
        return drawn

    return of


@pytest.mark.parametrize("caller", ["", "clerk", "chair"], ids=lambda caller: caller or "nobody")
@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_sent_the_answer_is_described(
    town: tuple[Doors, Town], wishes: Callable[[str], list[Case[Any]]], label: str, caller: str
) -> None:
    opened, _ = town
    headers = opened.headers(caller) if caller else {}
    for case in wishes(label):
        answer = answered(opened, case, headers)
        case.validate_response(answer, checks=WANTED)


def answered(doors: Doors, case: Case[Any], headers: dict[str, str]) -> httpx.Response:
    """Send what was drawn through the application, as it would go over the wire."""
    wire = requests.Request(**case.as_transport_kwargs(base_url=BASE)).prepare()
    drawn = [(name, str(value)) for name, value in wire.headers.items()]
    body = wire.body or b""
    assert isinstance(body, bytes | str)
    doors.client.cookies.clear()
    return doors.client.request(
        wire.method or "GET",
        wire.url or "/",
        content=body,
        headers={**dict(drawn), **headers},
        follow_redirects=False,
    )


def test_every_operation_is_tried() -> None:
    assert len(OPERATIONS) == sum(
        len(methods) for methods in DESCRIBED.raw_schema["paths"].values()
    )
