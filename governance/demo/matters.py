"""What the board of the demonstration recommended, and what the Chief said to it."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from governance.demo import texts
from governance.demo.meetings import past_days
from governance.demo.stage import Stage
from governance.rules.access import Role
from meetings.rules.matters import Status
from meetings.rules.recommendations import Progress, Reply
from meetings.schemas.matters import MatterWish, MotionLink, Settlement
from meetings.schemas.recommendations import (
    Acknowledgement,
    ProgressWish,
    RecommendationWish,
    ReplyWish,
    Sending,
)
from meetings.services.matters import link_motion, open_matter, settle_matter
from meetings.services.recommendations import (
    acknowledge_recommendation,
    answer_recommendation,
    draft_recommendation,
    follow_recommendation,
    send_recommendation,
)
from meetings.services.votes import closed_votes

POLICY = "policy"
ANSWERS = {"Traffic stops": Reply.AGREES, "Body-worn cameras": Reply.DISAGREES}
"""What the Chief answered; nothing yet to what was sent last."""
AHEAD = timedelta(days=14)
"""How long before the meeting a matter is opened."""
VOTES_OF_AN_EVENING = 10
OUTCOME = "The Board voted for it and recommended it."


def plan_matters(stage: Stage) -> None:
    """Let the Board vote on each recommendation and send it, where its law knows of them."""
    kinds = {each.id for each in stage.charter.matter_kinds}
    if stage.charter.recommendations is None or POLICY not in kinds:
        return
    days = past_days(stage)
    for ago, (title, text) in texts.ADVICE.items():
        stage.at(days[ago] - AHEAD, time(10), partial(_open, stage, days[ago], title, text))
    stage.at(stage.today - AHEAD, time(11), partial(_open_matter, stage, texts.UNDECIDED))


async def _open_matter(stage: Stage, title: str) -> UUID:
    opened = await open_matter(stage.by(Role.STAFF), MatterWish(kind=POLICY, title=title))
    return opened.id


async def _open(stage: Stage, voted_on: date, title: str, text: str) -> None:
    matter = await _open_matter(stage, title)
    on = voted_on + timedelta(days=1)
    stage.at(on, time(10), partial(_recommend, stage, on, matter, title, text))


async def _recommend(stage: Stage, on: date, matter: UUID, title: str, text: str) -> None:
    """Enter the vote in the register, and send what it carried."""
    votes = await closed_votes(stage.body, limit=VOTES_OF_AN_EVENING)
    motion = next(each.id for each in votes if each.text == text)
    await link_motion(stage.by(Role.STAFF), matter, MotionLink(motion=motion))
    wish = RecommendationWish(title=title, text=text.replace("To recommend that", "That"))
    drafted = await draft_recommendation(stage.by(Role.STAFF), matter, wish)
    await send_recommendation(stage.by(Role.STAFF), drafted.id, Sending(on=on))
    settled = Settlement(status=Status.DECIDED, outcome=OUTCOME)
    await settle_matter(stage.by(Role.STAFF), matter, settled)
    reply = ANSWERS.get(title)
    if reply is not None:
        later = on + timedelta(days=25)
        stage.at(later, time(15), partial(_answered, stage, later, drafted.id, reply))


async def _answered(stage: Stage, on: date, advice: UUID, reply: Reply) -> None:
    receipt = Acknowledgement(on=on)
    await acknowledge_recommendation(stage.by(Role.STAFF), advice, receipt)
    if reply is Reply.AGREES:
        reason, expected_on = "The form is being changed.", on + timedelta(days=270)
    else:
        reason, expected_on = "The time is needed to blur faces.", None
    answer = ReplyWish(reply=reply, reason=reason, on=on, expected_on=expected_on)
    await answer_recommendation(stage.by(Role.STAFF), advice, answer)
    if reply is Reply.AGREES:
        progress = ProgressWish(progress=Progress.UNDER_WAY, words="Two districts use the form.")
        await follow_recommendation(stage.by(Role.STAFF), advice, progress)
