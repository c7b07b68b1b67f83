"""Who has to see to a duty today, as far as somebody must hold an office for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from appointments.services.directors import director_named
from elections.services.officers import officers_on
from governance.charter.model import Charter, Obligation
from governance.schemas.bodies import Body
from meetings.services.committees import list_committees


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds each office and who is on each committee that the law asks for."""

    offices: Mapping[str, tuple[str, ...]]
    committees: Mapping[str, tuple[str, ...]]
    director: tuple[str, ...]

    def of(self, duty: Obligation) -> tuple[str, ...]:
        """Return the names of those who must see to a duty, if it is of an office or committee."""
        if duty.office:
            return self.offices.get(duty.office, ())
        if duty.committee:
            return self.committees.get(duty.committee, ())
        return self.director if duty.director else ()

    def is_vacant(self, duty: Obligation) -> bool:
        """Whether nobody holds what must see to a duty."""
        return bool(duty.office or duty.committee or duty.director) and not self.of(duty)


async def holders_on(body: Body, charter: Charter, on: date) -> Holders:
    """Return who holds what on a day."""
    offices = {each.office: (each.name,) for each in await officers_on(body, on)}
    committees = {
        each.duty: tuple(member.name for member in each.members if member.in_office)
        for each in await list_committees(body, on)
        if each.closed_at is None and each.duty
    }
    director = await director_named(body, charter, on)
    return Holders(offices, committees, (director,) if director else ())
