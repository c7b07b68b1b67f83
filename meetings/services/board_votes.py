"""The motions of the whole body, told to packages below that rest on what it decided."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from appointments.schemas.board_votes import BoardVote
from governance.charter.model import Charter, Does, OnDivergence
from governance.clock import day_in
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on, engine
from meetings.rules.motions import State
from meetings.rules.tallies import Outcome
from meetings.schemas.meetings import MeetingKind

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

LATEST = 50
MOTIONS = (
    "SELECT m.id, m.meeting, m.kind, m.text, m.state, m.outcome, m.closed_at, m.afterwards, "
    "m.diverges, m.resolution, g.title, g.kind AS meeting_kind, g.starts_at "
    "FROM motion m JOIN meeting g ON g.id = m.meeting WHERE m.body = $1"
)


async def tell_board_votes(body: Body, motion: UUID | None) -> list[BoardVote]:
    """Return one motion of the whole body, or the latest that were carried and stand."""
    if motion is not None:
        rows = await engine().read(f"{MOTIONS} AND m.id = $2", body.id, motion)
    else:
        rows = await engine().read(
            f"{MOTIONS} AND m.outcome = 'carried' AND m.afterwards = '' "
            "ORDER BY m.closed_at DESC LIMIT $2",
            body.id,
            LATEST,
        )
    found = []
    for row in rows:
        if not MeetingKind(row["meeting_kind"]).is_of_the_whole_body:
            continue
        told = await _told(body, row)
        if motion is not None or told.carried:
            found.append(told)
    return found


async def _told(body: Body, row: Row) -> BoardVote:
    closed = row["closed_at"]
    on = day_in(closed, body.timezone) if closed is not None else None
    carried = None
    if on is not None and row["state"] == State.DECIDED:
        carried = _stands(row, await charter_on(body, on))
    return BoardVote(
        motion=row["id"],
        meeting=row["meeting"],
        title=row["title"],
        text=row["text"],
        on=on,
        carried=carried,
    )


def _stands(row: Row, charter: Charter) -> bool:
    acts = row["kind"] in {kind.id for kind in charter.kinds_that(Does.ACT)}
    held = (
        bool(row["diverges"])
        and not row["resolution"]
        and charter.voting.on_divergence is OnDivergence.HOLD
    )
    return acts and row["outcome"] == Outcome.CARRIED and not row["afterwards"] and not held
