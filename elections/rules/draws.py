"""How is a tie drawn by lot so that everybody can check it?

A seed is made before anybody votes, and only its hash is told. Once the voting is over the seed is
told too; whoever has it finds the same order of the candidates, and that its hash is the one
that was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def commitment(election: str, seed: str) -> str:
    """Return what is told of a seed before the ballots: its SHA-256, bound to the election."""
    return sha256(f"openseat draw\n{election}\n{seed}".encode()).hexdigest()


def draw(seed: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Return the candidates in the order of the lot; whoever comes first wins a tie.

    Each has the SHA-256 of the seed and of their own id, and these are put in order.
    """
    return tuple(sorted(candidates, key=lambda each: sha256(f"{seed}\n{each}".encode()).digest()))
