"""Questions of field mode: one at a time, answered by a digit, by Enter, or by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import Qt

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum
from stockpile_app.domain.weapons import LONGEST_NAME
from stockpile_app.ui.texts import label
from stockpile_app.ui.tones import Tone

ON_A_PAGE: Final = 9
"""As many choices as there are digits without 0, which turns the page."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the numbered answers.

    Attributes:
        value: What it stands for.
        label: As shown.
    """

    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """A key that answers a question at once.

    Attributes:
        key: A ``Qt.Key``.
        shown: As it stands on the keyboard.
        label: What it answers.
    """

    key: Any
    shown: str
    value: Any
    label: str


def _as_typed(text: str) -> Any:
    return text


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked now.

    Attributes:
        name: Under which the answer is kept.
        title: The question, in a few words.
        hint: What Enter does, or what is to be looked at.
        choices: Numbered answers.
        typed: Whether something may be typed that is not among the choices.
        offer: What Enter alone answers: the value of a choice, or a text. None: Enter alone is no
            answer, unless ``empty`` is given.
        empty: Whether Enter with nothing typed is an answer.
        read: Turns what was typed into the answer; raises ``BadValue``.
        keys: Keys that answer at once.
        tone: How loud it is.
    """

    name: str
    title: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    typed: bool = False
    offer: Any = None
    empty: bool = False
    read: Callable[[str], Any] = _as_typed
    keys: tuple[AnswerKey, ...] = ()
    tone: Tone = Tone.NEUTRAL


Answers = dict[str, Any]
Step = Callable[[Answers], Question | None]
"""Returns what is to be asked, given the answers so far; None when it need not be asked."""


class Script:
    """Questions in their order, and the answers given; a step back asks one again, not the rest."""

    def __init__(self, steps: Sequence[Step], answers: Answers | None = None) -> None:
        """Ask ``steps``, but for what ``answers`` say already."""
        self._steps = tuple(steps)
        self._answers: Answers = dict(answers or {})
        self._given = frozenset(self._answers)
        self._again = ""

    def question(self) -> Question | None:
        """Return what is to be answered next; None when everything is."""
        for asked in self._applicable():
            if asked.name == self._again:
                return replace(asked, offer=self._answers[asked.name])
            if asked.name not in self._answers and not self._again:
                return asked
        self._again = ""
        return None

    def answer(self, name: str, value: Any) -> None:
        """Take an answer."""
        self._answers[name] = value
        self._again = ""

    def back(self) -> bool:
        """Ask the question before this one again; whether there is one."""
        now = self.question()
        before = ""
        for asked in self._applicable():
            if now is not None and asked.name == now.name:
                break
            if asked.name in self._answers and asked.name not in self._given:
                before = asked.name
        if before:
            self._again = before
        return bool(before)

    def again(self, name: str) -> bool:
        """Ask a question again by its name, with its answer; whether it was asked."""
        asked = name in self._answers and name not in self._given
        if asked and name in {each.name for each in self._applicable()}:
            self._again = name
            return True
        return False

    def result(self) -> Answers:
        """Return the answers to what had to be asked, and what was known before."""
        names = {asked.name for asked in self._applicable()} | self._given
        return {name: value for name, value in self._answers.items() if name in names}

    def _applicable(self) -> list[Question]:
        asked = (step(self._answers) for step in self._steps)
        return [each for each in asked if each is not None]


def choices_of(members: Iterable[LabelledEnum]) -> tuple[Choice, ...]:
    """Return codes as numbered answers."""
    return tuple(Choice(each, label(each)) for each in members)


def names_of(names: Iterable[str]) -> tuple[Choice, ...]:
    """Return texts as numbered answers."""
    return tuple(Choice(each, each) for each in names)


def first_of(names: tuple[str, ...]) -> str | None:
    """Return what Enter alone answers: the first, or nothing."""
    return names[0] if names else None


def short_text(field: str, text: str) -> str:
    """Return a text that is typed.

    Raises:
        BadValue: It is too long.
    """
    if len(text) > LONGEST_NAME:
        raise BadValue(N_("That is too long."), field)
    return text


def key_for(key: Qt.Key, value: Any, text: str) -> AnswerKey:
    """Return a key that answers at once."""
    return AnswerKey(key, key.name.removeprefix("Key_"), value, text)
