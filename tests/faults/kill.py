"""The program is killed while people work with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.faults.campaign import Tally

WHAT = (
    "The program is killed while somebody registers, photographs, imports, undoes an import,"
    " counts, destroys, changes passwords and users, opens a compartment, backs up, restores,"
    " upgrades or makes a register, and sometimes again while it goes on. A loss: a confirmed act"
    " is missing, or any act half there; `verify` finds something; the register does not open by"
    " itself; anything is left behind."
)
SHORT, FULL = 500, 500


def run(folder: Path, rounds: int, seed: int) -> Tally:
    """Play the rounds in a process that does nothing else; see ``kill_rounds``."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_rounds", str(folder), str(rounds), str(seed)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = json.loads(done.stdout)
    return Tally(**{**found, "details": tuple(found["details"])})
