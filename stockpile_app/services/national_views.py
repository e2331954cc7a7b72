"""National reports put together from their cells, drafted and frozen alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from stockpile_app.domain.contacts import MOST_DAYS, ContactRecord
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.national_report import (
    FigureView,
    FreezeReport,
    HandTable,
    QuestionView,
    ReportView,
)
from stockpile_app.domain.national_report_build import Cells, build_figures
from stockpile_app.domain.national_report_cells import TOTAL
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.text import N_
from stockpile_app.persistence import contact_index, report_store
from stockpile_app.persistence.base import Connection
from stockpile_app.services.report_templates import parsed_template, template_in_force

NO_REPORT = N_("There is no such national report in this register.")


def questions_of(
    template: ReportTemplate,
    numbering: str,
    figures: Sequence[FigureView],
    answers: Mapping[str, str],
    tables: Sequence[HandTable],
) -> tuple[QuestionView, ...]:
    """Return what a numbering asks, with the answers; then what it has no number for."""
    by_key = {each.key: each for each in figures}
    return tuple(
        QuestionView(
            question=each,
            number=each.numbers.get(numbering, ""),
            figures=tuple(by_key[key] for key in each.figures if key in by_key),
            answer=answers.get(each.key, ""),
            tables=tuple(table for table in tables if table.question == each.key),
        )
        for each in template.asked(numbering)
    )


def drafted(template: ReportTemplate, wanted: FreezeReport, cells: Cells, head: int) -> ReportView:
    """Return a report that is not frozen, with what is stated in ``wanted``."""
    period, numbering = wanted.period, wanted.numbering
    figures = build_figures(template, period.columns, cells)
    return ReportView(
        period=period,
        columns=period.columns,
        numbering=numbering,
        template=template,
        figures=figures,
        questions=questions_of(template, numbering, figures, wanted.answers, wanted.tables),
        head=head,
        notes=wanted.notes,
    )


def suggested_answers(connection: Connection, country: str, today: dt.date) -> dict[str, str]:
    """Return the answers of the last report, and the country's own offices of the directory."""
    template = template_in_force(connection)
    reports = report_store.reports(connection)
    kept = report_store.report(connection, reports[0].id) if reports else None
    answers = dict(kept.answers) if kept else {}
    offices = [
        each
        for each in contact_index.contacts(connection, today, MOST_DAYS)
        if each.country == country
    ]
    for question in template.questions:
        asked = question.contact
        found = [each for each in offices if asked is not None and asked in each.instruments]
        if found:
            answers[question.key] = _office_words(found[0])
    return {key: text for key, text in answers.items() if template.question(key) is not None}


def _office_words(office: ContactRecord) -> str:
    told = (
        *(office.office, office.authority, office.post, office.address),
        *(office.telephone, office.email),
    )
    return "\n".join(filter(None, told))


def frozen_view(connection: Connection, report_id: int) -> ReportView:
    """Return a frozen report with its own questions, figures and lines.

    Raises:
        NotFound: There is no such report.
    """
    kept = report_store.report(connection, report_id)
    if kept is None:
        raise NotFound(NO_REPORT)
    record, template = kept.record, parsed_template(kept.content)
    lines = {(each.figure, each.line) for each in kept.cells if each.category == TOTAL}
    columns = record.period.columns
    figures = build_figures(template, columns, kept.cells, lines)
    return ReportView(
        period=record.period,
        columns=columns,
        numbering=record.numbering,
        template=template,
        figures=figures,
        questions=questions_of(template, record.numbering, figures, kept.answers, kept.tables),
        head=record.head,
        notes=kept.notes,
        record=record,
    )
