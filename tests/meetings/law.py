"""The first board's law, and the ways in which another body's law differs from it."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.charter.load import load_bundled
from governance.charter.model import ChairVotes, Charter, OnDivergence, Threshold, VoteTest

ZONE = ZoneInfo("America/New_York")


def here(text: str) -> datetime:
    """Return a moment on the board's own clock: `2026-12-03 18:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def person(number: int) -> UUID:
    return UUID(int=number)


def people(count: int) -> tuple[UUID, ...]:
    return tuple(person(number) for number in range(1, count + 1))


@cache
def board() -> Charter:
    return load_bundled("rochester-pab")


def deciding_by(threshold: Threshold) -> Charter:
    """Return a law whose only test takes this share."""
    only = VoteTest("only", "The one test.", "§ 1", threshold)
    voting = replace(board().voting, tests=(only,), decides="only", also_checked=())
    return replace(board(), voting=voting)


def holding_what_diverges() -> Charter:
    law = board()
    return replace(law, voting=replace(law.voting, on_divergence=OnDivergence.HOLD))


def with_a_chair_who_breaks_ties() -> Charter:
    law = board()
    return replace(law, voting=replace(law.voting, chair_votes=ChairVotes.ONLY_TO_BREAK_A_TIE))


def leaving_the_recused_out(*, of_quorum: bool = False, of_present: bool = False) -> Charter:
    law = board()
    rule = replace(law.recusal, counts_for_quorum=not of_quorum, counts_as_present=not of_present)
    return replace(law, recusal=rule)
