"""Locks and keys, who goes in and out, and tests of what guards a store."""

from __future__ import annotations

from functools import cached_property

from stockpile_app.services.guarding_access import AccessAndDevices
from stockpile_app.services.guarding_acts import KeysChanged
from stockpile_app.services.guarding_keys import Keys, KeysCountedResult
from stockpile_app.services.guarding_papers import GuardingPapers

__all__ = ["Guarding", "KeysChanged", "KeysCountedResult"]


class Guarding(Keys, AccessAndDevices):
    """What is done about keys, access and devices."""

    @cached_property
    def papers(self) -> GuardingPapers:
        """The key register and the access log on paper."""
        return GuardingPapers(self._desk)
