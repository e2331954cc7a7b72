"""What units need, what is more than that, and its declaration as surplus."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import Category


class RequirementStated(Fact, frozen=True):
    """How many weapons of a kind a unit needs; the last word counts, all zero takes it back.

    Attributes:
        unit: Name of the unit or service.
        category, model, calibre: The kind of weapon; "" and None stand for any.
        posts: How many posts carry one.
        scale: Weapons for a hundred posts: 120 is 1.2 for each.
        reserve, training, attrition: Weapons beyond the posts.
        basis: The order or table it rests on.
    """

    kind: ClassVar[str] = "requirement-stated"
    unit: str
    occurred_on: str
    posts: int
    scale: int
    reserve: int
    training: int
    attrition: int
    category: Category | None = None
    model: str = ""
    calibre: str = ""
    basis: str = ""


class SurplusReviewed(Fact, frozen=True):
    """Holdings were compared with requirements; its ``seq`` is the number of the review.

    Attributes:
        place: The depot that was looked at; None for everything.
        rows: (category, model, calibre, holdings, required, surplus, unserviceable, obsolete,
            inadequately marked) of each kind.
        head: ``seq`` of the last entry that the figures rest on.
    """

    kind: ClassVar[str] = "surplus-reviewed"
    occurred_on: str
    head: int
    rows: tuple[tuple[str, str, str, int, int, int, int, int, int], ...]
    place: int | None = None
    notes: str = ""


class SurplusDeclared(Fact, frozen=True):
    """These weapons are surplus; its ``seq`` is the number of the declaration."""

    kind: ClassVar[str] = "surplus-declared"
    weapons: tuple[str, ...]
    occurred_on: str
    authority: str
    reason: str
    review: int | None = None
    reference: str = ""


class SurplusWithdrawn(Fact, frozen=True):
    """Weapons that were declared surplus are stock again."""

    kind: ClassVar[str] = "surplus-withdrawn"
    weapons: tuple[str, ...]
    occurred_on: str
    reason: str
