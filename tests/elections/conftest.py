"""What the tests of elections may ask for."""

import pytest

import elections.tables
from governance.database import bind
from governance.services.bodies import engine as bound
from tests.elections.electing import Electing
from tests.meetings.sitting import Sitting, sitting

__all__ = ["electing", "sitting"]


@pytest.fixture
def electing(sitting: Sitting) -> Electing:
    """The Rochester board with all nine seats taken, about to elect."""
    bind(bound(), elections.tables.TABLES)
    return Electing(sitting)
