"""Motions that were dealt with before: which can come back, and why others cannot."""

from datetime import datetime
from uuid import UUID

from governance.charter.findings import Finding, require
from governance.charter.model import Charter, Does
from governance.clock import day_in
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.sentences import say
from governance.services.bodies import engine
from meetings.rules.motions import State
from meetings.rules.reopening import Past, may_come_back, may_reopen
from meetings.rules.tallies import Outcome
from meetings.schemas.consoles import WaitingMotion
from meetings.services.files import MeetingFile, MotionFile, motion_files
from meetings.services.rolls import whose

_REGULAR_SINCE = """
SELECT count(*) AS number FROM meeting m JOIN meeting o ON o.id = $2
WHERE m.body = $1 AND m.kind = 'regular' AND m.called_to_order_at IS NOT NULL
AND m.id <> o.id AND m.starts_at > o.starts_at"""
_OF_COMMITTEE_SINCE = """
SELECT count(*) AS number FROM meeting m JOIN meeting o ON o.id = $2
JOIN committee_meeting mine ON mine.meeting = m.id
JOIN committee_meeting its ON its.meeting = o.id AND its.committee = mine.committee
WHERE m.body = $1 AND m.called_to_order_at IS NOT NULL
AND m.id <> o.id AND m.starts_at > o.starts_at"""


async def motion_of(body: Body, motion_id: UUID) -> MotionFile:
    """Return a motion of any meeting of this body."""
    found = await motion_files("m.id = $1 AND m.body = $2", motion_id, body.id)
    if not found:
        raise NotFoundError(say("There is no such motion of this body."))
    return found[0]


async def past_of(
    body: Body, charter: Charter, motion_id: UUID, here: MeetingFile, mover: UUID | None = None
) -> tuple[MotionFile, Past]:
    """Return an earlier motion, and what rules ask of it when it is taken up at a meeting."""
    motion = await motion_of(body, motion_id)
    return motion, await _past(body, charter, motion, here, mover)


async def waiting_motions(
    body: Body, charter: Charter, here: MeetingFile, at: datetime
) -> tuple[WaitingMotion, ...]:
    """Return what was tabled, referred or postponed and has not come back, and why."""
    found = await motion_files(
        "m.body = $1 AND m.afterwards = '' AND m.state IN ('tabled', 'referred', 'postponed')",
        body.id,
        order="m.moved_at",
    )
    waiting = []
    for motion in found:
        past = await _past(body, charter, motion, here)
        if past.made_elsewhere:
            continue
        findings = _returns(body, charter, motion, past, here, at)
        blocked = next((each for each in findings if each.blocks), findings[0])
        if motion.state is State.TABLED and past.meetings_since > 1:
            continue
        waiting.append(
            WaitingMotion(
                id=motion.id,
                meeting=motion.meeting,
                number=motion.number,
                text=motion.text,
                state=motion.state,
                until_day=motion.until_day,
                until_meeting=motion.until_meeting,
                referred_to=motion.referred_to,
                since=motion.touched_at or motion.moved_at,
                finding=finding_view(blocked),
            )
        )
    return tuple(waiting)


async def require_that_it_comes_back(
    body: Body, charter: Charter, motion: MotionFile, here: MeetingFile, at: datetime
) -> None:
    """Refuse to take up, without a vote, what does not come back by itself now."""
    past = await _past(body, charter, motion, here)
    require(*_due(body, charter, motion, past, here, at))


def _returns(
    body: Body, charter: Charter, motion: MotionFile, past: Past, here: MeetingFile, at: datetime
) -> tuple[Finding, ...]:
    if motion.state is State.TABLED:
        kinds = charter.kinds_that(Does.TAKE_UP)
        return may_reopen(kinds[0], past) if kinds else _due(body, charter, motion, past, here, at)
    return _due(body, charter, motion, past, here, at)


def _due(
    body: Body, charter: Charter, motion: MotionFile, past: Past, here: MeetingFile, at: datetime
) -> tuple[Finding, ...]:
    return may_come_back(
        past,
        until_day=motion.until_day,
        is_its_meeting=motion.until_meeting == here.meeting.id,
        today=day_in(at, body.timezone),
        clause=charter.order.clause,
    )


async def _past(
    body: Body, charter: Charter, motion: MotionFile, here: MeetingFile, mover: UUID | None = None
) -> Past:
    since, ours, theirs = 0, None, None
    if motion.meeting != here.meeting.id:
        ours, theirs = await whose(here.meeting.id), await whose(motion.meeting)
        counted = _REGULAR_SINCE if ours is None else _OF_COMMITTEE_SINCE
        rows = await engine().read(counted, body.id, motion.meeting)
        since = max(int(rows[0]["number"]), 1)
    tally = motion.tally
    returned = False
    if motion.came_from is not None:
        before = await motion_of(body, motion.came_from)
        returned = before.state is State.DECIDED
    return Past(
        kind=charter.motion_kind(motion.kind),
        state=motion.state,
        outcome=Outcome(motion.outcome) if motion.outcome else None,
        takes_effect=tally.takes_effect if tally else False,
        afterwards=motion.afterwards,
        meetings_since=since,
        is_a_return=returned,
        made_elsewhere=ours != theirs,
        mover_said=motion.votes.get(mover) if mover and mover not in motion.recused else None,
    )
