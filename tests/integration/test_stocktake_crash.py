"""Kills a program that counts: no accepted scan is lost, and the count goes on where it stopped."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import OpenStocktake
from stockpile_app.domain.vocabulary import PlaceKind, StocktakeKind
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, START, FakeClock, weapon
from tests.builders_stocktakes import ADA, BO

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

WEAPONS = 3000

# Scans as fast as it can from where the count stopped, and says each number once it is accepted.
_CHILD = """
import datetime as dt, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from stockpile_app.domain.stocktakes import CountWeapon
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, number
store = open_store(Path(sys.argv[2]), "chipo", PASSWORD, lambda: dt.datetime.now(dt.UTC))
stocktakes, stocktake = Services(Desk(store)).stocktakes, int(sys.argv[3])
last = stocktakes.progress(stocktake, 1).last
at = last.weapon.id + 1 if last else 1
print("ready", flush=True)
while at <= int(sys.argv[4]):
    scan = CountWeapon(stocktake_id=stocktake, counter=1, text=number(at).replace("-", ""))
    answer = stocktakes.count(scan)
    print(at, answer.outcome, answer.line.id, flush=True)
    at += 1
"""


def rounds(folder, count, rng):
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    with store.write() as uow:
        uow.record(
            f.PlaceAdded(place=2, place_kind=PlaceKind.STORE, code="S2", name="Store A", parent=1),
            *(weapon(each, place=2) for each in range(1, WEAPONS + 1)),
        )
        uow.commit()
    stocktake = (
        Services(Desk(store))
        .stocktakes.open(
            OpenStocktake(
                kind=StocktakeKind.FULL,
                place_id=2,
                counters=(ADA, BO),
                occurred_on=START.date(),
            )
        )
        .stocktake_id
    )
    store.close()
    root, said = str(Path(__file__).parents[2]), {}
    for _ in range(count):
        before = len(said)
        command = [sys.executable, "-c", _CHILD, root, str(folder), str(stocktake), str(WEAPONS)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout.readline() == "ready\n"
            time.sleep(rng.uniform(0.02, 0.4))
            child.send_signal(signal.SIGKILL)
            lines = [line.split() for line in child.stdout if line.endswith("\n")]
        assert {outcome for _, outcome, _ in lines} <= {"counted"}
        said |= {int(at): int(line) for at, _, line in lines}
        assert not lines or int(lines[0][0]) == before + 1
        store = open_store(folder, "amina", PASSWORD, FakeClock())
        found = Services(Desk(store)).stocktakes.lines(stocktake, 1, limit=2 * WEAPONS)
        stored = {line.weapon.id: line.id for line in found}
        assert verify(store, NoProgress()).ok
        store.close()
        assert said.items() <= stored.items()
        # at most one scan was stored and not answered; the next one finds it there
        assert len(stored) - len(said) <= 1
        assert sorted(stored) == list(range(1, len(stored) + 1))
        said = stored
    return len(said)


def test_that_no_accepted_scan_is_lost_when_the_program_is_killed(folder):
    assert rounds(folder, 6, random.Random(6)) > 6


@pytest.mark.slow
def test_that_no_accepted_scan_is_lost_in_thirty_kills(folder):
    assert rounds(folder, 30, random.Random(30)) > 30
