"""Good practices and lessons learned (2014 outcome of the PoA, paragraph 22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import LessonChanged, LessonRecorded, LessonWithdrawn
from stockpile_app.domain.needs import ChangeLesson, LessonRecord, RecordLesson
from stockpile_app.domain.needs_vocabulary import LessonSubject
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_filled, check_text
from stockpile_app.persistence import needs_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.desk import Desk

if TYPE_CHECKING:
    from stockpile_app.services.lessons_papers import LessonsPapers

_NO_LESSON: Final = N_("There is no such lesson in this register.")
_WITHDRAWN: Final = N_("The lesson was withdrawn.")
_EMPTY: Final = N_("“{name}” must not be empty.")
_NO_NUMBER: Final = N_("Say which one: give its number, or choose “Nothing in particular”.")

_UNKNOWN: Final = N_("There is none with the number {number} in this register.")


@dataclass(frozen=True, slots=True)
class LessonChangedDone:
    """Result of an act on a lesson."""

    lesson_id: int
    changes: ChangeSet


class Lessons:
    """What is done with good practices and lessons learned."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> LessonsPapers:
        """Lessons on paper, for a meeting."""
        from stockpile_app.services.lessons_papers import LessonsPapers  # noqa: PLC0415 - when asked

        return LessonsPapers(self._desk)

    def list(self, *, text: str = "", withdrawn: bool = False) -> Sequence[LessonRecord]:
        """Return lessons, newest first; those that have ``text`` in title, topic or words."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            found = needs_index.lessons(connection)
        wanted = text.strip().casefold()
        return [
            each
            for each in found
            if (withdrawn or not each.withdrawn)
            and (not wanted or wanted in f"{each.title} {each.topic} {each.text}".casefold())
        ]

    def record(self, command: RecordLesson) -> LessonChangedDone:
        """Record a good practice or a lesson learned.

        Raises:
            BadValue: Title or text is empty or too long, or there is no such thing as it is said
                to be learned at.
        """
        self._desk.require(Permission.LESSONS)
        if command.subject is not LessonSubject.NONE and command.number is None:
            raise BadValue(_NO_NUMBER, "number")
        title, text, topic = _words(command.title, command.text, command.topic)
        about = None if command.subject is LessonSubject.NONE else command.number
        with self._desk.store.write() as uow:
            if about is not None and not needs_index.is_subject(
                uow.connection, command.subject, about
            ):
                raise BadValue(_UNKNOWN, "number", number=about)
            seq = uow.next_seq
            uow.record(
                LessonRecorded(
                    lesson_kind=command.kind,
                    title=title,
                    text=text,
                    occurred_on=self._desk.today.isoformat(),
                    topic=topic,
                    subject=command.subject,
                    number=about,
                    shareable=command.shareable,
                )
            )
            return LessonChangedDone(seq, uow.commit())

    def change(self, command: ChangeLesson) -> LessonChangedDone:
        """Tell a lesson anew.

        Raises:
            BadValue: Title or text is empty or too long.
            NotAllowedNow: It was withdrawn.
            NotFound: There is no such lesson.
        """
        self._desk.require(Permission.LESSONS)
        title, text, topic = _words(command.title, command.text, command.topic)
        with self._desk.store.write() as uow:
            _check_there(uow.connection, command.lesson)
            uow.record(
                LessonChanged(
                    lesson=command.lesson,
                    title=title,
                    text=text,
                    topic=topic,
                    shareable=command.shareable,
                )
            )
            return LessonChangedDone(command.lesson, uow.commit())

    def withdraw(self, lesson_id: int, reason: str) -> LessonChangedDone:
        """Record that a lesson proved wrong or does not matter any more.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: It was withdrawn before.
            NotFound: There is no such lesson.
        """
        self._desk.require(Permission.LESSONS)
        reason = check_filled(reason, "reason", 500)
        with self._desk.store.write() as uow:
            _check_there(uow.connection, lesson_id)
            uow.record(LessonWithdrawn(lesson=lesson_id, reason=reason))
            return LessonChangedDone(lesson_id, uow.commit())


def _words(title: str, text: str, topic: str) -> tuple[str, str, str]:
    words = (check_text(title, "title"), check_text(text, "text", LONGEST_NOTE))
    for name, value in zip(("title", "text"), words, strict=True):
        if not value:
            raise BadValue(_EMPTY, name, name=name)
    return (*words, check_text(topic, "topic"))


def _check_there(connection: Connection, lesson_id: int) -> None:
    found = needs_index.lessons(connection, lesson_id=lesson_id)
    if not found:
        raise NotFound(_NO_LESSON)
    if found[0].withdrawn:
        raise NotAllowedNow(_WITHDRAWN)
