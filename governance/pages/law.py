"""What is the law, and what keeps each clause of it?"""

from datetime import date
from itertools import groupby

from litestar import Response, get

from governance.charter.model import Charter, Clause
from governance.clock import day_in
from governance.rules.access import Actor
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on, charter_versions, list_bodies
from governance.web.access import PageRequest
from governance.web.caching import cached
from governance.web.frames import frame, home_of, page

KINDS: dict[str, Sentence] = {
    "hard": say("must hold"),
    "deadline": say("deadline"),
    "publication": say("publication"),
    "recurring": say("comes back"),
    "discretionary": say("discretion"),
    "frozen": say("frozen by court"),
}


@get("/law", include_in_schema=False)
async def show_laws(request: PageRequest) -> Response[bytes]:
    """Show whose law is kept here."""
    chrome = await frame(request, say("The law"))
    return cached(page("laws.html", chrome, bodies=await list_bodies()))


@get("/bodies/{slug:str}/law", include_in_schema=False)
async def show_law(
    request: PageRequest, actor: Actor, board: Body, on: date | None = None
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
            chapters=chapters(charter),
            versions=await charter_versions(board),
            kinds=KINDS,
        )
    )


def chapters(charter: Charter) -> list[tuple[str, list[tuple[Clause, bool]]]]:
    """Return the clauses by section; the flag marks the first of those cited alike."""
    seen: set[str] = set()
    marked = []
    for clause in charter.clauses:
        first = clause.citation not in seen and all(
            each.id != clause.citation or each is clause for each in charter.clauses
        )
        seen.add(clause.citation)
        marked.append((clause, first and clause.citation != clause.id))
    return [
        (section, list(group)) for section, group in groupby(marked, key=lambda m: _section(m[0]))
    ]


def _section(clause: Clause) -> str:
    """Return the section of a clause: 18-4 of 18-4K, OML of OML 104."""
    word = clause.id.split(" ")[0]
    if not word[:1].isdigit():
        return word
    end = next((i for i, letter in enumerate(word) if letter.isalpha()), len(word))
    return word[:end]
