"""What is on an agenda, what does the law ask of it, and what has changed since?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, Contracts, LegalCalendar, Meetings
from governance.sentences import Sentence, say
from meetings.rules.notice import document_clock


class ItemKind(StrEnum):
    """What an item is for."""

    BUSINESS = "business"
    MINUTES = "minutes"
    REPORT = "report"
    ELECTION = "election"
    EXECUTIVE_SESSION = "executive_session"
    PUBLIC_COMMENT = "public_comment"
    CONTRACT = "contract"

    @property
    def words(self) -> Sentence:
        match self:
            case ItemKind.BUSINESS:
                return say("Business")
            case ItemKind.MINUTES:
                return say("Approval of minutes")
            case ItemKind.REPORT:
                return say("Report")
            case ItemKind.ELECTION:
                return say("Election")
            case ItemKind.EXECUTIVE_SESSION:
                return say("Executive session")
            case ItemKind.PUBLIC_COMMENT:
                return say("Public comment")
            case ItemKind.CONTRACT:
                return say("Contract")

    @property
    def may_be_consented(self) -> bool:
        """Say whether it can stand in a consent group: what is decided, and by a usual vote."""
        return self in (ItemKind.BUSINESS, ItemKind.MINUTES, ItemKind.REPORT, ItemKind.CONTRACT)


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as it stood in a published agenda; documents are told apart by their digests."""

    id: UUID
    title: str
    amount_cents: int | None = None
    consent: bool = False
    withdrawn: bool = False
    documents: tuple[tuple[str, str], ...] = ()


def is_walk_on(
    added_at: datetime, starts_at: datetime, meetings: Meetings, calendar: LegalCalendar
) -> bool:
    """Say whether an item came after its documents were due; the moments are in the body's zone."""
    return added_at > document_clock(starts_at, meetings, calendar).due


def contract_mark(amount_cents: int | None, rule: Contracts | None) -> Finding | None:
    """Find what the law asks of a contract; nothing up to and with its mark."""
    if rule is None or amount_cents is None or amount_cents <= rule.mark * 100:
        return None
    return Finding(
        Answer.WARNING,
        say("More than {mark}: {asks}", mark=in_dollars(rule.mark * 100), asks=rule.asks),
        rule.clause,
    )


def in_dollars(cents: int) -> str:
    """Return an amount as it is written; cents only where there are any."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02}" if rest else f"${whole:,}"


def may_be_ordered(
    wished: Sequence[UUID], seen: Sequence[UUID], standing: Sequence[UUID], charter: Charter
) -> Finding:
    """Find whether an order was made from the agenda as it stands, leaving nothing out."""
    return Finding(
        Answer.of(list(seen) == list(standing) and sorted(wished) == sorted(standing)),
        say("Somebody else changed the agenda meanwhile; it stands below as it is now."),
        charter.order.clause,
    )


def may_be_taken_together(
    items: Collection[str], aside: Collection[str], charter: Charter
) -> tuple[Finding, ...]:
    """Find whether the consent group can be decided as one; `aside` are items with a recusal."""
    return (
        Finding(
            Answer.of(bool(items)),
            say("Nothing stands in the consent group."),
            charter.order.clause,
        ),
        Finding(
            Answer.of(not aside),
            say("A member stands aside from {items}: pull it out first.", items=tuple(aside)),
            charter.recusal.clause,
        ),
    )


def changes(before: Sequence[Listed], after: Sequence[Listed]) -> Iterator[Sentence]:
    """Say what changed between two published agendas, item by item."""
    known = {each.id: each for each in before}
    for item in after:
        if item.id not in known:
            if not item.withdrawn:
                yield say("Added: {title}", title=item.title)
            continue
        yield from _changed(known[item.id], item)
    stayed = [each.id for each in after if each.id in known and not each.withdrawn]
    if stayed != [each.id for each in before if each.id in stayed]:
        yield say("The order was changed.")


def _changed(was: Listed, now: Listed) -> Iterator[Sentence]:
    if now.withdrawn and not was.withdrawn:
        yield say("Withdrawn: {title}", title=now.title)
        return
    if was.title != now.title:
        yield say("“{was}” became “{now}”", was=was.title, now=now.title)
    if was.amount_cents != now.amount_cents and now.amount_cents is not None:
        amount = in_dollars(now.amount_cents)
        yield say("{title}: the amount is now {amount}", title=now.title, amount=amount)
    if was.consent != now.consent:
        where = say("into the consent group") if now.consent else say("out of the consent group")
        yield say("{title}: {where}", title=now.title, where=where)
    for name, digest in now.documents:
        if digest not in {each for _, each in was.documents}:
            yield say("{title}: with {name}", title=now.title, name=name)
    for name, digest in was.documents:
        if digest not in {each for _, each in now.documents}:
            yield say("{title}: without {name}", title=now.title, name=name)
