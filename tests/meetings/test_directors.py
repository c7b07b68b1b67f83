"""The director (18-6C, 18-6A-5): sought, hired, confirmed, reviewed, removed; and each refusal."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from appointments.rules.director_clocks import Living
from appointments.rules.directors import Post
from appointments.schemas.corrections import Correction, Subject
from appointments.schemas.directors import (
    ActingWish,
    Attestation,
    CandidateWish,
    CandidateWithdrawal,
    Confirmation,
    Declining,
    Director,
    DirectorCandidate,
    DirectorEnd,
    DirectorOffice,
    DirectorRemoval,
    EarlierDirector,
    Ground,
    Hiring,
    ResidenceWish,
    ReviewWish,
    ReviewWithdrawal,
    SearchWish,
)
from appointments.schemas.legislation import CouncilVote, LegislationWish
from appointments.services import (
    director_duties,
    director_endings,
    director_hiring,
    director_searches,
    due_directors,
)
from appointments.services.corrections import corrections_of
from appointments.services.legislation import introduce_legislation, record_council_vote
from governance.errors import BadInputError, NotFoundError, OutOfOrderError, RuleBrokenError
from governance.front.changes import correct_record, preview_correction
from governance.rules.access import Role
from governance.rules.people import FactKind
from governance.schemas.people import FactWish
from governance.services.bodies import engine
from governance.services.people import state_fact
from meetings.rules.committees import Standing
from meetings.schemas.committees import Closing, CommitteeWish, SeatWish
from meetings.services import committees
from meetings.services.sessions import adjourn_meeting
from meetings.services.votes import close_vote
from tests.meetings.sitting import HOUR, Sitting, sitting

__all__ = ["sitting"]

VOTED = date(2026, 12, 3)
START = date(2027, 1, 4)


async def carried(board: Sitting, text: str = "Hire.") -> UUID:
    """Let the body decide something at its meeting of December 3."""
    meeting = await board.in_session(there=7)
    motion = await board.decided(meeting, text=text)
    await adjourn_meeting(board.by(), meeting.id)
    return motion.id


async def a_candidate(board: Sitting, name: str = "Dana Reyes") -> DirectorCandidate:
    """Somebody about whom all that the law asks is stated, in a search that is open."""
    try:
        wish = SearchWish(opened_on=date(2026, 11, 2))
        await director_searches.open_director_search(board.by(), wish)
    except OutOfOrderError:
        pass  # it is open
    found = await director_searches.enter_director_candidate(board.by(), CandidateWish(name=name))
    told = Attestation(stated_by=name, stated_on=date(2026, 11, 9), evidence="Signed form.")
    await director_searches.attest_director_candidate(board.by(), found.id, told)
    return found


async def hired(board: Sitting) -> Director:
    motion = await carried(board)
    found = await a_candidate(board)
    return await director_hiring.hire_director(
        board.by(), found.id, Hiring(motion=motion, since=START)
    )


async def confirmed(board: Sitting) -> Director:
    found = await hired(board)
    board.now += timedelta(days=20)
    wish = Confirmation(legislation="2026-377", on=date(2026, 12, 15))
    return await director_hiring.confirm_director(board.by(Role.CLERK), found.id, wish)


async def on(board: Sitting, day: date, *, private: bool = True) -> DirectorOffice:
    return await due_directors.office_on(board.body, board.charter, day, private=private)


async def due(board: Sitting, day: date) -> list[tuple[str, str, date]]:
    found = await due_directors.due(board.body, board.charter, day)
    return [(str(each.what), each.clause, each.day) for each in found]


async def test_a_new_body_has_to_find_its_director(sitting: Sitting) -> None:
    found = await on(sitting, VOTED)
    assert (found.state, found.holder, found.searching) == (Post.VACANT, None, True)
    assert await due(sitting, VOTED) == [
        ("Open the search for the Executive Director", "18-6A-5", VOTED)
    ]


async def test_each_vacancy_asks_for_a_search_committee(sitting: Sitting) -> None:
    async def missing(day: date) -> bool:
        found = await committees.due(sitting.body, sitting.charter, day)
        return any("Search committee" in str(each.what) for each in found)

    assert await missing(VOTED)
    wish = CommitteeWish(name="Search", standing=Standing.SPECIAL, charge="Seek.", duty="search")
    formed = await committees.form_committee(sitting.by(), wish)
    seat = SeatWish(person=sitting.members[0])
    await committees.seat_committee_member(sitting.by(), formed.id, seat)
    assert not await missing(VOTED)
    director = await confirmed(sitting)
    await committees.close_committee(
        sitting.by(), formed.id, Closing(reason="The director is found.")
    )
    assert not await missing(START)
    wanted = DirectorEnd(ground=Ground.RESIGNED, on=date(2027, 6, 1))
    await director_endings.end_director(sitting.by(), director.id, wanted)
    assert not await missing(date(2027, 5, 31))
    assert await missing(date(2027, 6, 1))


async def test_candidates_are_in_no_public_word(sitting: Sitting) -> None:
    wish = SearchWish(opened_on=date(2026, 11, 2))
    await director_searches.open_director_search(sitting.by(), wish)
    enters = CandidateWish(name="Dana Reyes")
    found = await director_searches.enter_director_candidate(sitting.by(), enters)
    public = await on(sitting, VOTED, private=False)
    assert "Reyes" not in repr(public)
    entries = "".join(row["entry"] for row in await engine().read("SELECT entry FROM audit"))
    assert "Reyes" not in entries
    assert str(found.person) not in entries


async def test_the_sheet_counts_what_was_stated_and_nothing_else(sitting: Sitting) -> None:
    wish = SearchWish(opened_on=date(2026, 11, 2))
    await director_searches.open_director_search(sitting.by(), wish)
    enters = CandidateWish(name="Dana Reyes")
    found = await director_searches.enter_director_candidate(sitting.by(), enters)

    async def answers() -> list[str]:
        sheet = await director_searches.director_sheet(
            sitting.body, sitting.charter, found.id, VOTED
        )
        return [each.answer for each in sheet.findings]

    assert await answers() == ["unknown"] * 4
    told = Attestation(stated_by="Dana Reyes", stated_on=date(2026, 11, 9))
    await director_searches.attest_director_candidate(sitting.by(), found.id, told)
    assert await answers() == ["holds"] * 4
    with pytest.raises(OutOfOrderError, match="stated already"):
        await director_searches.attest_director_candidate(sitting.by(), found.id, told)
    claim = FactWish(
        kind=FactKind.CLAIM, what="Reyes v. City", stated_by="A paper", stated_on=VOTED
    )
    sitting.now = HOUR
    await state_fact(sitting.by(Role.CLERK), found.person, claim)
    assert await answers() == ["holds", "holds", "holds", "broken"]


async def test_a_vote_and_a_clean_sheet_hire_and_council_confirms(sitting: Sitting) -> None:
    found = await hired(sitting)
    assert (found.hired_on, found.since) == (VOTED, START)
    assert found.vote is not None
    assert (found.vote.text, found.vote.carried) == ("Hire.", True)
    assert (await on(sitting, VOTED)).coming == found
    interim = await on(sitting, START)
    assert (interim.state, interim.searching) == (Post.INTERIM, False)
    assert ("Confirm or decline Dana Reyes, hired by the Board", "18-6C(1)", START) in await due(
        sitting, START
    )
    sitting.now += timedelta(days=20)
    wish = Confirmation(legislation="2026-377", on=date(2026, 12, 15))
    await director_hiring.confirm_director(sitting.by(Role.CLERK), found.id, wish)
    office = await on(sitting, START)
    assert office.state is Post.IN_OFFICE
    assert office.holder is not None
    assert (office.holder.legislation, office.holder.confirmed_on) == (
        "2026-377",
        date(2026, 12, 15),
    )
    with pytest.raises(OutOfOrderError, match="was confirmed on"):
        await director_hiring.confirm_director(sitting.by(Role.CLERK), found.id, wish)


async def test_a_motion_that_was_lost_or_not_voted_hires_nobody(sitting: Sitting) -> None:
    meeting = await sitting.in_session(there=7)
    lost = await sitting.put(meeting)
    await sitting.vote(lost, dict.fromkeys(range(7), "no"))
    await close_vote(sitting.by(), lost.id)
    moved = await sitting.moved(meeting)
    found = await a_candidate(sitting)
    for motion in (lost.id, moved.id):
        with pytest.raises(RuleBrokenError) as refused:
            await director_hiring.hire_director(
                sitting.by(), found.id, Hiring(motion=motion, since=START)
            )
        assert [each.clause for each in refused.value.findings] == ["18-6C(1)"]
    with pytest.raises(BadInputError, match="no such motion"):
        await director_hiring.hire_director(
            sitting.by(), found.id, Hiring(motion=uuid4(), since=START)
        )


async def test_whoever_the_sheet_bars_or_does_not_know_is_not_hired(sitting: Sitting) -> None:
    motion = await carried(sitting)
    await a_candidate(sitting)
    enters = CandidateWish(name="Nobody asked")
    unknown = await director_searches.enter_director_candidate(sitting.by(), enters)
    with pytest.raises(RuleBrokenError) as refused:
        await director_hiring.hire_director(
            sitting.by(), unknown.id, Hiring(motion=motion, since=START)
        )
    assert [each.clause for each in refused.value.findings] == ["18-6C(3)"] * 4


async def test_nobody_begins_before_the_vote_or_beside_another(sitting: Sitting) -> None:
    motion = await carried(sitting)
    found = await a_candidate(sitting)
    early = Hiring(motion=motion, since=date(2026, 12, 2))
    with pytest.raises(BadInputError, match="before the vote"):
        await director_hiring.hire_director(sitting.by(), found.id, early)
    wish = Hiring(motion=motion, since=START)
    await director_hiring.hire_director(sitting.by(), found.id, wish)
    with pytest.raises(OutOfOrderError, match="No search is open"):
        await director_hiring.hire_director(sitting.by(), found.id, wish)
    opened = SearchWish(opened_on=VOTED)
    with pytest.raises(OutOfOrderError, match="holds the office"):
        await director_searches.open_director_search(sitting.by(), opened)


async def test_whoever_withdrew_is_not_hired(sitting: Sitting) -> None:
    motion = await carried(sitting)
    found = await a_candidate(sitting)
    why = CandidateWithdrawal(why="Took another post.")
    await director_searches.withdraw_director_candidate(sitting.by(), found.id, why)
    with pytest.raises(OutOfOrderError, match="withdrew"):
        await director_hiring.hire_director(
            sitting.by(), found.id, Hiring(motion=motion, since=START)
        )


async def test_a_declined_hiring_ends_and_the_search_goes_on(sitting: Sitting) -> None:
    found = await hired(sitting)
    sitting.now += timedelta(days=40)
    wish = Declining(on=date(2027, 1, 12), reason="Council wants another search.")
    ended = await director_hiring.decline_director(sitting.by(Role.CLERK), found.id, wish)
    assert (ended.until, ended.ended_by) == (date(2027, 1, 12), "declined")
    assert (await on(sitting, date(2027, 1, 11))).state is Post.INTERIM
    after = await on(sitting, date(2027, 1, 12))
    assert (after.state, after.searching) == (Post.VACANT, True)
    assert (await on(sitting, date(2027, 1, 12), private=False)).past[0].ended_why == ""
    going = await director_searches.get_director_search(
        sitting.body, sitting.charter, sitting.now.date()
    )
    assert [each.name for each in going.candidates] == ["Dana Reyes"]
    again = Confirmation(legislation="2027-1", on=date(2027, 1, 12))
    with pytest.raises(OutOfOrderError, match="not in office any more"):
        await director_hiring.confirm_director(sitting.by(Role.CLERK), found.id, again)


async def test_an_act_of_the_record_confirms_only_if_it_was_carried_that_day(
    sitting: Sitting,
) -> None:
    found = await hired(sitting)
    sitting.now += timedelta(days=20)
    wish = LegislationWish(number="2026-378", title="Confirmation", introduced_on=VOTED)
    act = await introduce_legislation(sitting.by(Role.CLERK), wish)
    says = Confirmation(legislation="2026-378", on=date(2026, 12, 15))
    with pytest.raises(RuleBrokenError, match="no vote"):
        await director_hiring.confirm_director(sitting.by(Role.CLERK), found.id, says)
    vote = CouncilVote(voted_on=date(2026, 12, 16), ayes=9, noes=0)
    await record_council_vote(sitting.by(Role.CLERK), act.id, vote)
    with pytest.raises(BadInputError, match="was voted on"):
        await director_hiring.confirm_director(sitting.by(Role.CLERK), found.id, says)
    right = Confirmation(legislation="2026-378", on=date(2026, 12, 16))
    done = await director_hiring.confirm_director(sitting.by(Role.CLERK), found.id, right)
    assert done.act == act.id


async def test_somebody_acts_until_somebody_hired_begins(sitting: Sitting) -> None:
    motion = await carried(sitting)
    wish = ActingWish(motion=motion, since=VOTED, name="Ines Okoro")
    with pytest.raises(OutOfOrderError, match="No search is open"):
        await director_hiring.name_acting_director(sitting.by(), wish)
    found = await a_candidate(sitting)
    acts = await director_hiring.name_acting_director(sitting.by(), wish)
    assert (await on(sitting, VOTED)).state is Post.ACTING
    says = Confirmation(legislation="2026-1", on=VOTED)
    with pytest.raises(OutOfOrderError, match="only acts is not confirmed"):
        await director_hiring.confirm_director(sitting.by(Role.CLERK), acts.id, says)
    await director_hiring.hire_director(sitting.by(), found.id, Hiring(motion=motion, since=START))
    assert (await on(sitting, START - timedelta(days=1))).state is Post.ACTING
    there = await on(sitting, START)
    assert (there.state, [each.until for each in there.past]) == (Post.INTERIM, [START])


async def test_the_clock_of_residence_is_due_until_a_home_is_stated(sitting: Sitting) -> None:
    found = await confirmed(sitting)
    last = date(2027, 12, 3)
    home = ("Show that Dana Reyes lives in the City of Rochester", "18-6C(2)", last)
    assert home in await due(sitting, last)
    clock = (await on(sitting, last)).residence
    assert clock is not None
    assert (clock.state, clock.raw, clock.due, clock.days_left) == (Living.RUNNING, last, last, 0)
    late = (await on(sitting, last + timedelta(days=1))).residence
    assert late is not None
    assert late.overdue
    assert home in await due(sitting, last + timedelta(days=1))
    sitting.now += timedelta(days=60)
    wish = ResidenceWish(since=date(2027, 1, 15), stated_by="Dana Reyes", evidence="A lease.")
    done = await director_duties.state_director_residence(sitting.by(), found.id, wish)
    assert (done.state, done.since) == (Living.MET, date(2027, 1, 15))
    assert home not in await due(sitting, last + timedelta(days=1))
    told = (await on(sitting, last, private=False)).residence
    assert told is not None
    assert (told.state, told.since) == (Living.MET, None)


async def test_whoever_moves_away_is_a_duty_that_the_public_does_not_read(
    sitting: Sitting,
) -> None:
    found = await confirmed(sitting)
    gone = FactWish(
        kind=FactKind.RESIDENCE,
        what="City of Rochester",
        since=VOTED,
        until=date(2027, 3, 1),
        stated_by="Dana Reyes",
        stated_on=date(2026, 12, 20),
    )
    await state_fact(sitting.by(Role.CLERK), found.person, gone)
    day = date(2027, 3, 2)
    item = ("Settle that Dana Reyes is no resident any more", "18-6C(2)", date(2027, 3, 1))
    assert item in await due(sitting, day)
    assert not [
        each for each in (await on(sitting, day, private=False)).next if "resident" in each.what
    ]


async def test_each_year_is_reviewed_once_and_a_mistake_is_taken_back(sitting: Sitting) -> None:
    found = await confirmed(sitting)
    sitting.now += timedelta(days=400)
    today = sitting.now.date()
    first = ("Review the work of Dana Reyes, year 1", "18-6C(5)", date(2027, 12, 3))
    assert first in await due(sitting, today)
    wish = ReviewWish(year=3, done_on=today)
    with pytest.raises(BadInputError, match="has not begun"):
        await director_duties.review_director(sitting.by(), found.id, wish)
    wish = ReviewWish(year=1, done_on=date(2026, 12, 2))
    with pytest.raises(BadInputError, match="before the year began"):
        await director_duties.review_director(sitting.by(), found.id, wish)
    wish = ReviewWish(year=1, done_on=date(2027, 11, 30), note="Good work.")
    review = await director_duties.review_director(sitting.by(), found.id, wish)
    assert first not in await due(sitting, today)
    [done] = await director_duties.reviews_done(sitting.body, date(2027, 11, 30), date(2027, 12, 1))
    assert (done.id, done.note) == (review.id, "")
    assert not await director_duties.reviews_done(
        sitting.body, date(2027, 7, 1), date(2027, 11, 30)
    )
    with pytest.raises(OutOfOrderError, match="on record already"):
        await director_duties.review_director(sitting.by(), found.id, wish)
    why = ReviewWithdrawal(why="It was the year of another.")
    await director_duties.withdraw_director_review(sitting.by(), review.id, why)
    assert first in await due(sitting, today)


async def test_a_removal_needs_a_carried_motion_and_a_reason(sitting: Sitting) -> None:
    found = await confirmed(sitting)
    meeting = await sitting.in_session(there=7, starts_at=HOUR + timedelta(days=60))
    motion = await sitting.put(meeting, text="Remove the director.")
    await sitting.vote(motion, dict.fromkeys(range(7), "no"))
    await close_vote(sitting.by(), motion.id)
    voted = sitting.now.date()
    wish = DirectorRemoval(motion=motion.id, on=voted, reason="Trust is lost.")
    with pytest.raises(RuleBrokenError) as refused:
        await director_endings.remove_director(sitting.by(), found.id, wish)
    assert [each.clause for each in refused.value.findings] == ["18-6C(5)"]
    done = await sitting.decided(meeting, text="Remove the director at once.")
    blank = DirectorRemoval(motion=done.id, on=voted, reason="  ")
    with pytest.raises(BadInputError, match="A reason"):
        await director_endings.remove_director(sitting.by(), found.id, blank)
    wish = DirectorRemoval(motion=done.id, on=voted, reason="Trust is lost.")
    gone = await director_endings.remove_director(sitting.by(), found.id, wish)
    assert (gone.until, gone.ended_by, gone.ended_why) == (voted, "removed", "Trust is lost.")
    assert gone.ended_vote is not None
    assert gone.ended_vote.text == "Remove the director at once."
    assert gone.removal is not None
    assert [each.alternative for each in gone.removal.readings] == ["cause_required"]
    after = await on(sitting, voted, private=False)
    assert (after.state, after.searching, after.vacant_since) == (Post.VACANT, True, voted)
    assert (after.past[0].ended_why, after.past[0].removal) == ("", None)
    entries = await engine().read("SELECT entry FROM audit")
    assert not [row for row in entries if "Trust is lost" in row["entry"]]


async def test_a_resignation_to_come_is_overtaken_by_a_death(sitting: Sitting) -> None:
    found = await confirmed(sitting)
    sitting.now += timedelta(days=60)
    blank = DirectorEnd(ground=Ground.OTHER, on=START)
    with pytest.raises(BadInputError, match="A reason"):
        await director_endings.end_director(sitting.by(), found.id, blank)
    leaves = DirectorEnd(ground=Ground.RESIGNED, on=date(2027, 6, 1))
    await director_endings.end_director(sitting.by(), found.id, leaves)
    assert (await on(sitting, date(2027, 5, 31))).state is Post.IN_OFFICE
    today = sitting.now.date()
    soon = DirectorEnd(ground=Ground.DIED, on=today + timedelta(days=1))
    with pytest.raises(BadInputError, match="not come yet"):
        await director_endings.end_director(sitting.by(), found.id, soon)
    died = DirectorEnd(ground=Ground.DIED, on=today)
    ended = await director_endings.end_director(sitting.by(), found.id, died)
    assert (ended.until, ended.ended_by) == (today, "died")
    assert (await on(sitting, today)).vacant_since == today
    with pytest.raises(OutOfOrderError, match="not in office any more"):
        await director_endings.end_director(sitting.by(), found.id, died)


async def test_a_director_of_before_the_record_is_taken_over_once(sitting: Sitting) -> None:
    wish = EarlierDirector(
        name="Rae Lund",
        hired_on=date(2024, 5, 7),
        since=date(2024, 6, 3),
        vote="Minutes of May 7, 2024, on paper.",
        legislation="2024-201",
        confirmed_on=date(2024, 5, 21),
    )
    early = EarlierDirector(name="R", hired_on=VOTED, since=date(2024, 6, 3), vote="Paper.")
    with pytest.raises(BadInputError, match="before the vote"):
        await director_hiring.enter_director(sitting.by(), early)
    found = await director_hiring.enter_director(sitting.by(), wish)
    assert (await on(sitting, date(2024, 6, 3))).state is Post.IN_OFFICE
    assert found.vote_words == "Minutes of May 7, 2024, on paper."
    with pytest.raises(OutOfOrderError, match="has begun"):
        await director_hiring.enter_director(sitting.by(), wish)


async def test_a_body_whose_law_knows_no_director_has_none(sitting: Sitting) -> None:
    without = replace(sitting.charter, director=None)
    with pytest.raises(NotFoundError, match="knows no such office"):
        await due_directors.office_on(sitting.body, without, VOTED, private=False)
    assert await due_directors.due(sitting.body, without, VOTED) == []


async def mended(board: Sitting, director: UUID, **changes: str) -> None:
    wish = Correction(subject=Subject.DIRECTOR, thing=director, changes=changes, why="A slip.")
    seen = (await preview_correction(board.by(Role.CLERK), wish)).seen
    await correct_record(board.by(Role.CLERK), msgspec.structs.replace(wish, seen=seen))


async def test_a_wrong_day_is_mended_and_the_vacancy_moves_with_it(sitting: Sitting) -> None:
    found = await confirmed(sitting)
    sitting.now += timedelta(days=60)
    with pytest.raises(BadInputError, match="recorded, not corrected"):
        await mended(sitting, found.id, until="2027-02-01")
    leaves = DirectorEnd(ground=Ground.RESIGNED, on=date(2027, 2, 1))
    await director_endings.end_director(sitting.by(), found.id, leaves)
    await mended(sitting, found.id, until="2027-02-08", number="2026-401")
    after = await on(sitting, date(2027, 2, 8))
    assert (after.vacant_since, after.past[0].until) == (date(2027, 2, 8), date(2027, 2, 8))
    assert after.past[0].legislation == "2026-401"
    kept = await corrections_of(sitting.body, found.id)
    assert [(each.field, each.old, each.new, each.follows) for each in kept] == [
        ("until", "2027-02-01", "2027-02-08", False),
        ("number", "2026-377", "2026-401", False),
        ("effective_on", "2027-02-01", "2027-02-08", True),
    ]
    for changes, why in (
        ({"hired_on": "2026-12-01"}, "the Board's vote"),
        ({"since": "2026-12-02"}, "before the vote"),
        ({"until": "2027-01-03"}, "first day in office"),
        ({"confirmed_on": "2026-12-02"}, "before the vote"),
    ):
        with pytest.raises(BadInputError, match=why):
            await mended(sitting, found.id, **changes)
