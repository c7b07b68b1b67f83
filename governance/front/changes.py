"""Changes that are looked at before they are done: a correction, and a new version of the law.

Both work alike. The change is made, everything computed is compared with what it was, and the
whole is undone: that is the preview. Whoever says yes names the preview that was seen; if the
record has moved meanwhile, the change would do something else, and nothing is done.
"""

from dataclasses import dataclass
from datetime import date

from msgspec import Struct

from appointments.schemas.corrections import Correction, CorrectionView
from appointments.services.amendments import move_terms
from appointments.services.corrections import corrections_of, mend
from appointments.services.director_pictures import director_picture
from appointments.services.history import board_of
from appointments.services.judgements import Break, breaks_of, unfit_of
from appointments.services.pictures import seats_picture
from governance.charter.findings import require
from governance.errors import NotFoundError, OutOfOrderError
from governance.front.due import due_of
from governance.schemas.bodies import Amendment, CharterVersion
from governance.schemas.due import Due
from governance.schemas.findings import finding_view
from governance.schemas.previews import Line, Lines, Preview, preview_of
from governance.sentences import Sentence, say
from governance.services.bodies import charter_on
from governance.services.deeds import Record, deed, trial
from governance.services.founding import add_version, in_force_from, law_of


class Corrected(Struct, frozen=True, kw_only=True):
    """What was mended on a thing, all in all, the latest first."""

    corrections: tuple[CorrectionView, ...]


@deed
async def correct_record(record: Record, wish: Correction) -> Corrected:
    """Put right what is wrong, if the change is the one that was seen and breaks nothing."""
    before = await _picture(record, record.today, judges=True)
    await mend(record, wish)
    after = await _picture(record, record.today, judges=True)
    require(*(each.finding for each in _newly(before, after)))
    _require_seen(wish.seen, _compared(before, after))
    return Corrected(corrections=tuple(await corrections_of(record.body, wish.thing)))


@trial
async def preview_correction(record: Record, wish: Correction) -> Preview:
    """Say what a correction would change, and what it would break."""
    before = await _picture(record, record.today, judges=True)
    await mend(record, wish)
    return _compared(before, await _picture(record, record.today, judges=True))


@deed
async def amend_charter(record: Record, wish: Amendment) -> CharterVersion:
    """Add a version of the body's law, if what it changes is what was seen."""
    version, preview = await _amended(record, wish)
    _require_seen(wish.seen, preview)
    return version


@trial
async def preview_amendment(record: Record, wish: Amendment) -> Preview:
    """Say what a new version of the law would change: terms, clocks, what is due, who sits."""
    return (await _amended(record, wish))[1]


async def _amended(record: Record, wish: Amendment) -> tuple[CharterVersion, Preview]:
    """Add the version, and compare how the record stands on the first day of its force."""
    text = wish.text if wish.since is None else in_force_from(wish.text, wish.since)
    law = law_of(text)
    on = max(record.today, law.body.in_force_since)
    try:
        before = await _picture(record, on)
        board = await board_of(record.body, record.charter)
        version = await add_version(record, text)
        await move_terms(record, board, law)
        return version, _compared(before, await _picture(record, on))
    except NotFoundError as error:
        lacking = say("The record needs what this law lacks. {what}", what=error.reason)
        raise OutOfOrderError(lacking) from error


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is said of the record, and where it does not keep the law."""

    lines: Lines
    breaks: tuple[Break, ...]


async def _picture(record: Record, on: date, *, judges: bool = False) -> _Picture:
    """Look at everything as of a day; with `judges`, at who was appointed against a criterion.

    Why somebody is not fit may be private, so it is for the eyes of those who may read of people.
    """
    body = record.body
    charter = await charter_on(body, on)
    lines = await seats_picture(body, charter, on)
    lines.update(await director_picture(body, charter, on))
    for item in await due_of(body, on):
        lines["due", item.href, f"{item.what} {item.clause}"] = Line(
            part=say("What is due"), subject=str(item.what), what=item.who, value=_said(item)
        )
    breaks = await breaks_of(body, charter, on)
    if judges:
        breaks += await unfit_of(body, charter)
    return _Picture(lines, tuple(breaks))


def _newly(before: _Picture, after: _Picture) -> list[Break]:
    """Return what does not keep the law now and did before; years of import may hold breaches."""
    known = {each.key for each in before.breaks}
    return [each for each in after.breaks if each.key not in known]


def _compared(before: _Picture, after: _Picture) -> Preview:
    broken = [finding_view(each.finding) for each in _newly(before, after)]
    return preview_of(before.lines, after.lines, broken)


def _require_seen(seen: str, now: Preview) -> None:
    if seen != now.seen:
        raise OutOfOrderError(
            say("The record is not as it was in the preview; look at what would change now.")
        )


def _said(item: Due) -> Sentence:
    if item.day == item.raw:
        return say("{day} ({clause})", day=item.day, clause=item.clause)
    return say("{day}, counted to {raw} ({clause})", day=item.day, raw=item.raw, clause=item.clause)
