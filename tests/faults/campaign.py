"""What a campaign is, and how one is found and played.

A campaign is a module of this package that says ``WHAT`` is done and what would count as a loss,
how many rounds are ``SHORT`` (played by CI) and ``FULL`` (on request), and has a function ``run``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults import CAMPAIGNS

SEED = 20261127


@dataclass(frozen=True)
class Tally:
    """What came of a campaign.

    Attributes:
        rounds: How often a whole round was played.
        faults: How many faults were made: kills, cuts, edits, hostile files.
        losses: Confirmed acts that were missing or half there, and faults unnoticed or unrefused.
        details: Each loss, so that it can be played again (seed, round), and what else is worth
            knowing of the run.
    """

    rounds: int
    faults: int
    losses: int
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Campaign:
    """A campaign's module, as it states itself."""

    name: str
    what: str
    short: int
    full: int
    run: Callable[[Path, int, int], Tally]


def campaign(name: str) -> Campaign:
    """Return the campaign of that name.

    Raises:
        KeyError: There is none.
    """
    if name not in CAMPAIGNS:
        raise KeyError(name)
    module = importlib.import_module(f"tests.faults.{name}")
    return Campaign(name, module.WHAT, module.SHORT, module.FULL, module.run)
