"""Who is, was and will be the body's director, as the record has it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from appointments.rules.directors import (
    End,
    Post,
    Search,
    Tenure,
    holder_on,
    may_remove,
    open_search,
    searching,
)
from appointments.schemas.board_votes import BoardVote
from appointments.schemas.directors import Director
from appointments.services.board_votes import board_vote
from governance.charter.model import Charter, DirectorRule
from governance.errors import NotFoundError, OutOfOrderError
from governance.schemas.bodies import Body
from governance.schemas.findings import finding_view
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

DIRECTOR = (
    "SELECT d.id, d.search, d.person, p.name, d.acting, d.hired_on, d.motion, d.vote, d.since, "
    "d.until, d.legislation, d.confirmed_on, d.ended_by, d.ended_why, d.ended_motion, "
    "d.good_cause FROM director d JOIN person p ON p.id = d.person"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Somebody's days in the office, with everything that the record has of them."""

    tenure: Tenure
    person: UUID
    name: str
    row: Row

    @property
    def id(self) -> UUID:
        return self.tenure.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office with all who held it, in order of time, and each search."""

    rule: DirectorRule
    held: tuple[Held, ...]
    searches: tuple[Search, ...]

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        return tuple(each.tenure for each in self.held)

    @property
    def open_search(self) -> Search | None:
        """The search that goes on, also for a vacancy that is still to come."""
        return open_search(self.searches, self.tenures)

    def holder(self, on: date) -> tuple[Post, Held | None]:
        """Return how the office stands on a day, and who holds it."""
        post, tenure = holder_on(self.tenures, on)
        return post, None if tenure is None else self.of(tenure.id)

    def coming(self, on: date) -> Held | None:
        """Return who was hired and has not begun."""
        for each in self.held:
            if not each.tenure.acting and each.tenure.since > on and each.tenure.until is None:
                return each
        return None

    def of(self, director: UUID) -> Held:
        for each in self.held:
            if each.id == director:
                return each
        raise NotFoundError(say("There is no such director here."))

    def hired_without_end(self) -> Held | None:
        """Return whoever was hired and whose end is not recorded."""
        for each in self.held:
            if not each.tenure.acting and each.tenure.until is None:
                return each
        return None


def rule_of(charter: Charter) -> DirectorRule:
    """Return the law of the office, where there is one."""
    if charter.director is None:
        raise NotFoundError(say("The law of this body knows no such office."))
    return charter.director


def readings_of(charter: Charter) -> dict[str, str]:
    """Return how the charter reads each open question."""
    return {each.id: each.chosen for each in charter.readings}


async def office_of(body: Body, charter: Charter) -> Office:
    """Return the office as the record has it."""
    rule = rule_of(charter)
    rows = await engine().read(f"{DIRECTOR} WHERE d.body = $1 ORDER BY d.since, d.id", body.id)
    searches = await engine().read(
        "SELECT id, opened_on FROM director_search WHERE body = $1 ORDER BY opened_on, id", body.id
    )
    return Office(
        rule=rule,
        held=tuple(_held(row) for row in rows),
        searches=tuple(Search(id=row["id"], opened_on=row["opened_on"]) for row in searches),
    )


async def is_searching(body: Body, charter: Charter, on: date) -> bool:
    """Say whether a director is to be sought on a day; never where the law knows no such office."""
    if charter.director is None:
        return False
    office = await office_of(body, charter)
    return searching(office.searches, office.tenures, on)


async def director_named(body: Body, charter: Charter, on: date) -> str:
    """Return the name of who holds the office on a day; nothing where nobody does."""
    if charter.director is None:
        return ""
    _, held = (await office_of(body, charter)).holder(on)
    return held.name if held else ""


async def standing(record: Record, director: UUID) -> tuple[Office, Held]:
    """Return the office, and somebody whose days in it have not ended."""
    office = await office_of(record.body, record.charter)
    held = office.of(director)
    until = held.tenure.until
    if held.tenure.ended_by is End.DECLINED or (until is not None and until <= record.today):
        raise OutOfOrderError(say("{name} is not in office any more.", name=held.name))
    return office, held


async def director_view(body: Body, charter: Charter, held: Held, *, private: bool) -> Director:
    """Return somebody's days in the office; the reasons only where they may be read."""
    row, tenure = held.row, held.tenure
    removed = tenure.ended_by is End.REMOVED
    good_cause = bool(row["good_cause"]) if removed and private else None
    removal = None
    if good_cause is not None:
        found = may_remove(rule_of(charter), readings_of(charter), good_cause=good_cause)
        removal = finding_view(found)
    return Director(
        id=held.id,
        person=held.person,
        name=held.name,
        acting=tenure.acting,
        hired_on=tenure.hired_on,
        since=tenure.since,
        until=tenure.until,
        vote=await _vote(body, row["motion"]),
        vote_words=row["vote"],
        legislation=row["legislation"],
        act=await _act(body, row["legislation"]),
        confirmed_on=tenure.confirmed_on,
        ended_by=row["ended_by"],
        ended_vote=await _vote(body, row["ended_motion"]),
        ended_why=row["ended_why"] if private else "",
        good_cause=good_cause,
        removal=removal,
    )


async def all_directors(
    body: Body, charter: Charter, held: Sequence[Held], *, private: bool
) -> tuple[Director, ...]:
    """Return the days of several in the office."""
    return tuple([await director_view(body, charter, each, private=private) for each in held])


async def _vote(body: Body, motion: UUID | None) -> BoardVote | None:
    return None if motion is None else await board_vote(body, motion)


async def _act(body: Body, number: str) -> UUID | None:
    if not number:
        return None
    rows = await engine().read(
        "SELECT id FROM legislation WHERE body = $1 AND number = $2", body.id, number
    )
    return rows[0]["id"] if rows else None


def _held(row: Row) -> Held:
    tenure = Tenure(
        id=row["id"],
        since=row["since"],
        hired_on=row["hired_on"],
        until=row["until"],
        acting=bool(row["acting"]),
        confirmed_on=row["confirmed_on"],
        ended_by=End(row["ended_by"]) if row["ended_by"] else None,
        search=row["search"],
    )
    return Held(tenure=tenure, person=row["person"], name=row["name"], row=row)
