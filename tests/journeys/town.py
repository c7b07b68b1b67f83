"""A board that has lived a little: one meeting held, one in the middle of a vote, a seat vacant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from appointments.rules.imports.columns import Content
from appointments.rules.slates import Fate
from appointments.schemas.alliances import OrganizationWish, RepresentativeWish
from appointments.schemas.appointments import (
    Appointing,
    AppointmentNotice,
    AppointmentView,
    Naming,
    ServiceEnd,
)
from appointments.schemas.calls import CallWish, OwnQuestion
from appointments.schemas.directors import (
    CandidateWish,
    DirectorEnd,
    EarlierDirector,
    Ground,
    ReviewWish,
)
from appointments.schemas.imports import ImportWish
from appointments.schemas.legislation import LegislationWish
from appointments.schemas.rounds import Answered, ScoreWish, StepWish
from appointments.services.alliances import admit_organization, name_representative
from appointments.services.appointments import appoint_member, send_appointment_notice
from appointments.services.calls import open_call, publish_call
from appointments.services.departures import end_service
from appointments.services.designations import designate_person
from appointments.services.director_duties import review_director
from appointments.services.director_endings import end_director
from appointments.services.director_hiring import enter_director
from appointments.services.director_searches import enter_director_candidate
from appointments.services.history import history
from appointments.services.imports.orders import check_import, limits_of, start_import
from appointments.services.imports.work import do_import
from appointments.services.legislation import introduce_legislation
from appointments.services.nominees import nominees_of
from appointments.services.reviews import answer_nominee
from appointments.services.rounds import begin_screening, close_nominations
from appointments.services.screenings import score_nominee
from appointments.services.slates import slates_of, submit_slates
from elections.schemas.elections import Call, Nomination, RecordedBallot
from elections.schemas.secret import (
    SecretMarks,
    SecretNomination,
    SecretOpening,
    SecretSetup,
)
from elections.services.ballots import close_round, open_round, record_ballot
from elections.services.nominations import accept_nomination, call_election, nominate
from elections.services.secret_ballots import cast_secret_ballot
from elections.services.secret_elections import (
    count_secret_ballots,
    declare_secret_result,
    nominate_in_secret_election,
    open_secret_voting,
    set_up_secret_election,
)
from governance.charter.load import bundled_charter
from governance.days import add_days
from governance.rules.access import Actor, Role
from governance.rules.people import FactKind
from governance.schemas.accounts import AccountWish, RoleGrant, SignIn
from governance.schemas.obligations import Fulfilment
from governance.schemas.papers import Upload
from governance.schemas.people import Amendment, FactWish, Merging, Person, PersonWish
from governance.services.accounts import create_account, sign_in
from governance.services.bodies import engine, get_body
from governance.services.contacts import amend_person
from governance.services.merges import merge_people
from governance.services.obligations import fulfil_obligation
from governance.services.people import record_person, state_fact
from governance.services.roles import grant_role
from governance.services.seals import Sealing, token_of
from governance.settings import DEMO_SECRET, Settings
from meetings.rules.committees import Standing
from meetings.rules.matters import Part
from meetings.rules.recusals import Relation
from meetings.rules.votes import Choice
from meetings.schemas.committees import CommitteeWish, SeatWish
from meetings.schemas.disclosures import DisclosureStatement
from meetings.schemas.mailings import MediaContactWish, SubscriptionWish
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
from meetings.services.media import add_media_contact
from meetings.services.minutes import publish_minutes
from meetings.services.motions import make_motion, put_motion, second_motion
from meetings.services.notices import give_notice, publish_documents
from meetings.services.panels import assemble_panel
from meetings.services.recommendations import draft_recommendation, send_recommendation
from meetings.services.recusals import declare_recusal
from meetings.services.sessions import adjourn_meeting, call_to_order, record_arrival
from meetings.services.subscriptions import ask_for_notices
from meetings.services.votes import cast_vote, close_vote
from tests.app import PASSWORD, SLUG, acting, amended
from tests.appointments.applying import FORWARDED, applied, link_of, moved, written
from tests.appointments.makers import CHARTER, a_person, an_act
from tests.appointments.nominating import EMAIL as NOMINEE
from tests.appointments.nominating import another, named, themselves
from tests.appointments.nominating import link_of as nomination_link
from tests.appointments.rounding import (
    Committee,
    a_call,
    nominees,
    reviewer,
    screened,
    slated,
    submitted,
)
from tests.journeys.founding import (
    COUNCIL_DAY,
    MEETING,
    NAMES,
    ZONE,
    appoint_members,
    make_chair,
    open_account,
)

CHAIR = "south"
COMMITTEE = "one.of.five@test.example"
REVIEWER = "reviewer@test.example"
SECOND_MEETING = datetime(2026, 12, 17, 18, 30, tzinfo=ZONE)
NOW = SECOND_MEETING + timedelta(minutes=40)


@dataclass
class Town:
    """Whom and what the pages are about: ids by the names that the addresses have for them."""

    people: dict[str, UUID]
    now: datetime = COUNCIL_DAY
    ids: dict[str, UUID] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def by(self, *roles: Role, seat: str = CHAIR) -> Actor:
        """Return somebody who acts a second after the deed before."""
        self.now += timedelta(seconds=1)
        return acting(*roles, at=self.now.astimezone(UTC), person=self.people[seat])


async def a_lived_in_town(since: date) -> Town:
    """Let everything happen that the pages can show."""
    people = await appoint_members(since, list(NAMES)[:-1])
    town = Town(people)
    await make_chair(CHAIR, since)
    ninth = await _ninth(town)
    held = await _held_meeting(town)
    await _vacancy(town)
    second = await _meeting(town, SECOND_MEETING, "Regular meeting", Role.CHAIR)
    await _meeting(town, datetime(2027, 1, 7, 18, 30, tzinfo=ZONE), "January meeting", Role.CHAIR)
    stranger = await record_person(town.by(Role.CLERK), PersonWish(name="Rosalind Achterberg"))
    await _records(town, stranger)
    act = LegislationWish(
        number="2026-431", title="A member for Alliance 2", introduced_on=date(2026, 12, 8)
    )
    await _applications(town)
    pending = await introduce_legislation(town.by(Role.CLERK), act)
    await _open_vote(town, second)
    await call_election(town.by(Role.CHAIR), Call(meeting=second.id, office="vice_chair"))
    run = await _import(town)
    await _round(town)
    town.ids |= {
        "run": run,
        "person": stranger.id,
        "member": people["east"],
        "appointment": ninth.id,
        "concerned": await appointment_of(town, "northeast"),
        "legislation": pending.id,
        "held": held.id,
        "meeting_id": second.id,
        **(await _on_the_table(second)),
    }
    await _disclosures(town)
    await _panel(town)
    return town


async def _panel(town: Town) -> None:
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
    town.ids["candidate"] = await _director(town)
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


async def _director(town: Town) -> UUID:
    """A director of before the record who resigned, and somebody who is considered since."""
    earlier = EarlierDirector(
        name="Rae Lund", hired_on=date(2024, 5, 7), since=date(2024, 6, 3), vote="On paper."
    )
    director = await enter_director(town.by(Role.CHAIR), earlier)
    town.ids["director"] = director.id
    review = ReviewWish(year=1, done_on=date(2025, 4, 28), note="Good.")
    await review_director(town.by(Role.CHAIR), director.id, review)
    ends = DirectorEnd(ground=Ground.RESIGNED, on=town.now.date())
    await end_director(town.by(Role.CHAIR), director.id, ends)
    wish = CandidateWish(name="Ola Bright")
    return (await enter_director_candidate(town.by(Role.CHAIR), wish)).id


async def _import(town: Town) -> UUID:
    """A table that was handed in and checked, with an error in it."""
    table = b"Seat,Name,Since,Term expires\nEast,Ada Newcomer,7/1/2019,6/30/2020\nWest,B,7/1/2019,"
    wish = ImportWish(content=Content.MEMBERS, file=Upload(name="roster.csv", content=table))
    run = await start_import(town.by(Role.CLERK), wish, limits_of(Settings()))
    await check_import(town.by(Role.CLERK), run.id)
    await do_import(run.id, clock=lambda: town.now.astimezone(UTC), limits=limits_of(Settings()))
    return run.id


async def _round(town: Town) -> None:
    """A round of nominations that is with Council, and another one that is being screened."""
    day = date(2026, 12, 9)
    committee, submitted_round = await submitted(day, ("alliance-2",))
    organization = OrganizationWish(authority="alliance", name="Neighbors United", joined_on=day)
    admitted = await admit_organization(town.by(Role.CLERK), organization)
    wish = RepresentativeWish(person=town.people["east"], since=day)
    await name_representative(town.by(Role.CLERK), admitted.id, wish)
    call = await a_call(committee, ("alliance-3",), committee.on)
    entered = await nominees(committee, call.id, 3)
    late = committee.later(committee.on + timedelta(days=1))
    await close_nominations(late.actor(), call.id, StepWish())
    await begin_screening(late.actor(), call.id, StepWish())
    await score_nominee(late.actor(1), entered[0].id, ScoreWish(points={"fairness": 4}))
    at = town.now.astimezone(UTC)
    for address, person, role in (
        (COMMITTEE, committee.people[0], Role.ALLIANCE_COMMITTEE),
        (REVIEWER, None, Role.COUNCIL_REVIEWER),
    ):
        account = await create_account(
            AccountWish(
                email=address, name=address.partition("@")[0], password=PASSWORD, person=person
            ),
            at=at,
        )
        grant = RoleGrant(account=account.id, role=role, since=day)
        await grant_role(acting(Role.ADMINISTRATOR), grant)
    town.ids |= {"round": submitted_round.id, "found": call.id, "nominee": entered[0].id}
    await _subscription(town)
    await _nominations(town, committee)
    await _choosing(town, committee)
    town.ids["past"] = await _past_round(committee)


async def _choosing(town: Town, committee: Committee) -> None:
    """A committee chosen by secret ballot, and another choice in which people vote."""
    body, clerk = await get_body(SLUG), town.by(Role.CLERK)
    day = clerk.at.astimezone(ZONE).date()
    for name in ("Roofs for All", "Northside Clinic"):
        joined = OrganizationWish(authority="alliance", name=name, joined_on=day)
        organization = await admit_organization(clerk, joined)
        person = committee.people[0 if name == "Roofs for All" else 1]
        await name_representative(
            clerk, organization.id, RepresentativeWish(person=person, since=day)
        )
    for name, since in (("counted", 40), ("election_id", 400)):
        begun = await set_up_secret_election(clerk, SecretSetup(since=day + timedelta(days=since)))
        for who in ("Ada", "Ben", "Cal", "Dee", "Eve", "Fay"):
            wish = SecretNomination(name=f"{who} of {since}", agreed=True)
            begun = await nominate_in_secret_election(clerk, begun.id, wish)
        closes = SecretOpening(closes_at=clerk.at + timedelta(days=1))
        begun = await open_secret_voting(clerk, begun.id, closes)
        town.ids[name] = begun.id
        if name == "election_id":
            continue
        people = [each.person for each in begun.candidates]
        for voter in (*committee.people[:2], town.people["east"]):
            mine = acting(Role.ALLIANCE_REPRESENTATIVE, at=clerk.at, person=voter)
            marks = SecretMarks(marks={each: n for n, each in enumerate(people, 1)})
            await cast_secret_ballot(body, CHARTER, mine, begun.id, marks)
            people.append(people.pop(0))
        await count_secret_ballots(clerk, begun.id)
        await declare_secret_result(clerk, begun.id)


async def _past_round(committee: Committee) -> UUID:
    """A round that took some days, one of whose names was confirmed."""
    call = await a_call(committee, ("alliance-1",), committee.on)
    entered = await nominees(committee, call.id, 3)
    late = committee.later(committee.on + timedelta(days=2))
    await close_nominations(late.actor(), call.id, StepWish())
    await screened(late, call.id, entered)
    later = committee.later(committee.on + timedelta(days=5))
    await slated(later, call.id, ("alliance-1",), entered)
    await submit_slates(later.actor(), call.id, StepWish())
    (slate,) = await slates_of(await get_body(SLUG), CHARTER, call.id)
    confirmed = Answered(fate=Fate.CONFIRMED)
    on = committee.on + timedelta(days=7)
    await answer_nominee(reviewer(on), slate.names[1].id, confirmed)
    return call.id


async def _subscription(town: Town) -> None:
    """A newsroom on the list, and somebody who asked for notices."""
    sealing = Sealing(site="http://127.0.0.1", secret=DEMO_SECRET)
    newsroom = MediaContactWish(name="The evening paper", email="news@paper.example")
    await add_media_contact(town.by(Role.CLERK), newsroom)
    anyone = Actor(body=SLUG, at=town.now.astimezone(UTC))
    await ask_for_notices(anyone, SubscriptionWish(email="r@mail.example", ticket=""), sealing)
    (row,) = await engine().read("SELECT id, link_nonce FROM subscription")
    town.ids["subscription"] = row["id"]
    town.links["subscription_link"] = token_of(row["link_nonce"], DEMO_SECRET)


async def _nominations(town: Town, committee: Committee) -> None:
    """A call for nominees: one has named themselves, another one is asked."""
    sealing = Sealing(site="http://127.0.0.1", secret=DEMO_SECRET)
    call = await a_call(committee, ("alliance-4",), NOW.date())
    anyone = Actor(body=SLUG, at=town.now.astimezone(UTC))
    for wish in (themselves(family="My cousin."), another("asked@mail.example")):
        await named(call.id, wish, anyone, sealing)
    for name, email in (("nomination", NOMINEE), ("asked", "asked@mail.example")):
        town.ids[name], town.links[f"{name}_link"] = await nomination_link(email, sealing)
    (standing,) = await nominees_of(await get_body(SLUG), call.id, None)
    town.ids |= {"calling": call.id, "standing": standing.id}


async def _applications(town: Town) -> None:
    """One call with an application under way, and one that was not sent yet."""
    sealing = Sealing(site="http://127.0.0.1", secret=DEMO_SECRET)
    by = town.by(Role.CLERK)
    wish = CallWish(
        title="A seat for the Alliance",
        text="The Board needs you.",
        opens_on=date(2026, 12, 8),
        closes_on=date(2027, 1, 8),
        seats=("alliance-2",),
        questions=(OwnQuestion(text="Which evenings are you free?"),),
    )
    call = await publish_call(town.by(Role.CLERK), (await open_call(by, wish)).id)
    emails = {"application": "a.applicant@mail.example", "draft": "b.applicant@mail.example"}
    for name, email in emails.items():
        at = town.by(Role.CLERK).at
        await applied(call.id, written(email, send=name != "draft"), at, sealing)
        town.ids[name], town.links[f"{name}_link"] = await link_of(email, sealing)
    await moved(town.ids["application"], *FORWARDED[:3], at=town.by(Role.CLERK).at)
    town.now += timedelta(seconds=len(FORWARDED))
    town.ids["call"] = call.id


async def _on_the_table(meeting: Meeting) -> dict[str, UUID]:
    """Return the motion that is open and the items of its meeting."""
    body = await get_body(SLUG)
    file = await meeting_file(body, meeting.id)
    return {"motion_id": file.motions[-1].id, "item_id": file.agenda[0].id}


async def _disclosures(town: Town) -> None:
    for party in ("Genesee Towing", "The quarterly report"):
        wish = DisclosureStatement(party=party, relation=Relation.FAMILY, details="My cousin.")
        stated = await state_disclosure(town.by(Role.MEMBER, seat="east"), wish)
    town.ids["disclosure_id"] = stated.id


async def session_of(email: str, at: datetime) -> str:
    """Sign somebody in; return the session's token."""
    _, token = await sign_in(SignIn(email=email, password=PASSWORD), at=at, hours=24)
    return token


async def _records(town: Town, stranger: Person) -> None:
    """Let a record have a likely twin and a merged one, a mended name, and a fact with a file."""
    clerk = town.by(Role.CLERK)
    again = await record_person(clerk, PersonWish(name="R. Achterberg", phone="585 555 0142"))
    merging = Merging(merged=again.id, reason="She said so.")
    town.ids["merge"] = (await merge_people(clerk, stranger.id, merging)).id
    twin = await record_person(clerk, PersonWish(name="Rosalind Achterburg"))
    town.ids["twin"] = twin.id
    mended = Amendment(reason="A slip of the pen.", email="rosalind@test.example")
    await amend_person(clerk, stranger.id, mended)
    day = town.now.date()
    lease = Upload(name="lease.pdf", content=b"%PDF-1.7\n%%EOF")
    fact = FactWish(
        kind=FactKind.RESIDENCE,
        what="City of Rochester",
        district="East",
        district_map="2023",
        since=day,
        stated_by="Rosalind Achterberg",
        stated_on=day,
        paper=lease,
    )
    await state_fact(clerk, stranger.id, fact)
    runs = FactWish(
        kind=FactKind.CANDIDACY, what="City Council", since=day, stated_by="x", stated_on=day
    )
    await state_fact(clerk, town.people["northeast"], runs)


async def _ninth(town: Town) -> AppointmentView:
    day = COUNCIL_DAY.date()
    ninth = (await a_person(day, NAMES["mayor"])).id
    town.people["mayor"] = ninth
    await open_account("mayor", ninth, town.now.astimezone(UTC))
    naming = Naming(seat="mayor", person=ninth, authority="mayor")
    await designate_person(town.by(Role.CLERK), naming)
    act = await an_act(day)
    wish = Appointing(seat="mayor", person=ninth, legislation=act.id)
    made = await appoint_member(town.by(Role.CLERK), wish)
    await send_appointment_notice(town.by(Role.CLERK), made.id, AppointmentNotice())
    return made


async def _meeting(town: Town, starts_at: datetime, title: str, role: Role) -> Meeting:
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


async def _held_meeting(town: Town) -> Meeting:
    meeting = await _meeting(town, MEETING, "First meeting", Role.STAFF)
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


async def _vacancy(town: Town) -> None:
    found = await appointment_of(town, "alliance-2")
    day = date(2026, 12, 8)
    town.now = datetime.combine(day, time(10), ZONE)
    end = ServiceEnd(ground="resignation", delivered_on=day, delivered_to=_OFFICER)
    ended = await end_service(town.by(Role.CLERK), found, end)
    assert ended.vacancy is not None
    town.ids["vacancy"] = ended.vacancy


_OFFICER = CHARTER.resignation.delivered_to


async def appointment_of(town: Town, seat: str) -> UUID:
    """Return the appointment of whoever has a seat."""
    body = await get_body(SLUG)
    return next(each.id for each in await history(body) if each.seat == seat)


async def _open_vote(town: Town, meeting: Meeting) -> None:
    there = [seat for seat in NAMES if seat not in ("alliance-2", "alliance-4")]
    motion = await _put(town, meeting, SECOND_MEETING, there, "To accept the quarterly report.")
    await _vote(town, motion, ["yes", "no", "yes"])
    town.now = NOW
