"""Forms of hand-ins that were read from files of other programs."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact


class FormsImported(Fact, frozen=True):
    """Forms were read; each that was new is an entry of its own before this one.

    Attributes:
        files: Names of the files; ``sha256`` their digests.
        mapping: Column header to field, where the user changed what was guessed.
        errors: Forms with errors, which were left out.
    """

    kind: ClassVar[str] = "forms-imported"
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    read: int
    created: int
    unchanged: int
    skipped: int
    errors: int
    mapping: dict[str, str] = {}
