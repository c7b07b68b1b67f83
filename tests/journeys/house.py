"""The real server with a clock to set, and people who come to it with browsers of their own."""

import asyncio
import os
import re
import shutil
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from governance.settings import Settings
from tests.app import PASSWORD, SLUG, Watch, app_of
from tests.journeys.founding import COUNCIL_DAY

T = TypeVar("T")

DESK = (1280, 900)
PHONE = (390, 844)
PATIENCE = 15_000
"""Milliseconds that a visitor waits for a page, also on a machine with much else to do."""
expect.set_options(timeout=PATIENCE)
BODY = f"/bodies/{SLUG}"
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


@dataclass
class House:
    """A server in a thread of its own, on a database of its own."""

    address: str
    watch: Watch
    loop: asyncio.AbstractEventLoop

    def at(self, moment: datetime) -> None:
        """Set the server's clock."""
        self.watch.moment = moment.astimezone(UTC)

    def let(self, deed: Coroutine[Any, Any, T]) -> T:
        """Do something inside the server, for what happened before anyone came."""
        return asyncio.run_coroutine_threadsafe(deed, self.loop).result(timeout=60)


@dataclass
class Visitor:
    """Somebody at a browser: a desk or a phone, with what went wrong in it."""

    house: House
    context: BrowserContext
    page: Page
    wrong: list[str] = field(default_factory=list)

    def goes(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.house.address + path)

    def follows(self, link: str | re.Pattern[str]) -> None:
        """Click a link by its words."""
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def presses(self, button: str) -> None:
        """Click a button by its words, and wait where the page itself asks for the answer."""
        self.page.get_by_role("button", name=button, exact=True).first.click()
        expect(self.page.locator("#live[data-sending]")).to_have_count(0)

    def field(self, label: str) -> Locator:
        """Find a field by its whole label, whether it must be filled or not."""
        whole = re.compile(rf"^\s*{re.escape(label)}(\s+\(optional\))?\s*$")
        return self.page.get_by_label(whole)

    def signs_in(self, email: str) -> None:
        """Come in by the door."""
        self.goes("/sign-in")
        self.field("E-mail address").fill(email)
        self.field("Password").fill(PASSWORD)
        self.presses("Sign in")
        self.sees("You are signed in.")

    def sees(self, words: str) -> None:
        """Find words on the page, which may come with an answer that is under way."""
        for _ in range(50):
            text = self.page.locator("body").inner_text()
            if words in text:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"“{words}” is not on {self.page.url}:\n{text}")

    def shows(self, picture: str, *, top: str = "") -> None:
        """Take the picture that a guide shows, from the top of the page or of one of its parts.

        It is kept when OPENSEAT_PICTURES is set; otherwise it is only seen that it can be taken.
        """
        if top:
            self.page.locator(top).first.evaluate("part => part.scrollIntoView()")
        else:
            self.page.evaluate("scrollTo(0, 0)")
        self.page.evaluate("document.activeElement?.blur()")
        taken = self.page.screenshot(animations="disabled", caret="hide")
        if os.environ.get("OPENSEAT_PICTURES"):
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / f"{picture}.png").write_bytes(taken)

    def unfolds(self, words: str) -> None:
        """Open a folded part of the page, unless it is open."""
        part = self.page.locator("details", has=self.page.locator("summary", has_text=words))
        if part.first.get_attribute("open") is None:
            part.first.locator("summary").first.click()

    def sees_not(self, words: str) -> None:
        """Find that words are not on the page."""
        assert words not in self.page.locator("body").inner_text()


@contextmanager
def opened(path: Path, moment: datetime = COUNCIL_DAY) -> Iterator[House]:
    """Serve the database at a path, with the clock at a moment."""
    watch = Watch(moment.astimezone(UTC))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings = Settings(
        database=f"sqlite:///{path}",
        scheduler=False,
        public_url=address,
        requests_per_minute=0,
        log_level="WARNING",
    )
    with app_of(settings, watch) as app:
        config = uvicorn.Config(app, port=port, log_config=None, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve()))
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                thread.join(0.01)
            yield House(address, watch, loop)
        finally:
            server.should_exit = True
            thread.join()
            loop.close()


def typed(moment: datetime) -> str:
    """Return a moment as it is typed into a field."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def copy_of(template: Path, folder: Path) -> Path:
    """Return a database file of its own, like the template."""
    path = folder / "openseat.db"
    shutil.copyfile(template, path)
    return path


def visitor(
    browser: Browser, house: House, size: tuple[int, int] = DESK, *, script: bool = True
) -> Visitor:
    """Let somebody come with a browser that notes whatever goes wrong in it."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        has_touch=size == PHONE,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    come = Visitor(house, context, page)
    page.on("console", lambda said: come.wrong.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: come.wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: come.wrong.extend(_elsewhere(house, asked)))
    return come


def _elsewhere(house: House, asked: Request) -> list[str]:
    if urlsplit(asked.url).scheme in ("data", "about"):
        return []
    return [] if asked.url.startswith(house.address) else [f"asked for {asked.url}"]
