"""The tools of a correction: typed text becomes values; each change keeps the old one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID, uuid4

from appointments.schemas.corrections import Correction, Subject
from appointments.tables import CorrectionRow
from governance.audit import Private
from governance.errors import BadInputError
from governance.schemas.bounds import require_keepable
from governance.sentences import Sentence, say
from governance.services.bodies import engine
from governance.services.deeds import Record

Value = object  # a day, a number, a text, an id, or None; each column knows which


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _id(text: str) -> UUID:
    return UUID(text)


def _text(text: str) -> str:
    return " ".join(text.split())


FIELDS: Mapping[Subject, Mapping[str, Callable[[str], Value]]] = {
    Subject.APPOINTMENT: {
        "person": _id,
        "legislation": _id,
        "appointed_on": _day,
        "since": _day,
        "term_until": _day,
        "until": _day,
        "ended_by": _text,
        "notice_sent_on": _day,
        "oath_taken_on": _day,
        "oath_filed_on": _day,
    },
    Subject.VACANCY: {
        "cause": _text,
        "effective_on": _day,
        "delivered_on": _day,
        "delivered_to": _text,
        "stated_on": _day,
    },
    Subject.LEGISLATION: {
        "number": _text,
        "title": _text,
        "introduced_on": _day,
        "voted_on": _day,
        "ayes": int,
        "noes": int,
    },
    Subject.DIRECTOR: {
        "hired_on": _day,
        "since": _day,
        "until": _day,
        "number": _text,
        "confirmed_on": _day,
    },
}
"""What can be mended on each thing, and how its text is read."""

NEEDED = frozenset({"person", "legislation", "appointed_on", "since", "cause", "ended_by"}) | {
    *("number", "title", "introduced_on", "ayes", "noes", "hired_on"),
}
"""What cannot be nothing."""


def values_of(wish: Correction) -> dict[str, Value]:
    """Return the values that were typed, or say beside each field what is wrong with it."""
    known = FIELDS[wish.subject]
    values: dict[str, Value] = {}
    wrong: dict[str, Sentence] = {}
    for name, typed in wish.changes.items():
        if name not in known:
            wrong[name] = say("This is not a field that can be mended here.")
        elif not typed.strip() and name in NEEDED:
            wrong[name] = say("This is needed.")
        else:
            try:
                values[name] = known[name](typed.strip())
            except ValueError:
                wrong[name] = say("This cannot be read.")
    if wrong:
        raise BadInputError(wrong)
    require_keepable(values)
    return values


@dataclass(slots=True)
class Mend:
    """One correction at work: every field that it changes keeps its old value beside the new."""

    record: Record
    why: str
    seq: int
    changed: int = 0

    @classmethod
    async def of(cls, record: Record, why: str) -> "Mend":
        """Begin a correction; it belongs to the link of the chain that will be next."""
        rows = await engine().read(
            "SELECT max(seq) AS seq FROM audit WHERE body = $1", record.body.id
        )
        return cls(record, why, (rows[0]["seq"] or 0) + 1)

    async def put(
        self,
        subject: Subject,
        thing: UUID,
        field: str,
        old: Value,
        new: Value,
        sql: str,
        *,
        follows: bool = False,
        row: UUID | None = None,
    ) -> None:
        """Change one value, if it is another one; `sql` sets it to $1 where the row is $2.

        The row is that of the thing, unless it is another one that belongs to it.
        """
        if old == new:
            return
        await engine().write(sql, new, row or thing)
        await CorrectionRow.insert(
            CorrectionRow(
                id=uuid4(),
                body=self.record.body.id,
                seq=self.seq,
                place=self.changed,
                subject=subject.value,
                thing=thing,
                field=field,
                old=told(old),
                new=told(new),
                follows=follows,
                why=self.why,
                by=self.record.actor.name or "clerk",
                at=self.record.at,
            )
        )
        self.changed += 1
        named = field == "title"  # it may tell a name that is not public yet
        self.record.note(
            f"{subject.value}:{thing}",
            before={field: Private(old) if named else old},
            after={field: Private(new) if named else new, "why": Private(self.why)},
        )


def told(value: Value) -> str | None:
    """Return a value as the table of corrections keeps it."""
    match value:
        case None:
            return None
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
    return str(value)


def require_past(record: Record, **days: Value) -> None:
    """Refuse days that have not come yet."""
    wrong = {
        name: say("This day has not come yet.")
        for name, day in days.items()
        if isinstance(day, date) and day > record.today
    }
    if wrong:
        raise BadInputError(wrong)
