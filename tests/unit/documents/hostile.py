"""Texts that papers have to bear, and a way to put them into every field of a record."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from itertools import count
from typing import Any, Final

from stockpile_app.documents.label_stock import LabelStock
from stockpile_app.domain.checklists import CheckList
from stockpile_app.domain.disposal_methods import Comparison
from stockpile_app.domain.marking import Profile
from stockpile_app.domain.national_report_template import ReportQuestion, ReportTemplate
from stockpile_app.domain.suggestions import Suggestion
from stockpile_app.domain.text import clean

HOSTILE: Final = (
    '<img src="/etc/passwd"/> <b>x</b>',
    "R&D &amp; &lt;co&gt; %s {0} \\ (and) $HOME",
    "AK\u202e47\u2066\x00\x1b[31m",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "Oberst Maximiliane von und zu Hohenstein-Wittelsbach " * 8,
    "بندقية AK-47 (7.62×39 mm) رقم 12-B/3",
    "مُحَمَّد بْن عَبْدِ الرَّحْمٰن آل سعيد لآلئ",
    "五六式冲锋枪，第三仓库",
    "Ş̌ ạ̊ Ä́ q̃ Łódź ñ Đặng",
    "😀 ☠ ★ 🔫 ⚖",
    "Автомат Калашникова модернизированный № 7",
    "למטה 12 רובה",
    "=1+1\t+254 20 123 456",
    "می‌خواهم ژ۳",
)
CHINESE: Final = ("王小明", "五六式冲锋枪", "北京市第三仓库，甲架", "中华人民共和国国防部" * 12)
_SERIAL: Final = 64
_SHORT: Final = 32
_LIMITS: Final = {
    "serial": _SERIAL,
    "serial_read": _SERIAL,
    "serial_confirmed": _SERIAL,
    "tag": _SHORT,
    "seals": 40,
    "seals_read": 40,
}
_KEPT: Final = frozenset(
    {
        *("number", "weapon_number", "numbers", "code", "id", "origin", "digest", "body"),
        *("sha256", "content_sha256", "media_type", "document", "seal", "found", "kinds"),
        *("country", "import_country", "currency", "language", "page_size"),
        *(
            "picture",
            "question",
            "questions",
            "group",
            "key",
            "figure",
            "line",
            "category",
            "numbering",
        ),
        *("check_list", "failed", "profile", "method", "comparison", "template", "column"),
        *("figure_title", "basis_kind", "evidence_kind", "incident", "acts_kind", "by_kind"),
    }
)
"""Names of what people do not write: codes, keys, and numbers that the program gives."""


class Given(str):
    """A text that the program gives: a bar code, say."""

    __slots__ = ()


class Fill:
    """Puts texts into records, one after another, so that a record with many fields has them all.

    Attributes:
        put: The texts that were put in, as records keep them.
    """

    def __init__(self, texts: tuple[str, ...], start: int = 0) -> None:
        """Begin with the text at ``start``."""
        self._texts = texts
        self._next = count(start)
        self.put: list[str] = []

    def __call__(self, value: Any, name: str = "") -> Any:
        """Return ``value`` with a text in each field that people write."""
        filled = value
        match value:
            case Enum() | bytes() | CheckList() | Profile() | ReportTemplate() | ReportQuestion():
                pass
            case Comparison() | Suggestion() | LabelStock() | Given():
                pass
            case str() if name not in _KEPT:
                filled = self._text(name)
            case Mapping():
                filled = {key: self(each, name) for key, each in value.items()}
            case tuple() if hasattr(value, "_fields"):
                names = zip(value._fields, value, strict=True)
                filled = type(value)(*(self(each, key) for key, each in names))
            case list() | tuple():
                filled = type(value)(self(each, name) for each in value)
            case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
                fields = [each.name for each in dataclasses.fields(value) if each.init]
                changed = {each: self(getattr(value, each), each) for each in fields}
                filled = dataclasses.replace(value, **changed)
        return filled

    def _text(self, name: str) -> str:
        text = clean(self._texts[next(self._next) % len(self._texts)])[: _LIMITS.get(name, 424)]
        self.put.append(text)
        return text
