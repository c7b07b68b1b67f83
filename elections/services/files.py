"""Everything that the record holds of elections, read at once, and how it is shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from elections.rules.ballots import Stage
from elections.rules.counts import RoundCount
from elections.schemas.elections import (
    Answer,
    Ballot,
    Candidacy,
    CandidateCount,
    Election,
    KeptCount,
    Round,
)
from governance.charter.model import Charter
from governance.errors import NotFoundError
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import engine
from meetings.schemas.motions import Entitled, tally_view
from meetings.services.files import meeting_file

Row = Mapping[str, Any]  # a column may hold any type; what leaves here are structs

ABSTAIN, ABSENT, SILENT = "abstain", "absent", "silent"

ELECTIONS = (
    "SELECT e.id, e.meeting, e.office, e.year_since, e.year_until, e.remainder, e.state, "
    "e.winner, w.name AS winner_name, e.called_at, e.closed_at, e.why FROM election e "
    "LEFT JOIN person w ON w.id = e.winner"
)
ROUNDS = "SELECT r.* FROM election_round r JOIN election e ON e.id = r.election"
BALLOTS = (
    "SELECT b.round, b.voter, b.candidate FROM ballot b "
    "JOIN election_round r ON r.id = b.round JOIN election e ON e.id = r.election"
)
CANDIDACIES = (
    "SELECT c.id, c.election, c.person, p.name, n.name AS nominated_by, c.state, "
    "coalesce(s.name, '') AS seconded_by "
    "FROM candidacy c JOIN person p ON p.id = c.person JOIN person n ON n.id = c.nominated_by "
    "LEFT JOIN person s ON s.id = c.seconded_by "
    "JOIN election e ON e.id = c.election"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFile:
    """One round as it is stored; ballots by voter, None for an abstention."""

    id: UUID
    number: int
    opened_at: datetime
    closed_at: datetime | None
    entitled: tuple[Entitled, ...]
    candidates: tuple[UUID, ...]
    kept: KeptCount | None
    ballots: Mapping[UUID, UUID | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionFile:
    """One election with its candidacies and rounds, in order."""

    id: UUID
    meeting: UUID
    office: str
    year_since: date
    year_until: date
    remainder: bool
    state: Stage
    winner: UUID | None
    winner_name: str
    called_at: datetime
    closed_at: datetime | None
    why: str
    candidacies: tuple[Candidacy, ...]
    rounds: tuple[RoundFile, ...]

    @property
    def open_round(self) -> RoundFile | None:
        return next((each for each in self.rounds if each.closed_at is None), None)

    @property
    def dropped(self) -> frozenset[UUID]:
        """Return who was dropped after a round."""
        return frozenset(who for each in self.rounds if each.kept for who in each.kept.dropped)

    @property
    def accepted(self) -> tuple[Candidacy, ...]:
        return tuple(each for each in self.candidacies if each.state is Answer.ACCEPTED)


async def election_file(body: Body, election: UUID) -> ElectionFile:
    """Return everything that the record holds of an election."""
    found = await election_files("e.id = $1 AND e.body = $2", election, body.id)
    if not found:
        raise NotFoundError(say("There is no such election of this body."))
    return found[0]


async def election_files(where: str, *args: object) -> tuple[ElectionFile, ...]:
    """Return the elections of a condition on `e`, the election, the latest first."""
    read = engine().read
    rows = await read(f"{ELECTIONS} WHERE {where} ORDER BY e.called_at DESC, e.office", *args)
    if not rows:
        return ()
    candidacies: dict[UUID, list[Candidacy]] = defaultdict(list)
    for row in await read(f"{CANDIDACIES} WHERE {where} ORDER BY c.nominated_at, p.name", *args):
        candidacies[row.pop("election")].append(msgspec.convert(row, Candidacy))
    ballots: dict[UUID, dict[UUID, UUID | None]] = defaultdict(dict)
    for row in await read(f"{BALLOTS} WHERE {where}", *args):
        ballots[row["round"]][row["voter"]] = row["candidate"]
    rounds: dict[UUID, list[RoundFile]] = defaultdict(list)
    for row in await read(f"{ROUNDS} WHERE {where} ORDER BY r.number", *args):
        rounds[row["election"]].append(_round_file(row, ballots[row["id"]]))
    return tuple(_file(row, candidacies[row["id"]], rounds[row["id"]]) for row in rows)


async def elections_of(body: Body, charter: Charter) -> tuple[Election, ...]:
    """Return the elections of a body, the latest first."""
    found = await election_files("e.body = $1", body.id)
    return tuple([await election_view(body, charter, each) for each in found])


async def elections_at(body: Body, charter: Charter, meeting: UUID) -> tuple[Election, ...]:
    """Return the elections held at a meeting."""
    found = await election_files("e.body = $1 AND e.meeting = $2", body.id, meeting)
    return tuple([await election_view(body, charter, each) for each in reversed(found)])


async def get_election(body: Body, charter: Charter, election: UUID) -> Election:
    """Return one election with everything that is public about it."""
    return await election_view(body, charter, await election_file(body, election))


async def election_view(body: Body, charter: Charter, file: ElectionFile) -> Election:
    """Return an election for the doors; ballots by name once their round is closed."""
    present: frozenset[UUID] = frozenset()
    if file.open_round is not None:
        meeting = await meeting_file(body, file.meeting)
        present = frozenset(each.person for each in meeting.roll if each.left_at is None)
    names = {office.id: office.name for office in charter.offices}
    return Election(
        id=file.id,
        meeting=file.meeting,
        office=file.office,
        office_name=names.get(file.office, file.office),
        year_since=file.year_since,
        year_until=file.year_until,
        remainder=file.remainder,
        state=file.state,
        winner=file.winner,
        winner_name=file.winner_name,
        called_at=file.called_at,
        closed_at=file.closed_at,
        why=file.why,
        candidacies=file.candidacies,
        rounds=tuple(_round(each, file.candidacies, present) for each in file.rounds),
    )


def counted(kept: KeptCount) -> RoundCount:
    """Return a stored count as the rule gave it."""
    return RoundCount(
        tallies={UUID(person): each.tally() for person, each in kept.tallies.items()},
        winner=kept.winner,
        has_quorum=kept.has_quorum,
        dropped=kept.dropped,
        is_put_off=kept.is_put_off,
        by_plurality=kept.by_plurality,
    )


def _round(file: RoundFile, candidacies: Sequence[Candidacy], present: frozenset[UUID]) -> Round:
    names = {each.person: each.name for each in candidacies}
    if file.kept is None:
        return Round(
            number=file.number,
            opened_at=file.opened_at,
            closed_at=None,
            candidates=file.candidates,
            waiting_for=tuple(
                each.name
                for each in file.entitled
                if each.person in present and each.person not in file.ballots
            ),
        )
    found = counted(file.kept)
    return Round(
        number=file.number,
        opened_at=file.opened_at,
        closed_at=file.closed_at,
        candidates=file.candidates,
        ballots=tuple(_ballot(each, file, file.kept, names) for each in file.entitled),
        counts=tuple(
            CandidateCount(person=who, name=names[who], tally=tally_view(found.tallies[who]))
            for who in file.candidates
        ),
        winner=found.winner,
        dropped=found.dropped,
        summary=str(found.summary),
    )


def _ballot(
    member: Entitled, file: RoundFile, kept: KeptCount, names: Mapping[UUID, str]
) -> Ballot:
    candidate = file.ballots.get(member.person)
    if member.person not in kept.present:
        candidate, said = None, ABSENT
    elif candidate is not None:
        said = names[candidate]
    else:
        said = ABSTAIN if member.person in file.ballots else SILENT
    return Ballot(
        voter=member.person,
        name=member.name,
        seat_name=member.seat_name,
        candidate=candidate,
        said=said,
    )


def _round_file(row: Row, ballots: Mapping[UUID, UUID | None]) -> RoundFile:
    return RoundFile(
        id=row["id"],
        number=row["number"],
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        entitled=msgspec.json.decode(row["entitled"], type=tuple[Entitled, ...]),
        candidates=msgspec.json.decode(row["candidates"], type=tuple[UUID, ...]),
        kept=msgspec.json.decode(row["result"], type=KeptCount | None),
        ballots=ballots,
    )


def _file(row: Row, candidacies: Sequence[Candidacy], rounds: Sequence[RoundFile]) -> ElectionFile:
    return ElectionFile(
        **{
            **row,
            "state": Stage(row["state"]),
            "remainder": bool(row["remainder"]),
            "winner_name": row["winner_name"] or "",
        },
        candidacies=tuple(candidacies),
        rounds=tuple(rounds),
    )
