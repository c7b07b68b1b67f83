"""When does a clock run out? The calculator for whoever asks."""

from datetime import date

from litestar import Response, get
from msgspec import Struct

from governance.days import Deadline
from governance.errors import BadInputError
from governance.sentences import say
from governance.services.calculator import LONGEST, Days, compute
from governance.web.access import PageRequest
from governance.web.caching import cached
from governance.web.forms import Form
from governance.web.frames import frame, page


class Question(Struct, frozen=True, kw_only=True):
    """What the calculator is asked."""

    start: date
    length: int
    days: Days = Days.CALENDAR


@get("/clock", include_in_schema=False)
async def show_clock(request: PageRequest) -> Response[bytes]:
    """Show the calculator, and its answer when something was asked."""
    form = Form(dict(request.query_params))
    deadline = _answer(form) if form.values.get("start") or form.values.get("length") else None
    chrome = await frame(request, say("When does a clock run out?"))
    status = 400 if form.refused else 200
    return cached(
        page("clock.html", chrome, status=status, form=form, deadline=deadline), timeless=True
    )


def _answer(form: Form) -> Deadline | None:
    question = form.read(Question)
    if question is None:
        return None
    if not 0 <= question.length <= LONGEST:
        form.errors["length"] = say("This is not a number in the allowed range.")
        return None
    try:
        return compute(question.start, question.length, question.days)
    except BadInputError:
        form.errors["length"] = say("This clock would run out beyond the calendar.")
        return None
