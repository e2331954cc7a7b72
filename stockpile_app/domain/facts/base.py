"""What all facts have in common."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Fact(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Base of every fact; ``kind`` names it in the ledger."""

    kind: ClassVar[str] = ""
