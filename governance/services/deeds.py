"""The one way in which the record changes.

A deed is one transaction: the body's row is locked, the permission checked, the law of the day
loaded, the facts changed, one link added to the body's chain. Of two rivals the second waits and
then sees what the first did. A deed repeated with the same key answers as it did the first time.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Concatenate, Generic, ParamSpec, TypeVar, get_type_hints
from uuid import uuid4

import msgspec

from governance.audit import BEGINNING, FORMAT, Change, canonical, link, sealed
from governance.charter.model import Charter
from governance.clock import day_in
from governance.database import Engine, lock_row, translate
from governance.errors import NotAllowedError, OutOfOrderError
from governance.rules.access import Actor
from governance.rules.permissions import by_role, require_permission
from governance.schemas.bodies import Body
from governance.schemas.bounds import require_keepable
from governance.schemas.letters import Letter
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on, engine, get_body
from governance.services.revisions import tell
from governance.tables import BodyRow

P = ParamSpec("P")
R = TypeVar("R")

_explained: dict[str, Sentence] = {}
Limits = Callable[["Record", Sequence[object]], Awaitable[None]]
_limits: list[Limits] = []


def limit(limits: Limits) -> None:
    """Say how far those reach who may do a deed in one place only, by no role of theirs."""
    _limits.append(limits)


def explain(constraints: Mapping[str, Sentence]) -> None:
    """Say in words what it means when the database refuses by one of these constraints."""
    _explained.update(constraints)


@dataclass(slots=True)
class Record:
    """What a deed works with: who acts, for which body, under which law, and what it changes."""

    actor: Actor
    body: Body
    charter: Charter
    changes: list[Change] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """Return the deed's moment."""
        return self.actor.at

    @property
    def today(self) -> date:
        """Return the deed's day, where the body is."""
        return day_in(self.actor.at, self.body.timezone)

    def note(
        self,
        subject: str,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> None:
        """Add a change to the chain's entry; wrap in `Private` what the public may not read."""
        self.changes.append(Change(subject, before, after))

    async def send(self, letter: Letter) -> None:
        """Put a letter into the outbox, to go out once the deed is done."""
        await engine().write(
            "INSERT INTO outbox (id, body, kind, about, recipient, subject, text, created_at, "
            "due_at, attempts, unsubscribe) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, $9)",
            uuid4(),
            self.body.id,
            letter.kind,
            letter.about,
            letter.recipient,
            letter.subject,
            letter.text,
            self.at,
            letter.unsubscribe,
        )


class Deed(Generic[P, R]):
    """A service that writes; called with the actor where its function takes the record."""

    def __init__(self, act: Callable[Concatenate[Record, P], Awaitable[R]]) -> None:
        self.within = act
        self.name = act.__name__
        self.__name__ = act.__name__
        self.__doc__ = act.__doc__
        self._answer: type[R] = get_type_hints(act)["return"]

    async def __call__(self, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        require_permission(actor, self.name)
        require_keepable({**{str(place): arg for place, arg in enumerate(args)}, **kwargs})
        body = await get_body(actor.body)
        wish = link(canonical(msgspec.to_builtins([self.name, args, kwargs], enc_hook=str)))
        with refusals_in_words():
            async with engine().transaction():
                body = await _locked(engine(), body)
                earlier = await _answer_given(body, actor, wish)
                if earlier is not None:
                    return msgspec.json.decode(earlier, type=self._answer)
                charter = await charter_on(body, day_in(actor.at, body.timezone))
                record = Record(actor, body, charter)
                await self._require_reach(record, args)
                answer = await self.within(record, *args, **kwargs)
                await close(record, self.name)
                await _keep_answer(record, self.name, wish, answer)
        tell(engine(), body.slug, body.revision + 1)
        return answer

    async def _require_reach(self, record: Record, args: Sequence[object]) -> None:
        """Refuse whoever may do this in one place only, and does it elsewhere."""
        if by_role(record.actor, self.name):
            return
        if not _limits:
            raise NotAllowedError(say("Your roles here do not allow this."))
        for limits in _limits:
            await limits(record, args)


class Trial(Deed[P, R]):
    """A deed that is done and undone: it answers what would be, and leaves nothing behind."""

    async def __call__(self, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        require_permission(actor, self.name)
        require_keepable({**{str(place): arg for place, arg in enumerate(args)}, **kwargs})
        body = await get_body(actor.body)
        with refusals_in_words():
            async with engine().transaction() as transaction:
                body = await _locked(engine(), body)
                charter = await charter_on(body, day_in(actor.at, body.timezone))
                record = Record(actor, body, charter)
                await self._require_reach(record, args)
                answer = await self.within(record, *args, **kwargs)
                await transaction.rollback()
                return answer


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Turn what the database refuses into what it means, where `explain` has said so."""
    try:
        yield
    except Exception as error:  # the database's refusals come in many classes
        violation = translate(error)
        if violation is None or violation.name not in _explained:
            raise
        raise OutOfOrderError(_explained[violation.name]) from error


@asynccontextmanager
async def in_one_deed(actor: Actor, name: str) -> AsyncIterator[Record]:
    """Open the record for work that was ordered by a deed before, and is done all at once.

    The link of the chain that it adds has this name; where it fails, nothing of it stays.
    """
    body = await get_body(actor.body)
    with refusals_in_words():
        async with engine().transaction():
            body = await _locked(engine(), body)
            charter = await charter_on(body, day_in(actor.at, body.timezone))
            record = Record(actor, body, charter)
            yield record
            await close(record, name)


def deed(act: Callable[Concatenate[Record, P], Awaitable[R]]) -> Deed[P, R]:
    """Make a function of a record a deed; `within` joins it to another deed's transaction."""
    return Deed(act)


def trial(act: Callable[Concatenate[Record, P], Awaitable[R]]) -> Trial[P, R]:
    """Make a function of a record a deed that is only tried."""
    return Trial(act)


async def close(record: Record, name: str) -> None:
    """Add the deed's link to the chain and count it as a revision of the body."""
    head = await engine().read(
        "SELECT seq, digest FROM audit WHERE body = $1 ORDER BY seq DESC LIMIT 1", record.body.id
    )
    seq, previous = (head[0]["seq"] + 1, head[0]["digest"]) if head else (1, BEGINNING)
    changes, secrets = sealed(record.changes)
    entry = canonical(
        {
            "format": FORMAT,
            "body": record.body.slug,
            "seq": seq,
            "at": record.at,
            "by": {"account": record.actor.account, "roles": record.actor.roles},
            "deed": name,
            "law": record.charter.digest,
            "changes": changes,
            "previous": previous,
        }
    )
    await engine().write(
        "INSERT INTO audit (id, body, seq, entry, digest) VALUES ($1, $2, $3, $4, $5)",
        uuid4(),
        record.body.id,
        seq,
        entry,
        link(entry),
    )
    for secret in secrets:
        await engine().write(
            "INSERT INTO audit_secret (id, body, seq, field, salt, value) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            uuid4(),
            record.body.id,
            seq,
            secret.field,
            secret.salt,
            secret.value,
        )
    await engine().write("UPDATE body SET revision = revision + 1 WHERE id = $1", record.body.id)


async def _locked(database: Engine, body: Body) -> Body:
    await lock_row(database, BodyRow, body.id)
    rows = await database.read("SELECT revision FROM body WHERE id = $1", body.id)
    return msgspec.structs.replace(body, revision=rows[0]["revision"])


async def _answer_given(body: Body, actor: Actor, wish: str) -> str | None:
    if actor.key is None:
        return None
    rows = await engine().read(
        "SELECT wish, answer FROM idempotency WHERE body = $1 AND account = $2 AND key = $3",
        body.id,
        str(actor.account or ""),
        actor.key,
    )
    if not rows:
        return None
    if rows[0]["wish"] != wish:
        raise OutOfOrderError(
            say("This form was already used for something else; load the page anew.")
        )
    return str(rows[0]["answer"])


async def _keep_answer(record: Record, name: str, wish: str, answer: object) -> None:
    if record.actor.key is None:
        return
    await engine().write(
        "INSERT INTO idempotency (id, body, account, key, deed, wish, answer, at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid4(),
        record.body.id,
        str(record.actor.account or ""),
        record.actor.key,
        name,
        wish,
        msgspec.json.encode(answer).decode(),
        record.at,
    )
