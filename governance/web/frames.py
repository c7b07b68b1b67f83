"""The frame around a page: whose it is, what leads where, who reads it."""

from litestar import Response
from litestar.enums import MediaType
from litestar.response import Redirect

from governance.clock import day_in
from governance.rules.access import Actor, Role
from governance.rules.permissions import may
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.web.access import PageRequest, actor_of, csrf_token
from governance.web.templating import Chrome, Link, Notice, render

_PUBLIC_NAV = (
    (say("About"), ""),
    (say("Members"), "/seats"),
    (say("Meetings"), "/meetings"),
    (say("Votes"), "/votes"),
    (say("Duties"), "/duties"),
    (say("Vacancies"), "/vacancies"),
    (say("Apply"), "/calls"),
    (say("Law"), "/law"),
)
_DESK_NAV = (
    (say("Desk"), "/desk", "read_due"),
    (say("People"), "/people", "read_people"),
    (say("Legislation"), "/legislation", "introduce_legislation"),
    (say("Appointments"), "/appointments", "appoint_member"),
    (say("Applications"), "/applications", "read_applications"),
    (say("Rounds"), "/rounds", "read_finalists"),
    (say("Alliance"), "/alliance", "read_finalists"),
    (say("Submitted names"), "/rounds", "note_interview"),
    (say("Letters"), "/letters", "read_letters"),
    (say("Training"), "/training", "read_training"),
    (say("My training"), "/training/own", "read_own_training"),
    (say("In and out"), "/imports", "read_imports"),
    (say("Looked at"), "/lookups", "read_lookups"),
)
_FOOT = (
    Link(label=say("Clock"), href="/clock"),
    Link(label=say("What if"), href="/tally"),
    Link(label=say("Data"), href="/api"),
)


def page(name: str, chrome: Chrome, *, status: int = 200, **context: object) -> Response[bytes]:
    """Return a template as an answer."""
    text = render(name, **{**context, "chrome": chrome})  # type: ignore[arg-type]  # mypy takes any key for `language`
    return Response(text.encode(), status_code=status, media_type=MediaType.HTML)


async def frame(
    request: PageRequest,
    title: str | Sentence,
    *,
    body: Body | None = None,
    current: str = "",
    crumbs: tuple[Link, ...] = (),
) -> Chrome:
    """Return the frame for whoever asks; `current` is the address of the page's own nav item."""
    actor = actor_of(request)
    notice = request.query_params.get("done", "")
    common = {
        "title": title,
        "crumbs": crumbs,
        "foot": _FOOT,
        "who": _who(actor),
        "who_href": "/account" if actor.account else "",
        "csrf": csrf_token(request),
        "notice": Notice(text=DONE[notice]) if notice in DONE else None,
    }
    if body is None:
        return Chrome(**common)  # type: ignore[arg-type]  # the names above are Chrome's own
    home = f"/bodies/{body.slug}"
    charter = await charter_on(body, day_in(actor.at, body.timezone))
    return Chrome(
        **common,  # type: ignore[arg-type]  # as above
        body_name=body.name,
        home_href=home,
        law_href=f"{home}/law",
        place=charter.body.jurisdiction,
        zone=body.timezone,
        nav=_nav(actor, home, current),
    )


def home_of(body: Body) -> Link:
    """Return the first crumb of a body's pages."""
    return Link(label=body.name, href=f"/bodies/{body.slug}")


def done(href: str, what: str = "saved") -> Redirect:
    """Send the browser on after a form was done, to a page that says so."""
    path, hash_mark, anchor = href.partition("#")
    mark = "&" if "?" in path else "?"
    return Redirect(f"{path}{mark}done={what}{hash_mark}{anchor}", status_code=303)


DONE = {
    "saved": say("Saved."),
    "sent": say("Sent."),
    "adopted": say("Adopted. This is the law from the day below."),
    "corrected": say("Corrected. The old value stays below, with your name and the reason."),
    "erased": say("Erased."),
    "signed-in": say("You are signed in."),
    "signed-out": say("You are signed out."),
}


def _nav(actor: Actor, home: str, current: str) -> tuple[Link, ...]:
    desks = [(label, path) for label, path, needed in _DESK_NAV if may(actor, needed)]
    own = {"", "/calls"} if may(actor, "read_applications") else {""} if desks else set()
    public = tuple(each for each in _PUBLIC_NAV if each[1] not in own)
    return tuple(
        Link(label=label, href=home + path, current=path == current)
        for label, path in (*desks, *public)
    )


def _who(actor: Actor) -> str:
    roles = sorted(actor.roles - {Role.MEMBER}) or sorted(actor.roles)
    shown = ", ".join(str(ROLES[role]) for role in roles)
    return f"{actor.name} · {shown}" if shown else actor.name


ROLES = {
    Role.CLERK: say("Council clerk"),
    Role.AUTHORITY: say("Designating authority"),
    Role.ALLIANCE_COMMITTEE: say("Alliance committee"),
    Role.ALLIANCE_REPRESENTATIVE: say("Alliance representative"),
    Role.COUNCIL_REVIEWER: say("Council reviewer"),
    Role.CHAIR: say("Chair"),
    Role.VICE_CHAIR: say("Vice Chair"),
    Role.ELECTION_CHAIR: say("Presides to hold the election"),
    Role.STAFF: say("Board staff"),
    Role.MEMBER: say("Member"),
    Role.AUDITOR: say("Auditor"),
    Role.ADMINISTRATOR: say("Administrator"),
    Role.SYSTEM: say("openseat"),
}
