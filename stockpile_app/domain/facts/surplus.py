"""What units need, and what is declared to be more than that."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import Category


class RequirementStated(Fact, frozen=True):
    """How many weapons of a kind a unit needs; the last word counts, and none takes it back.

    Attributes:
        category, model, calibre: The kind of weapon; None and "" stand for any.
        posts: How many posts carry one.
        scale: Weapons for a hundred posts: 120 is 1.2 for each.
        reserve, training, attrition: Weapons beyond the posts.
        obsolete: Nobody needs this kind any more: all there is of it is surplus.
        basis: The order or table that it rests on.
    """

    kind: ClassVar[str] = "requirement-stated"
    unit: str
    occurred_on: str
    posts: int = 0
    scale: int = 100
    reserve: int = 0
    training: int = 0
    attrition: int = 0
    category: Category | None = None
    model: str = ""
    calibre: str = ""
    obsolete: bool = False
    basis: str = ""


class SurplusDeclared(Fact, frozen=True):
    """These weapons are surplus; its ``seq`` is the number of the declaration.

    Attributes:
        rows: What it was calculated from: (category, model, calibre, held, required, surplus,
            declared) of each kind concerned; "" stands for any.
        head: ``seq`` of the last entry that the figures rest on.
    """

    kind: ClassVar[str] = "surplus-declared"
    weapons: tuple[str, ...]
    occurred_on: str
    authority: str
    reason: str
    head: int
    rows: tuple[tuple[str, str, str, int, int, int, int], ...]
    reference: str = ""


class SurplusWithdrawn(Fact, frozen=True):
    """Weapons that were declared surplus are stock again."""

    kind: ClassVar[str] = "surplus-withdrawn"
    weapons: tuple[str, ...]
    occurred_on: str
    reason: str
