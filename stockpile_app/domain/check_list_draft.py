"""A check list while somebody edits it: what may be wrong still is told, question by question."""

from __future__ import annotations

import re
from typing import Any, Final

from stockpile_app.domain.checklists import CheckList, as_data, parse_check_list
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.text import N_

Item = dict[str, Any]

_NUMBERED: Final = re.compile(r"(.*?)(\d+)")
_NEW_QUESTION: Final = {
    "text": "",
    "weight": 1,
    "critical": 0,
    "source": "own proposal",
    "sure": "proposal",
    "evidence": "",
}
_GROUP: Final = {"code": "a", "title": "x"}
_TWICE: Final = N_("{item}: this code is given twice; every question and group needs its own.")


class CheckListDraft:
    """The plain values of a list, as ``as_data`` gives them, to be changed one by one.

    Attributes:
        data: The fields of the list itself; ``groups`` and ``questions`` are lists of items.
    """

    def __init__(self, check_list: CheckList) -> None:
        """Begin with ``check_list``."""
        self.data: Item = as_data(check_list)
        self._begun: Item = as_data(check_list)

    @property
    def questions(self) -> list[Item]:
        """The questions in their order."""
        found: list[Item] = self.data["questions"]
        return found

    @property
    def groups(self) -> list[Item]:
        """The groups in their order."""
        found: list[Item] = self.data["groups"]
        return found

    @property
    def is_changed(self) -> bool:
        """Whether anything is other than at the beginning."""
        return self.data != self._begun

    def finished(self) -> CheckList:
        """Return the list as it stands.

        Raises:
            BadValue: Something in it cannot be used.
        """
        return parse_check_list(self.data)

    # --- questions -------------------------------------------------------------------------------

    def wrong_with(self, at: int) -> BadValue | None:
        """Return what is wrong with a question, or None; ``field`` says where."""
        question = self.questions[at]
        code = question["code"]
        if sum(each["code"] == code for each in self.questions) > 1:
            return BadValue(_TWICE, "code", item=code)
        alone = {**self.data, "groups": [_GROUP], "questions": [{**question, "group": "a"}]}
        try:
            parse_check_list(alone)
        except BadValue as error:
            return error if error.params.get("item") else None  # else it is of the list itself
        return None

    def change_question(self, at: int, field: str, value: object) -> None:
        """Set one field of a question; None takes an optional one away."""
        if value is None:
            self.questions[at].pop(field, None)
        else:
            self.questions[at][field] = value

    def add_question(self, after: int) -> int:
        """Add an empty question after another, in its group; return where it stands."""
        group = self.questions[after]["group"] if self.questions else self.groups[0]["code"]
        at = min(after + 1, len(self.questions))
        question = {"code": self.new_code(group), "group": group, **_NEW_QUESTION}
        self.questions.insert(at, question)
        return at

    def remove_question(self, at: int) -> None:
        """Take a question out.

        Raises:
            NotAllowedNow: It is the only one.
        """
        if len(self.questions) == 1:
            raise NotAllowedNow(N_("A check list needs at least one question."))
        del self.questions[at]

    def move_question(self, at: int, step: int) -> int:
        """Move a question up or down; return where it stands then."""
        to = min(max(at + step, 0), len(self.questions) - 1)
        self.questions.insert(to, self.questions.pop(at))
        return to

    def new_code(self, group: str) -> str:
        """Return a code for a further question of a group, such as ``b12`` after ``b11``."""
        numbers = [
            (int(found[2]), len(found[2]))
            for each in self.questions
            if (found := _NUMBERED.fullmatch(str(each["code"]))) and found[1] == group
        ]
        number = max((each[0] for each in numbers), default=0) + 1
        digits = max((each[1] for each in numbers), default=2)
        return f"{group}{number:0{digits}d}"

    # --- the list and its groups -----------------------------------------------------------------

    def wrong_with_list(self) -> BadValue | None:
        """Return what is wrong with the list itself or its groups, or None."""
        try:
            parse_check_list({**self.data, "questions": self._plain_question()})
        except BadValue as error:
            return error
        return None

    def change(self, field: str, value: object) -> None:
        """Set one field of the list."""
        self.data[field] = value

    def change_group(self, at: int, field: str, value: object) -> None:
        """Set one field of a group; its questions follow a new code."""
        group = self.groups[at]
        if field == "code":
            for question in self.questions:
                if question["group"] == group["code"]:
                    question["group"] = value
        if value is None:
            group.pop(field, None)
        else:
            group[field] = value

    def add_group(self) -> int:
        """Add an empty group at the end; return where it stands."""
        used = {each["code"] for each in self.groups}
        letters = (chr(code) for code in range(ord("a"), ord("z") + 1))
        code = next((each for each in letters if each not in used), f"x{len(used)}")
        self.groups.append({"code": code, "title": "", "poa": ""})
        return len(self.groups) - 1

    def remove_group(self, at: int) -> None:
        """Take a group out.

        Raises:
            NotAllowedNow: Questions are in it, or it is the only one.
        """
        code = self.groups[at]["code"]
        number = sum(each["group"] == code for each in self.questions)
        if number or len(self.groups) == 1:
            raise NotAllowedNow(
                N_("Group {code} has {number} questions. Move them to another group first."),
                code=code,
                number=number,
            )
        del self.groups[at]

    def place_of(self, code: str) -> int | None:
        """Return where a question stands, by its code; None where there is none."""
        return next((at for at, each in enumerate(self.questions) if each["code"] == code), None)

    def _plain_question(self) -> list[Item]:
        # no fault of a question shows here; where the groups are at fault, theirs is told first
        code = str(self.groups[0]["code"])
        return [{"code": "q1", "group": code, **_NEW_QUESTION, "text": "x"}]
