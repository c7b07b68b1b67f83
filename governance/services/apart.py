"""How is something kept so that nothing tells who said it, or when?

None of this is a deed: a deed would note who acted, and at what moment. See the decisions "Answers
apart from people" and "Secret ballots".
"""

import re
import secrets
from base64 import b32encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from governance.database import lock_row
from governance.schemas.bodies import Body
from governance.services.bodies import engine
from governance.tables import BodyRow

CODE_BYTES = 15
"""120 bits: no code is found by trying."""
GROUP = 4
MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B", " ": "", "-": ""})
_CODE = re.compile(r"[A-Z2-7]{24}")


def new_code() -> str:
    """Return a code that can be written down: groups of letters and digits."""
    return grouped(b32encode(secrets.token_bytes(CODE_BYTES)).decode())


def plain_code(typed: str) -> str:
    """Return a code without groups, as it is meant where letters were mistaken for digits."""
    return typed.upper().translate(MISREAD)


def is_code(typed: str) -> bool:
    """Say whether what was typed has the form of a code."""
    return bool(_CODE.fullmatch(plain_code(typed)))


def grouped(code: str) -> str:
    """Return a code in groups, as it is shown."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


@asynccontextmanager
async def in_turn(body: Body) -> AsyncIterator[None]:
    """Write for a body while no deed and nobody else does; nothing is noted of it."""
    async with engine().transaction():
        await lock_row(engine(), BodyRow, body.id)
        yield


async def mix(body: Body, tables: Mapping[str, str]) -> None:
    """Let no table tell what came in last; `tables` names the columns of each, the id among them.

    SQLite keeps these tables by their keys, which are chance. PostgreSQL keeps rows as they came
    in, with the transaction that wrote them: there all of a body's rows are written anew, by key.
    """
    if engine().engine_type != "postgres":
        return
    for table, columns in tables.items():
        await engine().write(
            f"WITH old AS (DELETE FROM {table} WHERE body = $1 RETURNING {columns}) "  # noqa: S608 (names of our own)
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM old ORDER BY id",
            body.id,
        )
