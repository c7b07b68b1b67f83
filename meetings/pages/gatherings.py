"""Whose meeting it is, where that is a committee or a panel, as pages say and link it."""

from datetime import datetime

from governance.schemas.bodies import Body
from governance.web.templating import Link
from meetings.schemas.meetings import Meeting, MeetingKind
from meetings.services.rolls import roll_of, whose

PLACES = {MeetingKind.COMMITTEE: "committees", MeetingKind.PANEL: "panels"}


async def gathering_of(board: Body, meeting: Meeting, at: datetime) -> Link | None:
    """Return the committee or panel that meets; nothing where the whole body does."""
    if meeting.kind not in PLACES:
        return None
    found = await whose(meeting.id)
    if found is None:
        return None
    name = (await roll_of(board, meeting, at)).committee
    return Link(label=name, href=f"/bodies/{board.slug}/{PLACES[meeting.kind]}/{found}")
