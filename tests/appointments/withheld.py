"""A board with rounds under way in which every name that is not public yet is a word of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from appointments.rules.rounds import Embargo
from appointments.rules.slates import Fate
from appointments.schemas.alliances import OrganizationWish, RepresentativeWish
from appointments.schemas.appointments import Appointing, AppointmentNotice
from appointments.schemas.legislation import CouncilVote, DraftWish, LegislationWish, Pair
from appointments.schemas.rounds import (
    Answered,
    CallWish,
    ConflictWish,
    ConsultationWish,
    FinalistsWish,
    InterviewWish,
    NomineeView,
    NomineeWish,
    RoundView,
    RoundWish,
    ScoreWish,
    SettingsWish,
    SlateWish,
    StepWish,
)
from appointments.services.acts import name_in_act
from appointments.services.alliances import admit_organization, name_representative
from appointments.services.appointments import appoint_member, send_appointment_notice
from appointments.services.legislation import (
    draft_legislation,
    introduce_legislation,
    record_council_vote,
)
from appointments.services.nominees import enter_nominee, withdraw_nominee
from appointments.services.reviews import answer_nominee, note_interview
from appointments.services.rounds import (
    begin_screening,
    call_for_nominees,
    close_nominations,
    draft_round,
)
from appointments.services.screenings import declare_conflict, name_finalists, score_nominee
from appointments.services.slates import (
    decide_slate,
    record_consultation,
    slates_of,
    submit_slates,
)
from governance.rules.access import Role
from governance.services.bodies import engine, get_body
from meetings.schemas.meetings import MeetingKind, MeetingWish
from meetings.services.calendars import schedule_meeting
from tests.app import SLUG, acting
from tests.appointments.makers import CHARTER, a_full_board, a_person, clerk, staggered
from tests.appointments.rounding import Committee, a_committee, reviewer

FIRST = date(2019, 7, 1)
DAY = date(2026, 11, 18)
LATER = DAY + timedelta(days=1)
TAKES_OFFICE = DAY + timedelta(days=40)

ENTERED = "Enterova"
WITHDRAWN = "Withdrawski"
LEFT_OUT = "Leftoutley"
FINALISTS = ("Finalon", "Finaltwo", "Finaltree", "Finalfor")
PASSED_OVER = ("Passovera", "Passoverb")
CONFIRMED = "Confirmadin"
REJECTED = "Rejectworth"
GONE_BY = "Gonebysson"
APPOINTED = "Appointine"
OPEN = ("Openone", "Opentwo")

SUBMITTED = frozenset({*PASSED_OVER, CONFIRMED, REJECTED, GONE_BY, APPOINTED, *OPEN, "Rejectmore"})
CONSULTED = frozenset(FINALISTS)
EVERYBODY = SUBMITTED | CONSULTED | {ENTERED, WITHDRAWN, LEFT_OUT}
"""The last names of all who are planted; nobody and nothing else is called so."""

BEFORE_COUNCIL, WITH_COUNCIL, SCREENED, CONSULTING = (
    ("alliance-1",),
    ("alliance-3", "alliance-4"),
    ("alliance-1",),
    ("alliance-2",),
)


@dataclass
class Planted:
    """What is known of the planted names: their records, their rounds, by what they are found."""

    committee: Committee
    people: dict[str, UUID] = field(default_factory=dict)
    nominees: dict[str, UUID] = field(default_factory=dict)
    rounds: dict[str, UUID] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    open_names: list[UUID] = field(default_factory=list)

    @property
    def moment(self) -> datetime:
        """The evening on which all is planted."""
        return datetime(LATER.year, LATER.month, LATER.day, 23, tzinfo=UTC)

    def known(self, name: str, kind: str) -> list[str]:
        """Return what stands for a place in an address: every planted record that fits there."""
        fits = {
            "found": [str(each) for each in self.rounds.values()],
            "nominee": [str(each) for each in self.nominees.values()],
            "person": [str(each) for each in self.people.values()],
            "authority": ["alliance"],
            "table": ["members", "legislation"],
            "paper": ["letter", "oath", "certificate"],
            **self.ids,
        }
        return fits.get(name, [str(UUID(int=7)) if kind == "uuid" else "1"])

    async def plant(self, found: UUID, names: Iterable[str]) -> list[NomineeView]:
        """Let people enter a round, with their name in every text that is kept of them."""
        entered = []
        for name in names:
            person = (await a_person(DAY, f"Q. {name}")).id
            wish = NomineeWish(
                person=person,
                consented=True,
                nominated_by=f"A friend of {name}",
                statement=f"I am {name} and I wish to serve.",
            )
            nominee = await enter_nominee(self.committee.actor(), found, wish)
            self.people[name], self.nominees[name] = person, nominee.id
            entered.append(nominee)
        return entered


async def planted() -> Planted:
    """Let a board that sits have four rounds: two with Council, one with finalists, one before."""
    await staggered(FIRST, await a_full_board(FIRST))
    there = Planted(await a_committee(DAY))
    await _organization()
    await _confirmed_not_filed(there)
    await _half_confirmed(there)
    await _finalists(there)
    await _screening(there)
    await _meeting(there)
    return there


async def slated(there: Planted) -> None:
    """Hold the meeting about the finalists and decide the slate, which is not submitted yet."""
    later, found = there.committee.later(LATER), there.rounds["finalists"]
    held = ConsultationWish(
        held_on=LATER, present="All five.", comments=f"{FINALISTS[0]} spoke well."
    )
    await record_consultation(later.actor(), found, held)
    names = tuple(there.nominees[name] for name in FINALISTS[:3])
    wish = SlateWish(seat=CONSULTING[0], nominees=names, ballots=later.all_agree)
    await decide_slate(later.actor(), found, wish)


async def _organization() -> None:
    wish = OrganizationWish(authority="alliance", name="Neighbors United", joined_on=DAY)
    organization = await admit_organization(clerk(DAY), wish)
    person = (await a_person(DAY, "R. Representative")).id
    naming = RepresentativeWish(person=person, since=DAY)
    await name_representative(clerk(DAY), organization.id, naming)


async def _meeting(there: Planted) -> None:
    wish = MeetingWish(
        kind=MeetingKind.REGULAR, title="A meeting", starts_at=there.moment, place="City Hall"
    )
    meeting = await schedule_meeting(acting(Role.STAFF, at=there.moment), wish)
    there.ids["meeting_id"] = [str(meeting.id)]


async def _called(
    there: Planted, seats: tuple[str, ...], names: Iterable[str], **how: object
) -> tuple[RoundView, list[NomineeView]]:
    """Draft a round, call for it, plant names, close the call and begin to screen."""
    settings = SettingsWish(**how)  # type: ignore[arg-type]  # a test names fields
    wish = RoundWish(title="A round of the Alliance", seats=seats, settings=settings)
    first, later = there.committee, there.committee.later(LATER)
    call = await draft_round(first.actor(), wish)
    opened = CallWish(text="Apply.", opens_on=DAY, closes_on=DAY)
    await call_for_nominees(first.actor(), call.id, opened)
    entered = await there.plant(call.id, names)
    told = StepWish(note=f"{entered[0].name} came first.")
    await close_nominations(later.actor(), call.id, told)
    await begin_screening(later.actor(), call.id, told)
    return call, entered


async def _narrowed(there: Planted, call: RoundView, entered: list[NomineeView]) -> None:
    later = there.committee.later(LATER)
    for each in entered:
        for number in range(3):
            wish = ScoreWish(points={"fairness": 4}, remark=f"{each.name} is fair.")
            await score_nominee(later.actor(number), each.id, wish)
    chosen = tuple(each.id for each in entered)
    note = f"{entered[0].name} leads."
    await name_finalists(later.actor(), call.id, FinalistsWish(nominees=chosen, note=note))


async def _with_council(
    there: Planted, seats: tuple[str, ...], names: tuple[str, ...], **how: object
) -> RoundView:
    """Bring a round to Council, with three of the names for each seat."""
    call, entered = await _called(there, seats, names, **how)
    await _narrowed(there, call, entered)
    later = there.committee.later(LATER)
    heard = ConsultationWish(held_on=LATER, present="All.", comments=f"{names[0]} was heard.")
    await record_consultation(later.actor(), call.id, heard)
    for number, seat in enumerate(seats):
        three = tuple(each.id for each in entered[3 * number : 3 * number + 3])
        wish = SlateWish(seat=seat, nominees=three, ballots=later.all_agree)
        await decide_slate(later.actor(), call.id, wish)
    note = StepWish(note=f"{names[0]} stands first.")
    await submit_slates(later.actor(), call.id, note)
    return call


async def _answered(there: Planted, call: RoundView, fates: dict[str, Fate]) -> None:
    body = await get_body(SLUG)
    names = {
        name.person: name.id
        for slate in await slates_of(body, CHARTER, call.id)
        for name in slate.names
    }
    for name, fate in fates.items():
        found = names[there.people[name]]
        (row,) = await engine().read(
            "SELECT id, name FROM account WHERE email = $1", "council_reviewer@test.example"
        )
        notes = InterviewWish(notes=f"{name} answered well.")
        await note_interview(reviewer(LATER, account=row["id"]), found, notes)
        reason = f"{name} lives too near to us." if fate is Fate.REJECTED else ""
        await answer_nominee(reviewer(LATER), found, Answered(fate=fate, reason=reason))


async def _confirmed_not_filed(there: Planted) -> None:
    """One name confirmed and in a draft of an act, the others passed over: nothing is public."""
    names = (PASSED_OVER[0], CONFIRMED, PASSED_OVER[1])
    call = await _with_council(there, BEFORE_COUNCIL, names)
    await _answered(there, call, {CONFIRMED: Fate.CONFIRMED})
    draft = await draft_legislation(clerk(LATER), DraftWish(title=f"To appoint {CONFIRMED}"))
    pair = Pair(seat=BEFORE_COUNCIL[0], person=there.people[CONFIRMED])
    await name_in_act(clerk(LATER), draft.id, pair)
    there.rounds["confirmed"] = call.id
    there.ids["legislation"] = [str(draft.id)]


async def _half_confirmed(there: Planted) -> None:
    """Names are withheld until every seat is confirmed; one is appointed, not yet in office."""
    names = (REJECTED, APPOINTED, GONE_BY, "Rejectmore", *OPEN)
    call = await _with_council(there, WITH_COUNCIL, names, embargo=Embargo.ALL_CONFIRMED)
    fates = {
        REJECTED: Fate.REJECTED,
        APPOINTED: Fate.CONFIRMED,
        "Rejectmore": Fate.REJECTED,
    }
    await _answered(there, call, fates)
    filing = LegislationWish(
        number="2026-400", title=f"To appoint {APPOINTED}", introduced_on=LATER
    )
    act = await introduce_legislation(clerk(LATER), filing)
    await record_council_vote(clerk(LATER), act.id, CouncilVote(voted_on=LATER, ayes=8, noes=1))
    wish = Appointing(
        seat=WITH_COUNCIL[0],
        person=there.people[APPOINTED],
        legislation=act.id,
        since=TAKES_OFFICE,
    )
    made = await appoint_member(clerk(LATER), wish)
    await send_appointment_notice(clerk(LATER), made.id, AppointmentNotice())
    there.rounds["submitted"] = call.id
    slates = await slates_of(await get_body(SLUG), CHARTER, call.id)
    there.open_names = [n.id for slate in slates for n in slate.names if n.fate is Fate.OPEN]
    there.ids["legislation"].append(str(act.id))
    there.ids["appointment"] = [str(made.id)]


async def _finalists(there: Planted) -> None:
    """A round whose finalists the Alliance is to hear; one nominee was left out."""
    call, entered = await _called(there, CONSULTING, (*FINALISTS, LEFT_OUT))
    await _narrowed(there, call, entered[:-1])
    there.rounds["finalists"] = call.id


async def _screening(there: Planted) -> None:
    """A round being screened: one score, one conflict, one who withdrew."""
    call, (entered, withdrawn) = await _called(there, SCREENED, (ENTERED, WITHDRAWN))
    later = there.committee.later(LATER)
    wish = ScoreWish(points={"fairness": 5}, remark=f"{ENTERED} is fair.")
    await score_nominee(later.actor(1), entered.id, wish)
    related = ConflictWish(reason=f"{ENTERED} is my cousin.")
    await declare_conflict(later.actor(2), entered.id, related)
    moved = ConflictWish(reason=f"{WITHDRAWN} moves away.")
    await withdraw_nominee(later.actor(), withdrawn.id, moved)
    there.rounds["screening"] = call.id
