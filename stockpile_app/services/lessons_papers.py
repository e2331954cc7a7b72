"""Lessons on paper."""

from __future__ import annotations

from typing import Final

from stockpile_app.documents.lessons_paper import write_lessons
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.needs import PrintLessons
from stockpile_app.domain.text import N_
from stockpile_app.persistence import needs_index
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing

_NONE: Final = N_("There is no lesson to print: mark those that may be passed on.")


class LessonsPapers:
    """What is printed of lessons."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def paper(self, command: PrintLessons) -> DocumentDone:
        """Write the lessons as a PDF for a meeting, sealed, and record that it was.

        Raises:
            NotAllowedNow: There is none to print.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            chosen = [
                each
                for each in needs_index.lessons(made.connection)
                if not each.withdrawn
                and (command.internal or each.shareable)
                and (not command.lessons or each.id in command.lessons)
            ]
            if not chosen:
                raise NotAllowedNow(_NONE)
            title = N_("Good practices and lessons learned")
            stamp = made.stamp("lessons", "LL", title, depot="", scope="", weapons=0)
            write_lessons(made.out, stamp, chosen, internal=command.internal)
        return made.done
