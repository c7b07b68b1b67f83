"""An applicant takes the invitation to say something of themselves, apart from the application."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from appointments.pages.own_applications import COOKIE, FRESH, OWN
from appointments.services import answers
from appointments.services.applications import own_application
from governance.clock import day_in
from governance.errors import OutOfOrderError
from governance.sentences import say
from governance.services.bodies import charter_on
from governance.web.access import Asking, Board, PageRequest, settings_of
from governance.web.forms import Sent
from governance.web.frames import frame, home_of, page
from governance.web.templating import Link


@post(f"{OWN}/invitation", include_in_schema=False, status_code=200, opt=FRESH)
async def take_applicant_invitation_page(
    request: PageRequest, actor: Asking, board: Board, application: FromPath[UUID], form: Sent
) -> Response[bytes]:
    """Show the one invitation of an application that was sent, once."""
    link = request.cookies.get(COOKIE, "")
    own = await own_application(board, application, link, at=actor.at)
    charter = await charter_on(board, day_in(actor.at, board.timezone))
    secret, giver, code = settings_of(request).secret, f"application:{application}", ""
    with form.refusals():
        if own.sent_at is None:
            raise OutOfOrderError(say("The application was not sent yet."))
        code = (await answers.take_invitation(secret, board, charter, giver)).code
    here = Link(label=say("Your application"), href=f"/bodies/{board.slug}/apply/{application}")
    return page(
        "appointments/diversity_invitation.html",
        await frame(
            request, say("Your invitation"), body=board, current="", crumbs=(home_of(board), here)
        ),
        status=form.status,
        slug=board.slug,
        form=form,
        rule=answers.asked(charter),
        code=code,
        taken=own.sent_at is not None,
    )
