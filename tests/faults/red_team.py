"""Attacks of somebody who has a password, the key of the store and a database tool."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.attacks import ATTACKS, make_ground, play
from tests.faults.campaign import Tally

WHAT = (
    "An insider with a password, the store's key and a database tool makes one of"
    f" {len(ATTACKS)} attacks on any target. A loss is one that is not found or not named in plain"
    " words."
)
SHORT, FULL = 8, 12 * len(ATTACKS)
"""CI plays every attack once in ``test_red_team``; here they go at other targets."""


def run(folder: Path, rounds: int, seed: int) -> Tally:
    """Play the attacks in turn, each at a target that the seed chooses."""
    ground, losses = make_ground(folder / "ground"), []
    first = seed % len(ATTACKS)
    for at in range(rounds):
        attack = ATTACKS[(first + at * 7) % len(ATTACKS)]
        told = play(ground, attack, folder / "scene" / str(at), f"{seed} {at}")
        if missing := [said for said in attack.reads if not any(said in each for each in told)]:
            losses.append(f"round {at}, seed {seed}: {attack.name}: {missing} not in {told}")
        shutil.rmtree(folder / "scene")
    return Tally(rounds, rounds, len(losses), tuple(losses))
