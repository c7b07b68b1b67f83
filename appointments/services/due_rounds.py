"""What is due in nomination rounds; nothing here tells of anybody who was named."""

from collections.abc import Iterator
from datetime import date

from appointments.rules.rounds import Step
from appointments.services.alliances import nominating
from appointments.services.filled import last_out, replaceable_names
from appointments.services.nomination_erasures import nominee_erasure_days
from appointments.services.rounds import Round, names_due, rounds_of
from appointments.services.slates import open_seats
from governance.charter.model import Charter
from governance.days import add_days
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import say

AHEAD = 30
"""Days; how early an erasure is announced."""


async def due_in_rounds(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return what the rounds that are not closed ask for, as it stands on a day."""
    found: list[Due] = []
    for one in await rounds_of(body):
        if one.step is Step.CLOSED:
            continue
        seats = tuple(charter.seat(seat).name for seat in sorted(await open_seats(body, one.id)))
        href = f"/bodies/{body.slug}/rounds/{one.id}"
        found += _of_round(one, seats, charter, href, on)
        found += await _to_replace(one, charter, href, on)
    days = await nominee_erasure_days(body, charter)
    if charter.applications is not None and days and days[0][0] <= add_days(on, AHEAD):
        found.append(
            Due(
                what=say("Erase what is private of former nominees"),
                who=say("The clerk"),
                clause=charter.applications.retention.clause,
                day=days[0][0],
                raw=days[0][0],
                on=on,
                href=f"/bodies/{body.slug}/rounds/expired",
                needs="erase_expired_nominations",
            )
        )
    return found


async def _to_replace(one: Round, charter: Charter, href: str, on: date) -> list[Due]:
    """Return by when names that are out are to be replaced, where the law is read so (A21)."""
    if one.step is not Step.SUBMITTED:
        return []
    authority, rule = nominating(charter, one.authority)
    due = []
    for seat, count in sorted((await replaceable_names(charter, one.settings, one.id)).items()):
        day = await last_out(one.id, seat)
        if not count or day is None:
            continue
        deadline = charter.calendar.deadline(day, rule.replacement)
        due.append(
            Due(
                what=say("Name a replacement for {seat}", seat=charter.seat(seat).name),
                who=say("The committee of the {name}", name=authority.name),
                clause=deadline.clause,
                day=deadline.rolled,
                raw=deadline.raw,
                on=on,
                href=href,
                needs="replace_name",
                why_rolled=deadline.reason if deadline.rolled > deadline.raw else None,
            )
        )
    return due


def _of_round(
    one: Round, seats: tuple[str, ...], charter: Charter, href: str, on: date
) -> Iterator[Due]:
    authority, rule = nominating(charter, one.authority)
    committee = say("The committee of the {name}", name=authority.name)
    if one.step is Step.SUBMITTED:
        yield Due(
            what=say("Answer the names submitted for {seats}", seats=seats),
            who=say("{name}", name=charter.appointing.name),
            clause=rule.clause,
            day=on,
            raw=on,
            on=on,
            href=href,
            needs="answer_nominee",
            advisory=True,
        )
        return
    if one.step is Step.CALL_OPEN and one.closes_on is not None and one.closes_on < on:
        yield Due(
            what=say("Close the call for {seats}", seats=seats),
            who=committee,
            clause=rule.call_clause,
            day=one.closes_on,
            raw=one.closes_on,
            on=on,
            href=href,
            needs="close_nominations",
            advisory=True,
        )
    deadline = names_due(one, charter, rule)
    if deadline is not None:
        yield Due(
            what=say("Name nominees for {seats}", seats=seats),
            who=committee,
            clause=deadline.clause,
            day=deadline.rolled,
            raw=deadline.raw,
            on=on,
            href=href,
            needs="submit_slates",
            why_rolled=deadline.reason if deadline.rolled > deadline.raw else None,
        )
