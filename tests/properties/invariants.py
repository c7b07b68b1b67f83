"""What must hold after every deed, computed anew from the bare rows and by no code of the program.

The numbers are those of the domain: nine seats, five for a quorum, three years, June 30.
"""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from appointments.services.seats import seats_on
from appointments.services.vacancies import vacancies_of
from governance.database import Engine
from governance.schemas.bodies import Body
from governance.services.bodies import get_body
from tests.app import SLUG
from tests.appointments.makers import CHARTER
from tests.properties.town import BARRED, Past

FAR = date(9999, 1, 1)
Days = tuple[date, date]
ZONE = ZoneInfo("America/New_York")
CLASSES = {
    "east": 1, "alliance-1": 1, "alliance-2": 1,
    "northeast": 2, "northwest": 2, "alliance-3": 2,
    "south": 3, "alliance-4": 3, "mayor": 3,
}  # fmt: skip
GRID_BEGINS = 2020
FAR_FROM_ALL = date(2019, 1, 1)
MOST_DAYS_OFF = 4  # a weekend with a holiday on each side of it
SATURDAY = 5
SIX_YEARS = 6 * 365 + 3  # with the leap days that can lie in them


@dataclass(frozen=True)
class Served:
    """One row of service with what it rests on."""

    seat: str
    person: UUID
    since: date
    until: date
    kind: str
    term_since: date
    term_until: date
    appointed_on: date
    ayes: int
    voted_on: date | None


@dataclass
class Watcher:
    """Looks at the record after each step, and remembers what it saw of the chain."""

    pasts: dict[UUID, Past]
    links: list[str] = field(default_factory=list)
    mended: list[dict[str, object]] = field(default_factory=list)
    judged: set[UUID] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)

    async def looks(self, engine: Engine) -> list[Served]:
        """Hold every invariant; return the services, for whoever chooses what to try next."""
        services = await _services(engine)
        one_person_a_seat_and_one_seat_a_person(services)
        every_term_ends_on_june_30_in_its_class(services)
        no_service_without_its_carried_act(services)
        self.nobody_serves_who_is_barred(services)
        nobody_passes_the_limit(services)
        await self.every_outcome_follows_from_roll_and_votes(engine, services)
        await self.the_record_has_only_grown(engine)
        await self.no_old_value_is_lost(engine)
        body = await get_body(SLUG)
        await every_vacancy_has_its_notices_and_its_day(body)
        for each in (services[len(services) // 2], services[-1]):
            await a_day_is_told_alike_whenever_it_is_asked_for(body, services, each.since)
        return services

    def nobody_serves_who_is_barred(self, services: list[Served]) -> None:
        """Invariants 3 and 4: no blocking finding was passed over; one mark at a time."""
        for each in services:
            assert self.pasts[each.person] not in BARRED, each
        marked = [each for each in services if self.pasts[each.person] is Past.MARKED]
        no_two_at_once([(each.since, each.until) for each in marked])

    async def every_outcome_follows_from_roll_and_votes(
        self, engine: Engine, services: list[Served]
    ) -> None:
        """Invariant 5, for the votes that were closed since the last look."""
        rows = await engine.read(
            "SELECT id, meeting, kind, state, outcome, closed_at FROM motion "
            "WHERE closed_at IS NOT NULL"
        )
        for row in rows:
            if row["id"] not in self.judged:
                self.judged.add(row["id"])
                outcome = await _outcome(engine, row, services)
                stored = row["outcome"] if row["state"] == "decided" else "no_quorum"
                assert stored == outcome, (row, outcome)
                self.outcomes[f"{row['kind']} {outcome}"] += 1

    async def the_record_has_only_grown(self, engine: Engine) -> None:
        """Invariant 9: every link is the hash of its entry and of all that came before."""
        rows = await engine.read("SELECT seq, entry, digest FROM audit ORDER BY seq")
        digests = [row["digest"] for row in rows]
        assert digests[: len(self.links)] == self.links
        previous = self.links[-1] if self.links else "0" * 64
        for seq, row in enumerate(rows[len(self.links) :], start=len(self.links) + 1):
            entry = json.loads(row["entry"])
            assert (row["seq"], entry["seq"], entry["previous"]) == (seq, seq, previous)
            previous = hashlib.sha256(row["entry"].encode()).hexdigest()
            assert row["digest"] == previous
        self.links = digests
        (body,) = await engine.read("SELECT revision FROM body")
        assert body["revision"] == len(rows)

    async def no_old_value_is_lost(self, engine: Engine) -> None:
        """Invariant 9, of corrections: each stays, and begins where the one before it ended."""
        rows = await engine.read(
            "SELECT seq, place, thing, field, old, new, why, by FROM correction ORDER BY seq, place"
        )
        assert rows[: len(self.mended)] == self.mended
        for row in rows[len(self.mended) :]:
            assert row["old"] != row["new"], row
            assert row["why"], row
            assert row["by"], row
            (link,) = await engine.read("SELECT entry FROM audit WHERE seq = $1", row["seq"])
            assert str(row["thing"]) in link["entry"]
        self.mended = rows
        stands = await engine.read(
            "SELECT a.id, a.appointed_on, a.term_since, a.term_until, s.since "
            "FROM appointment a JOIN service s ON s.appointment = a.id"
        )
        now = {(row["id"], name): row[name] for row in stands for name in row if name != "id"}
        last: dict[tuple[object, object], object] = {}
        for row in rows:
            key = (row["thing"], row["field"])
            if key in now:
                assert last.get(key, row["old"]) == row["old"], row
                last[key] = row["new"]
        assert {key: str(now[key]) for key in last} == last


async def _services(engine: Engine) -> list[Served]:
    rows = await engine.read(
        "SELECT s.seat, s.person, s.since, s.until, a.kind, a.term_since, a.term_until, "
        "a.appointed_on, l.ayes, l.voted_on FROM service s "
        "JOIN appointment a ON a.id = s.appointment JOIN legislation l ON l.id = a.legislation"
    )
    served = [Served(**{**row, "until": row["until"] or FAR}) for row in rows]
    return sorted(served, key=lambda each: (each.since, each.until, each.seat))


async def every_vacancy_has_its_notices_and_its_day(body: Body) -> None:
    """Invariant 7: three are to be told, and the sixtieth day goes on to a business day."""
    for each in await vacancies_of(body, CHARTER, FAR_FROM_ALL, only_open=False):
        assert {notice.authority for notice in each.notices} == {"mayor", "council", "alliance"}
        assert each.raw == each.effective_on + timedelta(days=60)
        assert 0 <= (each.due - each.raw).days <= MOST_DAYS_OFF
        assert each.due.weekday() < SATURDAY


async def a_day_is_told_alike_whenever_it_is_asked_for(
    body: Body, services: list[Served], on: date
) -> None:
    """Invariant 10: who sat on a day follows from the services alone, however long ago it was."""
    sat = {each.seat: each.person for each in services if each.since <= on < each.until}
    told = {
        each.id: each.holder.person for each in await seats_on(body, CHARTER, on) if each.holder
    }
    assert told == sat


def one_person_a_seat_and_one_seat_a_person(services: list[Served]) -> None:
    """Invariant 1."""
    by_seat: dict[str, list[Days]] = defaultdict(list)
    by_person: dict[UUID, list[Days]] = defaultdict(list)
    for each in services:
        by_seat[each.seat].append((each.since, each.until))
        by_person[each.person].append((each.since, each.until))
    for spans in (*by_seat.values(), *by_person.values()):
        no_two_at_once(spans)


def no_two_at_once(spans: list[Days]) -> None:
    real = sorted((since, until) for since, until in spans if since < until)
    for (_, until), (since, _) in pairwise(real):
        assert until <= since, spans


def every_term_ends_on_june_30_in_its_class(services: list[Served]) -> None:
    """Invariant 2: a term ends where the seat's own grid says, whoever came when."""
    ends = Counter(CLASSES.values())
    assert ends == {1: 3, 2: 3, 3: 3}
    for each in services:
        assert (each.term_until.month, each.term_until.day) == (7, 1), each
        if is_of_the_first_term(each):
            assert each.term_until.year == GRID_BEGINS, each
            continue
        passed = each.term_until.year - GRID_BEGINS - CLASSES[each.seat]
        assert passed >= 0, each
        assert passed % 3 == 0, each
        assert each.term_since < each.term_until, each
        assert (each.term_until - each.term_since).days <= 3 * 366, each


def is_of_the_first_term(each: Served) -> bool:
    """Whether somebody sits for the first board's term, or for the rest of it."""
    return each.kind == "initial" or each.term_since < date(GRID_BEGINS, 7, 1)


def no_service_without_its_carried_act(services: list[Served]) -> None:
    """Invariant 3: five of nine, voted before the first day."""
    for each in services:
        assert each.ayes >= 5, each
        assert each.voted_on is not None, each
        assert each.voted_on <= each.since, each
        assert each.appointed_on <= each.since, each


def nobody_passes_the_limit(services: list[Served]) -> None:
    """Invariant 4: two terms, six years when appointed; back only after three years away.

    What is not more than half of a term counts for nothing, unless it goes on in the same seat;
    holding over counts.
    """
    of_person = defaultdict(list)
    for each in services:
        if not is_of_the_first_term(each) and each.since < each.until:
            of_person[each.person].append(each)
    for served in of_person.values():
        terms = days = 0
        last: Served | None = None
        for each in served:
            if last is not None and last.until.replace(year=last.until.year + 3) <= each.since:
                terms = days = 0
            length = (each.term_until - each.term_since).days
            goes_on = last is not None and last.seat == each.seat and last.until >= each.since
            counts = goes_on or each.kind == "staggered" or 2 * length > 3 * 365 + 1
            terms += counts
            assert terms <= 2, served
            assert days + counts * length <= SIX_YEARS, served
            ended = min(each.until, each.term_until)
            days += counts * (ended - each.since).days
            days += (each.until - ended).days if each.until < FAR else 0
            last = each


async def _outcome(engine: Engine, motion: dict[str, object], services: list[Served]) -> str:
    """Return what roll and votes give at the instant of the close."""
    closed_at = motion["closed_at"]
    assert isinstance(closed_at, datetime)
    day = closed_at.astimezone(ZONE).date()
    members = {each.person for each in services if each.since <= day < each.until}
    stays = await engine.read(
        "SELECT person, arrived_at, left_at FROM attendance WHERE meeting = $1", motion["meeting"]
    )
    present = {
        stay["person"]
        for stay in stays
        if stay["arrived_at"] <= closed_at and (not stay["left_at"] or stay["left_at"] > closed_at)
    } & members
    recused = {
        row["person"]
        for row in await engine.read(
            "SELECT person FROM recusal_entry WHERE motion = $1", motion["id"]
        )
    }
    votes = await engine.read("SELECT person, choice FROM vote WHERE motion = $1", motion["id"])
    assert len({vote["person"] for vote in votes}) == len(votes)
    assert {vote["person"] for vote in votes} <= members
    if len(present) < 5:
        return "no_quorum"
    ayes = sum(vote["choice"] == "yes" and vote["person"] in present - recused for vote in votes)
    carried = ayes >= 5 if motion["kind"] == "subpoena" else 2 * ayes > len(present)
    return "carried" if carried else "lost"
