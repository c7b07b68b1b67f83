"""An application comes to a state; whoever looks later sees when and through whom."""

from uuid import UUID, uuid4

from appointments.rules.applications import State
from appointments.tables import StepRow
from governance.audit import Private
from governance.sentences import Sentence
from governance.services.bodies import engine
from governance.services.deeds import Record


async def step(
    record: Record, application: UUID, state: State, by: Sentence | str, note: str = ""
) -> None:
    """Bring an application to a state, within a deed; the chain proves it and does not show it."""
    await engine().write(
        "UPDATE application SET state = $1, state_since = $2, forwarded_on = "
        "CASE WHEN $1 = 'forwarded' THEN $2 ELSE forwarded_on END WHERE id = $3",
        state.value,
        record.today,
        application,
    )
    await StepRow.insert(
        StepRow(
            id=uuid4(),
            body=record.body.id,
            application=application,
            state=state.value,
            taken_at=record.at,
            taken_by=str(by),
            note=note,
        )
    )
    told = {"state": Private(state), "note": Private(note)}
    record.note(f"application:{application}", after=told)
