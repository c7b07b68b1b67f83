"""What goes to Council: one document, the same for a first round and a replacement (18-4I(5))."""

import io
import re
from datetime import date, timedelta
from uuid import UUID

import pikepdf

from appointments.schemas.rounds import CallWish, StepWish
from appointments.services.nominees import nominees_of
from appointments.services.rounds import call_for_nominees, close_nominations, round_view
from appointments.services.slates import slates_of, submit_slates
from governance.services.bodies import get_body
from tests.app import SLUG, Doors
from tests.appointments.makers import CHARTER
from tests.appointments.rounding import (
    ALLIANCE_SEATS,
    Committee,
    a_call,
    a_committee,
    nominees,
    rejected,
    screened,
    slated,
)
from tests.appointments.test_texts import words_of

DAY = date(2026, 11, 2)
SEAT = ALLIANCE_SEATS[0]


async def brought(committee: Committee, found: UUID) -> None:
    """Let four be named, one of whom stands on no slate; submit the others."""
    entered = await nominees(committee, found, 4)
    late = committee.later(committee.on + timedelta(days=1))
    await close_nominations(late.actor(), found, StepWish())
    await screened(late, found, entered)
    await slated(late, found, (SEAT,), entered)
    await submit_slates(late.actor(), found, StepWish())


async def two_rounds() -> tuple[UUID, UUID]:
    """A round whose names were all rejected, and its replacement, both submitted."""
    committee = await a_committee(DAY)
    first = await a_call(committee, (SEAT,), DAY)
    await brought(committee, first.id)
    again = committee.later(DAY + timedelta(days=3))
    await rejected(first.id, SEAT, again.on)
    view = await round_view(await get_body(SLUG), CHARTER, first.id, again.on)
    (found,) = view.followed_by
    call = CallWish(text="Once more.", opens_on=again.on, closes_on=again.on)
    await call_for_nominees(again.actor(), found, call)
    await brought(again, found)
    return first.id, found


async def names_of(found: UUID) -> tuple[set[str], set[str]]:
    """Return who stands on the slates of a round, and who was named and does not."""
    body = await get_body(SLUG)
    slates = await slates_of(body, CHARTER, found)
    on_slates = {each.name for slate in slates for each in slate.names}
    return on_slates, {each.name for each in await nominees_of(body, found, None)} - on_slates


def test_a_reviewer_gets_exactly_what_was_submitted_in_every_round(doors: Doors) -> None:
    with doors.client.portal() as portal:
        rounds = portal.call(two_rounds)
        named = [portal.call(names_of, found) for found in rounds]
    everyone = {name for pair in named for names in pair for name in names}
    for found, (on_slates, _) in zip(rounds, named, strict=True):
        path = f"/bodies/{SLUG}/rounds/{found}/document"
        page = doors.client.get(path, headers=doors.headers("council_reviewer"))
        by_api = doors.client.get(f"/api/v1{path}", headers=doors.headers("council_reviewer"))
        assert page.headers["content-type"] == "application/pdf"
        assert page.content == by_api.content
        with pikepdf.open(io.BytesIO(page.content)) as paper:
            assert paper.open_metadata()["pdfuaid:part"] == "1"
            assert "/StructTreeRoot" in paper.Root
            words = words_of(paper)
        for clause in ("18-4C", "18-4E", "18-4H(3)"):
            assert words.count(clause) >= len(on_slates), clause
        assert {name for name in everyone if re.search(rf"{name}(?!\d)", words)} == on_slates
        for role in ("chair", "member", "alliance_representative", "auditor"):
            assert doors.client.get(path, headers=doors.headers(role)).status_code == 404
