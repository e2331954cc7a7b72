"""SDG indicator 16.4.2 on one sheet, with how it was computed."""

from __future__ import annotations

from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.inspection_parts import write_figures
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import statement, write_head
from stockpile_app.documents.national_frame import cell_text, flow, report_told, write_figure
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.national_report import FigureView, ReportView
from stockpile_app.domain.national_report_cells import CellState, CellValue, Unit
from stockpile_app.i18n import _, stated
from stockpile_app.reference.report_words import column_words, show_value


def write_indicator(
    out: BinaryIO, stamp: Stamp, view: ReportView, *, dpi: int = ANY_PRINTER
) -> int:
    """Write the sheet of the indicator and return how many pages it has."""
    page = Page(out, stamp)
    write_head(page, report_told(view), "", "", dpi)
    figure = view.figure("sdg")
    if figure is not None:
        _at_a_glance(page, figure)
        _computation(page, view, figure)
        heading(page, _("The same by category"), 40 * mm)
        write_figure(page, view, figure)
        _sources(page, view)
    page.y -= 3 * mm
    statement(
        page,
        _(
            "The point of diversion was established by tracing, or otherwise by a competent"
            " authority, as the trace files of this register say."
        ),
    )
    page.signatures([_("Prepared by"), _("Approved by")])
    return page.finish()


def _value(figure: FigureView, line: str, at: int = 0) -> CellValue:
    row = figure.row(line)
    return row.values[at] if row else CellValue(None, CellState.UNDEFINED)


def _at_a_glance(page: Page, figure: FigureView) -> None:
    lines = (
        ("arms", _("Seized, found or surrendered"), Unit.COUNT),
        ("established", _("Point of diversion established"), Unit.COUNT),
        ("indicator", _("Indicator 16.4.2"), Unit.PERCENT),
    )
    values = [_value(figure, line) for line, _caption, _unit in lines]
    write_figures(
        page,
        [
            (caption, cell_text(value, unit))
            for value, (_line, caption, unit) in zip(values, lines, strict=True)
        ],
    )
    if any(each.state is CellState.WITHHELD for each in values):
        flow(page, f"† {_(CellState.WITHHELD.label)}", 8)
    if any(each.overridden for each in values):
        flow(page, f"* {_('stated by hand; the reason stands below')}", 8)


def _computation(page: Page, view: ReportView, figure: FigureView) -> None:
    heading(page, _("How it was computed"), 40 * mm)
    flow(
        page,
        _(
            "Proportion of seized, found or surrendered arms whose illicit origin or context has"
            " been traced or established: 100 × arms whose point of diversion was established ÷"
            " all of them, each year, in percent. Where no arms were seized, found or surrendered"
            " there is nothing to divide by: the indicator is n/a, not 0."
        ),
    )
    page.y -= 2 * mm
    for at, column in enumerate(view.columns):
        flow(page, stated(column_words(column), _formula(figure, at)), 10, Style.MONO)
    page.y -= 1 * mm


def _formula(figure: FigureView, at: int) -> str:
    arms, part, indicator = (
        _value(figure, each, at) for each in ("arms", "established", "indicator")
    )
    if not arms.value:
        return _("0 arms: n/a")
    if part.value is None:
        return _("100 × † ÷ {arms} = †").format(arms=i18n.format_number(arms.value))
    return _("100 × {part} ÷ {arms} = {indicator}").format(
        part=i18n.format_number(part.value),
        arms=i18n.format_number(arms.value),
        indicator=show_value(indicator, Unit.PERCENT),
    )


def _sources(page: Page, view: ReportView) -> None:
    """Draw how many arms each source gives; what is counted is said by the template."""
    collected = view.figure("collected")
    if collected is None:
        return
    heading(page, _("Where the arms come from"), 30 * mm)
    columns = [
        Column("", 90),
        *(Column(column_words(each), 20, Align.END) for each in view.columns),
    ]
    table = RuledTable(page, columns, size=8)
    for how in view.template.sdg_arms:
        row = collected.row(how.value)
        if row is not None:
            table.row((_(row.title), *(show_value(each, row.unit) for each in row.values)))
    page.y -= 2 * mm
    flow(
        page,
        _("Weapons confiscated or captured are told in the report, but not counted here."),
        8,
    )
