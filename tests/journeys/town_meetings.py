"""The meetings of a board that has lived a little: held, in a vote, and what is about them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from elections.schemas.elections import Call, Nomination, RecordedBallot
from elections.services.ballots import close_round, open_round, record_ballot
from elections.services.nominations import accept_nomination, call_election, nominate
from governance.charter.load import bundled_charter
from governance.days import add_days
from governance.rules.access import Role
from governance.schemas.obligations import Fulfilment
from governance.services.bodies import get_body
from governance.services.obligations import fulfil_obligation
from meetings.rules.committees import Standing
from meetings.rules.matters import Part
from meetings.rules.recusals import Relation
from meetings.rules.votes import Choice
from meetings.schemas.committees import CommitteeWish, SeatWish
from meetings.schemas.disclosures import DisclosureStatement
from meetings.schemas.matters import MatterWish, PartyWish
from meetings.schemas.meetings import (
    Arrival,
    CallToOrder,
    ItemWish,
    Meeting,
    MeetingKind,
    MeetingWish,
    NoticeWish,
    Publication,
)
from meetings.schemas.motions import CastVote, DisclosureWish, MotionView, MotionWish, Seconding
from meetings.schemas.panels import AbsenceWish, PanelWish
from meetings.schemas.recommendations import RecommendationWish, Sending
from meetings.services.absences import state_absence
from meetings.services.agendas import add_agenda_item
from meetings.services.calendars import schedule_meeting
from meetings.services.committees import form_committee, seat_committee_member
from meetings.services.disclosures import state_disclosure
from meetings.services.documents import publish_agenda
from meetings.services.files import meeting_file
from meetings.services.matters import name_party, open_matter
from meetings.services.minutes import publish_minutes
from meetings.services.motions import make_motion, put_motion, second_motion
from meetings.services.notices import give_notice, publish_documents
from meetings.services.panels import assemble_panel
from meetings.services.recommendations import draft_recommendation, send_recommendation
from meetings.services.recusals import declare_recusal
from meetings.services.sessions import adjourn_meeting, call_to_order, record_arrival
from meetings.services.votes import cast_vote, close_vote
from tests.app import SLUG, amended
from tests.appointments.makers import CHARTER
from tests.journeys.founding import (
    MEETING,
    NAMES,
)
from tests.journeys.townhall import (
    CHAIR,
    NOW,
    SECOND_MEETING,
    Town,
)


async def a_meeting(town: Town, starts_at: datetime, title: str, role: Role) -> Meeting:
    wish = MeetingWish(
        kind=MeetingKind.REGULAR,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="City Hall, Room 208A",
    )
    meeting = await schedule_meeting(town.by(role), wish)
    for item in ("Rules of procedure", "Public comment", "Quarterly report"):
        await add_agenda_item(town.by(role), meeting.id, ItemWish(title=item))
    await publish_agenda(town.by(role), meeting.id)
    for channel in CHARTER.meetings.notice.channels[:2]:
        notice = NoticeWish(channel=channel, proof="Seen there by the secretary.")
        await give_notice(town.by(role), meeting.id, notice)
    return meeting


async def a_held_meeting(town: Town) -> Meeting:
    meeting = await a_meeting(town, MEETING, "First meeting", Role.STAFF)
    await publish_documents(
        town.by(Role.STAFF), meeting.id, Publication(proof="On the Board’s website.")
    )
    motion = await _put(town, meeting, MEETING, NAMES, "To adopt the rules of procedure.")
    wish = DisclosureWish(relation=Relation.BUSINESS, reason="My firm drafted them.")
    await declare_recusal(town.by(Role.MEMBER, seat="mayor"), motion.id, wish)
    await _vote(town, motion, ["yes", "yes", "no", "yes", "yes", "abstain", "no", "yes"])
    await close_vote(town.by(Role.CHAIR), motion.id)
    motion = await _put(town, meeting, None, (), "To ask the City for an office at City Hall.")
    await _vote(
        town, motion, ["yes", "yes", "no", "yes", "abstain", "abstain", "no", "no", "abstain"]
    )
    await close_vote(town.by(Role.CHAIR), motion.id)
    await _elect(town, meeting)
    await adjourn_meeting(town.by(Role.CHAIR), meeting.id)
    town.now = MEETING + timedelta(days=4)
    await publish_minutes(town.by(Role.CHAIR), meeting.id)
    return meeting


async def on_the_table(meeting: Meeting) -> dict[str, UUID]:
    """Return the motion that is open and the items of its meeting."""
    body = await get_body(SLUG)
    file = await meeting_file(body, meeting.id)
    return {"motion_id": file.motions[-1].id, "item_id": file.agenda[0].id}


async def an_open_vote(town: Town, meeting: Meeting) -> None:
    there = [seat for seat in NAMES if seat not in ("alliance-2", "alliance-4")]
    motion = await _put(town, meeting, SECOND_MEETING, there, "To accept the quarterly report.")
    await _vote(town, motion, ["yes", "no", "yes"])
    town.now = NOW


async def _put(
    town: Town, meeting: Meeting, begins: datetime | None, there: Iterable[str], text: str
) -> MotionView:
    """Bring a motion to its vote; at the beginning of a meeting the members come in first."""
    if begins is not None:
        town.now = begins
    for seat in there:
        await record_arrival(town.by(Role.CHAIR), meeting.id, Arrival(person=town.people[seat]))
    if begins is not None:
        await call_to_order(town.by(Role.CHAIR), meeting.id, CallToOrder())
    wish = MotionWish(kind="main", text=text, mover=town.people["east"])
    motion = await make_motion(town.by(Role.CHAIR), meeting.id, wish)
    await second_motion(town.by(Role.CHAIR), motion.id, Seconding(person=town.people["northwest"]))
    return await put_motion(town.by(Role.CHAIR), motion.id)


async def _vote(town: Town, motion: MotionView, said: Iterable[str]) -> None:
    for seat, choice in zip(NAMES, said, strict=False):
        wish = CastVote(choice=Choice(choice))
        await cast_vote(town.by(Role.MEMBER, seat=seat), motion.id, wish)


async def _elect(town: Town, meeting: Meeting) -> None:
    election = await call_election(town.by(Role.CHAIR), Call(meeting=meeting.id, office="chair"))
    wish = Nomination(person=town.people[CHAIR], nominated_by=town.people["east"])
    candidacy = await nominate(town.by(Role.CHAIR), election.id, wish)
    await accept_nomination(town.by(Role.MEMBER), candidacy.id)
    await open_round(town.by(Role.CHAIR), election.id)
    for person in town.people.values():
        ballot = RecordedBallot(voter=person, candidate=town.people[CHAIR])
        await record_ballot(town.by(Role.CHAIR), election.id, ballot)
    await close_round(town.by(Role.CHAIR), election.id)


async def a_panel(town: Town) -> None:
    """Turn the panels on, and let one be made up for a matter; one of it cannot come."""
    since = f"in_force_since = {town.now.date()}"
    text = bundled_charter(SLUG).replace("in_force_since = 2019-05-21", since)
    await amended(town.by(Role.CLERK), text.replace("in_force = false", "in_force = true"))
    wish = MatterWish(kind="reasonable_cause", title="Whether a complaint goes to a hearing")
    matter = await open_matter(town.by(Role.CHAIR), wish)
    party = await name_party(
        town.by(Role.CHAIR), matter.id, PartyWish(name="Genesee Towing", part=Part.PARTY)
    )
    hearing = PanelWish(hearing_on=add_days(town.now.date(), 60))
    panel = await assemble_panel(town.by(Role.CHAIR), matter.id, hearing)
    away = AbsenceWish(since=hearing.hearing_on, through=hearing.hearing_on)
    absence = await state_absence(town.by(Role.MEMBER, seat="alliance-1"), away)
    waiting = await open_matter(town.by(Role.CHAIR), wish)
    policy = await open_matter(
        town.by(Role.CHAIR), MatterWish(kind="policy", title="Vehicle stops")
    )
    wished = RecommendationWish(title="Record each stop", text="That each stop be recorded.")
    draft = await draft_recommendation(town.by(Role.CHAIR), policy.id, wished)
    advice = await draft_recommendation(town.by(Role.CHAIR), policy.id, wished)
    sending = Sending(on=town.now.date())
    await send_recommendation(town.by(Role.CHAIR), advice.id, sending)
    done = Fulfilment(
        obligation="policy_recommendations",
        period=date(2026, 7, 1),
        done_on=sending.on,
        remark="By letter.",
    )
    await fulfil_obligation(town.by(Role.STAFF), done)
    forming = CommitteeWish(
        name="Youth committee", standing=Standing.STANDING, charge="Youth.", duty="youth"
    )
    committee = await form_committee(town.by(Role.CHAIR), forming)
    seat = SeatWish(person=town.people[CHAIR], chairs=True)
    await seat_committee_member(town.by(Role.CHAIR), committee.id, seat)
    town.ids |= {
        "committee_id": committee.id,
        "matter_id": matter.id,
        "waiting": waiting.id,
        "party_id": party.id,
        "panel_id": panel.id,
        "absence_id": absence.id,
        "recommendation_id": advice.id,
        "draft_advice": draft.id,
    }
    town.links |= {"duty": done.obligation, "period": str(done.period)}


async def disclosures_stated(town: Town) -> None:
    for party in ("Genesee Towing", "The quarterly report"):
        wish = DisclosureStatement(party=party, relation=Relation.FAMILY, details="My cousin.")
        stated = await state_disclosure(town.by(Role.MEMBER, seat="east"), wish)
    town.ids["disclosure_id"] = stated.id
