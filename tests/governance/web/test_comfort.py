"""What the small script adds, and that the pages do not need it."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from tests.browser import browser
from tests.governance.web.gallery.show import SITE, gallery, hang

__all__ = ["browser", "gallery"]

PHONE: ViewportSize = {"width": 390, "height": 844}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[True, False], ids=["with script", "without"])
def window(
    browser: Browser, gallery: Mapping[str, str], request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=request.param, viewport=PHONE)
    hang(context, gallery)
    yield context
    context.close()


@pytest.fixture
def scripted(browser: Browser, gallery: Mapping[str, str]) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    hang(context, gallery)
    yield context.new_page()
    context.close()


def test_a_vote_is_sent_with_its_choice_and_its_key(window: BrowserContext) -> None:
    page = window.new_page()
    page.route(f"{SITE}vote", lambda route: route.fulfill(body="<h1>Saved</h1>"))
    page.goto(f"{SITE}ballot.html")
    with page.expect_request(f"{SITE}vote") as sent:
        page.get_by_role("button", name="Abstain").click()
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()  # then the page can close
    assert sent.value.method == "POST"
    assert sent.value.post_data == "csrf=token&key=k2&choice=abstain"
    page.close()


def test_a_second_click_sends_nothing(scripted: Page) -> None:
    sent: list[str | None] = []

    def stay(route: Route) -> None:
        sent.append(route.request.post_data)
        route.fulfill(status=204)

    scripted.route(f"{SITE}vote", stay)
    scripted.goto(f"{SITE}ballot.html")
    scripted.get_by_role("button", name="Yes").click()
    expect(scripted.get_by_role("button", name="No", exact=True)).to_be_disabled()
    scripted.locator("form[action='/vote']").evaluate("(form) => form.requestSubmit()")
    scripted.wait_for_timeout(200)
    assert sent == ["csrf=token&key=k2&choice=yes"]


def test_what_went_wrong_is_read_first(scripted: Page) -> None:
    scripted.goto(f"{SITE}pieces.html")
    expect(scripted.get_by_role("alert")).to_be_focused()
    scripted.get_by_role("link", name="Give the name of a person.").click()
    expect(scripted.get_by_label("Who is named?")).to_be_focused()


def test_only_a_region_that_scrolls_stops_the_tab_key(scripted: Page) -> None:
    scripted.goto(f"{SITE}gallery_desk.html")
    picture = scripted.locator(".picture")
    expect(picture).to_have_attribute("tabindex", "0")
    scripted.set_viewport_size({"width": 1280, "height": 900})
    expect(picture).not_to_have_attribute("tabindex", "0")


def test_a_long_picture_opens_at_today(scripted: Page) -> None:
    scripted.goto(f"{SITE}gallery_desk.html")
    assert scripted.locator(".picture").evaluate("(it) => it.scrollLeft") > 0
    left = scripted.locator(".today-word").evaluate("(it) => it.getBoundingClientRect().left")
    assert 0 < left < PHONE["width"]


def test_folded_tables_are_printed(scripted: Page) -> None:
    scripted.goto(f"{SITE}gallery_desk.html")
    table = scripted.get_by_role("columnheader", name="Member")
    expect(table).to_be_hidden()
    scripted.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(table).to_be_visible()
    scripted.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(table).to_be_hidden()
