"""A meeting at which a panel hears its matter: the panel's members are its roll."""

from uuid import UUID, uuid4

from governance.charter.findings import require
from governance.errors import BadInputError, OutOfOrderError
from governance.sentences import say
from governance.services.deeds import Record, deed, explain
from meetings.rules.panels import panels_are_in_force
from meetings.schemas.committees import MeetingEntry
from meetings.schemas.meetings import MeetingKind
from meetings.schemas.panels import Panel
from meetings.services.files import get_meeting
from meetings.services.panels import SITTING, get_panel
from meetings.tables import PanelHearingRow

explain({"panel_hearing_once": say("This meeting is a panel's already.")})


@deed
async def enter_panel_hearing(record: Record, panel_id: UUID, wish: MeetingEntry) -> Panel:
    """Say that a panel hearing that was set is this panel's."""
    require(panels_are_in_force(record.charter))
    panel = await get_panel(record.body, record.charter, panel_id, record.today)
    if panel.state != SITTING:
        raise OutOfOrderError(say("This panel has ended."))
    meeting = await get_meeting(record.body, wish.meeting)
    if meeting.kind is not MeetingKind.PANEL:
        raise BadInputError({"meeting": say("Only a panel hearing can be a panel's.")})
    if not meeting.state.is_to_come:
        raise OutOfOrderError(
            say(
                "Whose meeting it is must be said before it begins: {state}.",
                state=meeting.state.words,
            )
        )
    await PanelHearingRow.insert(
        PanelHearingRow(id=uuid4(), body=record.body.id, panel=panel_id, meeting=wish.meeting)
    )
    record.note(f"panel:{panel_id}", after={"meeting": wish.meeting})
    return panel
