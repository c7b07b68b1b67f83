"""The body's director: searches, candidates, tenures, reviews."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, OnDelete, Text
from piccolo.table import Table

from governance.tables import BodyRow, PaperRow, PersonRow

RESTRICT = OnDelete.restrict


class DirectorSearchRow(Table, tablename="director_search"):
    """A vacancy of the office: from a day somebody is sought, until somebody is hired."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    opened_on = Date(null=False, default=None)
    recorded_by = Text(null=False)
    recorded_on = Date(null=False, default=None)


class DirectorCandidateRow(Table, tablename="director_candidate"):
    """Somebody who is considered in a search; nobody else may know until somebody is hired."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    search = ForeignKey(DirectorSearchRow, null=False, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    entered_on = Date(null=False, default=None)
    withdrawn_on = Date(null=True, default=None)
    withdrawn_why = Text(null=False, default="")


class DirectorRow(Table, tablename="director"):
    """Somebody's days in the office: hired, or acting while it stands empty.

    Who was hired before the record began has no search. `motion` is that of a meeting kept here;
    of a vote before that, `vote` tells in words. Motions are of a package above, so nothing but
    their id stands here.
    """

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    search = ForeignKey(DirectorSearchRow, null=True, default=None, on_delete=RESTRICT)
    person = ForeignKey(PersonRow, null=False, on_delete=RESTRICT)
    acting = Boolean(null=False, default=False)
    hired_on = Date(null=False, default=None)
    motion = UUID(null=True, default=None)
    vote = Text(null=False, default="")
    since = Date(null=False, default=None)
    until = Date(null=True, default=None)
    legislation = Text(null=False, default="")
    confirmed_on = Date(null=True, default=None)
    ended_by = Text(null=False, default="")
    ended_why = Text(null=False, default="")
    ended_motion = UUID(null=True, default=None)
    good_cause = Boolean(null=False, default=False)
    recorded_by = Text(null=False)
    recorded_on = Date(null=False, default=None)


class DirectorReviewRow(Table, tablename="director_review"):
    """The review of one year's work; one entered by mistake is withdrawn and stays."""

    id = UUID(primary_key=True)
    body = ForeignKey(BodyRow, null=False, on_delete=RESTRICT)
    director = ForeignKey(DirectorRow, null=False, on_delete=RESTRICT)
    year = Integer(null=False, default=None)
    done_on = Date(null=False, default=None)
    note = Text(null=False, default="")
    paper = ForeignKey(PaperRow, null=True, default=None, on_delete=RESTRICT)
    recorded_by = Text(null=False)
    recorded_on = Date(null=False, default=None)
    withdrawn_on = Date(null=True, default=None)
    withdrawn_why = Text(null=False, default="")


TABLES: tuple[type[Table], ...] = (
    DirectorSearchRow,
    DirectorCandidateRow,
    DirectorRow,
    DirectorReviewRow,
)
