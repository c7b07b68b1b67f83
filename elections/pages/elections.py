"""The elections of a meeting: nominations, rounds, ballots by name; and the forms to hold them."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from elections.rules.ballots import Stage
from elections.rules.counts import MOTION_KIND
from elections.rules.officers import election_due, may_elect_on
from elections.schemas.elections import (
    Answer,
    BallotWish,
    Call,
    Nomination,
    NominationSecond,
    Postponement,
    ProTemWish,
    RecordedBallot,
)
from elections.services import ballots, nominations, refusals
from elections.services.files import elections_at
from elections.services.officers import tenures_of
from elections.services.presiding import choose_pro_tem, get_presiding
from governance.charter.model import Charter, Office
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.templating import Link
from meetings.pages.meetings import ONE, crumbs_of
from meetings.rules.motions import Session
from meetings.schemas.meetings import Meeting
from meetings.services.files import get_meeting
from meetings.services.members import members_on
from meetings.services.sessions import EARLIEST_ARRIVAL

HOME = f"{ONE}/elections"
Step = Callable[[Actor, Form, UUID], Awaitable[object]]

CHOSE = "chose_"
"""What comes before a member's id in the name of a mark."""

TONES = {
    Stage.CALLED: "plain",
    Stage.OPEN: "plain",
    Stage.BALLOTING: "warn",
    Stage.DECLARED: "good",
    Stage.POSTPONED: "warn",
}
SAID = {
    "abstain": say("Abstained"),
    "absent": say("Not present"),
    "silent": say("Present, named nobody"),
}


@get(HOME, include_in_schema=False)
async def show_elections(
    request: PageRequest, actor: Asking, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the elections of a meeting; to whoever may, the forms for the next step."""
    return cached(await _elections(request, actor, board, meeting_id, Form()))


@post(
    f"{HOME}/{{step:str}}", opt={"permission": "nominate"}, include_in_schema=False, status_code=200
)
async def take_election_step(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    step: FromPath[str],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Do one deed of an election; a refusal is shown on the page."""
    if step not in STEPS:
        raise NotFoundError(say("There is no such step."))
    with form.refusals():
        await STEPS[step](actor, form, meeting_id)
    if form.refused:
        return await _elections(request, actor, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/elections")


async def _elections(
    request: PageRequest, actor: Actor, board: Body, meeting_id: UUID, form: Form
) -> Response[bytes]:
    meeting = await get_meeting(board, meeting_id)
    on = day_in(meeting.starts_at, board.timezone)
    charter = await charter_on(board, on)
    members = await members_on(board, on)
    href = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("Election of officers, {day}", day=on),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=say("{day}", day=on), href=href)),
    )
    runs = may(actor, "open_round")
    return page(
        "elections.html",
        chrome,
        status=409 if form.findings else 400 if form.refused else 200,
        home=f"{href}/elections",
        console=f"{href}/console",
        slug=board.slug,
        charter=charter,
        form=form,
        new_key=lambda: uuid4().hex,
        elections=await elections_at(board, charter, meeting_id),
        to_call=await _to_call(board, charter, meeting) if runs else (),
        members=[(each.person, each.name) for each in members],
        presiding=await get_presiding(board, meeting_id),
        may_choose=may(actor, "choose_pro_tem")
        and meeting.state in (Session.SCHEDULED, Session.IN_SESSION)
        and actor.at >= meeting.starts_at - EARLIEST_ARRIVAL,
        may_call=may(actor, "call_to_order") and meeting.state is Session.SCHEDULED,
        needs_second=any(
            each.id == MOTION_KIND and each.needs_second for each in charter.motion_kinds
        ),
        me=actor.person,
        may_run=runs,
        may_vote=may(actor, "cast_ballot") and actor.person is not None,
        in_session=meeting.state is Session.IN_SESSION,
        stages=Stage,
        answers=Answer,
        tones=TONES,
        said=SAID,
    )


async def _to_call(board: Body, charter: Charter, meeting: Meeting) -> tuple[Office, ...]:
    """Return the offices whose election can be put on this meeting."""
    if meeting.state not in (Session.SCHEDULED, Session.IN_SESSION):
        return ()
    on = day_in(meeting.starts_at, board.timezone)
    tenures = await tenures_of(board, on)
    called = {
        each.office
        for each in await elections_at(board, charter, meeting.id)
        if not each.state.is_over
    }
    return tuple(
        office
        for office in charter.offices
        if office.id not in called
        and may_elect_on(election_due(office, tenures, charter, on=on), office, on).holds
    )


async def _call(actor: Actor, form: Form, meeting_id: UUID) -> None:
    wish = form.read(Call, meeting=meeting_id)
    if wish is not None:
        await nominations.call_election(actor, wish)


async def _choose(actor: Actor, form: Form, meeting_id: UUID) -> None:
    people = [name.removeprefix(CHOSE) for name in form.values if name.startswith(CHOSE)]
    try:
        chosen_by = tuple(UUID(each) for each in people)
    except ValueError:
        raise BadInputError({"person": say("Choose one of the list.")}) from None
    if not chosen_by:
        raise BadInputError({"chosen_by": say("Mark the members who chose so.")})
    wish = form.read(ProTemWish, chosen_by=chosen_by)
    if wish is not None:
        await choose_pro_tem(actor, meeting_id, wish)


async def _nominate(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(Nomination)
    if wish is not None:
        await nominations.nominate(actor, _id(form, "election"), wish)


async def _second(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(NominationSecond)
    if wish is not None:
        await nominations.second_nomination(actor, _id(form, "candidacy"), wish)


async def _refuse(actor: Actor, form: Form, _: UUID) -> None:
    await refusals.refuse_office(actor, _id(form, "election"))


async def _accept(actor: Actor, form: Form, _: UUID) -> None:
    await nominations.accept_nomination(actor, _id(form, "candidacy"))


async def _decline(actor: Actor, form: Form, _: UUID) -> None:
    await nominations.decline_nomination(actor, _id(form, "candidacy"))


async def _open(actor: Actor, form: Form, _: UUID) -> None:
    await ballots.open_round(actor, _id(form, "election"))


async def _cast(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(BallotWish)
    if wish is not None:
        await ballots.cast_ballot(actor, _id(form, "election"), wish)


async def _record(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(RecordedBallot)
    if wish is not None:
        await ballots.record_ballot(actor, _id(form, "election"), wish)


async def _close(actor: Actor, form: Form, _: UUID) -> None:
    await ballots.close_round(actor, _id(form, "election"))


async def _postpone(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(Postponement)
    if wish is not None:
        await nominations.postpone_election(actor, _id(form, "election"), wish)


def _id(form: Form, name: str) -> UUID:
    try:
        return UUID(str(form.value(name)))
    except ValueError:
        raise BadInputError({name: say("Choose one of the list.")}) from None


STEPS: dict[str, Step] = {
    "call": _call,
    "preside": _choose,
    "nominate": _nominate,
    "second": _second,
    "refuse": _refuse,
    "accept": _accept,
    "decline": _decline,
    "open": _open,
    "cast": _cast,
    "record": _record,
    "close": _close,
    "postpone": _postpone,
}

ROUTES = [show_elections, take_election_step]
