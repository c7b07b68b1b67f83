"""Every piece, seen by a browser: light and dark, at a desk and on a phone."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from governance.web import templating
from tests.browser import axe_violations, browser
from tests.governance.web.gallery import pages
from tests.governance.web.gallery.show import SITE, gallery, hang

__all__ = ["browser", "gallery"]

HERE = Path(__file__).parent / "gallery"
SIZES = {"desk": (1280, 1000), "phone": (390, 844)}

BEYOND_THE_EDGE = "([width]) => Math.max(0, document.documentElement.scrollWidth - width)"
TOO_SMALL_TO_PRESS = """() => [...document.querySelectorAll(
    "button, .button, input:not([type=hidden], [type=radio], [type=checkbox]), "
    + "select, textarea, .choice, .masthead a, .crumbs a, .foot a, .pages a, summary")]
  .filter((it) => it.getBoundingClientRect().height < 43.5)
  .map((it) => it.outerHTML)"""


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def window(
    browser: Browser, gallery: Mapping[str, str], scheme: str, size: str
) -> Iterator[BrowserContext]:
    """A window onto the gallery."""
    width, height = SIZES[size]
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": height},
    )
    hang(context, gallery)
    yield context
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", pages())
def test_a_page_is_accessible_and_keeps_the_policy(
    window: BrowserContext,
    name: str,
    scheme: str,
    size: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    page = window.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{SITE}{name}")
    assert page.locator("h1").count() == 1
    assert axe_violations(page) == []
    assert said == []
    assert page.evaluate(BEYOND_THE_EDGE, SIZES[size]) == 0
    if size == "phone":
        assert page.evaluate(TOO_SMALL_TO_PRESS) == []
    folder = tmp_path_factory.getbasetemp().parent / "gallery"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.{scheme}.{size}.png", full_page=True)
    page.close()


def test_every_piece_is_in_the_gallery() -> None:
    macros = (templating.FOLDERS[0] / "ui.html").read_text()
    base = (templating.FOLDERS[0] / "base.html").read_text()
    shown = base + macros + "".join(path.read_text() for path in HERE.glob("*.html"))
    for name in re.findall(r"macro ([a-z]\w*)\(", macros):
        assert re.search(rf"(?<!macro )\b{name}\(", shown), f"{name} is never shown"


def test_no_template_carries_a_style_or_a_script() -> None:
    for folder in templating.FOLDERS:
        for path in folder.rglob("*.html"):
            text = path.read_text()
            assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), path
            assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


def test_no_two_packages_have_a_template_of_the_same_name() -> None:
    names = [
        str(path.relative_to(folder))
        for folder in templating.FOLDERS
        for path in folder.rglob("*.html")
    ]
    assert len(names) == len(set(names))
