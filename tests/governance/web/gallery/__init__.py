"""Pages that show every piece once, filled with made-up people."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from markupsafe import Markup

from governance.charter.findings import Answer, Finding
from governance.sentences import say
from governance.web.clockbar import clock_bar
from governance.web.templating import Chrome, Language, Link, Notice
from governance.web.timeline import Kind, LaneSpan, Picture, SeatLane, seats_by_year

TODAY = date(2026, 11, 21)
OPENED = datetime(2026, 12, 2, 23, 34, tzinfo=UTC)
COUNCIL, ALLIANCE, MAYOR = "authority-1", "authority-2", "authority-3"


def _july(year: int) -> date:
    return date(year, 7, 1)


def _served(name: str, since: date, until: date) -> LaneSpan:
    return LaneSpan(since=since, until=until, kind=Kind.SERVICE, label=name, href="/people/1")


def _lane(label: str, authority: str, *spans: LaneSpan) -> SeatLane:
    named_by = {COUNCIL: "Council", ALLIANCE: "the Alliance", MAYOR: "the Mayor"}[authority]
    return SeatLane(
        label=label, authority_class=authority, named_by=f"named by {named_by}", spans=spans
    )


def _vacant(since: date, until: date | None) -> LaneSpan:
    return LaneSpan(since=since, until=until, kind=Kind.VACANCY)


def _holding_over(name: str) -> LaneSpan:
    return LaneSpan(since=_july(2026), until=None, kind=Kind.HOLDOVER, label=name)


def picture() -> Picture:
    """Return nine seats over eight years, with all that can happen to a seat."""
    gap = date(2022, 3, 2), date(2022, 5, 31)
    lanes = [
        _lane(
            "East",
            COUNCIL,
            _served("R. Okafor", _july(2020), _july(2021)),
            _served("R. Okafor", _july(2021), _july(2024)),
            _served("M. Castellanos", _july(2024), _july(2027)),
        ),
        _lane(
            "Northeast",
            COUNCIL,
            _served("I. Duarte", _july(2020), gap[0]),
            _vacant(*gap),
            _served("T. Lindqvist", gap[1], _july(2023)),
            _served("T. Lindqvist", _july(2023), _july(2026)),
            _holding_over("T. Lindqvist"),
        ),
        _lane(
            "Northwest",
            COUNCIL,
            _served("D. Rosen", _july(2020), _july(2022)),
            _served("D. Rosen", _july(2022), _july(2025)),
            _vacant(_july(2025), date(2025, 10, 1)),
            _served("P. Whitfield", date(2025, 10, 1), _july(2028)),
        ),
        _lane("South", COUNCIL, _served("J. Moreau", _july(2025), _july(2028))),
        _lane(
            "Alliance 1",
            ALLIANCE,
            _served("L. Haddad", _july(2021), _july(2024)),
            _served("S. Brandt", _july(2024), _july(2027)),
        ),
        _lane(
            "Alliance 2",
            ALLIANCE,
            _served("N. Osei", _july(2025), date(2026, 9, 30)),
            _vacant(date(2026, 9, 30), None),
        ),
        _lane(
            "Alliance 3",
            ALLIANCE,
            _served("C. Varga", _july(2020), _july(2023)),
            _served("C. Varga", _july(2023), _july(2026)),
            _holding_over("C. Varga"),
        ),
        _lane("Alliance 4", ALLIANCE, _served("G. Petrov", _july(2024), _july(2027))),
        _lane(
            "Mayor",
            MAYOR,
            _served("H. Lindgren", _july(2023), _july(2026)),
            _vacant(_july(2026), date(2027, 1, 15)),
            LaneSpan(
                since=date(2027, 1, 15),
                until=_july(2029),
                kind=Kind.APPOINTED,
                label="A. Nakamura-Fitzgerald",
            ),
        ),
    ]
    return seats_by_year(
        lanes,
        since=_july(2020),
        until=date(2029, 1, 1),
        today=TODAY,
        grid=[_july(year) for year in range(2020, 2030)],
    )


FINDINGS = (
    Finding(
        Answer.BROKEN,
        say("The seat is filled by {authority}, as it first was.", authority="the Alliance"),
        "18-4K",
    ),
    Finding(
        Answer.UNKNOWN,
        say("It is not known whether the person lived in the City on {day}.", day=TODAY),
        "18-4C",
    ),
)
ERRORS = {
    "person": "Give the name of a person.",
    "effective": "Give a day that the calendar has.",
    "vote": "Choose one of the three.",
    "reason": "Give a reason.",
}
MEMBERS = (
    ("M. Castellanos", "East", COUNCIL, "✓ Yes", "good", False),
    ("T. Lindqvist", "Northeast, holding over", COUNCIL, "✗ No", "bad", False),
    ("P. Whitfield", "Northwest", COUNCIL, "✓ Yes", "good", False),
    ("J. Moreau", "South", COUNCIL, "⊘ Recused, present", "warn", False),
    ("S. Brandt", "Alliance 1", ALLIANCE, "✓ Yes", "good", False),
    ("Vacant", "Alliance 2, vacant", ALLIANCE, "—", "plain", True),
    ("C. Varga", "Alliance 3, holding over", ALLIANCE, "Not present", "plain", True),
    ("G. Petrov", "Alliance 4 · Chair", ALLIANCE, "… has not voted", "warn", False),
    ("Vacant", "Mayor, vacant", MAYOR, "—", "plain", True),
)


def _chrome(title: str, current: str, *names: str, **more: object) -> Chrome:
    return Chrome(
        title=title,
        body_name="Police Accountability Board",
        place="City of Rochester, New York",
        zone="America/New_York",
        law_href="/bodies/pab/law",
        nav=tuple(
            Link(label=name, href=f"/{name.lower()}", current=name == current) for name in names
        ),
        foot=(Link(label="Accessibility", href="/a"), Link(label="Data", href="/d")),
        csrf="token",
        **more,  # type: ignore[arg-type]  # the rest is the page's own
    )


def _due(what: str, day: date, who: str, clause: str, state: str, tone: str) -> list[object]:
    link = Markup('<a href="/due">{}</a>').format(what)
    chip = Markup('<a class="clause" href="/law#x">{}</a>').format(clause)
    return [
        link,
        f"{day:%b %d, %Y}",
        who,
        chip,
        Markup('<b class="state {}">{}</b>').format(tone, state),
    ]


def pages() -> Mapping[str, Mapping[str, object]]:
    """Return the context of each page of the gallery."""
    return {
        "gallery_desk.html": {
            "chrome": _chrome(
                "Appointments",
                "Desk",
                "Desk",
                "Seats",
                "People",
                "Vacancies",
                "Letters",
                crumbs=(Link(label="Clerk’s desk"),),
                who="Council clerk",
            ),
            "why": say(
                "N. Osei resigned; the seat is to be filled by {due} (day 60 is {raw}).",
                due=date(2026, 11, 30),
                raw=date(2026, 11, 29),
            ),
            "act": Link(label="Review and send the notices", href="/notices"),
            "picture": picture(),
            "due": [
                _due(
                    "Oath of J. Moreau",
                    TODAY - timedelta(days=1),
                    "Clerk",
                    "POL 30(1)(h)",
                    "Overdue by 1 day",
                    "bad",
                ),
                _due(
                    "Fill Alliance 2",
                    date(2026, 11, 30),
                    "Alliance, then Council",
                    "18-4K",
                    "9 days left",
                    "warn",
                ),
                _due(
                    "Agenda documents for December 2",
                    date(2026, 12, 1),
                    "Board staff",
                    "OML 103(e)",
                    "10 days left",
                    "plain",
                ),
            ],
        },
        "console.html": {
            "chrome": _chrome(
                "Regular meeting",
                "Meetings",
                "Meetings",
                "Agenda",
                "Members",
                "Elections",
                crumbs=(Link(label="Meetings", href="/m"), Link(label="December 2, 2026")),
                who="G. Petrov, Chair",
                who_href="/me",
            ),
            "opened": OPENED,
            "members": MEMBERS,
        },
        "ballot.html": {
            "chrome": _chrome("Motion 2", "Meetings", "Meetings", "My year", who="S. Brandt"),
        },
        "pieces.html": {
            "chrome": _chrome(
                "Pieces",
                "",
                "About",
                "Law",
                notice=Notice(text=say("The notice was sent on {day}.", day=TODAY)),
                languages=(Language(code="es", label="Español", href="/es"),),
            ),
            "errors": ERRORS,
            "findings": FINDINGS,
            "clock": clock_bar(
                since=date(2026, 9, 30), raw=date(2026, 11, 29), due=date(2026, 11, 30), today=TODAY
            ),
            "late": clock_bar(
                since=_july(2026), raw=date(2026, 10, 22), due=date(2026, 10, 22), today=TODAY
            ),
            "day": TODAY,
            "opened": OPENED,
            "picture": picture(),
        },
        "error.html": {
            "chrome": _chrome("The law does not allow this", "", "About", "Law"),
            "detail": "Two things stand in the way.",
            "broken": FINDINGS,
            "reference": "0f3c-77aa",
        },
    }
