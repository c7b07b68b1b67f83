"""A rule's answer, as the doors show it."""

from msgspec import Struct

from governance.charter.findings import Finding


class OtherReadingView(Struct, frozen=True, kw_only=True):
    """What another reading of the text would have said."""

    reading: str
    alternative: str
    answer: str
    reason: str


class FindingView(Struct, frozen=True, kw_only=True):
    """Whether a clause is kept: holds, broken, unknown, discretion or warning; and why."""

    answer: str
    reason: str
    clause: str
    rests_on: str = ""
    decided_by: str = ""
    readings: tuple[OtherReadingView, ...] = ()


def finding_view(finding: Finding) -> FindingView:
    """Return a finding in words."""
    return FindingView(
        answer=finding.answer,
        reason=str(finding.reason),
        clause=finding.clause,
        rests_on=str(finding.rests_on),
        decided_by=finding.decided_by,
        readings=tuple(
            OtherReadingView(
                reading=other.reading,
                alternative=other.alternative,
                answer=other.answer,
                reason=str(other.reason),
            )
            for other in finding.readings
        ),
    )
