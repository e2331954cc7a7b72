"""Plays fault campaigns: ``python -m tests.faults [--full] [NAME…] [--seed N]``."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import CAMPAIGNS, page
from tests.faults.campaign import SEED, Campaign, Tally, campaign


def main(arguments: list[str]) -> int:
    """Play the campaigns that are named, or all; return how many of them lost something."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(CAMPAIGNS)}")
    parser.add_argument(
        "--full", action="store_true", help="all rounds; the table in docs/reliability.md says so"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(CAMPAIGNS):
        parser.error(f"no campaign: {', '.join(sorted(unknown))}")
    tallies = {
        name: _play(campaign(name), full=chosen.full, seed=chosen.seed)
        for name in chosen.names or CAMPAIGNS
    }
    if chosen.full:
        page.save(tallies, CAMPAIGNS, dt.datetime.now(dt.UTC).date())  # noqa: TID251
    return min(1, sum(each.losses for each in tallies.values()))


def _play(each: Campaign, *, full: bool, seed: int) -> Tally:
    print(f"{each.name}: {each.what}", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="stockpile-faults-") as folder:
        tally = each.run(Path(folder), each.full if full else each.short, seed)
    for line in tally.details:
        print(f"  {line}")
    print(
        f"  {tally.rounds} rounds, {tally.faults} faults, {tally.losses} losses"
        f" in {time.monotonic() - begun:.0f} s (seed {seed})",
        flush=True,
    )
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
