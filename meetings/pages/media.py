"""The page of the media list: newsrooms that are mailed each notice."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.schemas.bodies import Body
from governance.sentences import say
from governance.web.access import Asking, Board, PageRequest
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from meetings.pages.meetings import crumbs_of
from meetings.schemas.mailings import MediaContactWish
from meetings.services.media import add_media_contact, media_list, remove_media_contact
from meetings.services.subscriptions import count_subscribers

HERE = "/bodies/{slug:str}/media"


@get(HERE, opt={"permission": "read_media_list"}, include_in_schema=False)
async def show_media(request: PageRequest, board: Board) -> Response[bytes]:
    """Show who is mailed each notice."""
    return await _page(request, board, Form())


@post(HERE, opt={"permission": "add_media_contact"}, include_in_schema=False, status_code=200)
async def take_media_contact(
    request: PageRequest, actor: Asking, board: Board, form: Sent
) -> Response[bytes] | Redirect:
    """Put a newsroom on the list."""
    wish = form.read(MediaContactWish)
    if wish is not None:
        with form.refusals():
            await add_media_contact(actor, wish)
            return done(f"/bodies/{board.slug}/media")
    return await _page(request, board, form)


@post(
    f"{HERE}/{{contact:uuid}}/removal",
    opt={"permission": "remove_media_contact"},
    include_in_schema=False,
    status_code=200,
)
async def drop_media_contact(actor: Asking, board: Board, contact: FromPath[UUID]) -> Redirect:
    """Take a newsroom off the list."""
    await remove_media_contact(actor, contact)
    return done(f"/bodies/{board.slug}/media", "erased")


async def _page(request: PageRequest, board: Body, form: Form) -> Response[bytes]:
    chrome = await frame(
        request, say("Media list"), body=board, current="/meetings", crumbs=crumbs_of(board)
    )
    return page(
        "media.html",
        chrome,
        status=form.status,
        slug=board.slug,
        form=form,
        contacts=(await media_list(board)).contacts,
        subscribers=await count_subscribers(board),
    )


ROUTES = [show_media, take_media_contact, drop_media_contact]
