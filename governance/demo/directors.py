"""Who directs the work of the demonstration's board: one who left, and one who came lately."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from appointments.schemas.directors import (
    Attestation,
    CandidateWish,
    CandidateWithdrawal,
    Confirmation,
    DirectorEnd,
    Ground,
    Hiring,
    ResidenceWish,
    ReviewWish,
    SearchWish,
)
from appointments.services.board_votes import carried_votes
from appointments.services.director_duties import review_director, state_director_residence
from appointments.services.director_endings import end_director
from appointments.services.director_hiring import confirm_director, hire_director
from appointments.services.director_searches import (
    attest_director_candidate,
    enter_director_candidate,
    open_director_search,
    withdraw_director_candidate,
)
from governance.demo import texts
from governance.demo.meetings import special_days
from governance.demo.people import named
from governance.demo.specials import Special
from governance.demo.stage import Stage
from governance.rules.access import Role
from meetings.rules.committees import Standing
from meetings.schemas.committees import Closing, CommitteeWish, SeatWish
from meetings.services.committees import close_committee, form_committee, seat_committee_member
from meetings.services.members import members_on

FIRST, SECOND, OTHER = "director 1", "director 2", "director 3"
SEARCHING = timedelta(days=140)
"""So long before the hiring the office falls vacant."""
ON_COMMITTEE = 3


def plan_directors(stage: Stage) -> None:
    """Let the first director be hired early on, leave, and another one be found by a search."""
    if stage.charter.director is None:
        return
    *later, first = special_days(stage, Special.HIRES)
    plan = _Directors(stage)
    stage.at(stage.founded_on + timedelta(days=30), time(9), plan.open)
    stage.at(first - timedelta(days=40), time(9), partial(plan.consider, (FIRST,)))
    stage.at(first + timedelta(days=1), time(9), partial(plan.hire, first))
    stage.at(first + timedelta(days=170), time(9), plan.moves_in)
    for day in later[:1]:
        leaves = day - SEARCHING
        for year in range(1, (leaves - first).days // 365 + 1):
            reviewed = first + timedelta(days=365 * year - 12)
            stage.at(reviewed, time(11), partial(plan.review, reviewed, year))
        stage.at(leaves, time(9), partial(plan.leaves, leaves))
        stage.at(leaves + timedelta(days=9), time(9), plan.form)
        stage.at(day - timedelta(days=45), time(9), partial(plan.consider, (SECOND, OTHER)))
        stage.at(day + timedelta(days=1), time(9), partial(plan.hire, day))


class _Directors:
    """What happens to the office, and what it needs to remember."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.committee: UUID | None = None
        self.candidates: list[UUID] = []
        self.director: UUID | None = None
        self.name = ""

    async def open(self) -> None:
        wish = SearchWish(opened_on=self.stage.founded_on)
        await open_director_search(self.stage.by(Role.STAFF), wish)

    async def form(self) -> None:
        """Convene the search committee that the vacancy asks for."""
        wish = CommitteeWish(
            name="Search committee",
            standing=Standing.SPECIAL,
            duty="search",
            charge="Proposes whom to hire as Executive Director.",
        )
        formed = await form_committee(self.stage.by(Role.STAFF), wish)
        self.committee = formed.id
        members = await members_on(self.stage.body, self.stage.day)
        for number, each in enumerate(members[:ON_COMMITTEE]):
            seat = SeatWish(person=each.person, chairs=number == 0)
            await seat_committee_member(self.stage.by(Role.STAFF), formed.id, seat)

    async def consider(self, keys: tuple[str, ...]) -> None:
        """Enter candidates, who state that nothing bars them."""
        self.candidates = []
        for key in keys:
            name = named(key, self.stage.today)
            wish = CandidateWish(name=name)
            found = await enter_director_candidate(self.stage.by(Role.STAFF), wish)
            told = Attestation(
                stated_by=name, stated_on=self.stage.day, evidence="Signed statement."
            )
            await attest_director_candidate(self.stage.by(Role.STAFF), found.id, told)
            self.candidates.append(found.id)

    async def hire(self, day: date) -> None:
        """Record the hiring by the motion of that evening; Council confirms three weeks later."""
        votes = await carried_votes(self.stage.body)
        motion = next(
            (each.motion for each in votes if each.on == day and each.text == texts.HIRING[1]), None
        )
        if motion is None:
            return  # the evening came to nothing
        chosen, *others = self.candidates
        since = day + timedelta(days=18)
        wish = Hiring(motion=motion, since=since)
        hired = await hire_director(self.stage.by(Role.STAFF), chosen, wish)
        self.director, self.name = hired.id, hired.name
        for each in others:
            why = CandidateWithdrawal(why="Another candidate was hired.")
            await withdraw_director_candidate(self.stage.by(Role.STAFF), each, why)
        if self.committee is not None:
            closing = Closing(reason="The director is found.")
            await close_committee(self.stage.by(Role.STAFF), self.committee, closing)
        confirmed = day + timedelta(days=26)
        self.stage.at(confirmed, time(10), partial(self.confirm, confirmed))

    async def confirm(self, day: date) -> None:
        if self.director is not None:
            wish = Confirmation(
                legislation=f"Resolution {day.year}-{day.timetuple().tm_yday}", on=day
            )
            await confirm_director(self.stage.by(Role.CLERK), self.director, wish)

    async def moves_in(self) -> None:
        if self.director is not None:
            wish = ResidenceWish(
                since=self.stage.day - timedelta(days=6), stated_by=self.name, evidence="A lease."
            )
            await state_director_residence(self.stage.by(Role.CLERK), self.director, wish)

    async def review(self, day: date, year: int) -> None:
        if self.director is not None:
            wish = ReviewWish(year=year, done_on=day, note="The goals of the year were met.")
            await review_director(self.stage.by(Role.STAFF), self.director, wish)

    async def leaves(self, day: date) -> None:
        if self.director is not None:
            wish = DirectorEnd(ground=Ground.RESIGNED, on=day, reason="Moved to another city.")
            await end_director(self.stage.by(Role.CLERK), self.director, wish)
