"""What the director and the body owe each other: a home in the place, a review each year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from appointments.rules.director_clocks import (
    Living,
    Residence,
    ReviewYear,
    hired_day,
    residence,
    review_years,
)
from appointments.schemas.directors import (
    DirectorReview,
    DirectorReviewYear,
    ResidenceClock,
    ResidenceWish,
    ReviewWish,
    ReviewWithdrawal,
)
from appointments.services.directors import Held, Office, office_of, readings_of, standing
from appointments.tables import DirectorReviewRow
from governance.audit import Private
from governance.charter.model import Charter
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.rules.papers import DOCUMENTS
from governance.rules.people import FactKind
from governance.schemas.bodies import Body
from governance.schemas.people import FactWish
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.papers import get_paper, keep_paper
from governance.services.people import known_facts, state_fact

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

explain({"director_review_once": say("The review of this year is on record already.")})

REVIEW = (
    "SELECT r.id, r.director, p.name, r.year, r.done_on, r.note, r.paper, r.recorded_by "
    "FROM director_review r JOIN director d ON d.id = r.director "
    "JOIN person p ON p.id = d.person WHERE r.body = $1 AND r.withdrawn_on IS NULL"
)


@deed
async def state_director_residence(
    record: Record, director: UUID, wish: ResidenceWish
) -> ResidenceClock:
    """Keep since when the director lives in the place; it closes the clock."""
    office, held = await standing(record, director)
    if held.tenure.acting:
        raise OutOfOrderError(say("No clock of residence runs for who only acts."))
    if wish.since > record.today:
        raise BadInputError({"since": say("This day has not come yet.")})
    fact = FactWish(
        kind=FactKind.RESIDENCE,
        what=office.rule.place,
        since=wish.since,
        stated_by=wish.stated_by,
        stated_on=record.today,
        evidence=wish.evidence,
        paper=wish.paper,
    )
    await state_fact.within(record, held.person, fact)
    clock = await residence_of(record.body, record.charter, held, record.today, private=True)
    if clock is None:
        raise OutOfOrderError(say("The clock begins with the confirmation."))
    return clock


@deed
async def review_director(record: Record, director: UUID, wish: ReviewWish) -> DirectorReview:
    """Keep that the body reviewed a year of the director's work."""
    office, held = await _whose_year(record, director)
    years = await _years(record.body, record.charter, office, held, record.today)
    year = next((each for each in years if each.number == wish.year), None)
    if year is None:
        raise BadInputError({"year": say("This year has not begun, or is not owed.")})
    if not year.since <= wish.done_on <= record.today:
        raise BadInputError({"done_on": say("This is before the year began, or to come.")})
    paper = None
    if wish.paper is not None:
        paper = (await keep_paper(record, wish.paper, kinds=DOCUMENTS)).id
    row = DirectorReviewRow(
        id=uuid4(),
        body=record.body.id,
        director=director,
        year=wish.year,
        done_on=wish.done_on,
        note=wish.note,
        paper=paper,
        recorded_by=record.actor.name,
        recorded_on=record.today,
    )
    await DirectorReviewRow.insert(row)
    after = {"year": wish.year, "done_on": wish.done_on, "note": Private(wish.note)}
    record.note(f"director_review:{row.id}", after={"director": director, **after})
    return await get_review(record.body, row.id, private=True)


@deed
async def withdraw_director_review(
    record: Record, review: UUID, wish: ReviewWithdrawal
) -> DirectorReview:
    """Take back a review that was entered by mistake; it stays on the record with the reason."""
    found = await get_review(record.body, review, private=True)
    await engine().write(
        "UPDATE director_review SET withdrawn_on = $1, withdrawn_why = $2 WHERE id = $3",
        record.today,
        wish.why,
        review,
    )
    after = {"withdrawn_on": record.today, "why": Private(wish.why)}
    record.note(f"director_review:{review}", after=after)
    return found


async def reviews_done(
    body: Body, since: date, until: date, *, private: bool = False
) -> list[DirectorReview]:
    """Return the reviews done on the days [since, until), as evidence that the duty was done."""
    rows = await engine().read(
        f"{REVIEW} AND r.done_on >= $2 AND r.done_on < $3 ORDER BY r.done_on, r.id",
        body.id,
        since,
        until,
    )
    return [await _review(body, row, private=private) for row in rows]


async def get_review(body: Body, review: UUID, *, private: bool) -> DirectorReview:
    """Return one review that stands."""
    rows = await engine().read(f"{REVIEW} AND r.id = $2", body.id, review)
    if not rows:
        raise NotFoundError(say("There is no such review here."))
    return await _review(body, rows[0], private=private)


async def residence_of(
    body: Body, charter: Charter, held: Held, on: date, *, private: bool
) -> ResidenceClock | None:
    """Return the clock of residence of somebody hired; none while hiring does not count yet."""
    found = await living_of(body, charter, held, on)
    if found is None:
        return None
    rule = (await office_of(body, charter)).rule
    deadline = found.deadline
    return ResidenceClock(
        state=found.state,
        place=rule.place,
        hired_on=deadline.start,
        raw=deadline.raw,
        due=deadline.rolled,
        why_due=str(deadline.reason),
        clause=deadline.clause,
        days_left=(deadline.rolled - on).days,
        overdue=found.state is Living.OVERDUE,
        late=found.late if private else False,
        since=found.since if private else None,
        left_on=found.left_on if private else None,
    )


async def living_of(body: Body, charter: Charter, held: Held, on: date) -> Residence | None:
    """Return where somebody hired lives, as it is stated, against the clock."""
    office = await office_of(body, charter)
    day = hired_day(held.tenure, office.rule, readings_of(charter))
    if held.tenure.acting or day is None or day > on:
        return None
    facts = (await known_facts(body, [held.person]))[held.person]
    return residence(day, facts, office.rule, charter.calendar, on)


async def years_of(
    body: Body, charter: Charter, held: Held, on: date, *, private: bool
) -> tuple[DirectorReviewYear, ...]:
    """Return the years since hiring with their reviews, as they stand on a day."""
    office = await office_of(body, charter)
    done = {each.year: each for each in await _reviews(body, held, private=private)}
    return tuple(
        DirectorReviewYear(
            year=each.number,
            since=each.since,
            raw=each.deadline.raw,
            due=each.deadline.rolled,
            why_due=str(each.deadline.reason),
            clause=each.deadline.clause,
            days_left=(each.deadline.rolled - on).days,
            overdue=each.overdue(on),
            review=done.get(each.number),
        )
        for each in await _years(body, charter, office, held, on)
    )


async def _whose_year(record: Record, director: UUID) -> tuple[Office, Held]:
    """Return somebody hired; a year's review may follow when the days in office are over."""
    office = await office_of(record.body, record.charter)
    held = office.of(director)
    if held.tenure.acting:
        raise OutOfOrderError(say("Only the work of who was hired is reviewed."))
    return office, held


async def _years(
    body: Body, charter: Charter, office: Office, held: Held, on: date
) -> Sequence[ReviewYear]:
    day = hired_day(held.tenure, office.rule, readings_of(charter))
    if held.tenure.acting or day is None:
        return ()
    done = {each.year: each.done_on for each in await _reviews(body, held, private=False)}
    tenure = held.tenure
    return review_years(day, tenure.until, done, office.rule.reviewed, charter.calendar, on)


async def _reviews(body: Body, held: Held, *, private: bool) -> list[DirectorReview]:
    rows = await engine().read(f"{REVIEW} AND r.director = $2 ORDER BY r.year", body.id, held.id)
    return [await _review(body, row, private=private) for row in rows]


async def _review(body: Body, row: Row, *, private: bool) -> DirectorReview:
    paper = row["paper"] if private else None
    return DirectorReview(
        id=row["id"],
        director=row["director"],
        name=row["name"],
        year=row["year"],
        done_on=row["done_on"],
        recorded_by=row["recorded_by"] if private else "",
        note=row["note"] if private else "",
        paper=None if paper is None else await get_paper(body, paper),
    )
