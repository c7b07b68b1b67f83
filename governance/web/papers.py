"""Files as answers: what somebody handed in, what was printed, what was exported."""

from urllib.parse import quote

from litestar import Response

from governance.rules.papers import Kind
from governance.schemas.papers import Paper

INLINE = frozenset({Kind.PDF.value, Kind.PNG.value, Kind.JPEG.value})


def sent(paper: Paper, content: bytes, *, inline: bool = False) -> Response[bytes]:
    """Return a kept file; only what a browser shows without running it may be shown in place."""
    shown = inline and paper.media_type in INLINE
    return download(content, paper.name, paper.media_type, inline=shown)


def pdf(content: bytes, name: str) -> Response[bytes]:
    """Return a printed paper, to be shown in place; `name` is without its ending."""
    return download(content, f"{name}.pdf", Kind.PDF.value, inline=True)


def download(
    content: bytes, name: str, media_type: str, *, inline: bool = False
) -> Response[bytes]:
    """Return bytes under a name; a name of any script is written so that every browser reads it."""
    how = "inline" if inline else "attachment"
    plain = "".join(each if each.isascii() and each.isprintable() else "_" for each in name)
    plain = plain.replace('"', "_").replace("\\", "_")
    return Response(
        content,
        media_type=media_type,
        headers={
            "content-disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
        },
    )
