"""The program as it stands: its modules, its doors, its deeds."""

import ast
import importlib
import pkgutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from governance.app import PACKAGES, built
from governance.rules.permissions import PUBLIC
from governance.services.deeds import Deed
from tests.app import idle

ROOT = Path(__file__).parents[2]
NOT_OURS = ("/static", "/schema")


def files() -> list[Path]:
    """Return every file of the program."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return every module of the program, imported; migrations are no modules of it."""
    found = []
    for package in PACKAGES:
        top = importlib.import_module(package)
        for each in pkgutil.walk_packages(top.__path__, f"{package}."):
            if ".migrations." not in each.name and not each.name.endswith("__main__"):
                found.append(importlib.import_module(each.name))
    return tuple(found)


@cache
def deeds() -> dict[str, Deed[..., object]]:
    """Return every deed of the program by its name."""
    found: dict[str, Deed[..., object]] = {}
    for module in modules():
        for each in vars(module).values():
            if isinstance(each, Deed):
                assert found.setdefault(each.name, each) is each, f"two deeds named {each.name}"
    return found


@dataclass(frozen=True)
class Door:
    """One way into the program."""

    method: str
    path: str
    handler: HTTPRouteHandler

    @property
    def name(self) -> str:
        return self.handler.fn.__name__

    @property
    def permission(self) -> str:
        return str(self.handler.opt.get("permission", PUBLIC))

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@cache
def app() -> Litestar:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = built()
    idle.append(whole)  # for a test that wants one
    return whole


@cache
def doors() -> tuple[Door, ...]:
    """Return every door; those to files and to the description are the framework's own."""
    return tuple(_doors(app()))


def _doors(whole: Litestar) -> Iterator[Door]:
    for route in whole.routes:
        if isinstance(route, HTTPRoute) and not route.path.startswith(NOT_OURS):
            for handler in route.route_handlers:
                for method in sorted(handler.http_methods):
                    if method != "OPTIONS":
                        yield Door(method, route.path, handler)
