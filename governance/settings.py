"""How this installation is set up: environment over file over default, each with its source."""

import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path

from governance.errors import GovernanceError
from governance.sentences import say

PREFIX = "OPENSEAT_"
FILE_VARIABLE = "OPENSEAT_SETTINGS"
NOT_SETTINGS = frozenset(
    {FILE_VARIABLE, "OPENSEAT_REQUIRE_ALL", "OPENSEAT_CHROMIUM", "OPENSEAT_PICTURES"}
)
"""Variables with our prefix that mean something else: the file, and some for the tests."""
DEMO_SECRET = "demonstration-only-not-a-secret"  # noqa: S105 (refused in production)
SECRETS = frozenset({"secret", "smtp_password"})
BOUNDS = {
    "port": (1, 65_535),
    "smtp_port": (1, 65_535),
    "session_hours": (1, 24 * 31),
    "requests_per_minute": (0, 1_000_000),
    "import_megabytes": (1, 8),
    "import_unpacked_megabytes": (1, 2_000),
    "import_rows": (1, 1_000_000),
    "stream_seconds": (0, 3600),
}
"""The least and the most of each number; no limit of requests is 0."""

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an operator may set; names in the environment are OPENSEAT_<NAME>."""

    mode: str = "demo"
    database: str = field(default="sqlite:///var/openseat.db", repr=False)  # may hold a password
    secret: str = field(default=DEMO_SECRET, repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxy: bool = False
    mail_folder: str = "var/mail"
    mail_from: str = "clerk@openseat.invalid"
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    session_hours: int = 12
    requests_per_minute: int = 600
    stream_seconds: int = 300
    scheduler: bool = True
    import_megabytes: int = 8
    import_unpacked_megabytes: int = 200
    import_rows: int = 100_000
    log_level: str = "INFO"

    @property
    def is_production(self) -> bool:
        """Say whether real people depend on this installation."""
        return self.mode == "production"

    @property
    def secure_cookies(self) -> bool:
        """Say whether cookies are to travel over TLS alone."""
        return self.public_url.startswith("https://")


class SettingsError(GovernanceError):
    """A setting is unknown, unreadable or unsafe; the message names it."""


def read_settings(environ: Mapping[str, str] = os.environ) -> tuple[Settings, dict[str, str]]:
    """Return the settings and, for each name, where its value came from."""
    path = environ.get(FILE_VARIABLE, "")
    values: dict[str, object] = {}
    sources = {each.name: "default" for each in fields(Settings)}
    for name, value in _from_file(path).items() if path else ():
        _known(name, f"the file {path}")
        values[name], sources[name] = value, path
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        name = variable.removeprefix(PREFIX).lower()
        _known(name, f"the environment variable {variable}")
        values[name], sources[name] = text, variable
    settings = Settings(**{name: _converted(name, value) for name, value in values.items()})  # type: ignore[arg-type]  # each value is converted to its field's own type
    _refuse_unsafe(settings)
    return settings, sources


def _from_file(path: str) -> dict[str, object]:
    try:
        return tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            say("The settings file {path} cannot be read: {why}", path=path, why=str(error))
        ) from error


def _known(name: str, where: str) -> None:
    if name not in Settings.__dataclass_fields__:
        raise SettingsError(
            say("There is no setting '{name}'; it stands in {where}.", name=name, where=where)
        )


def _converted(name: str, value: object) -> object:
    kind = Settings.__dataclass_fields__[name].type
    text = str(value)
    if kind is bool:
        if text.lower() in ("1", "true", "yes"):
            return True
        if text.lower() in ("0", "false", "no", ""):
            return False
        raise SettingsError(
            say("The setting {name} is yes or no, not '{value}'.", name=name, value=text)
        )
    if kind is int:
        return _number(name, text)
    if name == "log_level":
        return _level(text)
    return text


def _number(name: str, text: str) -> int:
    least, most = BOUNDS[name]
    with suppress(ValueError):
        if least <= int(text) <= most:
            return int(text)
    raise SettingsError(
        say(
            "The setting {name} is a number from {least} to {most}, not '{value}'.",
            name=name,
            least=least,
            most=most,
            value=text,
        )
    )


def _level(text: str) -> str:
    if text.upper() not in LEVELS:
        raise SettingsError(
            say(
                "The setting log_level is one of {levels}, not '{value}'.",
                levels=LEVELS,
                value=text,
            )
        )
    return text.upper()


def _refuse_unsafe(settings: Settings) -> None:
    if settings.mode not in ("demo", "production"):
        raise SettingsError(
            say("The setting mode is demo or production, not '{mode}'.", mode=settings.mode)
        )
    if not settings.is_production:
        return
    if settings.secret == DEMO_SECRET or len(settings.secret) < 32:
        raise SettingsError(
            say(
                "In production OPENSEAT_SECRET must be your own, 32 characters or longer; "
                "the demonstration's secret is public."
            )
        )
    if not settings.secure_cookies:
        raise SettingsError(say("In production OPENSEAT_PUBLIC_URL must begin with https://."))
