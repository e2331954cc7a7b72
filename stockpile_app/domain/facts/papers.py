"""Facts about papers that were held against the register."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact


class PaperChecked(Fact, frozen=True):
    """The seal of a paper was held against the register.

    Attributes:
        code: The seal's short code.
        sealed_seq: The entry that the paper was sealed over.
        verdict: A ``PaperVerdict``: whether paper and register tell the same history.
        document: Number of the document, where it was known.
    """

    kind: ClassVar[str] = "paper-checked"
    code: str
    sealed_seq: int
    verdict: str
    document: str = ""
