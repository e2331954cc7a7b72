"""Who may ask what of ``services.movements`` and its papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from stockpile_app.domain.movement_papers import (
    PrintMovement,
    PrintPersonHistory,
    PrintRemovalLog,
    PrintWeaponHistory,
)
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.services.gateway import Services
from tests.builders_movements import DAY, give_back, issue, move, receive, send

READERS = "SMIDT"


def _movement(out: Path) -> PrintMovement:
    return PrintMovement(out=out / "m.pdf", movement_id=1)


ROWS: dict[str, tuple[str, Callable[[Services, Path], Any]]] = {
    "movements.move": ("SM", lambda s, out: s.movements.move(move(1))),
    "movements.issue": ("SM", lambda s, out: s.movements.issue(issue(1))),
    "movements.give_back": ("SM", lambda s, out: s.movements.give_back(give_back(1))),
    "movements.dispatch": ("SM", lambda s, out: s.movements.dispatch(send(2))),
    "movements.receive": ("SM", lambda s, out: s.movements.receive(receive(1))),
    "movements.why_not": (READERS, lambda s, out: s.movements.why_not([1], MovementKind.ISSUE)),
    "movements.get": (READERS, lambda s, out: s.movements.get(1)),
    "movements.lines": (READERS, lambda s, out: s.movements.lines(1)),
    "movements.list": (READERS, lambda s, out: s.movements.list()),
    "movements.custody": (READERS, lambda s, out: s.movements.custody()),
    "movements.in_transit": (READERS, lambda s, out: s.movements.in_transit()),
    "movements.dispatch_record": (READERS, lambda s, out: s.movements.dispatch_record(1)),
    "movements.custody_history": (READERS, lambda s, out: s.movements.custody_history(1)),
    "movements.person_history": (READERS, lambda s, out: s.movements.person_history(1)),
    "movements.papers.voucher": (
        READERS,
        lambda s, out: s.movements.papers.voucher(_movement(out)),
    ),
    "movements.papers.manifest": (
        READERS,
        lambda s, out: s.movements.papers.manifest(_movement(out)),
    ),
    "movements.papers.handover": (
        READERS,
        lambda s, out: s.movements.papers.handover(_movement(out)),
    ),
    "movements.papers.removal_log": (
        READERS,
        lambda s, out: s.movements.papers.removal_log(
            PrintRemovalLog(out=out / "l.pdf", place_id=1, since=DAY, until=DAY)
        ),
    ),
    "movements.papers.weapon_history": (
        READERS,
        lambda s, out: s.movements.papers.weapon_history(
            PrintWeaponHistory(out=out / "w.pdf", weapon_id=1)
        ),
    ),
    "movements.papers.person_history": (
        READERS,
        lambda s, out: s.movements.papers.person_history(
            PrintPersonHistory(out=out / "p.pdf", person_id=1)
        ),
    ),
}
