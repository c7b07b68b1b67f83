"""What pages show of seats, votes and duties: words and the tone that colours them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say, say_n
from meetings.rules.duties import Duty, Standing
from meetings.rules.motions import Session, State
from meetings.rules.tallies import Outcome, Tally, why
from meetings.schemas.motions import Entitled, TextVersion, VoteCorrection, Voted
from meetings.services.consoles import Console
from meetings.services.files import MotionFile
from meetings.services.members import HOLDING_OVER
from meetings.services.views import ABSENT, RECUSED, SILENT, History, said_by_member

SAID = {
    "yes": (say("✓ Yes"), "good"),
    "no": (say("✗ No"), "bad"),
    "abstain": (say("Abstains"), "warn"),
    RECUSED: (say("⊘ Recused"), "warn"),
    ABSENT: (say("Not present"), "plain"),
    SILENT: (say("… has not voted"), "warn"),
}
AFTERWARDS = {
    "yes": say("Yes"),
    "no": say("No"),
    "abstain": say("Abstained"),
    ABSENT: say("Not present"),
    SILENT: say("Present, did not vote"),
}
STATE_TONES = {
    Session.TENTATIVE: "warn",
    Session.SCHEDULED: "plain",
    Session.IN_SESSION: "good",
    Session.RECESS: "warn",
    Session.EXECUTIVE: "warn",
    Session.RETURNING: "warn",
    Session.ADJOURNED: "plain",
    Session.CANCELLED: "bad",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCard:
    """One seat on the console; a vacant one has no person."""

    person: UUID | None
    name: str | Sentence
    seat: str | Sentence
    authority_class: str
    words: Sentence | str
    tone: str
    out: bool
    present: bool

    @property
    def pair(self) -> tuple[UUID | None, str | Sentence]:
        """Return the member as a choice of a list."""
        return self.person, self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A motion on the public page: who said what, what it came to, and why."""

    motion: MotionFile
    said: tuple[Voted, ...]
    tally: Tally | None
    tone: str
    why: tuple[tuple[Sentence, str], ...]
    recused: int
    versions: tuple[TextVersion, ...] = ()
    corrections: tuple[VoteCorrection, ...] = ()
    afterwards: Sentence | str = ""
    words: Sentence | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A duty with how it stands, in words."""

    duty: Duty
    words: Sentence
    tone: str


def seat_cards(seen: Console) -> tuple[SeatCard, ...]:
    """Return every seat of the body, in the charter's order."""
    by_seat = {member.seat: member for member in seen.members}
    said = {each.person: each.said for each in seen.said}
    cards = []
    for seat in seen.charter.seats:
        authority = f"authority-{seen.charter.authority(seat.designated_by).colour}"
        member = by_seat.get(seat.id)
        if member is None:
            cards.append(_vacant(seat.name, authority))
            continue
        there = member.person in seen.present
        words, tone = _words(member, said, there=there)
        if member.person in seen.remote:
            words = _from_elsewhere(words, there=there)
        cards.append(
            SeatCard(
                person=member.person,
                name=member.name,
                seat=_seat(member, seen.file.meeting.presiding),
                authority_class=authority,
                words=words,
                tone=tone,
                out=not there,
                present=there,
            )
        )
    return tuple(cards)


AFTER = {
    "reconsidered": say("Reconsidered later; the later vote counts."),
    "rescinded": say("Rescinded later."),
    "taken_up": say("Taken up again later."),
}


def decided(
    motion: MotionFile, seen: Console | None = None, more: History | None = None
) -> Decided:
    """Return a motion for the public page; `more` is how it read before and was set right."""
    tally = motion.tally
    more = more or (seen.histories.get(motion.id) if seen else None) or History()
    return Decided(
        motion=motion,
        said=said_by_member(motion),
        tally=tally,
        tone=_tone(tally),
        why=why(tally) if tally else (),
        recused=len(motion.recusals),
        versions=more.versions,
        corrections=more.corrections,
        afterwards=AFTER.get(motion.afterwards, ""),
        words=_where_it_stands(motion),
    )


def _where_it_stands(motion: MotionFile) -> Sentence:
    """Say what became of a motion that was not decided."""
    match motion.state:
        case State.REFERRED:
            return say("Referred to {committee}", committee=motion.referred_to)
        case State.POSTPONED if motion.until_day is not None:
            return say("Postponed to {day}", day=motion.until_day)
        case State.POSTPONED:
            return say("Postponed to a later meeting")
        case _:
            return motion.state.words


def duty_line(duty: Duty, body: Body, at: datetime) -> DutyLine:
    """Return how a duty stands at a moment."""
    now = at.astimezone(ZoneInfo(body.timezone))
    match duty.standing(now):
        case Standing.DONE:
            return DutyLine(duty=duty, words=say("on time"), tone="good")
        case Standing.LATE:
            return DutyLine(duty=duty, words=duty.late_by(now), tone="bad")
        case Standing.OVERDUE:
            return DutyLine(duty=duty, words=say("overdue"), tone="bad")
        case Standing.OPEN:
            return DutyLine(duty=duty, words=say("still to do"), tone="warn")


def missing_votes(seen: Console) -> Sentence | str:
    """Say which votes are missing; nothing when all are there."""
    if not seen.missing:
        return ""
    return say_n(
        "{count} vote is missing: {names}.",
        "{count} votes are missing: {names}.",
        len(seen.missing),
        names=seen.missing,
    )


def _words(member: Entitled, said: dict[UUID, str], *, there: bool) -> tuple[Sentence, str]:
    word = said.get(member.person)
    if word == RECUSED:
        return (say("⊘ Recused, present") if there else say("⊘ Recused, not present")), "warn"
    if word is not None:
        return SAID[word]
    return (say("Present"), "good") if there else (say("Not present"), "plain")


def _from_elsewhere(words: Sentence, *, there: bool) -> Sentence:
    if there:
        return say("{words}, by video", words=words)
    return say("By video, which does not count")


def _seat(member: Entitled, presiding: UUID | None) -> Sentence | str:
    seat: Sentence | str = member.seat_name
    if member.state == HOLDING_OVER:
        seat = say("{seat}, holding over", seat=seat)
    return say("{seat} · presides", seat=seat) if member.person == presiding else seat


def _vacant(seat: str, authority: str) -> SeatCard:
    return SeatCard(
        person=None,
        name=say("Vacant"),
        seat=say("{seat}, vacant", seat=seat),
        authority_class=authority,
        words="—",
        tone="plain",
        out=True,
        present=False,
    )


def _tone(tally: Tally | None) -> str:
    if tally is None or tally.outcome is Outcome.NO_QUORUM:
        return "plain"
    if tally.diverges:
        return "warn"
    return "good" if tally.outcome is Outcome.CARRIED else "bad"


def charter_kinds(charter: Charter) -> tuple[tuple[str, str], ...]:
    """Return the kinds of motion for a list to choose from."""
    return tuple((kind.id, kind.name) for kind in charter.motion_kinds)
