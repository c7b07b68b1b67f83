"""Whom does the committee put forward for each seat, and what is submitted?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

from appointments.rules.rounds import Round, Step, may_take
from appointments.rules.slates import Ballot, Fate, Outcome, is_decided, is_whole, may_stand
from appointments.schemas.rounds import (
    ConsultationView,
    ConsultationWish,
    RoundView,
    Slate,
    SlateName,
    SlateWish,
    StepWish,
    Submission,
)
from appointments.services.alliances import committee_on, nominating, require_committee
from appointments.services.eligibility import candidate_for, eligibility_sheet, findings_on
from appointments.services.history import board_of
from appointments.services.nominees import WITHDRAWN, Screened, candidates_for_slates
from appointments.services.rivals import require_untaken
from appointments.services.rounds import get_round, move, round_view, take_step
from appointments.tables import ConsultationRow, SlateBallotRow, SlateNameRow
from governance.audit import Private
from governance.charter.findings import Finding, require
from governance.charter.model import Charter
from governance.errors import BadInputError, NotFoundError, OutOfOrderError
from governance.printing import printed
from governance.rules.papers import Kind
from governance.schemas.bodies import Body
from governance.schemas.findings import FindingView
from governance.schemas.papers import Upload
from governance.sentences import say
from governance.services.bodies import engine
from governance.services.deeds import Record, deed, explain
from governance.services.papers import keep_paper

explain({"slate_name_once_a_round": say("A name stands on another slate of this round.")})

NAMES = (
    "SELECT s.id, s.seat, s.nominee, n.person, p.name, s.place, s.fate, s.reason, s.decided_on, "
    "s.decided_by, n.statement FROM slate_name s JOIN nominee n ON n.id = s.nominee "
    "JOIN person p ON p.id = n.person"
)


@deed
async def record_consultation(record: Record, found: UUID, wish: ConsultationWish) -> RoundView:
    """Keep that the authority met about the finalists: the day, who came, what was said."""
    if wish.held_on > record.today:
        raise BadInputError({"held_on": say("This day has not come yet.")})
    await take_step(record, found, Step.CONSULTED)
    await ConsultationRow.insert(
        ConsultationRow(
            id=uuid4(),
            body=record.body.id,
            round=found,
            held_on=wish.held_on,
            present=wish.present,
            comments=wish.comments,
        )
    )
    after = {"consulted_on": wish.held_on, "comments": Private(wish.comments)}
    record.note(f"round:{found}", after=after)
    return await round_view(record.body, record.charter, found, record.today)


async def consultation_of(body: Body, found: UUID) -> ConsultationView | None:
    """Return the authority's meeting about the finalists of a round, if it was held."""
    rows = await engine().read(
        "SELECT held_on, present, comments FROM consultation WHERE round = $1 AND body = $2",
        found,
        body.id,
    )
    return ConsultationView(**rows[0]) if rows else None


@deed
async def decide_slate(record: Record, found: UUID, wish: SlateWish) -> RoundView:
    """Decide the names for a seat by the committee's vote; the last decision counts.

    The round stands at the slates once every seat has one.
    """
    one = await get_round(record.body, found)
    _, rule = nominating(record.charter, one.authority)
    await require_committee(record, one.authority)
    if one.step is not Step.SLATED:
        await require_untaken(record, found, Step.SUBMITTED)
        require(may_take(Step.SLATED, at=one.step, settings=one.settings, rule=rule))
    seats = await open_seats(record.body, found)
    if wish.seat not in seats:
        raise BadInputError({"seat": say("This seat is not to be filled by this round.")})
    candidates = await candidates_for_slates(record.body, one)
    chosen = [candidates.get(nominee) for nominee in wish.nominees]
    named = [each for each in chosen if each is not None]
    if len(named) < len(chosen):
        await _require_not_withdrawn(found, wish.nominees)
        raise BadInputError({"nominees": say("Only finalists who agreed can be on a slate.")})
    require_voters(
        wish.ballots, named, await committee_on(record.body, one.authority, record.today)
    )
    others = await engine().read(
        "SELECT seat, nominee FROM slate_name WHERE round = $1 AND seat <> $2",
        found,
        wish.seat,
    )
    require(
        is_whole(
            wish.nominees,
            elsewhere=[row["nominee"] for row in others],
            settings=one.settings,
            rule=rule,
        ),
        *is_decided(wish.ballots, settings=one.settings, rule=rule),
        *[
            against
            for each in named
            for against in await against_name(
                record, wish.seat, each.row["person"], each.row["name"]
            )
        ],
    )
    await _keep_slate(record, found, wish)
    decided = {row["seat"] for row in others if row["seat"] in seats} | {wish.seat}
    if one.step is not Step.SLATED and seats <= decided:
        await move(record, found, Step.SLATED)
    return await round_view(record.body, record.charter, found, record.today)


@deed
async def submit_slates(record: Record, found: UUID, wish: StepWish) -> Submission:
    """Submit the slates of a round as one document, with the eligibility sheets in it."""
    one = await get_round(record.body, found)
    _, rule = nominating(record.charter, one.authority)
    await require_committee(record, one.authority)
    await require_untaken(record, found, Step.SUBMITTED)
    require(may_take(Step.SUBMITTED, at=one.step, settings=one.settings, rule=rule))
    slates = await slates_of(record.body, record.charter, found, on=record.today)
    _require_standing(slates)
    require(
        *[
            against
            for slate in slates
            for each in slate.names
            for against in await against_name(record, slate.seat, each.person, each.name)
        ]
    )
    title = say("Nominations of the {name}", name=record.charter.authority(one.authority).name)
    content = await printed(
        "submission", _document(record, one, slates), title=str(title), at=record.at
    )
    upload = Upload(name="nominations.pdf", content=content)
    paper = await keep_paper(record, upload, kinds=frozenset({Kind.PDF}))
    await move(record, found, Step.SUBMITTED, note=wish.note, paper=paper.id)
    return Submission(round=found, paper=paper, slates=slates)


async def slates_of(
    body: Body, charter: Charter, found: UUID, *, on: date | None = None
) -> tuple[Slate, ...]:
    """Return the slates of a round; with a day, what is found of each name for its seat then."""
    rows = await engine().read(
        f"{NAMES} WHERE s.round = $1 AND s.body = $2 ORDER BY s.seat, s.place", found, body.id
    )
    cast = await engine().read(
        "SELECT b.seat, p.name, b.ballot FROM slate_ballot b JOIN person p ON p.id = b.member "
        "WHERE b.round = $1 ORDER BY p.folded_name",
        found,
    )
    names: dict[str, list[SlateName]] = defaultdict(list)
    for row in rows:
        findings: tuple[FindingView, ...] = ()
        if on is not None:
            sheet = await eligibility_sheet(body, charter, row["person"], row["seat"], on)
            findings = sheet.findings
        known = {name: value for name, value in row.items() if name not in ("seat", "fate")}
        view = SlateName(**known, fate=Fate(row["fate"]), findings=findings)
        names[row["seat"]].append(view)
    return tuple(
        Slate(
            seat=seat,
            name=charter.seat(seat).name,
            names=tuple(named),
            ballots=tuple((row["name"], row["ballot"]) for row in cast if row["seat"] == seat),
        )
        for seat, named in names.items()
    )


def submission_paper(view: RoundView) -> UUID:
    """Return the document that was submitted, of a round as whoever asks may see it."""
    for step in view.steps:
        if step.paper is not None:
            return step.paper
    raise NotFoundError(say("Nothing was submitted yet."))


async def open_seats(body: Body, found: UUID) -> set[str]:
    """Return the seats of a round that are still to be filled by it."""
    rows = await engine().read(
        "SELECT seat FROM round_seat WHERE round = $1 AND body = $2 AND outcome = $3",
        found,
        body.id,
        Outcome.OPEN.value,
    )
    return {row["seat"] for row in rows}


async def against_name(record: Record, seat: str, person: UUID, name: str) -> tuple[Finding, ...]:
    """Return what the sheet says today against a name for a seat."""
    board = await board_of(record.body, record.charter)
    candidate = candidate_for(
        board,
        record.charter.seat(seat),
        person,
        appointed_on=record.today,
        since=record.today,
    )
    return may_stand(name, await findings_on(record.body, record.charter, candidate))


async def _keep_slate(record: Record, found: UUID, wish: SlateWish) -> None:
    """Keep the names and the vote; an earlier slate for the seat gives way to them."""
    for table in ("slate_name", "slate_ballot"):
        await engine().write(
            f"DELETE FROM {table} WHERE round = $1 AND seat = $2",  # noqa: S608 (two of our own)
            found,
            wish.seat,
        )
    for place, nominee in enumerate(wish.nominees, start=1):
        await SlateNameRow.insert(
            SlateNameRow(
                id=uuid4(),
                body=record.body.id,
                round=found,
                seat=wish.seat,
                nominee=nominee,
                place=place,
                fate=Fate.OPEN,
            )
        )
    for member, ballot in sorted(wish.ballots.items()):
        await SlateBallotRow.insert(
            SlateBallotRow(
                id=uuid4(),
                body=record.body.id,
                round=found,
                seat=wish.seat,
                member=member,
                ballot=ballot,
            )
        )
    votes = {str(member): ballot.value for member, ballot in wish.ballots.items()}
    after = {"nominees": Private([str(each) for each in wish.nominees]), "votes": Private(votes)}
    record.note(f"slate:{found}:{wish.seat}", after=after)


async def _require_not_withdrawn(found: UUID, nominees: Sequence[UUID]) -> None:
    """Refuse a name that was withdrawn meanwhile, and say since when."""
    rows = await engine().read(
        "SELECT n.id, p.name, w.state_since FROM nominee n JOIN person p ON p.id = n.person "
        "LEFT JOIN nomination w ON w.nominee = n.id WHERE n.round = $1 AND n.state = $2",
        found,
        WITHDRAWN,
    )
    for row in rows:
        if row["id"] in nominees and row["state_since"] is not None:
            raise OutOfOrderError(
                say("{name} withdrew on {day}.", name=row["name"], day=row["state_since"])
            )
        if row["id"] in nominees:
            raise OutOfOrderError(say("{name} has withdrawn.", name=row["name"]))


def _require_standing(slates: Sequence[Slate]) -> None:
    """Require that nobody on a slate has withdrawn since it was decided."""
    for slate in slates:
        for each in slate.names:
            if each.fate is Fate.WITHDRAWN and each.decided_on is not None:
                raise OutOfOrderError(
                    say(
                        "{name} withdrew on {day}; decide the slate for {seat} anew.",
                        name=each.name,
                        day=each.decided_on,
                        seat=slate.name,
                    )
                )


def _document(record: Record, one: Round, slates: Sequence[Slate]) -> dict[str, object]:
    """Return what the printed submission says."""
    return {
        "body": record.body.name,
        "day": str(say("{day}", day=record.today)),
        "round": one.title,
        "words": {
            "votes": str(say("The committee voted:")),
            "columns": [str(say("Clause")), str(say("Answer")), str(say("Why"))],
        },
        "slates": [
            {
                "seat": slate.name,
                "names": [
                    {
                        "name": each.name,
                        "statement": each.statement,
                        "findings": [
                            [finding.clause, finding.answer, finding.reason]
                            for finding in each.findings
                        ],
                    }
                    for each in slate.names
                ],
                "votes": [[name, ballot] for name, ballot in slate.ballots],
            }
            for slate in slates
        ],
    }


def require_voters(
    ballots: Mapping[UUID, Ballot], named: Sequence[Screened], committee: frozenset[UUID]
) -> None:
    """Require that those who vote are of the committee, and without a conflict about a name."""
    for member in ballots:
        if member not in committee:
            raise BadInputError({"ballots": say("Only those in the committee today vote.")})
        for each in named:
            if member in each.conflicted | each.relatives or member == each.row["person"]:
                raise BadInputError(
                    {
                        "ballots": say(
                            "Somebody with a conflict about {name} cannot vote on this slate.",
                            name=each.row["name"],
                        )
                    }
                )
