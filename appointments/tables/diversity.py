"""Answers apart from people, and the figures that were told of them all."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, OnDelete, Text
from piccolo.table import Table

from governance.tables import BodyRow

RESTRICT = OnDelete.restrict


class DiversityInvitedRow(Table, tablename="diversity_invited"):
    """Somebody was given an invitation; the id is a keyed hash of who."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)


class DiversityInvitationRow(Table, tablename="diversity_invitation"):
    """An invitation that was not used yet; the id is a keyed hash of its code, nobody's name."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)


class DiversityGiverRow(Table, tablename="diversity_giver"):
    """Somebody who answered; the id is a keyed hash of a code that only the giver has."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    year = Integer(null=False, default=0)


class DiversityAnswerRow(Table, tablename="diversity_answer"):
    """One answer to one question; nothing joins it to its giver's other answers but the code."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    question = Text(null=False)
    choice = Text(null=False)
    state = Text(null=False)
    year = Integer(null=False, default=0)


class DiversityOrderRow(Table, tablename="diversity_order"):
    """In which order the options of a question are kept back as companions; drawn by lot, once."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    question = Text(null=False)
    companions = Text(null=False)


class DiversityReleaseRow(Table, tablename="diversity_release"):
    """The figures as they were told on a day, for good."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    number = Integer(null=False, default=0)
    released_on = Date(null=False, default=None)
    tables = Text(null=False)


TABLES: tuple[type[Table], ...] = (
    DiversityInvitedRow,
    DiversityInvitationRow,
    DiversityGiverRow,
    DiversityAnswerRow,
    DiversityOrderRow,
    DiversityReleaseRow,
)
