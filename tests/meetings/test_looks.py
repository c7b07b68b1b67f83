"""The pages of a meeting, used and looked at with a real browser."""

import asyncio
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from uuid import UUID

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from governance.app import TABLES
from governance.database import bind, open_engine
from governance.settings import Settings
from tests.app import PASSWORD, SLUG, Doors, Watch, app_of
from tests.browser import axe_violations, browser
from tests.meetings.sitting import HOUR
from tests.meetings.test_doors import House, furnish_members, in_session, put, scheduled

__all__ = ["browser"]

pytestmark = pytest.mark.browser
PAGES = f"/bodies/{SLUG}"
Furnished = tuple[Path, dict[str, str]]


@pytest.fixture
def house(furnished_sqlite: Furnished, tmp_path: Path) -> Iterator[House]:
    """The application behind a real server, on SQLite alone: pages look the same on either."""
    template, tokens = furnished_sqlite
    url = f"sqlite:///{tmp_path / 'openseat.db'}"
    shutil.copyfile(template, tmp_path / "openseat.db")
    with ThreadPoolExecutor(1) as elsewhere:  # Playwright's loop runs in this thread
        members, token = elsewhere.submit(asyncio.run, _with_members(url)).result()
    watch = Watch()
    settings = Settings(database=url, scheduler=False, requests_per_minute=0)
    with app_of(settings, watch) as app:
        server = uvicorn.Server(
            uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1)
        )
        thread = Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield House(Doors(client, watch, dict(tokens)), members, token)  # type: ignore[arg-type]  # both clients speak alike
        server.should_exit = True
        thread.join()


async def _with_members(url: str) -> tuple[tuple[UUID, ...], str]:
    engine = open_engine(url)
    bind(engine, TABLES)
    furnished = await furnish_members()
    await engine.close_connection_pool()
    return furnished


def opened(browser: Browser, house: House, email: str = "", *, width: int = 1280) -> Page:
    """Return a page onto the application, signed in if an address is given."""
    context = browser.new_context(
        base_url=str(house.doors.client.base_url), viewport={"width": width, "height": 1000}
    )
    page = context.new_page()
    page.set_default_timeout(5_000)
    if email:
        page.goto("/sign-in")
        page.locator("[name=email]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button").click()
    return page


@pytest.fixture
def looks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.getbasetemp().parent / "meetings"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def voting(house: House) -> tuple[House, str]:
    """A meeting in session with a vote open, as the board's year brings it."""
    meeting = scheduled(house, place="City Hall, 30 Church Street")
    for title in ("Roll call", "Minutes of November 5", "Policy recommendations"):
        house.post(f"/meetings/{meeting}/agenda", {"title": title})
    for channel in ("News media", "Designated public place", "Website"):
        wish = {"channel": channel, "proof": "Posted by the office."}
        house.post(f"/meetings/{meeting}/notices", wish)
    house.at(HOUR)
    house.post(f"/meetings/{meeting}/call-to-order", {"presiding": str(house.members[5])})
    for person in house.members[:6]:
        house.post(f"/meetings/{meeting}/arrivals", {"person": str(person)})
    motion = put(house, meeting)
    for member, choice in ((1, "no"), (2, "yes"), (4, "yes")):
        wish = {"person": str(house.members[member]), "choice": choice}
        house.post(f"/motions/{motion}/recorded-votes", wish)
    recusal = {
        "relation": "family",
        "reason": "A relative works for the vendor.",
        "person": str(house.members[3]),
    }
    house.post(f"/motions/{motion}/recusals", recusal)
    return house, meeting


def seen(page: Page, looks: Path, name: str) -> None:
    """Judge a page, and keep its picture for people to look at."""
    page.screenshot(path=looks / f"{name}.png", full_page=True)
    assert page.locator("h1").count() == 1
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_a_meeting(
    browser: Browser, voting: tuple[House, str], looks: Path, width: int
) -> None:
    house, meeting = voting
    home = f"{PAGES}/meetings/{meeting}"
    member = opened(browser, house, "first@test.example", width=width)
    member.goto(f"{home}/ballot")
    seen(member, looks, f"ballot-{width}")
    member.get_by_role("button", name="Yes").click()
    expect(member.get_by_text("Your vote is saved:")).to_be_visible()
    chair = opened(browser, house, "chair@test.example", width=width)
    chair.goto(f"{home}/console")
    seen(chair, looks, f"console-{width}")
    chair.get_by_text("Record a vote for a member").click()
    chair.get_by_label("Member").first.select_option("A. Okafor")
    chair.get_by_label("Vote", exact=True).select_option("yes")
    chair.get_by_role("button", name="Record the vote").click()
    chair.get_by_role("button", name="Close the vote").click()
    expect(chair.get_by_text("Carried 4–1").first).to_be_visible()
    seen(chair, looks, f"console-after-{width}")
    chair.get_by_role("button", name="Adjourn").click()
    expect(chair.locator("main")).to_contain_text("Adjourned")
    chair.goto(f"{home}/setup")
    seen(chair, looks, f"setup-{width}")
    chair.goto(f"{home}/minutes/edit")
    chair.get_by_role("button", name="Publish as a draft").click()
    seen(chair, looks, f"minutes-{width}")
    public = opened(browser, house, width=width)
    public.goto(home)
    seen(public, looks, f"meeting-{width}")
    for name, path in (
        ("meetings", f"{PAGES}/meetings"),
        ("votes", f"{PAGES}/votes"),
        ("tally", "/tally?present=6&ayes=3&noes=1&abstain=0&recused=1&motion=main"),
    ):
        public.goto(f"{path}")
        seen(public, looks, f"{name}-{width}")
    chair.goto(f"{PAGES}/meetings/new")
    seen(chair, looks, f"new-{width}")
    coming = scheduled(house, starts_at="2027-01-07T18:30:00")
    chair.goto(f"{PAGES}/meetings/{coming}/setup")
    seen(chair, looks, f"setup-coming-{width}")
    chair.goto(f"{PAGES}/meetings/{coming}/console")
    seen(chair, looks, f"console-before-{width}")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_around_closed_doors(
    browser: Browser, house: House, looks: Path, width: int
) -> None:
    meeting = in_session(house, there=5)
    home = f"{PAGES}/meetings/{meeting}"
    chair = opened(browser, house, "chair@test.example", width=width)
    chair.goto(f"{home}/console/motion/executive_session")
    chair.get_by_label("(d) Litigation").check()
    chair.get_by_label("The general subject").fill("The suit about towing")
    seen(chair, looks, f"closing-{width}")
    chair.get_by_role("button", name="Record the motion").click()
    chair.get_by_role("button", name="Record the second").click()
    chair.get_by_role("button", name="Nobody objects: carried").click()
    seen(chair, looks, f"closing-carried-{width}")
    chair.get_by_role("button", name="Begin the executive session").click()
    chair.get_by_text("Let somebody in").click()
    chair.get_by_label("Name", exact=True).fill("K. Osei")
    chair.get_by_label("Why", exact=True).fill("counsel to the board")
    chair.get_by_role("button", name="Let in").click()
    expect(chair.locator("main")).to_contain_text("K. Osei left")
    seen(chair, looks, f"closed-{width}")
    public = opened(browser, house, width=width)
    for name, path in (("closed-public", home), ("closed-screen", f"{home}/screen")):
        public.goto(path)
        seen(public, looks, f"{name}-{width}")
    chair.get_by_role("button", name="Come back into the open").click()
    seen(chair, looks, f"returned-{width}")
    chair.get_by_role("link", name="Yes: record it by name").click()
    seen(chair, looks, f"closed-votes-{width}")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_an_agenda(browser: Browser, house: House, looks: Path, width: int) -> None:
    meeting = scheduled(house, kind="committee", starts_at="2027-01-07T18:30:00")
    home = f"{PAGES}/meetings/{meeting}"
    for title, more in (
        ("Minutes of December 3", {"kind": "minutes", "consent": True}),
        ("Translation services", {"kind": "contract", "amount_cents": 1_250_000}),
        ("Rules of procedure", {}),
    ):
        house.post(f"/meetings/{meeting}/agenda", {"title": title, **more})
    chair = opened(browser, house, "chair@test.example", width=width)
    chair.goto(f"{home}/agenda/edit")
    chair.get_by_role("button", name="Move item 3 up").click()
    expect(chair.locator("ol.agenda > li").nth(1)).to_contain_text("Rules of procedure")
    if width == 1280:
        chair.locator("ol.agenda > li").nth(2).drag_to(
            chair.locator("ol.agenda > li").first, target_position={"x": 60, "y": 4}
        )
        expect(chair.locator("ol.agenda > li").first).to_contain_text("Translation services")
    seen(chair, looks, f"agenda-edit-{width}")
    chair.get_by_role("button", name="Publish the agenda").click()
    chair.get_by_role("link", name="Version 1").click()
    seen(chair, looks, f"agenda-{width}")
