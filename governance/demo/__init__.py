"""A demonstration: a board with six years of invented history, up to a day.

Everything is done through the deeds that the doors call, by invented people, at moments in the
past; so the record, its chain and every clock are as if the board had been run with openseat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from governance.charter.load import bundled_charter
from governance.demo.accounts import EMAILS, PASSWORD, open_accounts
from governance.demo.applications import plan_applications
from governance.demo.choosing import plan_choosing
from governance.demo.committees import plan_committees
from governance.demo.directors import plan_directors
from governance.demo.duties import plan_duties
from governance.demo.matters import plan_matters
from governance.demo.meetings import plan_meetings
from governance.demo.records import plan_records
from governance.demo.rounds import plan_rounds
from governance.demo.seats import MEMBER, plan_seats
from governance.demo.stage import SLUG, Stage, beginning
from governance.demo.together import plan_together
from governance.errors import NotFoundError, OutOfOrderError
from governance.rules.access import Role
from governance.schemas.bodies import Body, CharterText
from governance.sentences import say
from governance.services.bodies import charter_on, get_body
from governance.services.founding import found_body

Progress = Callable[[float], None]
"""Told from time to time which part of the work is done, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """With what somebody signs in to the demonstration, and as whom."""

    role: Role
    email: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The board of the demonstration; `is_new` says that it was made just now."""

    body: Body
    sign_ins: tuple[SignIn, ...]
    is_new: bool


async def seed(*, today: date, progress: Progress = lambda _: None) -> Demo:
    """Fill the database with the demonstration as it stands on a day; leave one that is there."""
    try:
        return _demo(await get_body(SLUG), is_new=False)
    except NotFoundError:
        pass
    founded_on = beginning(today)
    stage = await _stage(founded_on, today)
    plan_seats(stage)
    plan_applications(stage)
    plan_meetings(stage)
    plan_choosing(stage)
    plan_together(stage)
    plan_records(stage, MEMBER)
    plan_rounds(stage)
    plan_matters(stage)
    plan_directors(stage)
    plan_duties(stage)
    plan_committees(stage)
    await stage.play(progress)
    return _demo(await get_body(SLUG), is_new=True)


async def _stage(founded_on: date, today: date) -> Stage:
    stage = Stage(founded_on=founded_on, today=today)
    await open_accounts(stage)
    text = CharterText(text=bundled_charter(SLUG))
    stage.body = await found_body(stage.by(Role.ADMINISTRATOR), text)
    try:
        stage.charter = await charter_on(stage.body, founded_on)
    except NotFoundError:
        raise OutOfOrderError(
            say("The demonstration tells six years; this law is not in force that long.")
        ) from None
    await stage.grant_roles()
    return stage


def _demo(body: Body, *, is_new: bool) -> Demo:
    sign_ins = (SignIn(role=role, email=email, password=PASSWORD) for role, email in EMAILS.items())
    return Demo(body=body, sign_ins=tuple(sign_ins), is_new=is_new)
