"""The gallery as a small site, under the same strict policy as the real pages."""

from collections.abc import Iterator, Mapping
from mimetypes import guess_type
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route

from governance.web import templating
from tests.governance.web.gallery import pages

SITE = "http://openseat.example/"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'"
)


@pytest.fixture(scope="module")
def gallery() -> Iterator[Mapping[str, str]]:
    """The pages of the gallery as text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templating, "FOLDERS", (*templating.FOLDERS, Path(__file__).parent))
        templating.environment.cache_clear()
        yield {name: templating.render(name, **context) for name, context in pages().items()}
    templating.environment.cache_clear()


def hang(context: BrowserContext, gallery: Mapping[str, str]) -> None:
    """Serve the gallery and the static files to this window."""

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(SITE).partition("?")[0]
        body = gallery.get(name) or (templating.STATIC / Path(name).name).read_text()
        kind = guess_type(name)[0] or "text/html"
        headers = {"Content-Security-Policy": POLICY, "Content-Type": f"{kind}; charset=utf-8"}
        route.fulfill(body=body, headers=headers)

    context.route(f"{SITE}**", serve)
