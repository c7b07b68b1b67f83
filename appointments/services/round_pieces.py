"""What is said of a round: its steps, its seats, its clocks, what is next and by whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from appointments.rules.round_clocks import RoundClock, clocks_of
from appointments.rules.rounds import Round, Step, follows_bylaws, nominating_deadline
from appointments.rules.shortages import short_of
from appointments.rules.slates import Outcome
from appointments.schemas.rounds import ClockView, RoundSeat, StepView
from appointments.schemas.vacancies import VacancyView
from appointments.services.alliances import nominating
from governance.charter.findings import Finding
from governance.charter.model import Charter, NominationRule
from governance.clock import day_in
from governance.database.postgres import Row
from governance.days import Deadline
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say


def names_due(one: Round, charter: Charter, rule: NominationRule) -> Deadline | None:
    """Return by when the names are to be given, where the law sets a day."""
    initial = None
    if charter.initial_board is not None:
        clock = charter.initial_board.nominated_within
        initial = charter.calendar.deadline(charter.body.in_force_since, clock)
    return nominating_deadline(one.kind, one.since, rule, initial, charter.calendar)


def round_clocks(
    one: Round, charter: Charter, vacancies: Sequence[VacancyView]
) -> tuple[RoundClock, ...]:
    """Return the clocks that run beside a round; `vacancies` are those of its open seats."""
    _, rule = nominating(charter, one.authority)
    together: dict[tuple[date, date, str, str, bool], list[str]] = defaultdict(list)
    for each in vacancies:
        why = each.why_due if each.due > each.raw else ""
        day = (each.raw, each.due, each.due_clause, why, each.advisory)
        together[day].append(charter.seat(each.seat).name)
    seats = [
        RoundClock(
            say("Fill {seats}", seats=tuple(filled)),
            raw,
            due,
            clause,
            say("{why}", why=why) if why else None,
            advisory=advisory,
        )
        for (raw, due, clause, why, advisory), filled in together.items()
    ]
    names = names_due(one, charter, rule)
    return clocks_of(one.step, closes_on=one.closes_on, names=names, seats=seats, rule=rule)


def next_of(one: Round, charter: Charter, missing: int = 0) -> tuple[Sentence, Sentence]:
    """Return what is to be done next in a round, and by whom."""
    committee = say("The committee of the {name}", name=charter.authority(one.authority).name)
    reviewers = say("{name}", name=charter.appointing.name)
    if missing and one.step is not Step.CALL_CLOSED:
        return short_of(missing), committee
    match one.settings.next_after(one.step):
        case Step.CALL_OPEN:
            return say("Publish the call"), committee
        case Step.CALL_CLOSED:
            return say("Wait for applications, then close the call"), committee
        case Step.SCREENING:
            return say("Begin the screening"), committee
        case Step.FINALISTS:
            return say("Score the nominees and name the finalists"), committee
        case Step.CONSULTED:
            return say("Ask the Alliance about the finalists"), committee
        case Step.SLATED:
            return say("Decide the slates"), committee
        case Step.SUBMITTED:
            return say("Submit the slates"), committee
        case Step.CLOSED:
            return say("Confirm one name for each seat, or reject in writing"), reviewers
        case _:
            return say("Nothing; the round is closed"), say("Nobody")


def warnings_of(one: Round, rule: NominationRule) -> tuple[Finding, ...]:
    """Return what is to be pointed out about how a round is set."""
    found = follows_bylaws(one.settings, one.kind, rule)
    return () if found.holds else (found,)


def clock_view(each: RoundClock, on: date) -> ClockView:
    """Return a clock as of a day."""
    return ClockView(
        what=str(each.what),
        raw=each.raw,
        due=each.day,
        clause=each.clause,
        why_rolled=str(each.why_rolled or ""),
        advisory=each.advisory,
        days_left=(each.day - on).days,
    )


def step_view(body: Body, step: Step, one: Round, taken: Row | None) -> StepView:
    """Return a step of a round: when and by whom it was taken, or whether it is next."""
    view = StepView(
        step=step,
        words=str(step.words),
        taken=taken is not None,
        next=one.settings.next_after(one.step) is step,
    )
    if taken is None:
        return view
    at: datetime = taken["at"]
    return msgspec.structs.replace(
        view,
        at=at,
        on=day_in(at, body.timezone),
        by=taken["by"],
        note=taken["note"],
        paper=taken["paper"],
    )


def seat_view(
    row: Row,
    charter: Charter,
    vacancy: VacancyView | None,
    filled: Mapping[str, date],
    replaced: Mapping[str, int],
) -> RoundSeat:
    """Return a seat of a round with the clock of its vacancy."""
    return RoundSeat(
        seat=row["seat"],
        name=charter.seat(row["seat"]).name,
        outcome=Outcome(row["outcome"]),
        settled_on=row["settled_on"],
        vacancy=vacancy.id if vacancy else None,
        raw=vacancy.raw if vacancy else None,
        due=vacancy.due if vacancy else None,
        due_clause=vacancy.due_clause if vacancy else "",
        filled_on=filled.get(row["seat"]),
        replaceable=replaced.get(row["seat"], 0) if row["outcome"] == Outcome.OPEN.value else 0,
    )
