"""Signing in and out, and what an account may do with itself."""

import re
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from governance.errors import NotAllowedError
from governance.rules.access import Actor
from governance.rules.permissions import SIGNED_IN
from governance.schemas.accounts import Account, SignIn, TokenWish
from governance.sentences import say
from governance.services.accounts import (
    confirm_second_factor,
    get_account,
    sign_in,
    sign_out,
    sign_out_everywhere,
    start_second_factor,
)
from governance.services.roles import bodies_of
from governance.services.tokens import create_token, revoke_token, tokens_of
from governance.web.access import Asking, PageRequest, actor_of, moment_of, settings_of
from governance.web.forms import Form, Sent
from governance.web.frames import done, frame, page
from governance.web.gate import SESSION_COOKIE

Answer = Response[bytes] | Redirect
OWN_PAGE = re.compile(r"/bodies/[\w/.-]+")
"""Where a sign-in may lead back to: a page of a body here, never another site."""


@get("/sign-in", include_in_schema=False)
async def show_sign_in(request: PageRequest) -> Response[bytes]:
    """Show the sign-in form."""
    return await _sign_in_page(request, Form(dict(request.query_params)))


@post("/sign-in", include_in_schema=False, status_code=200)
async def sign_in_page(request: PageRequest, form: Sent) -> Answer:
    """Sign a person in and send them to their board."""
    settings = settings_of(request)
    at = moment_of(request)
    wish = form.read(SignIn)
    if wish is None:
        return await _sign_in_page(request, form, status=400)
    try:
        account, token = await sign_in(wish, at=at, hours=settings.session_hours)
    except NotAllowedError as refused:
        form.errors[""] = refused.reason
        return await _sign_in_page(request, form, status=401)
    wanted = str(form.value("wanted"))
    if not OWN_PAGE.fullmatch(wanted):
        bodies = await bodies_of(account.id, at)
        wanted = f"/bodies/{bodies[0].slug}/desk" if len(bodies) == 1 else "/account"
    answer = done(wanted, "signed-in")
    answer.set_cookie(
        key=SESSION_COOKIE,
        value=token,
        max_age=settings.session_hours * 3600,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="lax",
    )
    return answer


@post("/sign-out", include_in_schema=False, status_code=303)
async def sign_out_page(request: PageRequest) -> Redirect:
    """End this session."""
    await sign_out(request.cookies.get(SESSION_COOKIE, ""))
    answer = done("/", "signed-out")
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@post(
    "/account/sign-out-everywhere",
    include_in_schema=False,
    status_code=303,
    opt={"permission": SIGNED_IN},
)
async def sign_out_everywhere_page(actor: Asking) -> Redirect:
    """End every session of the account."""
    await sign_out_everywhere(_own(actor))
    answer = done("/", "signed-out")
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@get("/account", include_in_schema=False, opt={"permission": SIGNED_IN})
async def show_account(request: PageRequest, actor: Asking) -> Response[bytes]:
    """Show an account's boards, its second factor and its API tokens."""
    return await _account_page(request, await get_account(_own(actor)), Form())


@post(
    "/account/second-factor",
    include_in_schema=False,
    status_code=200,
    opt={"permission": SIGNED_IN},
)
async def start_second_factor_page(request: PageRequest, actor: Asking) -> Response[bytes]:
    """Show the secret and the recovery codes, once."""
    account = await get_account(_own(actor))
    factor = await start_second_factor(account)
    chrome = await frame(request, say("Your second factor"))
    return page("second_factor.html", chrome, factor=factor, form=Form())


@post(
    "/account/second-factor/confirm",
    include_in_schema=False,
    status_code=200,
    opt={"permission": SIGNED_IN},
)
async def confirm_second_factor_page(request: PageRequest, actor: Asking, form: Sent) -> Answer:
    """Turn the second factor on."""
    with form.refusals():
        code = str(form.value("code")).strip()
        await confirm_second_factor(_own(actor), code, at=actor.at)
    if form.refused:
        return await _account_page(request, await get_account(_own(actor)), form, status=400)
    return done("/account")


@post("/account/tokens", include_in_schema=False, status_code=200, opt={"permission": SIGNED_IN})
async def create_token_page(request: PageRequest, actor: Asking, form: Sent) -> Response[bytes]:
    """Make an API token and show it, once."""
    account = await get_account(_own(actor))
    scopes = tuple(str(form.value("scopes")).split()) or ("all",)
    wish = form.read(TokenWish, scopes=scopes)
    if wish is None:
        return await _account_page(request, account, form, status=400)
    token = await create_token(account.id, wish, at=actor.at)
    chrome = await frame(request, say("Your new token"))
    return page("token.html", chrome, token=token)


@post(
    "/account/tokens/{token_id:uuid}/revoke",
    include_in_schema=False,
    status_code=303,
    opt={"permission": SIGNED_IN},
)
async def revoke_token_page(actor: Asking, token_id: FromPath[UUID]) -> Redirect:
    """End an API token."""
    await revoke_token(_own(actor), token_id, at=actor.at)
    return done("/account")


async def _sign_in_page(request: PageRequest, form: Form, *, status: int = 200) -> Response[bytes]:
    chrome = await frame(request, say("Sign in"))
    return page("sign_in.html", chrome, status=status, form=form)


async def _account_page(
    request: PageRequest, account: Account, form: Form, *, status: int = 200
) -> Response[bytes]:
    chrome = await frame(request, say("Your account"))
    actor = actor_of(request)
    return page(
        "account.html",
        chrome,
        status=status,
        account=account,
        form=form,
        bodies=await bodies_of(account.id, actor.at),
        tokens=await tokens_of(account.id, at=actor.at),
    )


def _own(actor: Actor) -> UUID:
    if actor.account is None:  # the guard has required somebody signed in
        raise NotAllowedError(say("Sign in to do this."), signed_in=False)
    return actor.account
