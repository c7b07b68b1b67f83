"""Everything by which the duties of a body are judged as of a day, opened like a book."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from appointments.services.seats import members_in_office
from governance.charter.model import Charter, Obligation
from governance.clock import day_in
from governance.days import Span
from governance.front.holders import Holders, holders_on
from governance.front.proofs import Known, Proof, known_of
from governance.rules.obligations import (
    Around,
    Held,
    Occurrence,
    Part,
    PartKind,
    Standing,
    State,
    gravest,
    occurrences,
    periods,
    standing,
    warns_only,
)
from governance.schemas.bodies import Body
from governance.schemas.obligations import (
    Entry,
    EntryKind,
    OccurrenceView,
    PartView,
    ProofView,
)
from governance.sentences import say
from governance.services.obligations import begins_on, entries_of, seen, standing_entries
from meetings.rules.motions import Session
from meetings.services.calendars import meetings_of


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of duties as of a day; `office` lets what is confidential be read."""

    body: Body
    charter: Charter
    on: date
    begins_on: date
    around: Around
    known: Known
    entries: Mapping[tuple[str, date, str], Entry]
    holders: Holders
    office: bool

    def occurrences(self, duty: Obligation, span: Span) -> list[Occurrence]:
        """Return a duty in the periods that share a day with a span, part by part."""
        return list(occurrences(duty, span, self.around, self.charter.calendar))

    def standing(self, each: Occurrence) -> Standing:
        """Return how an occurrence stands: by what the record shows, or by an entry."""
        return self._standing(each, self.known.shows(each), self._entry(each))

    def view(self, found: Sequence[Occurrence]) -> OccurrenceView:
        """Return one period of a duty with all its parts; who must see to it, while it is owed."""
        first = min(found, key=lambda each: each.due.rolled)
        parts = tuple(self._part(each) for each in found)
        duty, state = first.obligation, gravest(each.state for each in parts)
        now = state.is_owed or first.period.contains(self.on)
        done = sum(each.state.is_settled for each in parts)
        word = state.words
        if 0 < done < len(parts):
            word = say("{word}: {done} of {all} done", word=word, done=done, all=len(parts))
        return OccurrenceView(
            obligation=duty.id,
            title=duty.title,
            clause=duty.clause,
            period=first.period.since,
            last=first.period.last or first.period.since,
            opens=first.opens,
            due=first.due.rolled,
            raw=first.due.raw,
            due_reason=str(first.due.reason),
            responsible=duty.responsible,
            holders=self.holders.of(duty) if now else (),
            vacant=now and self.holders.is_vacant(duty),
            state=state,
            word=str(word),
            reason=next(each.reason for each in parts if each.state is state),
            parts=parts,
            href=f"/bodies/{self.body.slug}/duties/{duty.id}/{first.period.since}",
        )

    def _entry(self, each: Occurrence) -> Entry | None:
        return self.entries.get((each.obligation.id, each.period.since, each.part.key))

    def _standing(self, each: Occurrence, proof: Proof | None, entry: Entry | None) -> Standing:
        return standing(
            each,
            self.on,
            begins_on=self.begins_on,
            done_on=_first_day(proof, entry),
            excused=entry.remark if entry and entry.kind is EntryKind.EXCUSED else "",
            warns=warns_only(each.obligation, self.charter),
        )

    def _part(self, each: Occurrence) -> PartView:
        proof, entry = self.known.shows(each), self._entry(each)
        found = self._standing(each, proof, entry)
        read = seen(entry, confidential=self.office) if entry else None
        is_done = found.state in (State.DONE, State.LATE)
        return PartView(
            key=each.part.key,
            kind=each.part.kind,
            name=each.part.name,
            state=found.state,
            word=str(found.state.words),
            reason=str(found.reason),
            done_on=_first_day(proof, entry) if is_done else None,
            done_by=read.done_by if read and is_done else "",
            proofs=tuple(self._proofs(proof, entry)) if is_done else (),
        )

    def _proofs(self, proof: Proof | None, entry: Entry | None) -> Iterable[ProofView]:
        if proof is not None and proof.done_on <= self.on:
            yield ProofView(words=str(proof.words), href=proof.href)
        if entry is not None and entry.kind is EntryKind.DONE:
            read = seen(entry, confidential=self.office)
            is_hidden = entry.confidential and not self.office
            words = str(say("What shows it is confidential.")) if is_hidden else read.remark
            home = f"/bodies/{self.body.slug}/duties/entries/{read.id}"
            door = "confidential" if entry.confidential else "paper"
            paper = f"{home}/{door}" if read.paper else ""
            yield ProofView(words=words, href=read.link, entry=read.id, paper_href=paper)


async def open_book(
    body: Body,
    charter: Charter,
    span: Span,
    on: date,
    *,
    duties: Iterable[Obligation] | None = None,
    office: bool = False,
) -> Book:
    """Gather what is needed to judge duties in the periods that share a day with a span."""
    wanted = list(charter.obligations if duties is None else duties)
    spans = {duty.id: list(periods(duty.recurrence, span)) for duty in wanted}
    every = sorted({each for found in spans.values() for each in found}, key=_begins)
    known = await known_of(body, charter, wanted, every, on)
    personal = {each for duty in wanted if duty.each_member for each in spans[duty.id]}
    first = [duty for duty in wanted if duty.recurrence.at_first_meeting]
    opening = {each for duty in first for each in spans[duty.id]}
    entries = await entries_of(body, since=every[0].since if every else on)
    begins = await begins_on(body, charter.ledger.since)
    return Book(
        body=body,
        charter=charter,
        on=on,
        begins_on=begins,
        around=Around(
            districts=charter.districts,
            first_meetings=await _first_meetings(body, opening, known, begins),
            members={each.since: await _members(body, each, on) for each in personal},
            held=tuple(
                Held(Part(PartKind.MEETING, str(each.meeting), each.title), each.due)
                for each in known.minuted
            ),
        ),
        known=known,
        entries={(e.obligation, e.period, e.part): e for e in standing_entries(entries)},
        holders=await holders_on(body, charter, on),
        office=office,
    )


async def _members(body: Body, period: Span, on: date) -> tuple[Part, ...]:
    """Return who is in office: now, at the end of a period that is over."""
    day = min(on, period.last or on)
    return tuple(
        Part(PartKind.MEMBER, str(each.person), each.name)
        for each in await members_in_office(body, day)
    )


async def _first_meetings(
    body: Body, opening: Iterable[Span], known: Known, begins: date
) -> dict[date, date]:
    """Return for each period the day of the first meeting that can act, or could have acted.

    It is after the period's first day and not before the ledger begins; one that was held
    without a quorum is none.
    """
    held = {each.id for each in known.held}
    found = {}
    for period in opening:
        end = period.until or date.max
        midnight = datetime.combine(period.since, time(), ZoneInfo(body.timezone)).astimezone(UTC)
        for meeting in await meetings_of(body, since=midnight):
            day = day_in(meeting.starts_at, body.timezone)
            acts = meeting.kind.is_of_the_whole_body and meeting.state is not Session.CANCELLED
            failed = meeting.state is Session.ADJOURNED and meeting.id not in held
            if acts and not failed and day >= begins and period.since < day < end:
                found[period.since] = day
                break
    return found


def _first_day(proof: Proof | None, entry: Entry | None) -> date | None:
    days = (proof.done_on if proof else None, entry.done_on if entry else None)
    return min((day for day in days if day is not None), default=None)


def _begins(period: Span) -> date:
    return period.since
