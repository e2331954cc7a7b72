"""What the items of a property book are: weapons or not, and which, by a table of rules.

The rules are in ``import/property-book.yaml``. What they do not know is said and left open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category
from stockpile_app.exchange.cells import Problem
from stockpile_app.reference.calibres import canonical_calibre
from stockpile_app.reference.files import load_table

_TABLE: Final = "import/property-book.yaml"
_NAME: Final = re.compile(r"(?:TYPE=(?P<type>.*?)(?:\s+|$))?(?:DESC=)?(?P<desc>.*)", re.DOTALL)
_CLASS: Final = re.compile(r"\d{4}")

_FOOTER: Final = N_("A total, a footer or a title, not an item: “{text}”.")
_OTHER_CLASS: Final = N_(
    "Not a small arm or light weapon: “{name}”, stock number {stock_number}, is in no supply class"
    " of weapons."
)
_PART: Final = N_("A part or an accessory, not a weapon: “{name}”.")
_NO_MODEL: Final = N_("The book does not say which model “{name}” is; the model is left open.")
_NO_CALIBRE: Final = N_("The name “{name}” gives no calibre; it is left open.")
_NO_CATEGORY: Final = N_(
    "“{name}” is in a supply class of weapons, but the name does not say which kind of weapon it"
    " is. Look at it: the category is left open."
)
_NO_CLASS: Final = N_(
    "“{stock_number}” is no stock number, so the supply class is not known; “{name}” was taken for"
    " a weapon by its name."
)
_CONTRADICTION: Final = N_(
    "The book says {model}, but pairs stock number {stock_number} with {other} elsewhere. {model}"
    " was taken."
)


@dataclass(frozen=True, slots=True)
class Item:
    """What an item is.

    Attributes:
        skipped: Why it is not registered; None for a weapon.
    """

    skipped: Problem | None = None
    model: str = ""
    calibre: str = ""
    category: Category | None = None
    warnings: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Known:
    """What is found out about a weapon, the surest source first."""

    model: str = ""
    calibre: str = ""
    category: str = ""
    warnings: list[Problem] = field(default_factory=list)

    def add(self, facts: Mapping[str, str]) -> None:
        self.calibre = self.calibre or facts.get("calibre", "")
        self.category = self.category or facts.get("category", "")


class PropertyBook:
    """The rule table.

    Raises:
        BadFile: The table is damaged.
    """

    def __init__(self) -> None:
        table: dict[str, Any] = load_table(_TABLE)
        try:
            self._classes = {str(code): str(name) for code, name in table["classes"].items()}
            self._parts = [re.compile(pattern) for pattern in table["parts"]]
            self._categories = _compiled(table["categories"], "category")
            self._calibres = _compiled(table["calibres"], "calibre")
            self._no_models = {str(each) for each in table["no_models"]}
            self._models: dict[str, dict[str, str]] = table["models"]
            self._stock_numbers: dict[str, dict[str, str]] = table["stock_numbers"]
        except (re.error, KeyError, TypeError, AttributeError) as error:
            raise BadFile(
                N_("The reference table {name} cannot be used: {reason}. Correct it."),
                name=_TABLE,
                reason=error,
            ) from error

    def read(self, stock_number: str, item_name: str) -> Item:
        """Return what an item is; ``item_name`` as the book writes it, ``TYPE=`` and all."""
        stock_number = stock_number.strip().upper()
        parts = _NAME.fullmatch(" ".join(item_name.upper().split()))
        kind, name = (parts["type"] or "", parts["desc"]) if parts else ("", item_name)
        if not (name or kind or stock_number):
            return Item(Problem(_FOOTER))
        known = _Known()
        if (skipped := self._skipped(stock_number, name, known)) is not None:
            return Item(skipped)
        self._model(kind, stock_number, known)
        known.add(self._models.get(known.model, {}))
        known.add(self._stock_numbers.get(stock_number, {}))
        known.add({"category": _first(self._categories, name)})
        known.add({"calibre": _first(self._calibres, name)})
        return _item(known, name or stock_number)

    def _skipped(self, stock_number: str, name: str, known: _Known) -> Problem | None:
        facts = {"name": name or "–", "stock_number": stock_number or "–"}
        is_part = any(pattern.match(name) for pattern in self._parts)
        if stock_number[:4] in self._classes:
            return Problem(_PART, facts) if is_part else None
        if _CLASS.match(stock_number) or is_part or not _first(self._categories, name):
            return Problem(_PART if is_part and not stock_number else _OTHER_CLASS, facts)
        known.warnings.append(Problem(_NO_CLASS, facts))
        return None

    def _model(self, kind: str, stock_number: str, known: _Known) -> None:
        paired = self._stock_numbers.get(stock_number, {}).get("model", "")
        known.model = paired if kind in self._no_models or not kind else kind
        if paired and known.model != paired:
            facts = {"model": known.model, "stock_number": stock_number, "other": paired}
            known.warnings.append(Problem(_CONTRADICTION, facts))


@lru_cache(maxsize=1)
def property_book() -> PropertyBook:
    """Return the shipped rules, read once."""
    return PropertyBook()


_Rules = list[tuple[re.Pattern[str], str]]


def _compiled(rules: Sequence[Mapping[str, str]], result: str) -> _Rules:
    return [(re.compile(rule["match"]), rule.get(result, "")) for rule in rules]


def _first(rules: _Rules, name: str) -> str:
    for pattern, result in rules:
        if match := pattern.match(name):
            return match.expand(result)
    return ""


def _item(known: _Known, name: str) -> Item:
    missing = (
        (known.model, _NO_MODEL),
        (known.calibre, _NO_CALIBRE),
        (known.category, _NO_CATEGORY),
    )
    unknown = [Problem(sentence, {"name": name}) for value, sentence in missing if not value]
    return Item(
        None,
        known.model,
        canonical_calibre(known.calibre) or known.calibre,
        Category.parse(known.category) if known.category else None,
        (*known.warnings, *unknown),
    )
