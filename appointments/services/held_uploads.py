"""A file that came with a refused form is held for a day, so that nobody must choose it again."""

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from governance.schemas.papers import Upload
from governance.services.accounts import hashed
from governance.services.bodies import engine

HELD = timedelta(days=1)
MOST = 500
"""More files than this are not held: somebody is playing with the form."""


async def hold_upload(upload: Upload, *, at: datetime) -> str:
    """Hold a file; return the secret under which its form finds it again, or nothing."""
    token = secrets.token_urlsafe(32)
    async with engine().transaction():
        rows = await engine().read("SELECT count(*) AS number FROM held_upload")
        if rows[0]["number"] >= MOST:
            return ""
        await engine().write(
            "INSERT INTO held_upload (id, token_hash, name, content, held_at) "
            "VALUES ($1, $2, $3, $4, $5)",
            uuid4(),
            hashed(token),
            upload.name,
            upload.content,
            at,
        )
    return token


async def held_upload(token: str, *, at: datetime) -> Upload | None:
    """Return the file that is held under a secret."""
    rows = await engine().read(
        "SELECT name, content FROM held_upload WHERE token_hash = $1 AND held_at > $2",
        hashed(token),
        at - HELD,
    )
    return Upload(name=rows[0]["name"], content=bytes(rows[0]["content"])) if rows else None


async def forget_held_uploads(at: datetime, *, token: str = "") -> int:
    """Remove what was held long enough, and what is kept elsewhere by now."""
    async with engine().transaction():
        gone = await engine().write(
            "DELETE FROM held_upload WHERE held_at <= $1 OR token_hash = $2 RETURNING id",
            at - HELD,
            hashed(token),
        )
    return len(gone)
