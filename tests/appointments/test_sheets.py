"""The eligibility sheet through its doors: what is behind each line, and the printed paper."""

import io
from datetime import date

import pikepdf

from appointments.schemas.appointments import DiscretionWish
from appointments.services.designations import record_discretion
from governance.rules.people import FactKind
from governance.schemas.people import FactWish
from governance.services.people import state_fact, verify_fact
from tests.app import SLUG, Doors
from tests.appointments.makers import a_full_board, a_person, clerk
from tests.appointments.test_pages import Visitor

FIRST = date(2026, 1, 20)
ON = date(2026, 11, 20)
HOME = f"/api/v1/bodies/{SLUG}"


async def _a_former_officer() -> str:
    """Somebody from South whom one authority allows a past in law enforcement."""
    await a_full_board(FIRST)
    person = (await a_person(ON, "Ana Lopez", district="South")).id
    past = FactWish(
        kind=FactKind.EMPLOYMENT,
        what="County Sheriff",
        law_enforcement=True,
        since=date(2000, 1, 1),
        until=date(2018, 6, 1),
        stated_by="Ana Lopez",
        stated_on=ON,
        evidence="Her letter",
    )
    await verify_fact(clerk(ON), (await state_fact(clerk(ON), person, past)).id)
    allowed = DiscretionWish(
        person=person,
        criterion="former_officer",
        authority="council",
        allowed=True,
        reason="Long ago.",
    )
    await record_discretion(clerk(ON), allowed)
    return str(person)


def sheet(doors: Doors, person: str, seat: str, on: str = "2026-11-20") -> dict[str, dict]:
    answer = doors.client.get(
        f"{HOME}/people/{person}/eligibility",
        params={"seat": seat, "on": on},
        headers=doors.headers("clerk"),
    )
    assert answer.status_code == 200
    lines = answer.json()["findings"]
    keys = ["residence", "district", "department", "former_officer", "elected_office"]
    keys += ["incumbent_family", "litigation", "age_and_citizenship", "limit", "seat", "term"]
    return dict(zip(keys, lines, strict=True))


def test_a_line_tells_everything_that_is_behind_it(doors: Doors) -> None:
    with doors.client.portal() as portal:
        person = portal.call(_a_former_officer)
    line = sheet(doors, person, "alliance-1")["former_officer"]
    assert line["answer"] == "discretion"
    assert "Alliance" in line["reason"]
    [behind] = line["statements"]
    assert (behind["stated_by"], behind["evidence"]) == ("Ana Lopez", "Her letter")
    assert (behind["verified_by"], behind["verified_on"]) == ("Test", "2026-11-20")
    [decided] = line["decisions"]
    assert (decided["authority"], decided["allowed"], decided["reason"]) == (
        "City Council",
        True,
        "Long ago.",
    )


def test_a_sheet_is_of_any_day_and_seat(doors: Doors) -> None:
    with doors.client.portal() as portal:
        person = portal.call(_a_former_officer)
    assert sheet(doors, person, "south")["district"]["answer"] == "holds"
    other = sheet(doors, person, "east")["district"]
    assert other["answer"] == "broken"
    assert [each["alternative"] for each in other["readings"]] == ["not_at_all"]
    before = sheet(doors, person, "south", "2021-05-31")["former_officer"]
    assert before["answer"] == "broken"
    after = sheet(doors, person, "south", "2021-06-01")["former_officer"]
    assert after["answer"] == "discretion"
    staggered = sheet(doors, person, "south")["term"]["readings"]
    assert [each["alternative"] for each in staggered] == ["staggered_at_once"]


def test_the_printed_sheet_is_tagged_and_each_print_is_a_look(doors: Doors) -> None:
    with doors.client.portal() as portal:
        person = portal.call(_a_former_officer)
    visitor = Visitor(doors, "clerk")
    page = visitor.get(f"people/{person}/eligibility?seat=south&on=2026-11-20")
    assert "Her letter" in page
    path = f"/bodies/{SLUG}/people/{person}/eligibility.pdf?seat=south&on=2026-11-20"
    answer = visitor.client.get(path)
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert "pdfuaid" in str(paper.open_metadata())
    doors.client.cookies.clear()
    assert doors.client.get(path).status_code == 401
    looks = doors.client.get(f"{HOME}/lookups", headers=doors.headers("clerk")).json()
    assert ("file", "eligibility sheet") in {(each["door"], each["what"]) for each in looks}
