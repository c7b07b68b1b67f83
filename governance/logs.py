"""Structured log lines on standard error; no local variables, which may be private."""

import logging
import re
import sys

import structlog
from msgspec.json import encode
from structlog.types import EventDict

QUOTED = re.compile(r"(?<=\n)DETAIL: .*|(?<=query argument )\$\d+: .*")


def configure_logs(level: str) -> None:
    """Write every log line as JSON with its moment, its level and the request it belongs to."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_values,
            structlog.processors.JSONRenderer(serializer=_written),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


def _written(event: dict[str, object], **_: object) -> str:
    return encode(event, enc_hook=str).decode()


def _without_values(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave out what a database quotes of the row or the value that it refuses."""
    if "exception" in event:
        event["exception"] = QUOTED.sub("", event["exception"])
    return event
