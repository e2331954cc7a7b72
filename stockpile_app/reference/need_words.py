"""How a need is told, on the screen, on paper and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile_app.i18n import format_number, stated
from stockpile_app.i18n import gettext as _


def evidence_words(evidence: Mapping[str, int]) -> str:
    """Return the figures that a need rests on, each after its name."""
    return " · ".join(stated(_(name), format_number(figure)) for name, figure in evidence.items())
