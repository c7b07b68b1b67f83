"""What in the record shows by itself that a duty was done, from every package."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from appointments.schemas.training import AcknowledgementView
from appointments.services.acknowledgements import acknowledgements_of
from appointments.services.director_duties import reviews_done
from appointments.services.training import training_matrix
from elections.schemas.elections import Officer
from elections.services.officers import officers_of
from governance.charter.model import Charter, Obligation, Shown
from governance.clock import day_in
from governance.days import Span
from governance.rules.obligations import Occurrence, Part
from governance.schemas.bodies import Body
from governance.sentences import Sentence, say
from meetings.schemas.committees import Committee
from meetings.schemas.meetings import Meeting, MeetingKind
from meetings.schemas.recommendations import Recommendation
from meetings.services.committees import list_committees
from meetings.services.held import Minuted, held_meetings, minuted
from meetings.services.recommendations import list_recommendations

KINDS = {
    Shown.REGULAR_MEETING: MeetingKind.REGULAR,
    Shown.DISTRICT_MEETING: MeetingKind.DISTRICT,
}
MEMBERS = (Shown.TRAINING, Shown.ACKNOWLEDGEMENT)


@dataclass(frozen=True, slots=True)
class Proof:
    """On which day something was done, what shows it, and where that is to be read."""

    done_on: date
    words: Sentence
    href: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the record holds that can show a duty done; `learned` is by year and member."""

    body: Body
    offices: tuple[str, ...]
    held: tuple[Meeting, ...] = ()
    officers: tuple[Officer, ...] = ()
    committees: tuple[Committee, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    signed: tuple[AcknowledgementView, ...] = ()
    reviewed: tuple[date, ...] = ()
    minuted: tuple[Minuted, ...] = ()
    learned: Mapping[tuple[date, str], date] = field(default_factory=dict)

    def shows(self, each: Occurrence) -> Proof | None:
        """Return the first thing that shows an occurrence done, if anything does."""
        match each.obligation.shown_by:
            case Shown.REGULAR_MEETING | Shown.DISTRICT_MEETING as shown:
                return self._meeting(each, KINDS[shown])
            case Shown.ELECTION:
                return self._election(each.period)
            case Shown.COMMITTEE:
                return self._committee(each.obligation, each.period)
            case Shown.RECOMMENDATION:
                return self._recommendation(each.period)
            case Shown.ACKNOWLEDGEMENT:
                return self._signature(each)
            case Shown.TRAINING:
                return self._training(each)
            case Shown.DIRECTOR_REVIEW:
                return self._review(each.period)
            case Shown.MINUTES:
                return self._minutes(each.part)
        return None

    def sent_in(self, period: Span) -> list[Recommendation]:
        """Return what was recommended in a period, the earliest first."""
        sent = [e for e in self.recommendations if e.sent_on and period.contains(e.sent_on)]
        return sorted(sent, key=lambda each: (each.sent_on or period.since, each.tracking))

    def _meeting(self, each: Occurrence, kind: MeetingKind) -> Proof | None:
        for meeting in self.held:
            on = day_in(meeting.starts_at, self.body.timezone)
            if (
                meeting.kind is kind
                and each.period.contains(on)
                and each.part.key in ("", meeting.district)
            ):
                href = f"/bodies/{self.body.slug}/meetings/{meeting.id}"
                return Proof(on, say("{title} held", title=meeting.title), href)
        return None

    def _election(self, period: Span) -> Proof | None:
        """Every office must have been filled in the period; who was first shows when."""
        first = {
            office: min(
                (
                    each.since
                    for each in self.officers
                    if each.office == office and period.contains(each.since)
                ),
                default=None,
            )
            for office in self.offices
        }
        days = [day for day in first.values() if day is not None]
        if not days or len(days) < len(first):
            return None
        return Proof(max(days), say("Officers elected"), f"/bodies/{self.body.slug}/officers")

    def _committee(self, duty: Obligation, period: Span) -> Proof | None:
        for each in self.committees:
            closed = each.closed_at and day_in(each.closed_at, self.body.timezone)
            stood = Span(each.since, max(closed, each.since) if closed else None)
            shared = stood.shared_with(period) if each.duty == duty.committee else None
            if shared is not None and (closed or any(one.in_office for one in each.members)):
                href = f"/bodies/{self.body.slug}/committees/{each.id}"
                return Proof(
                    shared.since, say("The committee stands: {name}", name=each.name), href
                )
        return None

    def _recommendation(self, period: Span) -> Proof | None:
        for each in self.sent_in(period):
            href = f"/bodies/{self.body.slug}/recommendations/{each.id}"
            words = say("Recommended: {title}", title=each.title)
            return Proof(each.sent_on or period.since, words, href)
        return None

    def _signature(self, each: Occurrence) -> Proof | None:
        days = [
            one.acknowledged_on
            for one in self.signed
            if one.kind == each.obligation.acknowledgement
            and str(one.person) == each.part.key
            and one.acknowledged_on is not None
            and each.period.contains(one.acknowledged_on)
        ]
        return Proof(min(days), say("Signed")) if days else None

    def _training(self, each: Occurrence) -> Proof | None:
        day = self.learned.get((each.period.since, each.part.key))
        return Proof(day, say("Every subject completed")) if day else None

    def _minutes(self, part: Part) -> Proof | None:
        for each in self.minuted:
            if str(each.meeting) == part.key and each.published_on is not None:
                href = f"/bodies/{self.body.slug}/meetings/{each.meeting}/minutes/1"
                return Proof(each.published_on, say("Minutes published"), href)
        return None

    def _review(self, period: Span) -> Proof | None:
        days = [day for day in self.reviewed if period.contains(day)]
        href = f"/bodies/{self.body.slug}/director"
        return (
            Proof(min(days), say("The Board reviewed the director's work"), href) if days else None
        )


async def known_of(
    body: Body, charter: Charter, wanted: Iterable[Obligation], periods: Iterable[Span], on: date
) -> Known:
    """Gather what shows the wanted duties done in their periods, and no more than that."""
    duties, spans = list(wanted), list(periods)
    shown = {duty.shown_by for duty in duties}
    since = min((span.since for span in spans), default=on)
    until = max((span.until or span.since for span in spans), default=on)
    held: list[Meeting] = []
    if shown & set(KINDS) or any(duty.recurrence.at_first_meeting for duty in duties):
        held = await held_meetings(body, charter, since, until)
    sends = Shown.RECOMMENDATION in shown or any(duty.followed for duty in duties)
    signs = Shown.ACKNOWLEDGEMENT in shown
    reviews = Shown.DIRECTOR_REVIEW in shown
    writes = Shown.MINUTES in shown
    return Known(
        body=body,
        offices=tuple(office.id for office in charter.offices),
        held=tuple(held),
        officers=await officers_of(body, charter) if Shown.ELECTION in shown else (),
        committees=tuple(await list_committees(body, on)) if Shown.COMMITTEE in shown else (),
        recommendations=tuple(await list_recommendations(body, charter)) if sends else (),
        signed=tuple(await acknowledgements_of(body, charter, on, past=True)) if signs else (),
        reviewed=await _reviewed(body, since, until) if reviews else (),
        minuted=tuple(await minuted(body, charter, since, until)) if writes else (),
        learned=await _learned(body, charter, duties, spans, on),
    )


async def _reviewed(body: Body, since: date, until: date) -> tuple[date, ...]:
    return tuple(each.done_on for each in await reviews_done(body, since, until))


async def _learned(
    body: Body, charter: Charter, duties: Iterable[Obligation], periods: Iterable[Span], on: date
) -> dict[tuple[date, str], date]:
    """Return for each year and member on which day the last subject of all was completed."""
    if charter.training is None or all(duty.shown_by is not Shown.TRAINING for duty in duties):
        return {}
    found = {}
    for year in set(periods):
        if year.since > on:
            continue
        for member in (await training_matrix(body, charter, year, on)).members:
            days = [cell.completed_on for cell in member.cells if cell.completed_on is not None]
            if days and len(days) == len(member.cells):
                found[year.since, str(member.person)] = max(days)
    return found
