"""A table that is told how its columns share room that is left over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.widgets.record_table import RecordTable

R = TypeVar("R")


class SharesTable(RecordTable[R]):
    """A ``RecordTable``; what is cut in it is whole in its tool tip."""

    def __init__(
        self,
        model: RecordsModel[R],
        names: tuple[str, str],
        shares: Sequence[float],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``model``.

        Args:
            names: Object name and accessible name.
            shares: What each column gets of the width that is left over.
        """
        super().__init__(model, *names, parent)
        self.columns.set_shares(shares)
