"""How kinds of weapons, and what units need of them, are told on screen and paper."""

from __future__ import annotations

from stockpile_app.domain.surplus import Kind, RequirementRecord
from stockpile_app.i18n import _, format_number, listed


def kind_words(kind: Kind) -> str:
    """Return a kind of weapon in words."""
    category = _(kind.category.label) if kind.category else ""
    return listed((category, kind.model, kind.calibre)) or _("Not said")


def calculation_words(each: RequirementRecord) -> str:
    """Return how the number of a requirement comes about."""
    if each.obsolete:
        return _("obsolete: nobody needs it")
    return _(
        "{posts} posts × {scale}/100 = {for_posts}, + {reserve} reserve, + {training} training,"
        " + {attrition} attrition"
    ).format(
        posts=format_number(each.posts),
        scale=format_number(each.scale),
        for_posts=format_number(each.for_posts),
        reserve=format_number(each.reserve),
        training=format_number(each.training),
        attrition=format_number(each.attrition),
    )
