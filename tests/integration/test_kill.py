from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.tables import EntryRow, WeaponRow
from stockpile_app.persistence.verify import verify
from tests.builders import PASSWORD, FakeClock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")

# Records single acts and small imports, and says each time what is stored for good.
_CHILD = """
import datetime as dt, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sqlalchemy import func, select
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.tables import WeaponRow
from tests.builders import PASSWORD, weapon
store = open_store(Path(sys.argv[2]), "amina", PASSWORD, lambda: dt.datetime.now(dt.UTC))
with store.read() as connection:
    at = connection.execute(select(func.count()).select_from(WeaponRow)).scalar() + 1
print("ready", flush=True)
while True:
    count = 1 if at % 7 else 300
    with store.write() as uow:
        uow.record_all(weapon(each) for each in range(at, at + count))
        uow.seal("x")
        head = uow.commit().head
    at += count
    print(head, at - 1, flush=True)
"""


def rounds(folder, count, rng):
    root = str(Path(__file__).parents[2])
    acknowledged = 0
    for _ in range(count):
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD, root, str(folder)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout.readline() == "ready\n"
            time.sleep(rng.uniform(0.02, 0.4))
            child.send_signal(signal.SIGKILL)
            said = [line.split() for line in child.stdout if line.endswith("\n")]
        if said:
            acknowledged = int(said[-1][0])
        store = open_store(folder, "amina", PASSWORD, FakeClock())
        with store.read() as connection:
            stored = connection.execute(select(func.max(EntryRow.seq))).scalar()
            weapons = connection.execute(select(func.count()).select_from(WeaponRow)).scalar()
        assert stored >= acknowledged
        if said:
            assert weapons >= int(said[-1][1])
        assert verify(store, NoProgress()).ok
        store.close()
    return acknowledged


def test_that_nothing_acknowledged_is_lost_when_the_program_is_killed(folder):
    assert rounds(folder, 8, random.Random(8)) > 8


@pytest.mark.slow
def test_that_nothing_acknowledged_is_lost_in_forty_kills(folder):
    assert rounds(folder, 40, random.Random(40)) > 40
