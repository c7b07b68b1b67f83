"""What is the law, and what keeps each clause of it?"""

from datetime import date
from itertools import groupby

from litestar import Response, get
from litestar.params import FromQuery

from governance.charter.load import bundled_law, load_law
from governance.charter.model import Charter, Clause, Obligation
from governance.clock import day_in
from governance.rules.permissions import may
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on, charter_versions, list_bodies
from governance.services.calculator import LAW
from governance.web.access import Asking, Board, PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page

KINDS: dict[str, Sentence] = {
    "hard": say("Must hold"),
    "deadline": say("Deadline"),
    "publication": say("Publication"),
    "recurring": say("Comes back"),
    "discretionary": say("Discretion"),
    "frozen": say("Frozen by court"),
}


@get("/law", include_in_schema=False)
async def show_laws(request: PageRequest) -> Response[bytes]:
    """Show whose law is kept here."""
    chrome = await frame(request, say("The law"))
    state = load_law(LAW, bundled_law(LAW))
    return cached(
        page(
            "laws.html",
            chrome,
            bodies=await list_bodies(),
            title=state.title,
            chapters=chapters(state.clause),
            kinds=KINDS,
        )
    )


@get("/bodies/{slug:str}/law", include_in_schema=False)
async def show_law(
    request: PageRequest, actor: Asking, board: Board, on: FromQuery[date | None] = None
) -> Response[bytes]:
    """Show every clause of a body's law with what keeps it, and how open questions are read."""
    charter = await charter_on(board, on or day_in(actor.at, board.timezone))
    chrome = await frame(
        request, say("The law"), body=board, current="/law", crumbs=(home_of(board),)
    )
    return cached(
        page(
            "law.html",
            chrome,
            charter=charter,
            chapters=chapters(charter.clauses),
            versions=await charter_versions(board),
            may_change=may(actor, "amend_charter"),
            duties=duties_by_clause(charter),
            slug=board.slug,
            kinds=KINDS,
        )
    )


def duties_by_clause(charter: Charter) -> dict[str, list[Obligation]]:
    """Return the duties that come back by the clauses that ask for them."""
    found: dict[str, list[Obligation]] = {}
    for duty in charter.obligations:
        found.setdefault(charter.clause(duty.clause).id, []).append(duty)
    return found


def chapters(clauses: tuple[Clause, ...]) -> list[tuple[str, list[tuple[Clause, bool]]]]:
    """Return the clauses by section; the flag marks the first of those cited alike."""
    seen = {clause.id for clause in clauses}
    marked = []
    for clause in clauses:
        marked.append((clause, clause.citation not in seen))
        seen.add(clause.citation)
    return [(section, list(group)) for section, group in groupby(marked, key=_section)]


def _section(marked: tuple[Clause, bool]) -> str:
    """Return the section of a clause: 18-4 of 18-4K, OML of OML 104."""
    word = marked[0].id.split(" ")[0]
    if not word[:1].isdigit():
        return word
    end = next((i for i, letter in enumerate(word) if letter.isalpha()), len(word))
    return word[:end]
