"""What was referred or postponed comes back without a vote."""

from uuid import UUID

from governance.charter.findings import require
from governance.charter.model import Does
from governance.services.deeds import Record, deed
from meetings.rules.motions import may_move
from meetings.schemas.motions import MotionView
from meetings.services.effects import TAKEN_UP, bring_back
from meetings.services.files import meeting_file
from meetings.services.motions import in_session, quorum_of
from meetings.services.pasts import motion_of, require_that_it_comes_back
from meetings.services.views import motion_view


@deed
async def take_up_motion(record: Record, meeting_id: UUID, motion_id: UUID) -> MotionView:
    """Put before the body what a committee reports on, or what was postponed to now."""
    file = await in_session(record, meeting_id)
    earlier = await motion_of(record.body, motion_id)
    await require_that_it_comes_back(record.body, record.charter, earlier, file, record.at)
    main = record.charter.motion_kind(earlier.kind)
    assert main.does is Does.ACT or main.does.reaches_back  # nothing else is set aside
    require(*may_move(main, file.pending, await quorum_of(record, file), record.charter))
    again = await bring_back(record, file, earlier, TAKEN_UP)
    after = await meeting_file(record.body, meeting_id)
    return motion_view(after.motion(again), after)
