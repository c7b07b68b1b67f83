"""The agenda as the office writes and orders it, with its documents."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.charter.findings import Finding
from governance.charter.model import Charter
from governance.clock import day_in
from governance.errors import BadInputError, NotFoundError
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.templating import Link
from meetings.pages.meetings import ONE, crumbs_of
from meetings.rules.agendas import ItemKind, contract_mark, in_dollars
from meetings.schemas.agendas import (
    AgendaOrder,
    CarryOver,
    DocumentWish,
    GroupMotion,
    ItemWithdrawal,
    PublishedItem,
    PullWish,
)
from meetings.schemas.meetings import AgendaItem, ItemWish
from meetings.services import agendas, documents
from meetings.services.files import agenda_of, meeting_file
from meetings.services.rolls import roll_of

EDIT = f"{ONE}/agenda/edit"
Step = Callable[[Actor, Form, UUID], Awaitable[object]]


@get(EDIT, opt={"permission": "add_agenda_item"}, include_in_schema=False)
async def show_agenda_desk(
    request: PageRequest, board: Board, meeting_id: FromPath[UUID]
) -> Response[bytes]:
    """Show the agenda as it is written, with its documents and its versions."""
    return await _desk(request, board, meeting_id, Form())


@post(
    f"{EDIT}/{{step:str}}",
    opt={"permission": "add_agenda_item"},
    include_in_schema=False,
    status_code=200,
)
async def take_agenda_step(
    request: PageRequest,
    actor: Asking,
    board: Board,
    meeting_id: FromPath[UUID],
    step: FromPath[str],
    form: Sent,
) -> Response[bytes] | Redirect:
    """Do one deed of the agenda; a refusal is shown on it."""
    if step not in STEPS:
        raise NotFoundError(say("There is no such step."))
    with form.refusals():
        await STEPS[step](actor, form, meeting_id)
    if form.refused:
        return await _desk(request, board, meeting_id, form)
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/agenda/edit")


@post(
    f"{ONE}/ballot/items/{{item_id:uuid}}/pull",
    opt={"permission": "pull_item"},
    include_in_schema=False,
    status_code=200,
)
async def take_pull(
    actor: Asking, board: Board, meeting_id: FromPath[UUID], item_id: FromPath[UUID]
) -> Redirect:
    """Pull an item out of the consent group in one's own name."""
    await agendas.pull_item(actor, item_id, PullWish())
    return done(f"/bodies/{board.slug}/meetings/{meeting_id}/ballot")


async def _desk(request: PageRequest, board: Body, meeting_id: UUID, form: Form) -> Response[bytes]:
    file = await meeting_file(board, meeting_id)
    on = day_in(file.meeting.starts_at, board.timezone)
    charter = await charter_on(board, on)
    home = f"/bodies/{board.slug}/meetings/{meeting_id}"
    chrome = await frame(
        request,
        say("Agenda of {title}, {day}", title=file.meeting.title, day=on),
        body=board,
        current="/meetings",
        crumbs=(*crumbs_of(board), Link(label=file.meeting.title, href=home)),
    )
    papers = await documents.documents_of(board, meeting_id)
    roll = await roll_of(board, file.meeting, file.meeting.starts_at)
    members = [(each.person, each.name) for each in roll.members]
    return page(
        "meeting_agenda_edit.html",
        chrome,
        status=form.status,
        home=home,
        slug=board.slug,
        form=form,
        new_key=lambda: uuid4().hex,
        meeting=file.meeting,
        items=file.agenda,
        order=",".join(str(each.id) for each in file.agenda),
        withdrawn=await agenda_of(board, file.meeting, withdrawn=True),
        papers={
            each.id: [one for one in papers if one.item == each.id and one.withdrawn_at is None]
            for each in file.agenda
        },
        versions=await documents.agenda_versions(board, meeting_id),
        left=await agendas.left_over(board, file.meeting),
        grouped=[each for each in file.agenda if each.is_grouped],
        members=members,
        kinds=[(each.value, each.words) for each in ItemKind],
        marks={
            each.id: contract_mark(each.amount_cents, charter.contracts) for each in file.agenda
        },
        contracts=charter.contracts,
        dollars=in_dollars,
        order_clause=charter.order.clause,
        documents_clause=charter.meetings.documents.clause,
        over=file.meeting.state in ("adjourned", "cancelled"),
    )


def _marks(
    items: Sequence[AgendaItem | PublishedItem], charter: Charter
) -> dict[UUID, Finding | None]:
    return {each.id: contract_mark(each.amount_cents, charter.contracts) for each in items}


def _id(form: Form, field: str) -> UUID:
    try:
        return UUID(str(form.value(field)))
    except ValueError:
        raise BadInputError({field: say("Choose one of the list.")}) from None


def _cents(form: Form) -> int | None:
    typed = str(form.value("amount")).strip().lstrip("$").replace(",", "")
    if not typed:
        return None
    whole, _, rest = typed.partition(".")
    digits = whole + rest
    if (
        not (digits.isascii() and digits.isdecimal())
        or not whole
        or len(rest) > 2
        or len(whole) > 12
    ):
        raise BadInputError({"amount": say("This is not an amount, such as 12,500.00.")})
    return int(whole) * 100 + int(rest.ljust(2, "0"))


def _wish(form: Form) -> ItemWish | None:
    return form.read(ItemWish, amount_cents=_cents(form))


async def _add(actor: Actor, form: Form, meeting_id: UUID) -> None:
    wish = _wish(form)
    if wish is not None:
        await agendas.add_agenda_item(actor, meeting_id, wish)


async def _amend(actor: Actor, form: Form, _: UUID) -> None:
    wish = _wish(form)
    if wish is not None:
        await agendas.amend_agenda_item(actor, _id(form, "item"), wish)


async def _withdraw(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(ItemWithdrawal)
    if wish is not None:
        await agendas.withdraw_item(actor, _id(form, "item"), wish)


async def _order(actor: Actor, form: Form, meeting_id: UUID) -> None:
    seen = _ids(form.value("seen"))
    wished = _ids(form.value("items")) if form.value("items") else list(seen)
    for way, step in (("up", -1), ("down", 1)):
        if form.value(way):
            item = _id(form, way)
            place = wished.index(item) if item in wished else -1
            if place < 0 or not 0 <= place + step < len(wished):
                raise BadInputError({"": say("This item is not on the agenda.")})
            wished.insert(place + step, wished.pop(place))
    wish = AgendaOrder(items=tuple(wished), seen=tuple(seen))
    await agendas.order_agenda(actor, meeting_id, wish)


def _ids(typed: object) -> list[UUID]:
    try:
        return [UUID(each) for each in str(typed).split(",") if each]
    except ValueError:
        unread = say("This order cannot be read; load the page again.")
        raise BadInputError({"": unread}) from None


async def _pull(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(PullWish)
    if wish is not None:
        await agendas.pull_item(actor, _id(form, "item"), wish)


async def _group(actor: Actor, form: Form, meeting_id: UUID) -> None:
    wish = form.read(GroupMotion)
    if wish is not None:
        await agendas.take_consent_group(actor, meeting_id, wish)


async def _carry(actor: Actor, form: Form, meeting_id: UUID) -> None:
    wish = form.read(CarryOver)
    if wish is not None:
        await agendas.carry_over_item(actor, meeting_id, wish)


async def _attach(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(DocumentWish)
    if wish is not None:
        await documents.attach_document(actor, _id(form, "item"), wish)


async def _take_back(actor: Actor, form: Form, _: UUID) -> None:
    wish = form.read(ItemWithdrawal)
    if wish is not None:
        await documents.withdraw_document(actor, _id(form, "document"), wish)


async def _publish(actor: Actor, _: Form, meeting_id: UUID) -> None:
    await documents.publish_agenda(actor, meeting_id)


STEPS: dict[str, Step] = {
    "add": _add,
    "amend": _amend,
    "withdraw": _withdraw,
    "order": _order,
    "pull": _pull,
    "group": _group,
    "carry": _carry,
    "attach": _attach,
    "take-back": _take_back,
    "publish": _publish,
}

ROUTES = [
    show_agenda_desk,
    take_agenda_step,
    take_pull,
]
