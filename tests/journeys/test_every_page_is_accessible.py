"""Every page of a board that has lived a little, with the eyes and hands of many."""

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path

import pytest
from litestar.handlers import HTTPRouteHandler
from playwright.sync_api import Browser, Page

from governance.app import ROUTES, TABLES
from governance.database import bind, open_engine
from governance.web.gate import SESSION_COOKIE
from tests.app import SLUG
from tests.browser import axe_violations, browser
from tests.journeys.founding import address_of
from tests.journeys.house import DESK, PHONE, House, Visitor, copy_of, opened, visitor
from tests.journeys.town import CHAIR, COMMITTEE, REVIEWER, Town, a_lived_in_town, session_of

__all__ = ["browser"]

pytestmark = pytest.mark.browser

BODY = "/bodies/{slug}"
CALL = BODY + "/calls/{call}"
MEETING = BODY + "/meetings/{meeting_id}"
ROUND = BODY + "/rounds/{found}"
ANYONE, CLERK, OFFICE, MEMBER = (
    "",
    "clerk@test.example",
    address_of(CHAIR),
    address_of("alliance-1"),
)

WORKERS = (CLERK, OFFICE, MEMBER, COMMITTEE, REVIEWER)

PAGES: dict[str, str] = {
    "/": ANYONE,
    "/clock": ANYONE,
    "/law": ANYONE,
    "/api": ANYONE,
    "/sign-in": ANYONE,
    "/tally": ANYONE,
    BODY: ANYONE,
    BODY + "/law": ANYONE,
    BODY + "/record": ANYONE,
    BODY + "/seats": ANYONE,
    BODY + "/terms": ANYONE,
    BODY + "/members/{person}": ANYONE,
    BODY + "/vacancies": ANYONE,
    BODY + "/vacancies/statistics": ANYONE,
    BODY + "/register": ANYONE,
    BODY + "/data": ANYONE,
    BODY + "/diversity": ANYONE,
    BODY + "/diversity/answers": ANYONE,
    BODY + "/diversity/answers/change": ANYONE,
    BODY + "/diversity/invitation": MEMBER,
    BODY + "/calls": ANYONE,
    BODY + "/calls/new": CLERK,
    CALL: ANYONE,
    CALL + "/edit": CLERK,
    CALL + "/apply": ANYONE,
    CALL + "/apply/link": ANYONE,
    CALL + "/applied": ANYONE,
    BODY + "/apply/{application}": ANYONE,
    BODY + "/applications": CLERK,
    BODY + "/applications/expired": CLERK,
    BODY + "/applications/letters": CLERK,
    BODY + "/applications/{application}": CLERK,
    BODY + "/votes": ANYONE,
    BODY + "/officers": ANYONE,
    BODY + "/meetings": ANYONE,
    MEETING: ANYONE,
    MEETING + "/screen": ANYONE,
    MEETING + "/sheet": OFFICE,
    MEETING + "/speak": ANYONE,
    MEETING + "/speakers": OFFICE,
    MEETING + "/excuses": OFFICE,
    BODY + "/speakers/expired": OFFICE,
    BODY + "/attendance": ANYONE,
    MEETING + "/minutes": ANYONE,
    MEETING + "/minutes/{version}": ANYONE,
    MEETING + "/minutes/edit": OFFICE,
    MEETING + "/elections": OFFICE,
    "/account": CLERK,
    "/clerk": CLERK,
    BODY + "/desk": CLERK,
    BODY + "/people": CLERK,
    BODY + "/people/{person}": CLERK,
    BODY + "/people/{person}/merge": CLERK,
    BODY + "/merges/{merge}": CLERK,
    BODY + "/duplicates": CLERK,
    BODY + "/lookups": CLERK,
    BODY + "/continuing": CLERK,
    BODY + "/continuing/{appointment}/{lasting}": CLERK,
    BODY + "/people/{person}/eligibility": CLERK,
    BODY + "/council": CLERK,
    BODY + "/legislation": CLERK,
    BODY + "/legislation/{legislation}": CLERK,
    BODY + "/appointments": CLERK,
    BODY + "/appointments/new": CLERK,
    BODY + "/appointments/{appointment}": CLERK,
    BODY + "/appointments/{appointment}/end": CLERK,
    BODY + "/appointments/{appointment}/withdrawal": CLERK,
    BODY + "/vacancies/{vacancy}": CLERK,
    BODY + "/appointments/{appointment}/correct": CLERK,
    BODY + "/vacancies/{vacancy}/correct": CLERK,
    BODY + "/legislation/{legislation}/correct": CLERK,
    BODY + "/corrections": CLERK,
    BODY + "/law/change": CLERK,
    BODY + "/letters": CLERK,
    BODY + "/texts": CLERK,
    BODY + "/texts/{name}": CLERK,
    BODY + "/training": CLERK,
    BODY + "/training/own": MEMBER,
    BODY + "/imports": CLERK,
    BODY + "/imports/{run}": CLERK,
    BODY + "/findings": CLERK,
    BODY + "/alliance": CLERK,
    BODY + "/secret-elections": CLERK,
    BODY + "/secret-elections/{election_id}": CLERK,
    BODY + "/secret-elections/{election_id}/ballots": COMMITTEE,
    BODY + "/rounds": COMMITTEE,
    ROUND: COMMITTEE,
    ROUND + "/nominees/{nominee}": COMMITTEE,
    ROUND + "/submission": REVIEWER,
    ROUND + "/call": ANYONE,
    ROUND + "/letters": COMMITTEE,
    ROUND + "/record": ANYONE,
    BODY + "/rounds/statistics": ANYONE,
    BODY + "/rounds/expired": COMMITTEE,
    ROUND + "/nominate": ANYONE,
    ROUND + "/nominate/link": ANYONE,
    ROUND + "/nominated": ANYONE,
    BODY + "/nominations/{nomination}": ANYONE,
    BODY + "/meetings/new": OFFICE,
    BODY + "/meetings/year": OFFICE,
    BODY + "/media": CLERK,
    BODY + "/subscribe": ANYONE,
    BODY + "/subscriptions/{subscription}": ANYONE,
    BODY + "/subscriptions/{subscription}/end": ANYONE,
    MEETING + "/setup": OFFICE,
    MEETING + "/notice": OFFICE,
    MEETING + "/console": OFFICE,
    MEETING + "/console/motion/{kind}": OFFICE,
    MEETING + "/console/closed-votes": OFFICE,
    MEETING + "/agenda/edit": OFFICE,
    MEETING + "/motions/{motion_id}/correction": OFFICE,
    MEETING + "/roll": ANYONE,
    MEETING + "/ballot": MEMBER,
    MEETING + "/ballot/items/{item_id}/recusal": MEMBER,
    BODY + "/disclosures": MEMBER,
    MEETING + "/ballot/recusal": MEMBER,
    BODY + "/matters": OFFICE,
    BODY + "/matters/{matter_id}": OFFICE,
    BODY + "/matters/{matter_id}/panel": OFFICE,
    BODY + "/matters/{matter_id}/recommendations": OFFICE,
    BODY + "/recommendations": ANYONE,
    BODY + "/recommendations/{recommendation_id}": OFFICE,
    BODY + "/committees": OFFICE,
    BODY + "/committees/{committee_id}": OFFICE,
    BODY + "/director": ANYONE,
    BODY + "/director/office": OFFICE,
    BODY + "/director/{director}/correct": CLERK,
    BODY + "/director/candidates/{candidate}": OFFICE,
    BODY + "/panels": ANYONE,
    BODY + "/panels/{panel_id}": OFFICE,
    BODY + "/absences": MEMBER,
    BODY + "/duties": ANYONE,
    BODY + "/duties/{duty}": ANYONE,
    BODY + "/duties/{duty}/{period}": OFFICE,
}
"""The address of every page, and who opens it."""

MORE = {
    "ending by a resignation": (BODY + "/appointments/{appointment}/end?ground=resignation", CLERK),
    "ending by a removal": (BODY + "/appointments/{appointment}/end?ground=removal", CLERK),
    "ending by a judgment": (BODY + "/appointments/{appointment}/end?ground=judgment", CLERK),
    "a meeting that was held": (BODY + "/meetings/{held}", ANYONE),
    "a dark screen": (BODY + "/meetings/{held}/screen?light=dark", ANYONE),
    "who asked for notices": (BODY + "/subscribe?asked=yes", ANYONE),
    "its date and notice": (BODY + "/meetings/{held}/notice", OFFICE),
    "its setup": (BODY + "/meetings/{held}/setup", OFFICE),
    "its roll, which can be corrected": (BODY + "/meetings/{held}/roll", OFFICE),
    "everybody's disclosures": (BODY + "/disclosures", OFFICE),
    "a matter as the public sees it": (BODY + "/matters/{matter_id}", ANYONE),
    "a recommendation not sent yet": (BODY + "/recommendations/{draft_advice}", OFFICE),
    "whom the rotation gives": (
        BODY + "/matters/{waiting}/panel?hearing_on=2027-03-01",
        OFFICE,
    ),
    "the director of another day": (BODY + "/director?on=2026-11-19", OFFICE),
    "a panel as a member sees it": (BODY + "/panels/{panel_id}", MEMBER),
    "a duty of the members": (BODY + "/duties/family_statement/{period}", OFFICE),
    "a motion to postpone": (MEETING + "/console/motion/postpone", OFFICE),
    "a motion to approve minutes": (MEETING + "/console/motion/minutes", OFFICE),
    "a published agenda": (MEETING + "/agenda/1", ANYONE),
    "a motion to close the doors": (MEETING + "/console/motion/executive_session", OFFICE),
    "a motion to rescind": (MEETING + "/console/motion/rescind", OFFICE),
    "its elections": (BODY + "/meetings/{held}/elections", ANYONE),
    "somebody about whom all is known": (BODY + "/people/{member}", CLERK),
    "the sheet of a member": (BODY + "/people/{member}/eligibility?seat=east", CLERK),
    "an application not sent yet": (BODY + "/apply/{draft}?link={draft_link}", ANYONE),
    "a letter to an applicant": (
        BODY + "/applications/letters?pick_{application}=yes&template=Not+selected",
        CLERK,
    ),
    "a choice that was counted": (BODY + "/secret-elections/{counted}", COMMITTEE),
    "a round that calls": (BODY + "/rounds/{calling}", COMMITTEE),
    "a call for nominees": (BODY + "/rounds/{calling}/call", ANYONE),
    "letters to nominees": (
        BODY + "/rounds/{past}/letters?template=To+a+nominee%3A+the+outcome",
        COMMITTEE,
    ),
    "a round that is over": (BODY + "/rounds/{past}", COMMITTEE),
    "naming oneself": (BODY + "/rounds/{calling}/nominate", ANYONE),
    "naming somebody else": (BODY + "/rounds/{calling}/nominate?who=other", ANYONE),
    "somebody who was named": (BODY + "/nominations/{asked}?link={asked_link}", ANYONE),
    "a nominee with family": (BODY + "/rounds/{calling}/nominees/{standing}", COMMITTEE),
    "a round before Council": (BODY + "/rounds/{round}", COMMITTEE),
    "the rounds of a reviewer": (BODY + "/rounds", REVIEWER),
    "every call": (BODY + "/calls", CLERK),
    "a clock that ran": ("/clock?start=2026-12-14&length=60", ANYONE),
    "what if the tests part ways": ("/tally?present=5&ayes=3&noes=2", ANYONE),
    "the seats of another day": (BODY + "/seats?on=2026-11-23", ANYONE),
    "the chair's desk": (BODY + "/desk", OFFICE),
    "a member's desk": (BODY + "/desk", MEMBER),
    "nothing there": (BODY + "/nowhere", ANYONE),
    "not allowed": (BODY + "/people", MEMBER),
    "sign in first": (BODY + "/people", ANYONE),
}
"""Pages that show what the others do not."""

QUERIES = {
    BODY + "/subscriptions/{subscription}": "?link={subscription_link}",
    BODY + "/subscriptions/{subscription}/end": "?link={subscription_link}",
    BODY + "/people/{person}/eligibility": "?seat=alliance-2",
    BODY + "/people/{person}/merge": "?merged={twin}",
    BODY + "/apply/{application}": "?link={application_link}",
    BODY + "/nominations/{nomination}": "?link={nomination_link}",
}
NOT_PAGES = {
    "/health",
    "/ready",
    MEETING + "/live",
    MEETING + "/agenda/{version}",
    MEETING + "/agenda/{version}/pdf",
    MEETING + "/agenda/{version}/packet",
    MEETING + "/agenda/{version}/zip",
    MEETING + "/documents/{document_id}",
    MEETING + "/notice/proofs/{paper}",
    MEETING + "/minutes/{version}/pdf",
    BODY + "/duties/entries/{entry_id}/paper",
    BODY + "/duties/entries/{entry_id}/confidential",
    ROUND + "/document",
    BODY + "/secret-elections/{election_id}/file",
    BODY + "/applications/{application}/resume",
    BODY + "/apply/{application}/resume",
    BODY + "/nominations/{nomination}/resume",
    ROUND + "/nominees/{nominee}/resume",
}
VISITS = {**{path: (path + QUERIES.get(path, ""), who) for path, who in PAGES.items()}, **MORE}

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
INLINE = """() => [...document.querySelectorAll("[style], style, script:not([src])")]
  .map((it) => it.outerHTML)"""
SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((it) => it.checkVisibility({visibilityProperty: true})).map((it) => it.outerHTML)"""
LISTEN = """() => {
  window.reached = new Set();
  window.unseen = [];
  document.addEventListener("focusin", ({target}) => {
    window.reached.add(target);
    const style = getComputedStyle(target);
    const bar = target.querySelector(".bar");
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const thick = bar && parseFloat(getComputedStyle(bar).strokeWidth) >= 3;
    if (!outlined && !thick) window.unseen.push(target.outerHTML);
  });
}"""
TO_REACH = """() => {
  const all = [...document.querySelectorAll(
    "a[href], button:enabled, input:enabled:not([type=hidden]), select, textarea, summary"
  )].filter((it) => it.checkVisibility({visibilityProperty: true}));
  const first = new Map();
  return all.filter((it) => {
    if (it.type !== "radio") return true;
    const group = (it.form?.action ?? "") + it.name;
    const known = first.get(group);
    const reached = window.reached.has(it);
    if (known === undefined) first.set(group, reached);
    else first.set(group, known || reached);
    return false;
  }).filter((it) => !window.reached.has(it)).map((it) => it.outerHTML)
    .concat([...first].filter(([, reached]) => !reached).map(([group]) => group));
}"""
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
"""What watches its own size hears of another width when the next picture is drawn."""

STOPS = """() => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex]")]
  .reduce((stops, it) => stops + ({"date": 4, "datetime-local": 7}[it.type] ?? 1), 1)"""


@pytest.fixture(scope="module")
def lived_in(
    furnished_sqlite: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Town, dict[str, str]]:
    """A database with a town in it, and the sessions of those who work there."""
    path = copy_of(furnished_sqlite[0], tmp_path_factory.mktemp("town"))
    return path, *asyncio.run(_lived_in(path))


async def _lived_in(path: Path) -> tuple[Town, dict[str, str]]:
    engine = open_engine(f"sqlite:///{path}")
    bind(engine, TABLES)
    town = await a_lived_in_town(date(2026, 11, 20))
    at = town.now.astimezone(UTC)
    sessions = {email: await session_of(email, at) for email in WORKERS}
    await engine.close_connection_pool()
    return town, sessions


@pytest.fixture(scope="module")
def house(lived_in: tuple[Path, Town, dict[str, str]]) -> Iterator[House]:
    path, town, _ = lived_in
    with opened(path, town.now) as served:
        yield served


@pytest.fixture(scope="module")
def visitors(
    lived_in: tuple[Path, Town, dict[str, str]], house: House, browser: Browser
) -> Iterator[dict[str, Visitor]]:
    """A browser for each, signed in."""
    found = {email: visitor(browser, house) for email in (ANYONE, *lived_in[2])}
    for email, token in lived_in[2].items():
        cookie = {"name": SESSION_COOKIE, "value": token, "url": house.address}
        found[email].context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict does
    yield found
    for each in found.values():
        each.context.close()


@pytest.fixture
def page(
    request: pytest.FixtureRequest,
    visitors: dict[str, Visitor],
    lived_in: tuple[Path, Town, dict[str, str]],
) -> Iterator[Page]:
    """The page that the test names, opened by whoever may; nothing goes wrong in it."""
    path, email = VISITS[request.param]
    words = {"slug": SLUG, "lasting": "candidacy", "kind": "amend", "name": "oath"}
    ids = {**words, **lived_in[1].ids, **lived_in[1].links}
    if "/minutes" in path:
        ids |= {"meeting_id": ids["held"], "version": "1"}
    if "/continuing/" in path:
        ids["appointment"] = ids["concerned"]
    if path.endswith("/record") and "/rounds/" in path:
        ids["found"] = ids["past"]
    if path.endswith("/submission"):
        ids["found"] = ids["round"]
    if "/members/" in path:
        ids["person"] = ids["member"]
    come = visitors[email]
    come.wrong.clear()
    width, height = DESK
    come.page.set_viewport_size({"width": width, "height": height})
    come.page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
    come.goes(path.format(**ids))
    yield come.page
    assert [each for each in come.wrong if not re.search("status of 40[134]", each)] == []


@pytest.mark.parametrize("page", VISITS, indirect=True)
def test_a_page_is_for_everyone(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.title().endswith("openseat")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(INLINE) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert axe_violations(page) == []
    keyboard_reaches_everything(page)
    width, height = PHONE
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark")  # no colour depends on the width, nothing else on dark
    page.evaluate(DRAWN)
    assert page.evaluate(SIDEWAYS) == 0
    assert axe_violations(page) == []
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, "nav, form, .button, .skip") == []


def test_every_page_is_visited() -> None:
    pages = {
        re.sub(r":\w+}", "}", path)
        for route in ROUTES
        if isinstance(route, HTTPRouteHandler) and "GET" in route.http_methods
        for path in route.paths
        if route.include_in_schema is False and "." not in path
    }
    assert pages - NOT_PAGES == set(PAGES)


def keyboard_reaches_everything(page: Page) -> None:
    """Press Tab through the page: everything that can be used is reached, and is seen to be."""
    page.evaluate(LISTEN)
    for _ in range(page.evaluate(STOPS)):
        page.keyboard.down("Tab")  # held, as long as there is something to reach
    page.keyboard.up("Tab")
    assert page.evaluate(TO_REACH) == []
    assert page.evaluate("() => window.unseen") == []
