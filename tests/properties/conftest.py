"""What the tests of properties may ask for."""

from tests.elections.conftest import electing
from tests.meetings.sitting import sitting

__all__ = ["electing", "sitting"]
