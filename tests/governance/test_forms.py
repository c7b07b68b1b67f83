"""What people type: every error at once, nothing lost, and no hour that does not exist."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from governance.charter.findings import Answer, Finding
from governance.errors import (
    BadInputError,
    GovernanceError,
    NotFoundError,
    OutOfOrderError,
    RuleBrokenError,
)
from governance.schemas.bounds import FIRST_YEAR, LAST_YEAR, require_keepable
from governance.sentences import say
from governance.web.forms import Form
from tests.app import PASSWORD, SLUG, Doors
from tests.governance.hall import hall

__all__ = ["hall"]

PEOPLE = f"/bodies/{SLUG}/people"
ROCHESTER = "America/New_York"


class Colour(StrEnum):
    RED = "red"


class Everything(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=20)]
    note: Annotated[str, Meta(max_length=20)]
    colour: Colour
    on: date
    at: datetime
    count: Annotated[int, Meta(ge=1, le=9)]
    who: UUID
    nickname: Annotated[str, Meta(max_length=20)] = "none"
    until: date | None = None
    colours: Colour | None = None
    sure: bool = False


GOOD = {
    "name": "Ana",
    "note": "",
    "colour": "red",
    "on": "2024-02-29",
    "at": "2026-12-03T18:30",
    "count": "3",
    "who": "00000000-0000-0000-0000-000000000007",
}


def errors(**changes: str) -> dict[str, str]:
    """Return what is wrong with a good form after these changes."""
    form = Form({**GOOD, **changes})
    assert (form.read(Everything, zone=ROCHESTER) is None) == form.refused
    return {name: str(error) for name, error in form.errors.items()}


def moment(typed: str, zone: str = ROCHESTER) -> datetime:
    wish = Form({**GOOD, "at": typed}).read(Everything, zone=zone)
    assert wish is not None
    return wish.at.astimezone(UTC)


def test_a_good_form_becomes_a_wish_with_its_defaults() -> None:
    assert Form(GOOD).read(Everything) == Everything(
        name="Ana",
        note="",
        colour=Colour.RED,
        on=date(2024, 2, 29),
        at=datetime(2026, 12, 3, 18, 30, tzinfo=UTC),
        count=3,
        who=UUID(int=7),
    )


def test_every_error_is_named_at_once_beside_its_field() -> None:
    wrong = {
        "name": "", "colour": "blue", "on": "yesterday", "at": "soon", "count": "ten", "who": "Ana",
        "until": "2026-02-30", "note": "x" * 21,
    }  # fmt: skip
    assert errors(**wrong) == {
        "name": "This is needed.",
        "colour": "Choose one of the list.",
        "on": "This is not a day, such as 2026-12-03.",
        "at": "This is not a day and time, such as 2026-12-03T18:30.",
        "count": "This is not a number in the allowed range.",
        "who": "Choose one of the list.",
        "until": "This is not a day, such as 2026-12-03.",
        "note": "This is too long or too short.",
    }


def test_an_empty_form_lacks_all_that_is_needed_and_no_more() -> None:
    form = Form({})
    assert form.read(Everything) is None
    needed = {"name", "colour", "on", "at", "count", "who"}
    assert {name: str(why) for name, why in form.errors.items()} == dict.fromkeys(
        needed, "This is needed."
    )


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u00a0"])
def test_blanks_are_nothing(blank: str) -> None:
    assert errors(name=blank) == {"name": "This is needed."}
    assert errors(colour=blank) == {"colour": "This is needed."}
    assert errors(nickname=blank, until=blank) == {}


def test_what_was_typed_is_kept_to_the_letter() -> None:
    form = Form({**GOOD, "name": " Ana ", "on": "tomorrow"})
    form.read(Everything)
    assert form.value("name") == " Ana "
    assert form.value("on") == "tomorrow"
    assert form.value("nickname", "none") == "none"
    assert str(form.error("on")).startswith("This is not a day")
    assert form.error("name") == ""


def test_what_is_given_is_not_asked_of_the_form() -> None:
    wish = Form({**GOOD, "who": "nonsense"}).read(Everything, who=UUID(int=9))
    assert wish is not None
    assert wish.who == UUID(int=9)


@pytest.mark.parametrize(("typed", "sure"), [("yes", True), ("on", True), ("1", True), ("", False)])
def test_a_box_is_ticked_or_not(typed: str, sure: bool) -> None:
    wish = Form({**GOOD, "sure": typed}).read(Everything)
    assert wish is not None
    assert wish.sure is sure


@pytest.mark.parametrize(("typed", "fits"), [("0", False), ("1", True), ("9", True), ("10", False)])
def test_a_number_has_its_bounds(typed: str, fits: bool) -> None:
    assert ("count" not in errors(count=typed)) == fits


@pytest.mark.parametrize(
    "name", ["Ñandú", "張偉", "Зоя", "فاطمة", "👩🏽‍⚖️", "O'Brien-Ōta", "<b>Ana</b>"]
)
def test_a_name_of_any_script_is_taken_as_it_is(name: str) -> None:
    wish = Form({**GOOD, "name": name}).read(Everything)
    assert wish is not None
    assert wish.name == name


@pytest.mark.parametrize(("length", "fits"), [(20, True), (21, False), (1_000_000, False)])
def test_a_text_has_its_length_in_letters(length: int, fits: bool) -> None:
    assert ("name" not in errors(name="字" * length)) == fits


# Days


@pytest.mark.parametrize("typed", ["2024-02-29", "2000-02-29", "1900-02-28", "0001-01-01"])
def test_a_day_of_the_calendar_is_a_day(typed: str) -> None:
    assert errors(on=typed) == {}


@pytest.mark.parametrize(
    "typed", ["2025-02-29", "1900-02-29", "2026-13-01", "2026-04-31", "10000-01-01", "12/03/2026"]
)
def test_a_day_that_is_in_no_calendar_is_none(typed: str) -> None:
    assert errors(on=typed) == {"on": "This is not a day, such as 2026-12-03."}


@pytest.mark.parametrize(
    ("year", "fits"),
    [(1, False), (FIRST_YEAR - 1, False), (FIRST_YEAR, True), (LAST_YEAR, True),
     (LAST_YEAR + 1, False), (9999, False)],
)  # fmt: skip
def test_a_deed_takes_no_day_that_nobody_can_mean(year: int, fits: bool) -> None:
    wish = Form({**GOOD, "on": f"{year:04}-02-28"}).read(Everything)
    assert wish is not None
    if fits:
        require_keepable({"0": wish})
        return
    with pytest.raises(BadInputError, match="The year must lie between") as refused:
        require_keepable({"0": wish})
    assert list(refused.value.fields) == ["on"]


# Moments on the body's clock


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-03T18:30", datetime(2026, 12, 3, 23, 30, tzinfo=UTC)),
        ("2026-07-03T18:30", datetime(2026, 7, 3, 22, 30, tzinfo=UTC)),
        ("2024-02-29T00:00", datetime(2024, 2, 29, 5, 0, tzinfo=UTC)),
        ("2026-12-03T18:30:15", datetime(2026, 12, 3, 23, 30, 15, tzinfo=UTC)),
        ("2026-12-03T18:30+02:00", datetime(2026, 12, 3, 16, 30, tzinfo=UTC)),
        ("2026-12-03T18:30Z", datetime(2026, 12, 3, 18, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_on_the_body_s_clock(typed: str, meant: datetime) -> None:
    assert moment(typed) == meant


@pytest.mark.parametrize("hour", ["02:00", "02:30", "02:59:59"])
def test_an_hour_that_the_clocks_skip_is_refused_by_its_name(hour: str) -> None:
    (error,) = errors(at=f"2026-03-08T{hour}").values()
    assert error.startswith("On Sunday, March 8, 2026 the clocks go forward and skip 2:")


@pytest.mark.parametrize(
    ("hour", "meant"),
    [
        ("01:59:59", datetime(2026, 3, 8, 6, 59, 59, tzinfo=UTC)),
        ("03:00:00", datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_hours_beside_the_skipped_one_are_an_hour_that_is(hour: str, meant: datetime) -> None:
    assert moment(f"2026-03-08T{hour}") == meant


@pytest.mark.parametrize(
    ("hour", "meant"),
    [
        ("00:59", datetime(2026, 11, 1, 4, 59, tzinfo=UTC)),
        ("01:00", datetime(2026, 11, 1, 5, 0, tzinfo=UTC)),
        ("01:30", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("02:00", datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_of_an_hour_that_comes_twice_the_first_is_meant(hour: str, meant: datetime) -> None:
    assert moment(f"2026-11-01T{hour}") == meant


def test_an_hour_skipped_in_rochester_is_one_elsewhere() -> None:
    assert moment("2026-03-08T02:30", "UTC") == datetime(2026, 3, 8, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["2026-12-03", "18:30", "20261203", "2026-W49-4", "2026-12-03T25:00", "2026-12-03T"]
)
def test_a_day_without_an_hour_is_no_moment(typed: str) -> None:
    assert errors(at=typed) == {"at": "This is not a day and time, such as 2026-12-03T18:30."}


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59-05:00"]
)
def test_a_moment_in_a_far_year_is_refused(typed: str) -> None:
    (error,) = errors(at=typed).values()
    assert error == f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}."


@given(st.dictionaries(st.sampled_from([*Everything.__struct_fields__, "x"]), st.text()))
def test_no_form_is_more_than_refused(typed: dict[str, str]) -> None:
    form = Form(typed)
    wish = form.read(Everything, zone=ROCHESTER)
    assert (wish is None) == bool(form.errors)
    assert set(form.errors) <= set(Everything.__struct_fields__)


# What a deed refuses


def refused_with(error: GovernanceError) -> Form:
    """Return a form whose deed was refused."""

    def deed() -> None:
        raise error

    form = Form(GOOD)
    with form.refusals():
        deed()
    return form


def test_a_refusal_s_findings_stand_beside_the_form() -> None:
    finding = Finding(Answer.BROKEN, say("No."), "18-4K")
    form = refused_with(RuleBrokenError([finding, finding]))
    assert form.findings == (finding, finding)
    assert form.refused
    assert form.status == 409


def test_a_refusal_s_fields_stand_beside_theirs() -> None:
    form = refused_with(BadInputError({"name": say("Not this one.")}))
    assert str(form.error("name")) == "Not this one."
    assert form.status == 400


def test_a_refusal_without_a_field_stands_above_the_form() -> None:
    form = refused_with(OutOfOrderError(say("Somebody was faster.")))
    assert str(form.error("")) == "Somebody was faster."
    assert form.status == 409


def test_what_is_not_there_is_no_matter_of_the_form() -> None:
    with pytest.raises(NotFoundError):
        refused_with(NotFoundError(say("Nobody.")))


def test_each_new_form_has_a_key_of_its_own_and_a_sent_one_keeps_its_key() -> None:
    assert Form().key != Form().key
    assert Form(key="once").key == "once"


# Through the door


@pytest.fixture
def desk(hall: Doors) -> Doors:
    """The application with a clerk signed in."""
    hall.client.post("/sign-in", data={"email": "clerk@test.example", "password": PASSWORD})
    return hall


def csrf(doors: Doors) -> str:
    text: str = doors.client.get(PEOPLE).text
    return text.split('name="csrf" value="')[1].split('"')[0]


def test_a_page_shows_each_error_and_what_was_typed(desk: Doors) -> None:
    form = {"csrf": csrf(desk), "key": "k", "name": "", "email": "no address <b>", "phone": "5"}
    answer = desk.client.post(PEOPLE, data=form)
    assert answer.status_code == 400
    assert "This is needed." in answer.text
    assert "no address &lt;b&gt;" in answer.text
    assert "<b>" not in answer.text.replace("&lt;b&gt;", "")
    assert 'value="k"' in answer.text


def test_a_megabyte_in_a_short_field_is_400_beside_the_field(desk: Doors) -> None:
    form = {"csrf": csrf(desk), "name": "x" * 1_000_000}
    answer = desk.client.post(PEOPLE, data=form)
    assert answer.status_code == 400
    assert "This is too long or too short." in answer.text


def test_twelve_megabytes_are_413(desk: Doors) -> None:
    large = {"name": "x" * 12_000_000}
    headers = {"x-csrf-token": csrf(desk)}
    assert desk.client.post(PEOPLE, data=large, headers=headers).status_code == 413
    assert desk.client.post(PEOPLE, files=large, headers=headers).status_code == 413
    answer = desk.client.post(f"/api/v1{PEOPLE}", json=large, headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_second_click_on_a_form_does_nothing_twice(desk: Doors) -> None:
    form = {"csrf": csrf(desk), "key": "one-click", "name": "Zoya 張"}
    first, again = [desk.client.post(PEOPLE, data=form, follow_redirects=False) for _ in range(2)]
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    people = desk.client.get(f"/api/v1{PEOPLE}", headers=desk.headers("clerk")).json()
    assert [person["name"] for person in people] == ["Zoya 張"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/x-www-form-urlencoded", b"%FF%FE=%00&=&&&"),
        ("multipart/form-data; boundary=x", b"garbage"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
        ("multipart/form-data", b""),
        ("application/json", b"[]"),
        ("application/json", b"\xff"),
        ("text/plain", b"name=Ana"),
        ("nonsense", b"\x00"),
    ],
)
def test_a_form_that_is_none_is_400(desk: Doors, kind: str, content: bytes) -> None:
    headers = {"content-type": kind, "x-csrf-token": csrf(desk)}
    answer = desk.client.post(PEOPLE, content=content, headers=headers)
    assert answer.status_code == 400
