"""The organizations of a nominating authority, their representatives, its committee, as JSON."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from appointments.schemas.alliances import (
    AllianceView,
    CommitteeWish,
    Leaving,
    OrganizationView,
    OrganizationWish,
    RepresentativeWish,
    ServingView,
)
from appointments.services import alliances
from governance.clock import day_in
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board

HOME = "/api/v1/bodies/{slug:str}/alliance"
ORGANIZATION = f"{HOME}/organizations/{{organization:uuid}}"
TAGS = ["alliance"]


@get(HOME, opt={"permission": "read_alliance"}, operation_id="read_alliance", tags=TAGS)
async def read_alliance(
    board: Board,
    actor: Asking,
    on: FromQuery[date | None] = None,
    past: FromQuery[bool] = False,
    authority: FromQuery[str] = "",
) -> AllianceView:
    """Return a nominating authority as of a day; with `past`, those who left before it too."""
    today = day_in(actor.at, board.timezone)
    charter = await charter_on(board, on or today)
    return await alliances.alliance_on(board, charter, on or today, authority=authority, past=past)


@post(
    f"{HOME}/organizations",
    opt={"permission": "admit_organization"},
    operation_id="admit_organization",
    tags=TAGS,
)
async def admit_organization(actor: Asking, data: JSONBody[OrganizationWish]) -> OrganizationView:
    """Let an organization belong to the authority."""
    return await alliances.admit_organization(actor, data)


@post(
    f"{ORGANIZATION}/leaving",
    opt={"permission": "release_organization"},
    operation_id="release_organization",
    tags=TAGS,
)
async def release_organization(
    actor: Asking, organization: FromPath[UUID], data: JSONBody[Leaving]
) -> OrganizationView:
    """Let an organization leave, and with it whoever speaks for it."""
    return await alliances.release_organization(actor, organization, data)


@post(
    f"{ORGANIZATION}/representatives",
    opt={"permission": "name_representative"},
    operation_id="name_representative",
    tags=TAGS,
)
async def name_representative(
    actor: Asking, organization: FromPath[UUID], data: JSONBody[RepresentativeWish]
) -> OrganizationView:
    """Let a person speak for an organization."""
    return await alliances.name_representative(actor, organization, data)


@post(
    f"{HOME}/representatives/{{representative:uuid}}/leaving",
    opt={"permission": "end_representative"},
    operation_id="end_representative",
    tags=TAGS,
)
async def end_representative(
    actor: Asking, representative: FromPath[UUID], data: JSONBody[Leaving]
) -> OrganizationView:
    """Let a person speak for an organization no longer."""
    return await alliances.end_representative(actor, representative, data)


@post(
    f"{HOME}/committee",
    opt={"permission": "choose_committee_member"},
    operation_id="choose_committee_member",
    tags=TAGS,
)
async def choose_committee_member(actor: Asking, data: JSONBody[CommitteeWish]) -> ServingView:
    """Keep that the authority chose a person for its committee."""
    return await alliances.choose_committee_member(actor, data)


@post(
    f"{HOME}/committee/{{member:uuid}}/leaving",
    opt={"permission": "end_committee_member"},
    operation_id="end_committee_member",
    tags=TAGS,
)
async def end_committee_member(
    actor: Asking, member: FromPath[UUID], data: JSONBody[Leaving]
) -> ServingView:
    """End a person's service in the committee."""
    return await alliances.end_committee_member(actor, member, data)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    admit_organization,
    choose_committee_member,
    end_committee_member,
    end_representative,
    name_representative,
    read_alliance,
    release_organization,
)
