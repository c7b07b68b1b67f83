"""Open pages follow a meeting by themselves: chair, member, public and the screen, side by side."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import axe_violations, browser
from tests.meetings.test_doors import House, in_session
from tests.meetings.test_looks import PAGES, house, looks, opened, seen

__all__ = ["browser", "house", "looks"]

pytestmark = pytest.mark.browser


def watching(browser: Browser, house: House, path: str, email: str = "") -> Page:
    """Open a page that remembers whether it was ever loaded again."""
    page = opened(browser, house, email)
    page.goto(path)
    page.evaluate("window.neverLoadedAgain = true")
    return page


def test_a_vote_opens_and_closes_before_everybody_s_eyes(
    browser: Browser, house: House, looks: Path
) -> None:
    meeting = in_session(house)
    home = f"{PAGES}/meetings/{meeting}"
    chair = watching(browser, house, f"{home}/console", "chair@test.example")
    member = watching(browser, house, f"{home}/ballot", "first@test.example")
    public = watching(browser, house, home)
    screen = watching(browser, house, f"{home}/screen")
    expect(member.locator("h1")).to_have_text("No vote is open")
    chair.get_by_label("The motion, word for word").fill("Adopt the plan.")
    chair.get_by_label("Moved by").select_option(label="T. Lindqvist")
    chair.get_by_role("button", name="Record the motion").click()
    expect(screen.locator(".said")).to_have_text("Adopt the plan.")
    chair.get_by_label("Seconded by").select_option(label="P. Whitfield")
    chair.get_by_role("button", name="Record the second").click()
    chair.get_by_role("button", name="Put the question").click()
    expect(member.locator("h1")).to_have_text("Motion 1")
    expect(screen.locator(".outcome")).to_contain_text("0 of 6")
    member.get_by_role("button", name="Yes").click()
    expect(member.locator("main")).to_contain_text("Your vote is saved: ✓ Yes")
    expect(screen.locator(".outcome")).to_contain_text("1 of 6")
    expect(chair.locator(".seats")).to_contain_text("✓ Yes")
    assert "Castellanos" not in screen.locator(".question").inner_text()
    assert "Adopt the plan." not in public.locator("main").inner_text()
    for person in house.members[1:5]:
        wish = {"person": str(person), "choice": "yes"}
        house.post(f"/motions/{motion_of(house, meeting)}/recorded-votes", wish)
    expect(screen.locator(".outcome")).to_contain_text("5 of 6")
    screen.set_viewport_size({"width": 1920, "height": 1080})
    seen(screen, looks, "screen-open")
    chair.get_by_role("button", name="Close the vote").click()
    expect(public.locator("main")).to_contain_text("Why it carried.")
    expect(screen.locator(".outcome")).to_contain_text("Carried")
    expect(member.locator("h1")).to_have_text("No vote is open")
    expect(public.locator("[data-part=news]")).to_contain_text("Motion 1: Carried")
    seen(screen, looks, "screen-closed")
    screen.emulate_media(color_scheme="dark")
    seen(screen, looks, "screen-dark")
    screen.set_viewport_size({"width": 390, "height": 844})
    seen(screen, looks, "screen-390")
    for page in (chair, member, public, screen):
        assert page.evaluate("window.neverLoadedAgain") is True
        assert axe_violations(page) == []
        page.context.close()


def test_what_is_being_typed_is_never_lost(browser: Browser, house: House) -> None:
    meeting = in_session(house)
    chair = watching(browser, house, f"{PAGES}/meetings/{meeting}/console", "chair@test.example")
    text = chair.get_by_label("The motion, word for word")
    text.press_sequentially("Adopt the")
    wish = {"person": str(house.members[6])}
    house.post(f"/meetings/{meeting}/arrivals", wish)
    expect(chair.locator(".figure b")).to_have_text("7")
    text.press_sequentially(" plan.")
    expect(text).to_have_value("Adopt the plan.")
    expect(text).to_be_focused()
    other = {"kind": "main", "text": "Something else.", "mover": str(house.members[1])}
    house.post(f"/meetings/{meeting}/motions", other)
    expect(chair.locator("main")).to_contain_text("Something else.")
    expect(text).to_have_value("Adopt the plan.")
    expect(chair.locator(".behind")).to_contain_text("what you typed here is kept")
    chair.context.close()


def test_a_view_that_lost_its_line_says_so_and_mends_itself(browser: Browser, house: House) -> None:
    meeting = in_session(house)
    public = watching(browser, house, f"{PAGES}/meetings/{meeting}/screen")
    expect(public.locator(".count b")).to_have_text("6")
    public.context.set_offline(True)
    expect(public.locator(".behind")).to_have_text(
        re.compile(r"Not up to date since \d+:\d\d.+; trying again\.")
    )
    house.post(f"/meetings/{meeting}/departures", {"person": str(house.members[5])})
    public.context.set_offline(False)
    expect(public.locator(".count b")).to_have_text("5", timeout=10_000)
    expect(public.locator(".behind")).to_have_text("Up to date again.")
    assert public.evaluate("window.neverLoadedAgain") is True
    public.context.close()


def test_a_vote_without_an_answer_is_sent_again_until_it_is_kept(
    browser: Browser, house: House
) -> None:
    meeting = in_session(house)
    motion = make_put(house, meeting)
    member = watching(browser, house, f"{PAGES}/meetings/{meeting}/ballot", "first@test.example")
    sent: list[str | None] = []

    def intercept(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data)
        if len(sent) == 2:
            route.fetch()  # it arrives, and its answer is lost
        if len(sent) <= 2:
            route.abort()
        else:
            route.continue_()

    member.route("**/ballot", intercept)
    member.get_by_role("button", name="Yes").click()
    expect(member.locator(".behind")).to_contain_text("Not saved yet")
    expect(member.locator("main")).to_contain_text("Your vote is saved: ✓ Yes", timeout=10_000)
    expect(member.locator(".behind")).to_have_text("Now it is saved.")
    assert len(sent) == 3
    assert len(set(sent)) == 1
    closed = house.post(f"/motions/{motion}/close")
    said = {each["name"]: each["said"] for each in closed["votes"]}
    assert said["M. Castellanos"] == "yes"
    member.context.close()


def make_put(house: House, meeting: str) -> str:
    wish = {"kind": "main", "text": "Adopt the plan.", "mover": str(house.members[1])}
    motion: str = house.post(f"/meetings/{meeting}/motions", wish)["id"]
    house.post(f"/motions/{motion}/second", {"person": str(house.members[2])})
    house.post(f"/motions/{motion}/question")
    return motion


def motion_of(house: House, meeting: str) -> str:
    """Return the motion whose vote is open, as the console knows it."""
    answer = house.doors.client.get(
        f"/api/v1{PAGES}/meetings/{meeting}/console", headers=house.doors.headers("chair")
    )
    motion: str = answer.json()["open_vote"]["id"]
    return motion
