"""Which papers a movement has."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum, MovementKind


class Paper(LabelledEnum):
    """A paper of one movement."""

    VOUCHER = "voucher", N_("Voucher")
    MANIFEST = "manifest", N_("Manifest")
    HANDOVER = "handover", N_("Handover declaration")


_VOUCHERS: Final = (
    MovementKind.MOVE,
    MovementKind.ISSUE,
    MovementKind.LOAN,
    MovementKind.REPAIR,
    MovementKind.RETURN,
)


def papers_of(kind: MovementKind) -> tuple[Paper, ...]:
    """Return the papers that a kind of movement has; a loss or recovery is in its incident."""
    if kind in _VOUCHERS:
        return (Paper.VOUCHER,)
    if kind is MovementKind.DISPATCH:
        return (Paper.MANIFEST,)
    if kind is MovementKind.RECEIPT:
        return (Paper.HANDOVER, Paper.MANIFEST)
    return ()
