"""What is a file, by its content: its name alone is nobody's word.

Only kinds that are looked for are known; whatever else is refused.
"""

import zipfile
from enum import StrEnum
from io import BytesIO

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Kind(StrEnum):
    """A kind of file, by its media type."""

    PDF = "application/pdf"
    DOCX = f"{_OFFICE}.wordprocessingml.document"
    XLSX = f"{_OFFICE}.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TEXT = "text/plain"


ENDINGS = {
    Kind.PDF: ("pdf",),
    Kind.DOCX: ("docx",),
    Kind.XLSX: ("xlsx",),
    Kind.ODT: ("odt",),
    Kind.PNG: ("png",),
    Kind.JPEG: ("jpg", "jpeg"),
    Kind.TEXT: ("txt", "csv", "md"),
}
TEXTS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.TEXT})
"""What somebody writes: a résumé, a letter."""
DOCUMENTS = TEXTS | {Kind.PNG, Kind.JPEG}
"""What proves something: a letter, a scan, a photograph."""

_SIGNATURES = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
)
_ZIP = b"PK\x03\x04"
_INSIDE = (("word/document.xml", Kind.DOCX), ("xl/workbook.xml", Kind.XLSX))


def kind_of(name: str, content: bytes) -> Kind | None:
    """Return what a file is, or None if it is nothing known or not what its name says."""
    found = _kind_inside(content)
    ending = name.rpartition(".")[2].lower()
    return found if found is not None and ending in ENDINGS[found] else None


def endings(kinds: frozenset[Kind]) -> tuple[str, ...]:
    """Return the endings that the names of such files have, in the order of the alphabet."""
    return tuple(sorted(ending for kind in kinds for ending in ENDINGS[kind]))


def _kind_inside(content: bytes) -> Kind | None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(_ZIP):
        return _kind_of_zip(content)
    return Kind.TEXT if _is_text(content) else None


def _kind_of_zip(content: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
            for inside, kind in _INSIDE:
                if inside in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size == len(Kind.ODT):
                return Kind.ODT if archive.read("mimetype").decode("ascii") == Kind.ODT else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, UnicodeDecodeError):
        return None  # damaged, of a foreign compression, or locked by a password
    return None


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text) and all(each.isprintable() or each in "\n\r\t\f" for each in text)
