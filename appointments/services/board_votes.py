"""What has the body decided by motion? The meetings tell, which stand above this package."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from appointments.schemas.board_votes import BoardVote
from governance.schemas.bodies import Body

Teller = Callable[[Body, UUID | None], Awaitable[list[BoardVote]]]
"""Tells one motion of the whole body, or without an id the latest that were carried."""
_tellers: list[Teller] = []


def tell_votes(teller: Teller) -> None:
    """Let a package tell what the body decided."""
    if teller not in _tellers:
        _tellers.append(teller)


async def board_vote(body: Body, motion: UUID) -> BoardVote | None:
    """Return one motion of the body, if anybody knows it."""
    for teller in _tellers:
        for each in await teller(body, motion):
            return each
    return None


async def carried_votes(body: Body) -> list[BoardVote]:
    """Return the latest motions that were carried and stand."""
    return [each for teller in _tellers for each in await teller(body, None)]
