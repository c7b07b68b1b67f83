import pytest

from governance.database import Engine
from tests.governance.database.shelves import build


@pytest.fixture
async def shelves(empty_engine: Engine) -> Engine:
    """An engine with the throw-away tables, bound to their classes."""
    await build(empty_engine)
    return empty_engine
