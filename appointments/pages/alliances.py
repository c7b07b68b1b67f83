"""The page of a nominating authority: its organizations, who speaks for them, its committee."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from appointments.schemas.alliances import (
    CommitteeWish,
    Leaving,
    OrganizationWish,
    RepresentativeWish,
)
from appointments.services.alliances import (
    admit_organization,
    alliance_on,
    choose_committee_member,
    end_committee_member,
    end_representative,
    name_representative,
    nominating,
    release_organization,
)
from governance.clock import day_in
from governance.rules.access import Actor
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, home_of, page

Answer = Response[bytes] | Redirect
HOME = "/bodies/{slug:str}/alliance"


@get(HOME, include_in_schema=False, opt={"permission": "read_alliance"})
async def show_alliance(
    request: PageRequest,
    actor: Asking,
    board: Board,
    on: FromQuery[date | None] = None,
) -> Response[bytes]:
    """Show who makes up the authority on a day, and everybody who ever did."""
    return await _alliance_page(request, actor, board, Form(), on=on)


@post(
    f"{HOME}/organizations",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "admit_organization"},
)
async def admit_organization_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Let an organization belong to the authority."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    wish = form.read(OrganizationWish, authority=nominating(charter)[0].id)
    if wish is not None:
        with form.refusals():
            await admit_organization(actor, wish)
            return done(_home(board))
    return await _alliance_page(request, actor, board, form)


@post(
    f"{HOME}/organizations/{{organization:uuid}}/leaving",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "release_organization"},
)
async def release_organization_page(
    request: PageRequest, actor: Asking, board: Board, organization: FromPath[UUID], form: Sent
) -> Answer:
    """Let an organization leave."""
    wish = form.read(Leaving)
    if wish is not None:
        with form.refusals():
            await release_organization(actor, organization, wish)
            return done(_home(board))
    return await _alliance_page(request, actor, board, form)


@post(
    f"{HOME}/organizations/{{organization:uuid}}/representatives",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "name_representative"},
)
async def name_representative_page(
    request: PageRequest, actor: Asking, board: Board, organization: FromPath[UUID], form: Sent
) -> Answer:
    """Let a person speak for an organization."""
    wish = form.read(RepresentativeWish)
    if wish is not None:
        with form.refusals():
            await name_representative(actor, organization, wish)
            return done(_home(board))
    return await _alliance_page(request, actor, board, form)


@post(
    f"{HOME}/representatives/{{representative:uuid}}/leaving",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "end_representative"},
)
async def end_representative_page(
    request: PageRequest, actor: Asking, board: Board, representative: FromPath[UUID], form: Sent
) -> Answer:
    """Let a person speak for an organization no longer."""
    wish = form.read(Leaving)
    if wish is not None:
        with form.refusals():
            await end_representative(actor, representative, wish)
            return done(_home(board))
    return await _alliance_page(request, actor, board, form)


@post(
    f"{HOME}/committee",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "choose_committee_member"},
)
async def choose_committee_member_page(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Answer:
    """Keep that the authority chose a person for its committee."""
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    wish = form.read(CommitteeWish, authority=nominating(charter)[0].id)
    if wish is not None:
        with form.refusals():
            await choose_committee_member(actor, wish)
            return done(_home(board))
    return await _alliance_page(request, actor, board, form)


@post(
    f"{HOME}/committee/{{member:uuid}}/leaving",
    include_in_schema=False,
    status_code=200,
    opt={"permission": "end_committee_member"},
)
async def end_committee_member_page(
    request: PageRequest, actor: Asking, board: Board, member: FromPath[UUID], form: Sent
) -> Answer:
    """End a person's service in the committee."""
    wish = form.read(Leaving)
    if wish is not None:
        with form.refusals():
            await end_committee_member(actor, member, wish)
            return done(_home(board))
    return await _alliance_page(request, actor, board, form)


def _home(board: Body) -> str:
    return f"/bodies/{board.slug}/alliance"


async def _alliance_page(
    request: PageRequest,
    actor: Actor,
    board: Body,
    form: Form,
    *,
    on: date | None = None,
) -> Response[bytes]:
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, on or today)
    alliance = await alliance_on(board, charter, on or today, past=on is None)
    _, rule = nominating(charter)
    writes = may(actor, "admit_organization") and on is None
    return page(
        "appointments/alliance.html",
        await frame(
            request, alliance.name, body=board, current="/alliance", crumbs=(home_of(board),)
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        alliance=alliance,
        rule=rule,
        today=today,
        writes=writes,
        full=sum(each.serving for each in alliance.committee) >= rule.committee.size,
    )


ROUTES: tuple[ControllerRouterHandler, ...] = (
    admit_organization_page,
    choose_committee_member_page,
    end_committee_member_page,
    end_representative_page,
    name_representative_page,
    release_organization_page,
    show_alliance,
)
