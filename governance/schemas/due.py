"""What is due, by whom, under which clause: the same list on the desk, the API and the shell."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from msgspec import Struct

from governance.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that somebody must do.

    `day` is the rolled due day and `raw` the unrolled one; `why_rolled` says the difference.
    An `advisory` one has no consequence in law; a `late` one has missed a first day that has
    none, and has this last one. `on` is the day for which it was asked;
    `needs` is the permission of the deed that settles it. What is of one person is seen by that
    `person`, whom it leads to `own_href`, and by whom `reads` lets see it, if anybody; while the
    appointment of whom it is `about` is withheld, only by those who read appointments. What is
    about a seat names the `authority` that fills it.
    """

    what: Sentence
    who: Sentence
    clause: str
    day: date
    raw: date
    on: date
    href: str
    needs: str
    why_rolled: Sentence | None = None
    advisory: bool = False
    reads: str = "read_due"
    person: UUID | None = None
    about: UUID | None = None
    own_href: str = ""
    authority: str = ""
    late: bool = False

    @property
    def days_left(self) -> int:
        """Return how many days are left, negative when it is overdue."""
        return (self.day - self.on).days

    @property
    def overdue(self) -> bool:
        """Say whether the day has passed."""
        return self.days_left < 0


class DueView(Struct, frozen=True, kw_only=True):
    """One line of the due list."""

    day: date
    raw: date
    what: str
    who: str
    clause: str
    days_left: int
    overdue: bool
    advisory: bool
    late: bool
    href: str
    authority: str = ""
    body: str = ""


def due_view(due: Due, body: str = "") -> DueView:
    """Return a due item in words; `body` is the address of the board it is of."""
    return DueView(
        day=due.day,
        raw=due.raw,
        what=str(due.what),
        who=str(due.who),
        clause=due.clause,
        days_left=due.days_left,
        overdue=due.overdue,
        advisory=due.advisory,
        late=due.late,
        href=due.href,
        authority=due.authority,
        body=body,
    )
