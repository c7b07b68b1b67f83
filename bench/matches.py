"""What is measured, against what, and how fast it has to be."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.bare import FOLDER, SMALL
from bench.copies import TERM, add_bodies, add_years
from bench.desks import desk_figures, sweep_figures
from bench.live import time_views
from bench.records import SLUG, Ballot, add_meetings, make_board, open_vote
from bench.rounds import Figure, Match, Pace, Side, Target, play, time_starts
from bench.servers import Load, Server, bare, openseat, request
from bench.sheets import sheets_a_second
from governance.front.pages import YEARS_BACK

BODY = f"/bodies/{SLUG}"
FEED = f"{BODY}/calendar.ics"
MEETING = f"{BODY}/meetings/{{meeting}}"
MONTHS = 12
WINDOW = YEARS_BACK + TERM
"""After so many years the picture of the seats has no more to show."""

HARDLY_LIMITED = 1_000_000
CHOICES = ("yes", "no", "abstain")

FEED_TARGET = Target(at_least=0.5)
UNCHANGED_TARGET = Target(at_least=0.6)
PAGE_TARGET = Target(at_least=0.25)
VOTE_TARGET = Target(at_least=0.2)
START_TARGET = Target(at_most=3)
FLAT_TARGET = Target(at_most=1.3)


class Bench:
    """A folder with databases and answers, and the process that asks."""

    def __init__(self, folder: Path, load: Load, pace: Pace) -> None:
        self.folder = folder
        self.load = load
        self.pace = pace
        (folder / "answers").mkdir()

    def figures(self) -> Iterator[Figure]:
        """Measure everything, and give each figure as soon as it is there."""
        yield sheets_a_second(self.pace)
        held = asyncio.run(make_board(self._url("year"), months=MONTHS))
        shutil.copy(self._path("year"), self._path("main"))
        ballot = asyncio.run(open_vote(self._url("main")))
        asyncio.run(add_meetings(self._url("main"), self.pace.meetings))
        with self._real("main") as real:
            pages = {"feed": FEED, "body": BODY, "meeting": MEETING.format(meeting=held)}
            for name, path in pages.items():
                (self.folder / "answers" / name).write_bytes(real.body(path))
            with self._bare() as plain:
                for match in (*_reads(real, plain, pages), _vote(real, plain, ballot)):
                    yield play(match, self.load, self.pace)
            yield time_views(real, ballot, self.folder, self.pace)
        yield time_starts(
            lambda: self._real("main", scheduler=True), self._bare, self.pace, START_TARGET
        )
        yield self._bodies()
        yield from self._years()
        yield from desk_figures(self.folder, self.pace)
        yield from sweep_figures(self.folder, self.pace)

    def _bodies(self) -> Figure:
        """Compare the page made anew among many bodies with the only body's."""
        asyncio.run(make_board(self._url("one"), months=1))
        shutil.copy(self._path("one"), self._path("many"))
        add_bodies(self._path("many"), self.pace.bodies - 1)
        title = f"body page anew, 1 of {self.pace.bodies:,} bodies"
        return self._flat(title, "many", "the only body", "one")

    def _years(self) -> Iterator[Figure]:
        """Compare the page made anew after many years with that after few.

        The page pictures the members of the years in its window. So it is also compared with a
        board just old enough to fill the window, whose page is as long.
        """
        for name, years in (("years", self.pace.years), ("window", WINDOW)):
            shutil.copy(self._path("year"), self._path(name))
            add_years(self._path(name), years - 1)
        title = f"body page anew, {self.pace.years} years of history"
        yield self._flat(title, "years", "one year", "year")
        yield self._flat(title, "years", f"{WINDOW} years, same picture", "window")

    def _flat(self, title: str, ours: str, against: str, other: str) -> Figure:
        with self._real(ours) as grown, self._real(other) as small:
            match = Match(
                title=title,
                ours=_get(grown, f"{BODY}?n={{n}}"),
                against=against,
                other=_get(small, f"{BODY}?n={{n}}"),
                target=FLAT_TARGET,
                by_cost=True,
            )
            return play(match, self.load, self.pace)

    def _real(self, database: str, *, scheduler: bool = False) -> Server:
        environment = {
            "OPENSEAT_DATABASE": self._url(database),
            "OPENSEAT_MAIL_FOLDER": str(self.folder / "mail"),
            "OPENSEAT_REQUESTS_PER_MINUTE": str(HARDLY_LIMITED),
            "OPENSEAT_SCHEDULER": "yes" if scheduler else "no",
        }
        return openseat(self.folder / "openseat.log", environment)

    def _bare(self) -> Server:
        return bare(self.folder / "bare.log", {FOLDER: str(self.folder)})

    def _path(self, database: str) -> Path:
        return self.folder / f"{database}.db"

    def _url(self, database: str) -> str:
        return f"sqlite:///{self._path(database)}"


def _reads(real: Server, plain: Server, pages: dict[str, str]) -> Iterator[Match]:
    """Give what is only read; a page is asked for both ways, from the shelf and made anew."""
    feed, etag = pages["feed"], real.etag(pages["feed"])
    yield Match(
        title="calendar feed",
        ours=_get(real, feed),
        against="bare, same bytes",
        other=_get(plain, "/feed"),
        target=FEED_TARGET,
    )
    yield Match(
        title="its 304 answer",
        ours=Side(real, (request("GET", feed, {"if-none-match": etag}),), 304),
        against="bare, small",
        other=_get(plain, f"/{SMALL}"),
        target=UNCHANGED_TARGET,
    )
    for name in ("body", "meeting"):
        for how, query in (("from the shelf", ""), ("made anew", "?n={n}")):
            yield Match(
                title=f"{name} page, {how}",
                ours=_get(real, pages[name] + query),
                against="bare, same bytes",
                other=_get(plain, f"/{name}"),
                target=PAGE_TARGET,
            )


def _vote(real: Server, plain: Server, ballot: Ballot) -> Match:
    """Give the vote: the members vote in turn, each time otherwise than before."""
    path = f"/api/v1{BODY}/motions/{ballot.motion}/votes"
    votes = tuple(
        request("POST", path, {"authorization": f"Bearer {token}"}, _said(choice))
        for choice in CHOICES
        for token in ballot.tokens
    )
    inserts = tuple(request("POST", "/insert", {}, _said(choice)) for choice in CHOICES)
    return Match(
        title="vote: authorized, audited, durable",
        ours=Side(real, votes, 201),
        against="bare, one insert",
        other=Side(plain, inserts, 201),
        target=VOTE_TARGET,
    )


def _get(server: Server, path: str) -> Side:
    return Side(server, (request("GET", path),))


def _said(choice: str) -> bytes:
    return b'{"choice":"%s"}' % choice.encode()
