"""The sheet of a security check, filled in by hand in the depot and keyed in afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.check_frame import (
    CRITICAL_SIGN,
    critical_words,
    first_facts,
    group_words,
    questions_of,
    rule_of_levels,
    scope_of,
    write_facts,
)
from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.count_frame import tick_box
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, SHADE, SIGNATURE_HEIGHT, Cell, Page
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import LEADING, Align, Line, wrap
from stockpile_app.domain.checklists import Computed, Group, Question
from stockpile_app.domain.security import CheckView
from stockpile_app.domain.suggestions import Suggestion
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import _
from stockpile_app.reference.source_words import source_words

_CODE_WIDTH: Final = 11 * mm
_TICK_WIDTH: Final = 13 * mm
_TICK: Final = 5 * mm
_GAP: Final = 3 * mm
_TEXT: Final = 9.5
_NOTE_LINES: Final = 2
_NOTE_HEIGHT: Final = 6 * mm
_HEADS_HEIGHT: Final = 7 * mm
_ANSWERS: Final = (Answer.YES, Answer.PARTLY, Answer.NO, Answer.NOT_APPLICABLE)
_NAME_LINES: Final = 3
_REMARK_LINES: Final = 5


class _Text(NamedTuple):
    """Lines of one size and style."""

    lines: Sequence[Line]
    size: float
    grey: bool = False
    shaded: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING + (3 if self.shaded else 1)


def write_check_sheet(
    out: BinaryIO,
    stamp: Stamp,
    view: CheckView,
    suggestions: Mapping[Computed, Suggestion],
    code: str,
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the sheet and return how many pages it has.

    Args:
        out: Where the PDF goes.
        stamp: Of the document.
        view: The check; what is answered already is not printed.
        suggestions: What the register knows of the depot on this day.
        code: Bar code that opens the check.
        dpi: Of the printer; bars are whole dots wide.
    """
    page = Page(out, stamp, scope_of(view))
    write_facts(page, first_facts(view), code, _("Scan to key in this check"), dpi)
    page.paragraph(_how_to(), 8)
    page.y -= 1 * mm
    page.paragraph(rule_of_levels(view.check_list), 7.5)
    for group in view.check_list.groups:
        _group(page, view, group, suggestions)
    _end(page, view)
    return page.finish()


def _how_to() -> str:
    return _(
        "Tick one box for each question; “yes” is always the good answer. Ask to be shown what"
        " stands under “Ask to see”, and write a note wherever the answer is not yes. {sign} marks"
        " a critical question: without a yes its level cannot be reached, and if it does not apply"
        " the note must say why. What the register says is meant for comparison: you answer from"
        " what you see."
    ).format(sign=CRITICAL_SIGN)


def _group(
    page: Page, view: CheckView, group: Group, suggestions: Mapping[Computed, Suggestion]
) -> None:
    questions = questions_of(view.check_list, group)
    asked = [each for each in questions if each.code not in view.left_out]
    rows = [_row_texts(page, each, suggestions) for each in asked]
    first = _row_height(asked[0], rows[0]) if rows else 8 * mm
    if not page.has_room(8 * mm + _HEADS_HEIGHT + first):
        page.next()
    page.y -= 3 * mm
    if not asked:
        page.text(Cell(group_words(group), (page.left, page.y - 12, page.width), 10.5, Style.BOLD))
        page.y -= 5 * mm
        if questions:
            page.paragraph(_("Not asked: the depot has no store of this kind."), 8.5)
        return
    _heads(page, group)
    for question, texts in zip(asked, rows, strict=True):
        if not page.has_room(_row_height(question, texts)):
            page.next()
            _heads(page, group)
        _row(page, question, texts)


def _heads(page: Page, group: Group) -> None:
    page.shade(page.y - _HEADS_HEIGHT, _HEADS_HEIGHT)
    room = page.width - 4 * _TICK_WIDTH - 2 * _GAP
    box = (page.left + 1 * mm, page.y - 5.5, room)
    page.whole(Cell(group_words(group), box, 10, Style.BOLD), _HEADS_HEIGHT - 7)
    for at, answer in enumerate(_ANSWERS):
        left = page.left + page.width - (4 - at) * _TICK_WIDTH
        words = _("N/A") if answer is Answer.NOT_APPLICABLE else _(answer.label)
        box = (left, page.y - 6, _TICK_WIDTH - 1)
        page.whole(Cell(words, box, 8, Style.BOLD, Align.CENTRE), _HEADS_HEIGHT - 8)
    page.y -= _HEADS_HEIGHT
    page.rule(page.y, black, 0.6)


def _row_texts(
    page: Page, question: Question, suggestions: Mapping[Computed, Suggestion]
) -> list[_Text]:
    room = page.width - _CODE_WIDTH - 4 * _TICK_WIDTH - _GAP
    texts = [_Text(wrap(_(question.text), Style.REGULAR, _TEXT, room), _TEXT)]
    if question.critical:
        words = critical_words(question.critical)
        texts.append(_Text(wrap(words, Style.BOLD, 8, room), 8))
    if question.evidence:
        words = _("Ask to see: {evidence}").format(evidence=_(question.evidence))
        texts.append(_Text(wrap(words, Style.REGULAR, 8, room), 8))
    if question.computed and (found := suggestions.get(question.computed)):
        said = " ".join(map(i18n.told_text, found.told))
        words = _("The register says: {said}").format(said=said)
        texts.append(_Text(wrap(words, Style.REGULAR, 8, room - 2 * mm), 8, shaded=True))
    return texts


def _source(question: Question) -> _Text:
    """Return what stands below the boxes: how much the question counts, and what it rests on."""
    words = _("Weight {weight}. Source: {source} ({sure}).").format(
        weight=question.weight, source=source_words(question.source), sure=_(question.sure.label)
    )
    return _Text(wrap(words, Style.REGULAR, 6.5, 4 * _TICK_WIDTH), 6.5, grey=True)


def _row_height(question: Question, texts: Sequence[_Text]) -> float:
    text = sum(each.height for each in texts)
    boxes = _TICK + 2 * mm + _source(question).height
    return 2 * mm + max(text, boxes) + _NOTE_LINES * _NOTE_HEIGHT + 1.5 * mm


def _row(page: Page, question: Question, texts: Sequence[_Text]) -> None:
    height = _row_height(question, texts)
    top = page.y
    y = top - 2 * mm
    left = page.left + _CODE_WIDTH
    page.whole(
        Cell(question.code, (page.left + 1 * mm, y, _CODE_WIDTH - 2 * mm), 9.5, Style.BOLD), 12
    )
    for text in texts:
        y = _draw_text(page, text, left, y)
    for at in range(len(_ANSWERS)):
        middle = page.left + page.width - (4 - at - 0.5) * _TICK_WIDTH
        tick_box(page, middle - _TICK / 2, top - 2 * mm - _TICK / 2, _TICK)
    below = top - _TICK - 3.5 * mm
    _draw_text(page, _source(question), page.left + page.width - 4 * _TICK_WIDTH, below)
    y = top - height + _NOTE_LINES * _NOTE_HEIGHT + 1.5 * mm
    page.canvas.setFillColor(GREY)
    note = (page.left + 1 * mm, y - _NOTE_HEIGHT + 1 * mm + 7, _CODE_WIDTH - 1.5 * mm)
    page.whole(Cell(_("Note"), note, 7), 9)
    page.canvas.setFillColor(black)
    for at in range(_NOTE_LINES):
        line = y - (at + 1) * _NOTE_HEIGHT
        page.canvas.setStrokeColor(GREY)
        page.canvas.setLineWidth(0.4)
        page.canvas.line(left, line, page.left + page.width, line)
    page.y = top - height
    page.rule(page.y, black, 0.6)


def _draw_text(page: Page, text: _Text, left: float, y: float) -> float:
    """Draw lines from the top ``y`` and return where the next ones begin."""
    room = page.width - _CODE_WIDTH - 4 * _TICK_WIDTH - _GAP
    indent = 0.0
    if text.shaded:
        indent = 1 * mm
        page.canvas.setFillColor(SHADE)
        height = text.height - 0.5
        page.canvas.rect(left, y - height, room, height, stroke=0, fill=1)
        page.canvas.setFillColor(black)
    if text.grey:
        page.canvas.setFillColor(GREY)
    for at, shown in enumerate(text.lines):
        baseline = y - text.size - at * text.size * LEADING
        page.line(shown, (left + indent, baseline, room - 2 * indent), text.size)
    page.canvas.setFillColor(black)
    return y - text.height


def _end(page: Page, view: CheckView) -> None:
    """Draw room for who was there, for remarks, and for the signatures."""
    height = (_NAME_LINES + _REMARK_LINES) * 7.5 * mm + 20 * mm
    if not page.has_room(height + SIGNATURE_HEIGHT):
        page.next()
    for title, lines in ((_("Present"), _NAME_LINES), (_("Remarks"), _REMARK_LINES)):
        page.y -= 4 * mm
        page.text(Cell(title, (page.left, page.y - 10, page.width), 9.5, Style.BOLD))
        page.y -= 5 * mm
        for _line in range(lines):
            page.y -= 7.5 * mm
            page.rule(page.y, GREY)
    page.y -= 5 * mm
    inspector = _("Inspector: {name}").format(name=view.record.inspector)
    page.signatures([inspector, _("Storekeeper"), _("Depot manager")])
