"""The report of a depot's inspection: how secure it is, and what is to be mended first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.check_frame import (
    CRITICAL_SIGN,
    first_facts,
    questions_of,
    rule_of_levels,
    scope_of,
    write_facts,
)
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.inspection_parts import (
    flowing,
    write_figures,
    write_photographs,
    write_trend,
)
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align, wrap
from stockpile_app.domain.checklists import LEVELS, Question, shown_percent
from stockpile_app.domain.security import Behind, CheckView, FindingRecord, TrendPoint
from stockpile_app.domain.security_rules import group_verdict
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import _, clauses, listed, stated

_SMALL: Final = 7.5
_LINES: Final = 6  # of a text in a table
_NARROWEST: Final = 0.165  # share of the page that the narrowest of their columns has
_NOTHING: Final = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Everything that the report says.

    Attributes:
        code: Bar code that opens the check.
        today: The day on which findings and weapons are as told.
        findings: Of this check: open ones first, the lowest level first.
        behind: Weapons that stand in the depot today, by kind.
        trend: Completed checks of the depot up to this one, oldest first.
        picture: Gives the content of a photograph by its SHA-256.
    """

    view: CheckView
    code: str
    today: dt.date
    findings: Sequence[FindingRecord]
    behind: Sequence[Behind]
    trend: Sequence[TrendPoint]
    picture: Callable[[str], bytes]


def write_inspection_report(
    out: BinaryIO, stamp: Stamp, inspection: Inspection, *, dpi: int = ANY_PRINTER
) -> int:
    """Write the report and return how many pages it has."""
    view = inspection.view
    page = Page(out, stamp, scope_of(view))
    _facts(page, inspection, dpi)
    _result(page, inspection)
    _failed(page, view)
    _not_applicable(page, view)
    _groups(page, view)
    _findings(page, inspection)
    _behind(page, inspection)
    write_trend(page, view, inspection.trend)
    _all_answers(page, view)
    _in_full(page, inspection)
    if view.record.notes:
        heading(page, _("Remarks"))
        flowing(page, view.record.notes, 8.5)
    write_photographs(page, view, inspection.picture)
    page.y -= 5 * mm
    inspector = _("Inspector: {name}").format(name=view.record.inspector)
    page.signatures([inspector, _("Storekeeper"), _("Depot manager")])
    return page.finish()


def _facts(page: Page, inspection: Inspection, dpi: int) -> None:
    record = inspection.view.record
    facts = first_facts(inspection.view)
    if record.completed_on:
        done = i18n.format_date(record.completed_on)
        facts.append((_("Completed on"), done, Style.REGULAR))
    if record.present:
        facts.append((_("Present"), listed(record.present), Style.REGULAR))
    write_facts(page, facts, inspection.code, _("Scan to open this check"), dpi)


def _result(page: Page, inspection: Inspection) -> None:
    view = inspection.view
    record = view.record
    critical = sum(1 for each in inspection.findings if each.is_open and each.critical)
    write_figures(
        page,
        (
            (_("Score"), f"{i18n.format_point(record.shown)} %" if record.shown else _NOTHING),
            (_("Level reached"), _level(record.level or 0)),
            (_("Failed critical questions"), i18n.format_number(len(record.failed))),
            (_("Open critical findings today"), i18n.format_number(critical)),
        ),
    )
    page.paragraph(rule_of_levels(view.check_list), 7.5)
    page.paragraph(_why_no_higher(view), 8.5, Style.BOLD)


def _level(level: int) -> str:
    return str(level) if level else _("None")


def _why_no_higher(view: CheckView) -> str:
    """Return what the next level lacks."""
    record = view.record
    following = (record.level or 0) + 1
    if following > LEVELS[-1]:
        return _("The highest level is reached.")
    by_code = {each.code: each for each in view.check_list.questions}
    failed = [
        each for each in record.failed if each in by_code and by_code[each].critical <= following
    ]
    least = view.check_list.thresholds[following - 1]
    enough = 100 * (record.points or 0) >= least * (record.out_of or 0) and record.out_of
    said = []
    if not enough:
        said.append(_("the score is below {percent} %").format(percent=least))
    if failed:
        said.append(_("critical questions failed: {codes}").format(codes=listed(failed)))
    return _("Level {level} is not reached: {why}.").format(
        level=following, why=clauses(said) or _NOTHING
    )


def _failed(page: Page, view: CheckView) -> None:
    heading(page, _("{sign} Critical questions that failed").format(sign=CRITICAL_SIGN))
    if not view.record.failed:
        page.paragraph(_("None: every critical question that applies is answered with yes."), 8.5)
        return
    by_code = {each.code: each for each in view.check_list.questions}
    table = RuledTable(
        page,
        (
            Column(_("No."), 9, style=Style.BOLD),
            Column(_("Critical for level"), 13),
            Column(_("Question"), 62),
            Column(_("Answer"), 14, style=Style.BOLD),
            Column(_("Note"), 50),
        ),
        size=8,
    )
    full = view.full
    for code in view.record.failed:
        question = by_code[code]
        level = f"{CRITICAL_SIGN} {question.critical}"
        table.row((code, level, _(question.text), _answer(full.get(code)), view.note(code)))


def _not_applicable(page: Page, view: CheckView) -> None:
    """List critical questions that were said not to apply: each is a way round its level."""
    said = [
        each
        for each in view.check_list.questions
        if each.critical
        and each.code in view.answers
        and view.answers[each.code].answer is Answer.NOT_APPLICABLE
    ]
    if not said:
        return
    heading(page, _("{sign} Critical questions said not to apply").format(sign=CRITICAL_SIGN))
    table = RuledTable(
        page,
        (
            Column(_("No."), 9, style=Style.BOLD),
            Column(_("Critical for level"), 13),
            Column(_("Question"), 62),
            Column(_("Why it does not apply"), 64),
        ),
        size=8,
    )
    for each in said:
        level = f"{CRITICAL_SIGN} {each.critical}"
        table.row((each.code, level, _(each.text), view.note(each.code)))


def _groups(page: Page, view: CheckView) -> None:
    heading(page, _("By group, as question 10.1 of the national report asks"), 24 * mm)
    page.paragraph(
        _(
            "In place: yes if every question that applies is answered with yes, no if none is"
            " answered with yes or partly, otherwise partly. This rule is our own."
        ),
        _SMALL,
    )
    page.y -= 1 * mm
    counted = (Answer.YES, Answer.PARTLY, Answer.NO, Answer.NOT_APPLICABLE)
    table = RuledTable(
        page,
        (
            Column(_("PoA"), 14, style=Style.BOLD),
            Column(_("Group"), 52),
            Column(_("In place"), 22, style=Style.BOLD),
            *(Column(_short(each), 14, Align.END) for each in counted),
            Column(_("Score %"), 16, Align.END),
        ),
        size=8,
    )
    full = view.full
    scored = {each.group: each for each in view.score.by_group}
    for group in view.check_list.groups:
        answers = [full.get(each.code) for each in questions_of(view.check_list, group)]
        verdict = group_verdict(view.check_list, group.code, full)
        table.row(
            (
                group.poa or group.code,
                _(group.title),
                _answer(verdict),
                *(i18n.format_number(answers.count(each)) for each in counted),
                i18n.format_point(shown_percent(scored[group.code])) or _NOTHING,
            )
        )


def _findings(page: Page, inspection: Inspection) -> None:
    heading(page, _("Findings and who mends them"), 20 * mm)
    if not inspection.findings:
        page.paragraph(_("None: every question that applies is answered with yes."), 8.5)
        return
    table = RuledTable(
        page,
        (
            Column(_("No."), 10),
            Column(_("Question"), 44),
            Column(_("Answer"), 15, style=Style.BOLD),
            Column(_("Owner"), 23),
            Column(_("Due"), 24),
            Column(_("Cost"), 21, Align.END),
            Column(_("Action"), 34),
            Column(_("State"), 21),
        ),
        size=_SMALL,
    )
    for each in inspection.findings:
        sign = f"{CRITICAL_SIGN} " if each.critical else ""
        table.row(
            (
                str(each.id),
                sign + stated(each.question, _(each.text)),
                _answer(each.answer),
                each.owner or _("Nobody yet"),
                i18n.format_date(each.due_on) if each.due_on else _NOTHING,
                _cost(each.cost, each.currency),
                each.action,
                _state(each, inspection.today),
            )
        )
    page.y -= 1 * mm
    if costs := _costs(each for each in inspection.findings if each.is_open):
        page.paragraph(_("Cost estimates of the open findings: {costs}.").format(costs=costs), 8)


def _state(finding: FindingRecord, today: dt.date) -> str:
    if finding.closed_on:
        return _("Closed {day}").format(day=i18n.format_date(finding.closed_on))
    return _("Overdue") if finding.is_overdue(today) else _("Open")


def _cost(cost: int | None, currency: str) -> str:
    return _NOTHING if cost is None else f"{i18n.format_number(cost)} {currency}"


def _costs(findings: Iterable[FindingRecord]) -> str:
    sums: dict[str, int] = {}
    for each in findings:
        if each.cost is not None:
            sums[each.currency] = sums.get(each.currency, 0) + each.cost
    return listed(_cost(cost, currency) for currency, cost in sorted(sums.items()))


def _behind(page: Page, inspection: Inspection) -> None:
    """Say how many weapons of which kinds stand behind each open critical finding."""
    critical = [each for each in inspection.findings if each.is_open and each.critical]
    if not critical:
        return
    heading(page, _("Weapons that stand behind each open critical finding"), 24 * mm)
    total = sum(each.weapons for each in inspection.behind)
    kinds = clauses(
        f"{_(each.category.label) if each.category else _('Not categorised')}:"
        f" {i18n.format_number(each.weapons)}"
        for each in inspection.behind
    )
    page.paragraph(
        _("Weapons in the depot on {day}: {number}. {kinds}").format(
            day=i18n.format_date(inspection.today), number=i18n.format_number(total), kinds=kinds
        ),
        8.5,
    )
    page.y -= 1 * mm
    table = RuledTable(
        page,
        (
            Column(_("Question"), 12, style=Style.BOLD),
            Column(_("Critical for level"), 16),
            Column(_("Open finding"), 76),
            Column(_("Owner"), 30),
            Column(_("Weapons behind it"), 22, Align.END, Style.BOLD),
        ),
        size=8,
    )
    for each in critical:
        level = f"{CRITICAL_SIGN} {each.critical}"
        owner = each.owner or _("Nobody yet")
        table.row((each.question, level, _(each.text), owner, i18n.format_number(total)))


def _all_answers(page: Page, view: CheckView) -> None:
    heading(page, _("All answers"), 24 * mm)
    table = RuledTable(
        page,
        (
            Column(_("No."), 10, style=Style.BOLD),
            Column(_("Weight"), 12, Align.END),
            Column(_("Question"), 70),
            Column(_("Answer"), 18, style=Style.BOLD),
            Column(_("Note"), 52),
        ),
        size=_SMALL,
    )
    full, left_out = view.full, view.left_out
    for group in view.check_list.groups:
        asked = [each for each in questions_of(view.check_list, group) if each.code not in left_out]
        if not asked:
            said = _("Not asked: the depot has no store of this kind.")
            table.row((group.code, "", _(group.title), _NOTHING, said))
        for each in asked:
            answer, note = _answer(full.get(each.code)), view.note(each.code)
            table.row((_sign(each), str(each.weight), _(each.text), answer, note))


def _in_full(page: Page, inspection: Inspection) -> None:
    """Draw the texts that were cut in a table; what an inspector wrote is never left out."""
    view = inspection.view
    texts = [(each.code, view.note(each.code)) for each in view.check_list.questions]
    texts += [
        (_("Finding {number}, action").format(number=each.id), each.action)
        for each in inspection.findings
    ]
    room = page.width * _NARROWEST
    cut = [
        each
        for each in texts
        if each[1] and len(wrap(each[1], Style.REGULAR, _SMALL, room)) > _LINES
    ]
    if not cut:
        return
    heading(page, _("Longer texts in full"))
    for title, text in cut:
        flowing(page, stated(title, text), 8)
        page.y -= 1 * mm


def _sign(question: Question) -> str:
    return f"{question.code} {CRITICAL_SIGN}" if question.critical else question.code


def _answer(answer: Answer | None) -> str:
    return _(answer.label) if answer else _NOTHING


def _short(answer: Answer) -> str:
    return _("N/A") if answer is Answer.NOT_APPLICABLE else _(answer.label)
