"""The page on which somebody votes in secret, and the receipt, shown once."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from elections.rules.secret_elections import method_words
from elections.schemas.elections import Answer
from elections.schemas.secret import SecretMarks
from elections.services.secret_ballots import can_vote, cast_secret_ballot
from elections.services.secret_files import get_secret_election
from governance.charter.model import Method
from governance.clock import day_in
from governance.errors import NotAllowedError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.apart import new_code
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import frame, home_of, page
from governance.web.templating import Link

BALLOTS = "/bodies/{slug:str}/secret-elections/{election_id:uuid}/ballots"
MARK = "mark_"
LARGEST = 1000


@get(BALLOTS, include_in_schema=False, opt={"permission": "cast_secret_ballot"})
async def show_secret_ballot(
    request: PageRequest, actor: Asking, board: Board, election_id: FromPath[UUID]
) -> Response[bytes]:
    """Show a ballot to whoever has one."""
    return await _ballot(request, actor, board, election_id, Form())


@post(BALLOTS, include_in_schema=False, status_code=200, opt={"permission": "cast_secret_ballot"})
async def cast_secret_ballot_page(
    request: PageRequest, actor: Asking, board: Board, election_id: FromPath[UUID], form: Sent
) -> Response[bytes]:
    """Cast the ballot, and show its receipt."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    code, wish = "", _marks(form)
    if wish is not None:
        with form.refusals():
            receipt = await cast_secret_ballot(board, charter, actor, election_id, wish)
            code = receipt.code
    return await _ballot(request, actor, board, election_id, form, code)


def _marks(form: Form) -> SecretMarks | None:
    """Return the ballot that was filled in, or None with an error beside each wrong number."""
    marks: dict[UUID, int] = {}
    for name, typed in form.values.items():
        if not name.startswith(MARK) or not typed.strip():
            continue
        number = int(typed) if typed.strip().isascii() and typed.strip().isdigit() else 0
        try:
            person = UUID(name.removeprefix(MARK))
        except ValueError:
            continue
        if not 1 <= number <= LARGEST:
            form.errors[name] = say("This is not a number in the allowed range.")
        marks[person] = number
    code = str(form.value("code"))[:100]
    blank = form.value("blank") == "yes"
    return None if form.errors else SecretMarks(marks=marks, blank=blank, code=code)


async def _ballot(
    request: PageRequest,
    actor: Actor,
    board: Body,
    election_id: UUID,
    form: Form,
    receipt: str = "",
) -> Response[bytes]:
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    election = await get_secret_election(board, charter, election_id)
    home = f"/bodies/{board.slug}/secret-elections"
    here = f"{home}/{election_id}"
    try:
        open_to_me = await can_vote(board, charter, actor, election)
    except NotAllowedError:
        open_to_me = False
    standing = [each for each in election.candidates if each.state is Answer.ACCEPTED]
    return page(
        "secret_ballot.html",
        await frame(
            request,
            say("Your ballot"),
            body=board,
            crumbs=(
                home_of(board),
                Link(label=say("Elections by secret ballot"), href=home),
                Link(label=say("Choice of the committee"), href=here),
            ),
        ),
        status=form.status,
        here=here,
        form=form,
        election=election,
        words=method_words(election.method, election.seats),
        is_ranked=election.method is Method.STV,
        standing=standing,
        places=[(str(number), str(number)) for number in range(1, len(standing) + 1)],
        code=form.value("code") or new_code(),
        open_to_me=open_to_me,
        receipt=receipt,
    )


ROUTES: tuple[ControllerRouterHandler, ...] = (cast_secret_ballot_page, show_secret_ballot)
