"""The real application for uvicorn, set up by the environment as everywhere."""

from governance.app import create_app
from governance.settings import read_settings
from governance.web.gate import Gate


def create() -> Gate:
    """Return the application."""
    settings, _ = read_settings()
    return create_app(settings)
