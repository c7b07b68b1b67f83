"""The eligibility sheet as it is printed."""

from collections.abc import Mapping

from appointments.schemas.seats import Sheet, SheetLine
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.sentences import say

SHEET = "eligibility sheet"
"""What is kept of a look at one."""


def printable_sheet(
    body: Body, charter: Charter, sheet: Sheet, answers: Mapping[str, str]
) -> dict[str, object]:
    """Return what the printed sheet shows, in words."""
    ways = {
        (reading.id, each.id): (reading.issue, each.text)
        for reading in charter.readings
        for each in reading.alternatives
    }
    lines = [
        {
            "asked": line.asked,
            "found": answers[line.answer],
            "reason": line.reason,
            "clause": line.clause,
            "behind": _behind(line),
            "decided": _decided(line),
            "otherwise": [
                str(
                    say(
                        "Read otherwise ({issue}), “{way}”: {answer}. {reason}",
                        issue=ways[each.reading, each.alternative][0],
                        way=ways[each.reading, each.alternative][1],
                        answer=answers[each.answer],
                        reason=each.reason,
                    )
                )
                for each in line.readings
                if each.answer != line.answer
            ],
        }
        for line in sheet.findings
    ]
    return {
        "body": body.name,
        "foot": str(say("{board}: private, each look is kept", board=body.name)),
        "on": str(say("Eligibility for appointment on {day}", day=sheet.on)),
        "lines": lines,
        "headings": [str(each) for each in _HEADINGS],
        "closing": str(
            say(
                "What is not known never counts as a yes. Nothing here rejects a person: a missing "
                "fact can be stated, and discretion recorded, by those who may."
            )
        ),
    }


_HEADINGS = (say("Asked"), say("Found"), say("Reason"), say("Rests on"), say("Law"))


def _behind(line: SheetLine) -> list[str]:
    told = []
    for each in line.statements:
        parts = [str(say("Stated by {by} on {on}.", by=each.stated_by, on=each.stated_on))]
        parts += [part for part in (each.evidence, each.paper) if part]
        if each.verified_by:
            parts.append(str(say("Verified by {name}.", name=each.verified_by)))
        else:
            parts.append(str(say("Not verified.")))
        told.append(" · ".join(parts))
    return told


def _decided(line: SheetLine) -> list[str]:
    return [
        str(
            say(
                "{authority}, {day}, {by}: {allowed}. {reason}",
                authority=each.authority,
                day=each.decided_on,
                by=each.decided_by,
                allowed=say("allowed") if each.allowed else say("not allowed"),
                reason=each.reason,
            )
        )
        for each in line.decisions
    ]
