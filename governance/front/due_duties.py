"""Which duties of the charter are due: the oldest that is owed of each, and how many more."""

from collections.abc import Iterator
from datetime import date

from governance.charter.model import Charter, Obligation, Shown
from governance.days import Span, add_days
from governance.front.books import Book, open_book
from governance.rules.obligations import Occurrence, PartKind, State, warns_only
from governance.schemas.bodies import Body
from governance.schemas.due import Due
from governance.sentences import Sentence, say, say_n
from governance.services.obligations import begins_on

ELSEWHERE = (
    *(Shown.ELECTION, Shown.COMMITTEE, Shown.TRAINING, Shown.ACKNOWLEDGEMENT),
    *(Shown.DIRECTOR_REVIEW, Shown.MINUTES),
)
"""What shows these duties done has lines of its own on the list."""
MEETINGS = (Shown.REGULAR_MEETING, Shown.DISTRICT_MEETING)
NOW = (State.OPEN, State.MISSED, State.OVERDUE)


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return what is owed now and due soon or late, one line for each duty and district."""
    duties = [each for each in charter.obligations if each.shown_by not in ELSEWHERE]
    begins = await begins_on(body, charter.ledger.since)
    ahead = add_days(on, charter.ledger.ahead_days)
    if not duties or begins > ahead:
        return []
    span = Span(begins, add_days(ahead, 1))
    book = await open_book(body, charter, span, on, duties=duties)
    return [item for duty in duties for item in _of_duty(book, duty, span, ahead)]


def _of_duty(book: Book, duty: Obligation, span: Span, ahead: date) -> Iterator[Due]:
    owed: dict[str, list[Occurrence]] = {}
    for each in book.occurrences(duty, span):
        if each.due.rolled > ahead or _is_history(book, each):
            continue
        if book.standing(each).state in NOW:
            district = each.part.key if each.part.kind is PartKind.DISTRICT else ""
            owed.setdefault(district, []).append(each)
    for found in owed.values():
        yield _item(book, duty, found)


def _is_history(book: Book, each: Occurrence) -> bool:
    """Whether a meeting that was not held is past being made up for, and only the ledger tells."""
    told_until = add_days(each.due.rolled, book.charter.ledger.missed_days)
    return each.obligation.shown_by in MEETINGS and told_until < book.on


def _item(book: Book, duty: Obligation, found: list[Occurrence]) -> Due:
    first = found[0]
    more = len({each.period.since for each in found}) - 1
    who = say("{name}", name=duty.responsible)
    if book.holders.is_vacant(duty):
        who = say("{name} (vacant: nobody holds it)", name=duty.responsible)
    what = _what(duty, [each for each in found if each.period == first.period])
    if more:
        later = say_n("{count} later period too", "{count} later periods too", more)
        what = say("{what}; {later}", what=what, later=later)
    rolled = first.due.raw != first.due.rolled
    return Due(
        what=what,
        who=who,
        clause=duty.clause,
        day=first.due.rolled,
        raw=first.due.raw,
        on=book.on,
        href=f"/bodies/{book.body.slug}/duties/{duty.id}/{first.period.since}",
        needs="fulfil_obligation",
        why_rolled=first.due.reason if rolled else None,
        advisory=warns_only(duty, book.charter),
    )


def _what(duty: Obligation, found: list[Occurrence]) -> Sentence:
    """Say what is owed of a period, and of which parts of it."""
    last = found[0].period.last or found[0].period.since
    parts = [each.part for each in found]
    if parts[0].kind is PartKind.MEMBER:
        told = say_n("{count} member", "{count} members", len(parts))
        return say("{title}: {told}, by {last}", title=duty.title, told=told, last=last)
    names = tuple(part.name for part in parts)
    if all(names):
        return say("{title} (until {last}): {names}", title=duty.title, last=last, names=names)
    return say("{title} (until {last})", title=duty.title, last=last)
