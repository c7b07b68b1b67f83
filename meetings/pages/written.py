"""The form in which minutes are written: a field after each line of the record."""

from dataclasses import dataclass

import msgspec

from governance.errors import BadInputError
from governance.sentences import say
from governance.web.forms import Form
from meetings.schemas.meetings import MinutesLine
from meetings.schemas.minutes import MinutesDraft, MinutesText

TEXT, TO = "text:", "to:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A line of the record, and what is written after it.

    `saved` is what somebody else saved there meanwhile, where it differs from what was typed.
    """

    line: MinutesLine
    typed: str
    saved: str
    places: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{TEXT}{self.line.key}"

    @property
    def to_name(self) -> str:
        return f"{TO}{self.line.key}"


def gaps(draft: MinutesDraft, form: Form) -> tuple[Gap, ...]:
    """Return every line of the record with its field; what was typed stands before the saved."""
    computed = [line for line in draft.lines if line.kind != "own"]
    places = tuple((line.key, _short(line.text)) for line in computed)
    saved = {each.after: each.text for each in draft.passages}
    lost = "\n\n".join(text for after, text in saved.items() if after not in dict(places))
    typed = _typed(form)
    was_sent = form.refused and "revision" in form.values
    found = []
    for line in computed:
        kept = saved.get(line.key, "")
        if lost and line is computed[-1]:
            kept = f"{kept}\n\n{lost}" if kept else lost
        now = typed.get(line.key, "") if was_sent else kept
        found.append(
            Gap(
                line=line,
                typed=now,
                saved=kept if now.strip() != kept.strip() else "",
                places=places,
            )
        )
    return tuple(found)


def wish_of(form: Form) -> MinutesText:
    """Return what was written, each text after the line that was chosen for it."""
    passages = [
        {"after": str(form.value(f"{TO}{key}", key)) or key, "text": text}
        for key, text in _typed(form).items()
        if text.strip()
    ]
    try:
        numbers = {name: int(str(form.value(name, "0"))) for name in ("revision", "version")}
        return msgspec.convert({**numbers, "passages": passages}, MinutesText)
    except (msgspec.ValidationError, ValueError):
        wrong = say("Something of it could not be read, or is too long; nothing was saved.")
        raise BadInputError({"": wrong}) from None


def _typed(form: Form) -> dict[str, str]:
    return {
        name.removeprefix(TEXT): value.replace("\r\n", "\n")
        for name, value in form.values.items()
        if name.startswith(TEXT)
    }


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:68]}…"
