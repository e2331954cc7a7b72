"""National reports as they were frozen, and the questions they answer.

A cell is named by figure, line, category ("" for all) and column ("all" or a year); percentages
and days are in hundredths. A cell that is not there was 0.
"""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact


class ReportTemplateAdopted(Fact, frozen=True):
    """A version of the report's questions is in force; ``content`` is all of it as JSON."""

    kind: ClassVar[str] = "report-template-adopted"
    template: str
    version: int
    content: str
    reason: str = ""


class ReportFrozen(Fact, frozen=True):
    """A national report stands from now on as it is here; its ``seq`` is its number.

    Attributes:
        period_first, period_last: The days it covers, both included.
        numbering: Code of the numbering of its questions.
        content: The template as JSON, so that its questions can be read for ever.
        head: ``seq`` of the last entry that the figures rest on; ``seal`` is the code of the seal
            over it.
        cells: (figure, line, category, column, value, state) as computed; no value where the state
            is not ``known``.
        overrides: (cell, stated value, its state, reason) of each cell that is reported otherwise.
        answers: (key of the question, text).
        tables: (key of the question, title, source, columns, rows as (title, numbers), stated sums,
            whether the last column is the sum of the others).
        compared: ``seq`` of the report it was compared with.
    """

    kind: ClassVar[str] = "report-frozen"
    title: str
    period_first: str
    period_last: str
    occurred_on: str
    numbering: str
    template: str
    version: int
    content: str
    head: int
    seal: str
    cells: tuple[tuple[str, str, str, str, int | None, str], ...]
    overrides: tuple[tuple[str, int | None, str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    tables: tuple[
        tuple[
            str,
            str,
            str,
            tuple[str, ...],
            tuple[tuple[str, tuple[int, ...]], ...],
            tuple[int, ...],
            bool,
        ],
        ...,
    ] = ()
    compared: int | None = None
    notes: str = ""
