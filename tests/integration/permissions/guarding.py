"""Who may ask what of ``services.guarding``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.guarding import (
    CountKeys,
    FitLock,
    LogAccess,
    LoseKey,
    MoveKey,
    PrintAccessLog,
    PrintKeyRegister,
    RecordDeviceTest,
    RemoveLock,
    RetireDevice,
)
from stockpile_app.domain.vocabulary import DeviceKind

DAY = dt.date(2026, 3, 1)
MOMENT = dt.datetime.fromisoformat("2026-03-01T08:00")
READERS, KEEPERS = "SMIDT", "SM"

ROWS = {
    "guarding.locks": (READERS, lambda s, out: s.guarding.locks()),
    "guarding.keys_out": (READERS, lambda s, out: s.guarding.keys_out()),
    "guarding.key_events": (READERS, lambda s, out: s.guarding.key_events()),
    "guarding.key_counts": (READERS, lambda s, out: s.guarding.key_counts()),
    "guarding.key_counts_due": (READERS, lambda s, out: s.guarding.key_counts_due()),
    "guarding.open_access": (READERS, lambda s, out: s.guarding.open_access()),
    "guarding.access_log": (READERS, lambda s, out: s.guarding.access_log()),
    "guarding.device_tests": (READERS, lambda s, out: s.guarding.device_tests()),
    "guarding.devices": (READERS, lambda s, out: s.guarding.devices()),
    "guarding.device_tests_due": (READERS, lambda s, out: s.guarding.device_tests_due()),
    "guarding.fit_lock": (
        KEEPERS,
        lambda s, out: s.guarding.fit_lock(
            FitLock(place_id=1, label="Door", copies=2, occurred_on=DAY)
        ),
    ),
    "guarding.remove_lock": (
        KEEPERS,
        lambda s, out: s.guarding.remove_lock(RemoveLock(lock_id=1, occurred_on=DAY, reason="x")),
    ),
    "guarding.move_key": (
        KEEPERS,
        lambda s, out: s.guarding.move_key(
            MoveKey(lock_id=1, copy=1, occurred_on=DAY, witness="x")
        ),
    ),
    "guarding.lose_key": (
        KEEPERS,
        lambda s, out: s.guarding.lose_key(
            LoseKey(lock_id=1, copy=1, occurred_on=DAY, circumstances="x")
        ),
    ),
    "guarding.count_keys": (
        KEEPERS,
        lambda s, out: s.guarding.count_keys(
            CountKeys(place_id=1, occurred_on=DAY, counted=2, counted_by="x", witness="y")
        ),
    ),
    "guarding.log_access": (
        KEEPERS,
        lambda s, out: s.guarding.log_access(
            LogAccess(place_id=1, people=("x",), came_at=MOMENT, purpose="x")
        ),
    ),
    "guarding.leave": (KEEPERS, lambda s, out: s.guarding.leave(1, MOMENT)),
    "guarding.test_device": (
        KEEPERS,
        lambda s, out: s.guarding.test_device(
            RecordDeviceTest(
                place_id=1,
                device=DeviceKind.ALARM,
                occurred_on=DAY,
                passed=True,
                tested_by="x",
            )
        ),
    ),
    "guarding.retire_device": (
        KEEPERS,
        lambda s, out: s.guarding.retire_device(
            RetireDevice(place_id=1, device=DeviceKind.ALARM, label="", occurred_on=DAY, reason="x")
        ),
    ),
    "guarding.papers.key_register": (
        READERS,
        lambda s, out: s.guarding.papers.key_register(
            PrintKeyRegister(out=out / "keys.pdf", place_id=1)
        ),
    ),
    "guarding.papers.access_log": (
        READERS,
        lambda s, out: s.guarding.papers.access_log(
            PrintAccessLog(out=out / "access.pdf", place_id=1, first=DAY, last=DAY)
        ),
    ),
}
