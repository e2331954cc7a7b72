"""What the register itself knows about a question of a check list."""

from __future__ import annotations

from dataclasses import dataclass, field

from stockpile_app.domain.checklists import Computed
from stockpile_app.domain.vocabulary import Answer


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what fills it: days and numbers as such, to be written in any language."""

    message_id: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the register itself knows about a question.

    Attributes:
        answer: What that speaks for; None where the register cannot tell. A person answers.
    """

    computed: Computed
    told: tuple[Told, ...]
    answer: Answer | None = None
