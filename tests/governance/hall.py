"""The running application for tests to which the kind of database does not matter."""

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from governance.logs import configure_logs
from governance.web import gate, problems
from tests.app import Doors, running


@pytest.fixture
def hall(furnished_sqlite: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Doors]:
    """The application on an SQLite database of this test's own, furnished with every role."""
    template, tokens = furnished_sqlite
    path = tmp_path / "hall.db"
    shutil.copyfile(template, path)
    with running(f"sqlite:///{path}", tokens=tokens) as opened:
        yield opened


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Return what was logged so far, as it would stand on standard error."""
    configure_logs("INFO")
    written = io.StringIO()
    setup = structlog.get_config()
    logger = structlog.wrap_logger(
        structlog.WriteLogger(written),
        processors=setup["processors"],
        wrapper_class=setup["wrapper_class"],
    )
    for module in (gate, problems):
        monkeypatch.setattr(module, "log", logger)
    return lambda: written.getvalue().splitlines()
