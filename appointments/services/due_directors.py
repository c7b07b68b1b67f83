"""How the office of the director stands on a day, and what is due for it, by whom, by when."""

from datetime import date

from appointments.rules.director_clocks import Living
from appointments.rules.directors import End, Post, searching
from appointments.schemas.directors import DirectorOffice
from appointments.services.director_duties import living_of, residence_of, years_of
from appointments.services.directors import Held, Office, all_directors, director_view, office_of
from governance.charter.model import Charter
from governance.schemas.bodies import Body
from governance.schemas.due import Due, due_view
from governance.sentences import Sentence, say

PRIVATE = "read_director_search"


async def office_on(body: Body, charter: Charter, on: date, *, private: bool) -> DirectorOffice:
    """Return who is the director on a day, what is next, and who was it before.

    Reasons, and where the holder lives since when, only where they may be read.
    """
    office = await office_of(body, charter)
    post, held = office.holder(on)
    coming = office.coming(on)
    hired = held if held is not None and not held.tenure.acting else coming
    past = [
        each
        for each in office.held
        if each is not held and each is not coming and each.tenure.since <= on
    ]
    vacant = post in (Post.VACANT, Post.ACTING)
    return DirectorOffice(
        title=office.rule.title,
        clause=office.rule.clause,
        on=on,
        state=post,
        holder=await director_view(body, charter, held, private=private) if held else None,
        coming=await director_view(body, charter, coming, private=private) if coming else None,
        vacant_since=_vacant_since(office, on) if vacant else None,
        searching=searching(office.searches, office.tenures, on),
        residence=await residence_of(body, charter, hired, on, private=private) if hired else None,
        years=await years_of(body, charter, hired, on, private=private) if hired else (),
        next=tuple(
            due_view(each)
            for each in await due(body, charter, on)
            if private or each.reads != PRIVATE
        ),
        past=await all_directors(body, charter, past[::-1], private=private),
    )


def _vacant_since(office: Office, on: date) -> date | None:
    """Return since when nobody who was hired holds the office."""
    days = [each.opened_on for each in office.searches if each.opened_on <= on]
    days += [
        each.tenure.until
        for each in office.held
        if not each.tenure.acting
        and each.tenure.ended_by is not End.DECLINED
        and each.tenure.until is not None
        and each.tenure.until <= on
    ]
    return max(days, default=None)


async def due(body: Body, charter: Charter, on: date) -> list[Due]:
    """Return what is due for the office on a day; nothing where the law knows none."""
    if charter.director is None:
        return []
    office = await office_of(body, charter)
    _, held = office.holder(on)
    if held is None or held.tenure.acting:
        held = office.coming(on)
    if held is None:
        return [_vacant(body, office, on)]
    found = []
    if held.tenure.confirmed_on is None or held.tenure.confirmed_on > on:
        found.append(_confirmation(body, charter, held, on))
    found += await _home(body, charter, held, on)
    found += await _reviews(body, charter, held, on)
    if held.tenure.until is not None:
        found.append(_vacant(body, office, on))
    return found


def _due(
    body: Body,
    what: Sentence,
    clause: str,
    on: date,
    *,
    needs: str,
    who: Sentence,
    day: date | None = None,
    raw: date | None = None,
    why: str = "",
    reads: str = "read_due",
) -> Due:
    """Return an item; one for which the law sets no day has no consequence, and today's."""
    return Due(
        what=what,
        who=who,
        clause=clause,
        day=day or on,
        raw=raw or day or on,
        on=on,
        href=f"/bodies/{body.slug}/director",
        needs=needs,
        why_rolled=say("{why}", why=why) if raw != day else None,
        advisory=day is None,
        reads=reads,
    )


def _vacant(body: Body, office: Office, on: date) -> Due:
    title, clause = office.rule.title, office.rule.search_clause
    board = say("The Board")
    if office.open_search is None:
        what = say("Open the search for the {office}", office=title)
        return _due(body, what, clause, on, needs="open_director_search", who=board)
    what = say("Search and hire the {office}", office=title)
    return _due(body, what, clause, on, needs="hire_director", who=board)


def _confirmation(body: Body, charter: Charter, held: Held, on: date) -> Due:
    rule = charter.director
    confirming = charter.authority(rule.confirmed_by).name if rule else ""
    return _due(
        body,
        say("Confirm or decline {name}, hired by the Board", name=held.name),
        rule.confirmed_clause if rule else "",
        on,
        needs="confirm_director",
        who=say("{who}", who=confirming),
    )


async def _home(body: Body, charter: Charter, held: Held, on: date) -> list[Due]:
    rule, living = charter.director, await living_of(body, charter, held, on)
    if rule is None or living is None or living.state is Living.MET:
        return []
    deadline, who = living.deadline, say("{office}", office=rule.title)
    if living.state is Living.LEFT:
        what = say("Settle that {name} is no resident any more", name=held.name)
        return [
            _due(
                body,
                what,
                deadline.clause,
                on,
                needs="state_director_residence",
                who=say("The Board"),
                day=living.left_on,
                reads=PRIVATE,
            )
        ]
    return [
        _due(
            body,
            say("Show that {name} lives in the {place}", name=held.name, place=rule.place),
            deadline.clause,
            on,
            needs="state_director_residence",
            who=who,
            day=deadline.rolled,
            raw=deadline.raw,
            why=str(deadline.reason),
        )
    ]


async def _reviews(body: Body, charter: Charter, held: Held, on: date) -> list[Due]:
    return [
        _due(
            body,
            say("Review the work of {name}, year {year}", name=held.name, year=each.year),
            each.clause,
            on,
            needs="review_director",
            who=say("The Board"),
            day=each.due,
            raw=each.raw,
            why=each.why_due,
        )
        for each in await years_of(body, charter, held, on, private=False)
        if each.review is None
    ]
