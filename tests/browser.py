"""A real Chromium for the tests that need eyes and hands; import `browser` to use it.

The fixture lasts for one module, because Playwright's event loop would otherwise stay in
the way of the asynchronous tests that come after it.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DECIDED = """axe.configure({checks: [{
  id: "color-contrast", options: {ignorePseudo: true},
}]})"""
"""Where axe finds a pseudo-element behind a text it leaves the contrast undecided, after a long
search; it is to decide by the colours of the elements, which is stricter and takes a third of it.
"""
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str | None:
    """Return where a Chromium is: the one named in OPENSEAT_CHROMIUM, or one on the path."""
    named = os.environ.get("OPENSEAT_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser with no pages open."""
    path = chromium_path()
    if path is None:
        if os.environ.get("OPENSEAT_REQUIRE_ALL") == "1":
            pytest.fail("A Chromium is required; name one in OPENSEAT_CHROMIUM.", pytrace=False)
        pytest.skip("There is no Chromium here; name one in OPENSEAT_CHROMIUM.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


def axe_violations(page: Page) -> list[str]:
    """Return what axe holds against the page as it now stands, one line for each element."""
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(DECIDED)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((all) => all.violations)")
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {violation['help']}"
        for violation in found
        for node in violation["nodes"]
    ]
