"""How does a letter carry a secret link that nobody can read in the outbox?

A letter holds a mark instead of the secret. The secret is computed from the mark and the
installation's own secret only when the letter goes out; the record keeps its hash alone.
"""

import hashlib
import hmac
import re
import secrets

from msgspec import Struct

SITE = "[this site]"
"""What stands in a letter in place of the address of this installation, which may change."""

_MARK = re.compile(r"\[private link ([0-9a-f]{32})\]")


class Sealing(Struct, frozen=True, kw_only=True):
    """Where letters lead to, and the secret that opens their marks."""

    site: str
    secret: str

    def __repr__(self) -> str:
        return f"Sealing({self.site})"


def new_nonce() -> str:
    """Return what a mark and its secret are made of; nobody can guess it."""
    return secrets.token_hex(16)


def mark(nonce: str) -> str:
    """Return what stands in a letter in place of the secret."""
    return f"[private link {nonce}]"


def token_of(nonce: str, secret: str) -> str:
    """Return the secret that a mark stands for."""
    return hmac.new(secret.encode(), f"link {nonce}".encode(), hashlib.sha256).hexdigest()


def opened(text: str, secret: str) -> str:
    """Return a letter's text with the secrets in place of their marks."""
    return _MARK.sub(lambda found: token_of(found[1], secret), text)


def at_site(text: str, site: str) -> str:
    """Return a letter's text with the address of this installation in place of its mark."""
    return text.replace(SITE, site) if site else text
