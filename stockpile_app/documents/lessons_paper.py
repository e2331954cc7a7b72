"""Good practices and lessons learned, as a paper for a meeting (2014 outcome, paragraph 22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app.documents.flowing import flow, titled
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import show_day, statement
from stockpile_app.documents.ruled_table import heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.needs import LessonRecord
from stockpile_app.domain.needs_vocabulary import LessonKind, LessonSubject
from stockpile_app.i18n import _


def write_lessons(
    out: BinaryIO, stamp: Stamp, lessons: Sequence[LessonRecord], *, internal: bool
) -> int:
    """Write the paper; return how many pages it has.

    Args:
        internal: Say who wrote each down and what it was learned at, by number.
    """
    page = Page(out, stamp)
    titles = {
        LessonKind.GOOD_PRACTICE: _("Good practices"),
        LessonKind.LESSON: _("Lessons learned"),
    }
    for kind in LessonKind:
        chosen = [each for each in lessons if each.kind is kind]
        if not chosen:
            continue
        heading(page, titles[kind], 24 * mm)
        for each in chosen:
            _lesson(page, each, internal=internal)
    statement(
        page,
        _("These notes may be passed on.")
        if not internal
        else _("For use within the authority: some of these notes may not be passed on."),
    )
    return page.finish()


def _lesson(page: Page, lesson: LessonRecord, *, internal: bool) -> None:
    titled(page, lesson.title, 20 * mm)
    flow(page, lesson.text, size=10)
    told = [lesson.topic, show_day(lesson.recorded_on)]
    if internal:
        told.append(lesson.recorded_by)
        if lesson.subject is not LessonSubject.NONE:
            told.append(f"{_(lesson.subject.label)} {lesson.number}")
    flow(page, " · ".join(filter(None, told)), size=8)
    page.y -= 4 * mm
