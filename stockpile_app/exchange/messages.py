"""What is said about a row of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """Something about a row, or about the file as a whole where ``row`` is 0.

    Attributes:
        row: The row's number as a spreadsheet shows it.
        column: The header of the column it concerns, or "".
        message_id: The untranslated sentence, with ``{names}`` for ``params``.
    """

    row: int
    column: str
    message_id: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in the source language."""
        return self.message_id.format_map(self.params)
