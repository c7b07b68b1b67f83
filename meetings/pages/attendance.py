"""Attendance of a service year, as table and picture; excuses; the record of votes as files."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from governance.clock import day_in
from governance.days import add_days
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.schemas.exports import Table
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page
from governance.web.papers import download
from governance.web.tables import CSV_TYPE, as_csv
from governance.web.templating import Link
from meetings.pages.meetings import ONE, crumbs_of
from meetings.schemas.attendance import AbsenceReport, AttendanceYear, ExcuseWish, ExcuseWithdrawal
from meetings.schemas.motions import VoteLine
from meetings.services.attendance import (
    attendance_year,
    excuse_absence,
    excuses_of,
    report_absences,
    withdraw_excuse,
    year_around,
)
from meetings.services.files import meeting_file
from meetings.services.members import members_on
from meetings.services.voting_records import votes_of_meeting, votes_of_year

HOME = "/bodies/{slug:str}/attendance"
EXCUSES = f"{ONE}/excuses"
Answer = Response[bytes] | Redirect
MARKS = {"present": "✓", "excused": "e", "absent": "–", "": ""}


@get(HOME, include_in_schema=False)
async def show_attendance(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show how each member attended in a service year."""
    return await _year_page(request, actor, board, on, Form())


@post(
    f"{HOME}/report",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "report_absences"},
)
async def report_absences_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Record that what the rule asks for was done."""
    wish = form.read(AbsenceReport)
    if wish is not None:
        with form.refusals():
            await report_absences(actor, wish)
            return done(f"/bodies/{board.slug}/attendance")
    return await _year_page(request, actor, board, None, form)


@get(f"{HOME}.csv", include_in_schema=False)
async def download_attendance(
    actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Return the year as a table: a line for each member and meeting."""
    day = on or day_in(actor.at, board.timezone)
    year = await attendance_year(board, await charter_on(board, day), day)
    days = {each.id: each for each in year.meetings}
    rows: list[tuple[object, ...]] = [
        (
            member.name,
            days[cell.meeting].on,
            days[cell.meeting].title,
            cell.presence,
            "yes" if cell.late else "no",
            "yes" if cell.left_early else "no",
        )
        for member in year.members
        for cell in member.cells
        if cell.presence
    ]
    columns = ("member", "day", "meeting", "attendance", "late", "left early")
    content = as_csv(Table(name="attendance", columns=columns, rows=rows))
    return download(content, f"attendance-{board.slug}-{year.since.year}.csv", CSV_TYPE)


@get(f"{ONE}/votes.csv", include_in_schema=False)
async def download_votes_of_meeting(board: Board, meeting_id: FromPath[UUID]) -> Response[bytes]:
    """Return the votes of a meeting: a line for each member and motion."""
    lines = await votes_of_meeting(board, meeting_id)
    return _votes(lines, f"votes-{board.slug}-{meeting_id}.csv")


@get("/bodies/{slug:str}/votes.csv", include_in_schema=False)
async def download_votes_of_year(
    actor: Asking, board: Board, year: FromQuery[int | None] = None
) -> Response[bytes]:
    """Return the votes of a calendar year: a line for each member and motion."""
    wanted = year if year is not None else day_in(actor.at, board.timezone).year
    return _votes(await votes_of_year(board, wanted), f"votes-{board.slug}-{wanted}.csv")


def _votes(lines: tuple[VoteLine, ...], name: str) -> Response[bytes]:
    columns = ("day", "motion", "kind", "text", "outcome", "member", "seat", "vote", "committee")
    rows: list[tuple[object, ...]] = [
        (
            each.on,
            each.motion,
            each.kind,
            each.text,
            each.outcome,
            each.member,
            each.seat,
            each.vote,
            each.committee,
        )
        for each in lines
    ]
    return download(as_csv(Table(name="votes", columns=columns, rows=rows)), name, CSV_TYPE)


@get(EXCUSES, include_in_schema=False, opt={"permission": "read_excuses"})
async def show_excuses(
    request: PageRequest, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show who was not there, and whose absence is excused, why."""
    return await _excuses_page(request, board, meeting_id, Form())


@post(EXCUSES, include_in_schema=False, status_code=200, opt={"permission": "excuse_absence"})
async def excuse_absence_page(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Answer:
    """Excuse an absence."""
    wish = form.read(ExcuseWish)
    if wish is not None:
        with form.refusals():
            await excuse_absence(actor, meeting_id, wish)
            return done(f"/bodies/{board.slug}/meetings/{meeting_id}/excuses")
    return await _excuses_page(request, board, meeting_id, form)


@post(
    f"{EXCUSES}/withdrawal",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "withdraw_excuse"},
)
async def withdraw_excuse_page(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Answer:
    """Take an excuse back."""
    wish = form.read(ExcuseWithdrawal)
    if wish is not None:
        with form.refusals():
            await withdraw_excuse(actor, meeting_id, wish)
            return done(f"/bodies/{board.slug}/meetings/{meeting_id}/excuses")
    return await _excuses_page(request, board, meeting_id, form)


async def _year_page(
    request: PageRequest, actor: Actor, board: Body, on: date | None, form: Form
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    day = on or today
    charter = await charter_on(board, day)
    year = await attendance_year(board, charter, day)
    span = year_around(charter, today)
    chrome = await frame(
        request,
        say("Attendance, {since} to {last}", since=year.since, last=add_days(year.until, -1)),
        body=board,
        current="/seats",
        crumbs=(home_of(board), Link(label=say("Attendance"))),
    )
    return page(
        "attendance.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        year=year,
        bars=_bars(year),
        marks=MARKS,
        before=add_days(year.since, -1),
        after=year.until if year.until <= span.since else None,
        rule=charter.attendance,
        may_report=may(actor, "report_absences"),
        may_excuse=may(actor, "read_excuses"),
    )


def _bars(year: AttendanceYear) -> list[dict[str, object]]:
    """Return each member's bar of the picture: its parts with their place, out of 600."""
    found = []
    for number, member in enumerate(year.members):
        parts, x = [], 0.0
        for name in ("present", "excused", "absent"):
            count = getattr(member, name)
            width = 600 * count / member.meetings if member.meetings else 0
            parts.append({"kind": name, "count": count, "x": round(x, 1), "width": round(width, 1)})
            x += width
        found.append({"member": member, "parts": parts, "y": number * 34})
    return found


async def _excuses_page(
    request: PageRequest, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    on = day_in(file.meeting.starts_at, board.timezone)
    charter = await charter_on(board, on)
    there = {each.person for each in file.roll}
    excused = await excuses_of(meeting_id)
    settled = there | {each.person for each in excused}
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("Absences: {title}, {day}", title=file.meeting.title, day=on),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("{day}", day=on), href=home)),
    )
    missing = [each for each in await members_on(board, on) if each.person not in settled]
    return page(
        "excuses.html",
        chrome,
        status=form.status,
        slug=board.slug,
        home=home,
        form=form,
        excused=excused,
        missing=[(each.person, each.name) for each in missing],
        rule=charter.attendance,
    )


ROUTES = [
    show_attendance,
    report_absences_page,
    download_attendance,
    download_votes_of_meeting,
    download_votes_of_year,
    show_excuses,
    excuse_absence_page,
    withdraw_excuse_page,
]
