"""The law moves every term's end from June 30 to December 31: what becomes of whom."""

from datetime import UTC, date, datetime

import pytest

from appointments.schemas.appointments import Kind
from appointments.services.corrections import corrections_of
from appointments.services.history import board_of, get_appointment
from appointments.services.judgements import breaks_of
from appointments.services.seats import seats_on
from governance.charter.load import bundled_charter
from governance.errors import BadInputError, OutOfOrderError
from governance.front.changes import amend_charter, preview_amendment
from governance.rules.access import Actor, Role
from governance.schemas.bodies import Amendment, Body
from governance.schemas.previews import Preview
from governance.services.bodies import charter_on, charter_versions
from governance.services.chains import verify_chain
from tests.app import SLUG, Doors, acting
from tests.appointments.makers import a_full_board, appointed, staggered

FIRST = date(2020, 1, 21)
JULY = date(2020, 7, 1)
NOW = date(2021, 3, 2)
FORCE = date(2021, 5, 1)
TEXT = bundled_charter(SLUG)


def law(running: str = "", since: date = FORCE, begins: str = "01-01") -> str:
    """The charter of the Board with terms that begin on January 1."""
    text = TEXT.replace('begins = "07-01"', f'begins = "{begins}"')
    text = text.replace("in_force_since = 2019-05-21", f"in_force_since = {since}")
    change = f'change = {{ running = "{running}", clause = "18-4J(3)" }}\n'
    return text.replace("[initial_board]", f"{change if running else ''}\n[initial_board]")


def administrator(on: date = NOW) -> Actor:
    return acting(Role.ADMINISTRATOR, at=datetime(on.year, on.month, on.day, 17, tzinfo=UTC))


async def adopted(text: str) -> Preview:
    """Say yes to what the preview shows."""
    preview = await preview_amendment(administrator(), Amendment(text=text))
    await amend_charter(administrator(), Amendment(text=text, seen=preview.seen))
    return preview


async def ends(board: Body, seats: dict[str, object]) -> dict[str, date | None]:
    return {
        seat: (await get_appointment(board, each.id)).term_until  # type: ignore[attr-defined]  # views
        for seat, each in seats.items()
    }


YEARS = {
    "east": 2021, "alliance-1": 2021, "alliance-2": 2021,
    "northeast": 2022, "northwest": 2022, "alliance-3": 2022,
    "south": 2023, "alliance-4": 2023, "mayor": 2023,
}  # fmt: skip


async def test_terms_that_run_are_extended_if_the_law_says_so(board: Body) -> None:
    members = await staggered(FIRST, await a_full_board(FIRST))
    preview = await adopted(law("extend"))
    assert await ends(board, members) == {
        seat: date(year + 1, 1, 1) for seat, year in YEARS.items()
    }
    moved = [each for each in preview.changes if (each.part, each.what) == ("Appointments", "Term")]
    assert len(moved) == 9
    east = next(each for each in moved if "East" in each.subject)
    assert east.before == "Wednesday, July 1, 2020 to Wednesday, June 30, 2021"
    assert east.after == "Wednesday, July 1, 2020 to Friday, December 31, 2021"
    due = [each for each in preview.changes if each.part == "What is due"]
    assert any("East" in each.subject and not each.after for each in due)
    grid = {each.subject: each for each in preview.changes if each.what == "Next term"}
    assert grid["East District"].after == "Saturday, January 1, 2022 to Tuesday, December 31, 2024"


async def test_the_old_days_stay_on_the_record_and_everything_still_holds(board: Body) -> None:
    members = await staggered(FIRST, await a_full_board(FIRST))
    await adopted(law("extend"))
    [kept] = await corrections_of(board, members["east"].id)
    assert (kept.field, kept.old, kept.new, kept.follows) == (
        "term_until",
        "2021-07-01",
        "2022-01-01",
        True,
    )
    assert kept.why == "The law in force from Saturday, May 1, 2021."
    charter = await charter_on(board, FORCE)
    assert await breaks_of(board, charter, FORCE) == []
    assert (await verify_chain(board)).holds


async def test_who_would_hold_over_in_july_sits_until_december(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    summer, winter = date(2021, 7, 1), date(2022, 1, 1)
    before = await seats_on(board, await charter_on(board, NOW), summer)
    assert next(each for each in before if each.id == "east").status == "holding_over"
    await adopted(law("extend"))
    for day, status in ((summer, "not_sworn"), (winter, "holding_over")):
        seats = await seats_on(board, await charter_on(board, day), day)
        assert next(each for each in seats if each.id == "east").status == status


async def test_who_is_appointed_under_the_new_law_ends_on_its_grid(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    await adopted(law("extend"))
    late = await appointed(date(2022, 2, 8), "east")
    assert late.kind is Kind.REMAINDER
    assert (late.term_since, late.term_until) == (date(2022, 2, 8), date(2025, 1, 1))
    charter = await charter_on(board, late.appointed_on)
    assert await breaks_of(board, charter, late.appointed_on) == []


async def test_a_term_granted_ahead_moves_with_its_place_on_the_grid(board: Body) -> None:
    members = await staggered(FIRST, await a_full_board(FIRST))
    ahead = await appointed(NOW, "east", since=date(2021, 7, 1))
    await adopted(law("extend"))
    now = await get_appointment(board, ahead.id)
    assert (now.since, now.term_since, now.term_until) == (
        date(2022, 1, 1),
        date(2022, 1, 1),
        date(2025, 1, 1),
    )
    way = await get_appointment(board, members["east"].id)
    assert (way.until, way.term_until) == (date(2022, 1, 1), date(2022, 1, 1))


async def test_terms_that_run_are_shortened_and_a_crowded_year_is_found(board: Body) -> None:
    members = await staggered(FIRST, await a_full_board(FIRST))
    await adopted(law("shorten"))
    now = await ends(board, members)
    assert now["south"] == date(2023, 1, 1)
    assert now["northeast"] == date(2022, 1, 1)
    # The last new day before June 30, 2021, is over when the law comes.
    assert now["east"] == date(2022, 1, 1)
    charter = await charter_on(board, FORCE)
    [crowded] = await breaks_of(board, charter, FORCE)
    assert crowded.finding.clause == "18-4J(3)"


async def test_terms_keep_their_days_unless_the_law_says_otherwise(board: Body) -> None:
    members = await staggered(FIRST, await a_full_board(FIRST))
    before = await ends(board, members)
    preview = await adopted(law())
    assert await ends(board, members) == before
    assert [each for each in preview.changes if each.part == "Appointments"] == []
    following = await appointed(date(2021, 6, 1), "east", since=date(2021, 7, 1))
    assert (following.kind, following.term_until) == (Kind.FULL, date(2025, 1, 1))
    charter = await charter_on(board, following.appointed_on)
    assert await breaks_of(board, charter, following.appointed_on) == []


async def test_the_first_board_s_term_moves_too(board: Body) -> None:
    nine = await a_full_board(FIRST)
    text = law("extend", since=date(2020, 3, 1))
    seen = await preview_amendment(administrator(date(2020, 2, 1)), Amendment(text=text))
    wish = Amendment(text=text, seen=seen.seen)
    await amend_charter(administrator(date(2020, 2, 1)), wish)
    assert set((await ends(board, nine)).values()) == {date(2021, 1, 1)}
    charter = await charter_on(board, FORCE)
    assert (await board_of(board, charter)).grid_since == date(2021, 1, 1)


async def test_a_preview_of_a_law_leaves_nothing_behind(board: Body) -> None:
    members = await staggered(FIRST, await a_full_board(FIRST))
    before = await ends(board, members)
    await preview_amendment(administrator(), Amendment(text=law("extend")))
    assert await ends(board, members) == before
    assert len(await charter_versions(board)) == 1


async def test_a_law_is_adopted_as_it_was_seen_alone(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    wish = Amendment(text=law("extend"))
    seen = (await preview_amendment(administrator(), wish)).seen
    await appointed(NOW, "east", since=date(2021, 7, 1))
    with pytest.raises(OutOfOrderError, match="not as it was in the preview"):
        await amend_charter(administrator(), Amendment(text=law("extend"), seen=seen))
    assert len(await charter_versions(board)) == 1


async def test_the_day_of_force_can_be_said_beside_the_text(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    wish = Amendment(text=law("extend"), since=date(2021, 8, 1))
    seen = (await preview_amendment(administrator(), wish)).seen
    version = await amend_charter(
        administrator(), Amendment(text=law("extend"), since=date(2021, 8, 1), seen=seen)
    )
    assert version.in_force_since == date(2021, 8, 1)
    assert (await charter_on(board, date(2021, 7, 31))).terms.begins.month == 7


async def test_a_law_without_a_seat_that_the_record_needs_is_refused(board: Body) -> None:
    await staggered(FIRST, await a_full_board(FIRST))
    seat = 'id = "{id}"\nname = "Mayor"\ndesignated'
    renamed = law().replace(seat.format(id="mayor"), seat.format(id="other"))
    assert renamed != law()
    with pytest.raises((OutOfOrderError, BadInputError)):
        await preview_amendment(administrator(), Amendment(text=renamed))


def test_a_clerk_changes_the_law_on_a_page(doors: Doors) -> None:
    async def made() -> None:
        await staggered(FIRST, await a_full_board(FIRST))

    with doors.client.portal() as portal:
        portal.call(made)
    here = f"/bodies/{SLUG}/law/change"
    clerk = doors.headers("clerk")
    text = law("extend", since=date(2027, 1, 1))
    assert "begins = &#34;07-01&#34;" in doors.client.get(here, headers=clerk).text
    broken = text.replace("years = 3\nbegins", "yeers = 3\nbegins")
    wrong = doors.client.post(here, data={"text": broken}, headers=clerk)
    assert wrong.status_code == 400
    assert "did you mean &#39;years&#39;?" in wrong.text
    shown = doors.client.post(here, data={"text": text}, headers=clerk)
    assert shown.status_code == 200
    assert "What this law would change" in shown.text
    seen = shown.text.partition('name="seen" value="')[2].partition('"')[0]
    file = {"file": ("charter.toml", text.encode(), "text/plain")}
    assert f'value="{seen}"' in doors.client.post(here, files=file, headers=clerk).text
    yes = doors.client.post(
        here, data={"text": text, "seen": seen}, headers=clerk, follow_redirects=False
    )
    assert yes.status_code == 303
    assert yes.headers["location"] == f"/bodies/{SLUG}/law?on=2027-01-01&done=adopted"


def test_the_api_previews_and_adopts_a_law(doors: Doors) -> None:
    api, clerk = f"/api/v1/bodies/{SLUG}/charter", doors.headers("administrator")
    wish = {"text": TEXT, "since": "2027-01-01"}
    preview = doors.client.post(f"{api}/preview", json=wish, headers=clerk)
    assert preview.status_code == 200
    assert doors.client.post(api, json=wish, headers=clerk).status_code == 409
    seen = {**wish, "seen": preview.json()["seen"]}
    done = doors.client.post(api, json=seen, headers=clerk)
    assert done.status_code == 201
    assert done.json()["in_force_since"] == "2027-01-01"
    assert doors.client.post(api, json=wish, headers=doors.headers("chair")).status_code == 403
