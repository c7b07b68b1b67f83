"""When the machines are silent: sheets to print before, and to type in afterwards."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.clock import day_in
from governance.printing import printed
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.papers import pdf
from governance.web.templating import Link, wording
from meetings.pages.meetings import ONE, crumbs_of
from meetings.pages.typed_sheets import count_of, wish_of
from meetings.rules.recusals import Relation
from meetings.schemas.sheets import SheetChoice
from meetings.services.files import MeetingFile, MotionFile, meeting_file
from meetings.services.rolls import roll_of
from meetings.services.sheets import take_in_sheet

SHEET = f"{ONE}/sheet"
BLANKS = 3
"""How many empty motions are printed besides those that wait."""

WORDS = {
    SheetChoice.YES: say("Yes"),
    SheetChoice.NO: say("No"),
    SheetChoice.ABSTAIN: say("Abstained"),
    SheetChoice.RECUSED: say("Recused"),
}


@get(f"{SHEET}.pdf", opt={"permission": "read_console"}, include_in_schema=False)
async def print_sheet(actor: Asking, board: Board, meeting_id: FromPath[UUID]) -> Response[bytes]:
    """Print the roll and the motions with a box for each member and each answer."""
    file = await meeting_file(board, meeting_id)
    on = day_in(file.meeting.starts_at, board.timezone)
    roll = await roll_of(board, file.meeting, file.meeting.starts_at)
    charter, members = roll.charter, roll.members
    needed = charter.quorum.needed(seats=len(charter.seats), filled=len(members))
    words = wording("en")
    waiting = [
        {"number": each.number, "text": each.text, "mover": each.mover_name}
        for each in file.motions
        if each.state.is_pending
    ]
    first = len(file.motions) + 1
    blank = [{"number": first + each, "text": "", "mover": ""} for each in range(BLANKS)]
    data = {
        "body": board.name,
        "day": words.long_day(on),
        "hour": words.hour(file.meeting.starts_at, board.timezone),
        "place": file.meeting.place,
        "needed": needed,
        "quorum_clause": charter.quorum.clause,
        "members": [{"name": each.name, "seat": each.seat_name} for each in members],
        "agenda": [f"{each.number}. {each.title}" for each in file.agenda],
        "motions": [*waiting, *blank],
        "foot": f"{board.name} · {file.meeting.title}",
    }
    title = f"Roll-call sheet: {file.meeting.title}"
    return pdf(await printed("roll_call", data, title=title, at=actor.at), "roll-call-sheet")


@get(SHEET, opt={"permission": "take_in_sheet"}, include_in_schema=False)
async def show_sheet(
    request: PageRequest, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Ask what stands on the sheet."""
    return await _sheet(request, board, meeting_id, Form())


@post(SHEET, opt={"permission": "take_in_sheet"}, include_in_schema=False, status_code=200)
async def read_sheet(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID], form: Sent
) -> Response[bytes] | Redirect:
    """Take in what was typed, or make room for one motion more."""
    file = await meeting_file(board, meeting_id)
    if form.value("more"):
        return await _sheet(request, board, meeting_id, form)
    await _take(actor, board, file, form)
    if form.refused:
        return await _sheet(request, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}")


async def _take(actor: Actor, board: Body, file: MeetingFile, form: Form) -> None:
    roll = await roll_of(board, file.meeting, file.meeting.starts_at)
    members = [each.person for each in roll.members]
    wish = wish_of(form, board.timezone, members)
    if wish is not None:
        with form.refusals():
            await take_in_sheet(actor, file.meeting.id, wish)


async def _sheet(
    request: PageRequest, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    roll = await roll_of(board, file.meeting, file.meeting.starts_at)
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("Take in a roll-call sheet"),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=file.meeting.title, href=home)),
    )
    inside = {each.person for each in file.roll if each.left_at is None}
    return page(
        "meeting_sheet.html",
        chrome,
        status=form.status,
        home=home,
        form=form,
        meeting=file.meeting,
        members=roll.members,
        people=[(each.person, each.name) for each in roll.members],
        inside=inside,
        numbers=range(1, count_of(form) + 1),
        known=[(each.id, _waiting(each)) for each in file.motions if each.state.is_pending],
        kinds=[(each.id, each.name) for each in roll.charter.motion_kinds],
        items=[(each.id, each.title) for each in file.agenda],
        choices=[(each.value, words) for each, words in WORDS.items()],
        relations=[(each.value, each.words) for each in Relation if each is not Relation.NONE],
    )


def _waiting(motion: MotionFile) -> Sentence:
    return say("Motion {number}: {words}", number=motion.number, words=motion.text)


ROUTES = [print_sheet, show_sheet, read_sheet]
