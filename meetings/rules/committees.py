"""Which committees must there be, who is on one, and by what law does it meet?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from governance.charter.findings import Answer, Finding
from governance.charter.model import Charter, CommitteeDuty, Needed, Seat
from governance.errors import NotFoundError
from governance.sentences import Sentence, say, say_n


class Standing(StrEnum):
    """How long a committee is meant to last."""

    STANDING = "standing"
    SPECIAL = "special"

    @property
    def words(self) -> Sentence:
        match self:
            case Standing.STANDING:
                return say("standing committee")
            case Standing.SPECIAL:
                return say("special committee")


@dataclass(frozen=True, slots=True)
class Formed:
    """A committee that was formed: for which duty, if any, with how many members in office."""

    duty: str
    is_open: bool
    members: int


def whole_number(seated: int, places: int | None) -> int:
    """Return how many a committee has in all: the places it was given, filled or not.

    Without a number of places it is everybody who was put on it and not taken off; whoever left
    the body meanwhile is still counted, and only their chair is empty.
    """
    return max(seated, places or 0)


def law_of_committee(charter: Charter, name: str, seats: Collection[str], whole: int) -> Charter:
    """Return the law by which a committee meets: the body's, with seats and quorum of its own.

    `seats` are those that its members in office have on the body; `whole` counts the empty places
    too. Every share of the seats, of the quorum and of a vote, is then one of the committee.
    """
    if charter.committee_quorum is None:
        raise NotFoundError(say("The law of this body does not say when a committee can act."))
    taken = tuple(seat for seat in charter.seats if seat.id in seats)
    empty = range(len(taken) + 1, max(whole, len(taken)) + 1)
    return replace(
        charter,
        committee=name,
        seats=(*taken, *(_empty_place(number, charter) for number in empty)),
        quorum=charter.committee_quorum,
    )


def _empty_place(number: int, charter: Charter) -> Seat:
    return Seat(
        id=f"place-{number}",
        name=str(say("Place {number}", number=number)),
        designated_by=charter.appointing.id,
        clause=charter.quorum.clause,
    )


def membership(names: tuple[str, ...], chair: str | None, whole: int) -> Sentence:
    """Say who is on a committee, its chair first, and which places are empty."""
    who: tuple[Sentence | str, ...] = names
    if chair is not None:
        who = (say("{name} (chair)", name=chair), *names)
    empty = whole - len(who)
    if empty:
        return say_n(
            "Members: {names}; {count} place is empty.",
            "Members: {names}; {count} places are empty.",
            empty,
            names=who,
        )
    return say("Members: {names}.", names=who)


def has_a_place(seated: int, places: int | None, clause: str) -> Finding:
    """Find whether one more can come onto a committee."""
    reason = say("Every place of the committee is taken.")
    return Finding(Answer.of(places is None or seated < places), reason, clause)


def may_have_places(
    places: int | None, *, seated: int, seats: int, clause: str
) -> tuple[Finding, ...]:
    """Find whether a committee on which are so many of a body's `seats` may have these places.

    Fewer than those who are on it would take a place from one of them without a word; with more
    than the body has seats, a quorum might never be there.
    """
    if places is None:
        return ()
    enough = say_n(
        "{count} member is on the committee, which cannot have fewer places.",
        "{count} members are on the committee, which cannot have fewer places.",
        seated,
    )
    room = say("A committee has no more places than the body has seats: {seats}.", seats=seats)
    return (
        Finding(Answer.of(seated <= places), enough, clause),
        Finding(Answer.of(places <= seats), room, clause),
    )


def may_change(meeting: str | None, clause: str) -> Finding:
    """Find whether a committee, and who is on it, can change: not in the middle of its meeting."""
    reason = say(
        "The committee is meeting ({title}); its members, its places and its charge change before "
        "or after.",
        title=meeting or "",
    )
    return Finding(Answer.of(meeting is None), reason, clause)


def stands_on_roll(is_member: bool, charter: Charter) -> Finding:
    """Find whether somebody stands on the roll of a committee's meeting."""
    reason = say(
        "Only the members of the {committee} stand on its roll. Anyone else may attend, and is "
        "not counted.",
        committee=charter.committee,
    )
    return Finding(Answer.of(is_member), reason, charter.quorum.clause)


def missing_committees(
    duties: Iterable[CommitteeDuty], formed: Collection[Formed], *, vacant: bool
) -> tuple[tuple[CommitteeDuty, Sentence], ...]:
    """Return the committees that the law asks for and that are not there, or have no members.

    `vacant` is whether a director is sought: each vacancy asks for its committee anew.
    """
    asked = (duty for duty in duties if vacant or duty.needed is not Needed.VACANCY)
    lacking = ((duty, _lacks(duty, formed)) for duty in asked)
    return tuple((duty, why) for duty, why in lacking if why is not None)


def _lacks(duty: CommitteeDuty, formed: Collection[Formed]) -> Sentence | None:
    of_duty = [each for each in formed if each.duty == duty.id]
    if duty.needed is Needed.ONCE and of_duty:
        return None
    standing = [each for each in of_duty if each.is_open]
    if not standing:
        return say("Form the {name}", name=duty.name)
    if not any(each.members for each in standing):
        return say("Put members on the {name}", name=duty.name)
    return None


def may_close(open_meetings: Collection[str], clause: str) -> Finding:
    """Find whether a committee can be closed: not while it still has a meeting to hold or end."""
    reason = say("The committee still has meetings: {titles}.", titles=tuple(open_meetings))
    return Finding(Answer.of(not open_meetings), reason, clause)
