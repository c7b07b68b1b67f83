"""How does what the record says become a printed paper?

A template of a package's `print` folder reads the data and nothing else; typst sets it as
PDF/UA-1, with fonts of its own, so that the same data give the same bytes on every machine.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import msgspec
import pikepdf
import typst

from governance.errors import OutOfOrderError
from governance.sentences import say

HOME = Path(__file__).resolve().parents[1]
UNDISPLAYED = re.compile(r'the text `"(.+?)"` could not be displayed')


class Attachment(NamedTuple):
    """A file that goes along inside a paper; `about` says what it is."""

    name: str
    content: bytes
    media_type: str
    about: str


async def printed(template: str, data: Mapping[str, object], *, title: str, at: datetime) -> bytes:
    """Return a template as PDF/UA-1; `title` names it, `at` is the moment it says it was made.

    What the data hold is text wherever it stands, never typst's own language.
    """
    return await asyncio.to_thread(_set, template, {**data, "title": title}, at)


async def with_attachments(paper: bytes, files: Sequence[Attachment], *, at: datetime) -> bytes:
    """Return a printed paper with files inside it; readers list them by name beside the text.

    The files are as they were handed in, whatever their own accessibility.
    """
    return await asyncio.to_thread(_attached, paper, files, at)


def _attached(paper: bytes, files: Sequence[Attachment], at: datetime) -> bytes:
    moment = at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    whole = BytesIO()
    with pikepdf.open(BytesIO(paper)) as opened:
        for each in files:
            opened.attachments[each.name] = pikepdf.AttachedFileSpec(
                opened,
                each.content,
                description=each.about,
                filename=each.name,
                mime_type=each.media_type,
                creation_date=moment,
                mod_date=moment,
            )
        opened.save(whole, deterministic_id=True)
    return whole.getvalue()


def _set(template: str, data: Mapping[str, object], at: datetime) -> bytes:
    """Set a paper with the fonts that come along, or with the machine's if those lack a letter."""
    try:
        return _compiled(template, data, at, system_fonts=False)
    except typst.TypstError as error:
        if _undisplayed(error) is None:
            raise
    try:
        return _compiled(template, data, at, system_fonts=True)
    except typst.TypstError as error:
        letter = _undisplayed(error)
        if letter is None:
            raise
        raise OutOfOrderError(
            say(
                "No font of this machine shows “{letter}”; with one installed it can be printed.",
                letter=letter,
            )
        ) from error


def _undisplayed(error: typst.TypstError) -> str | None:
    """Return the text that no font could show, if that is what was wrong."""
    found = UNDISPLAYED.search(str(error))
    return found[1] if found else None


def _compiled(
    template: str, data: Mapping[str, object], at: datetime, *, system_fonts: bool
) -> bytes:
    content = typst.compile(
        _template(template),
        root=str(HOME),
        ignore_system_fonts=not system_fonts,
        sys_inputs={"data": msgspec.json.encode(data).decode()},
        pdf_standards="ua-1",
        timestamp=at.replace(microsecond=0),
    )
    return bytes(content)


@cache
def _template(name: str) -> str:
    """Return where the one template of this name is."""
    (path,) = HOME.glob(f"*/print/{name}.typ")
    return str(path)
