"""The HTML door."""

from litestar.types import ControllerRouterHandler

from governance.pages.home import home
from governance.pages.sign_in import (
    confirm_second_factor_page,
    create_token_page,
    revoke_token_page,
    show_account,
    show_sign_in,
    sign_in_page,
    sign_out_everywhere_page,
    sign_out_page,
    start_second_factor_page,
)

ROUTES: tuple[ControllerRouterHandler, ...] = (
    home,
    confirm_second_factor_page,
    create_token_page,
    revoke_token_page,
    show_account,
    show_sign_in,
    sign_in_page,
    sign_out_everywhere_page,
    sign_out_page,
    start_second_factor_page,
)
