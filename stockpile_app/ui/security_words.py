"""What security checks and findings say of themselves, in words."""

from __future__ import annotations

import datetime as dt
from typing import Final

from stockpile_app import i18n
from stockpile_app.domain.checklists import Question
from stockpile_app.domain.security import (
    Behind,
    CheckListVersion,
    CheckRecord,
    CheckView,
    FindingRecord,
    TrendPoint,
)
from stockpile_app.domain.suggestions import Suggestion
from stockpile_app.domain.vocabulary import Answer
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed
from stockpile_app.reference.source_words import source_words as named
from stockpile_app.ui.texts import NOTHING, count, day, in_turn, label, moment

KEYS: Final = {Answer.YES: "Y", Answer.PARTLY: "P", Answer.NO: "N", Answer.NOT_APPLICABLE: "A"}
"""What is pressed to give an answer; the same in every language, as are 1, 2, 3 and 4."""

CRITICAL_SIGN: Final = "▲"


def percent(shown: str) -> str:
    """Return a score as shown, with its sign, or a dash where there is none."""
    return f"{i18n.format_point(shown)} %" if shown else NOTHING


def level_words(level: int | None) -> str:
    """Return the level that was reached."""
    if level is None:
        return NOTHING
    return _("Level {level}").format(level=level) if level else _("No level")


def critical_words(critical: int) -> str:
    """Return which level a question is critical for; "" for none."""
    if not critical:
        return ""
    return f"{CRITICAL_SIGN} " + _("Critical for level {level}").format(level=critical)


def trend_words(points: tuple[TrendPoint, ...]) -> str:
    """Return the scores of some checks, oldest first, as text."""
    return in_turn(percent(each.shown) for each in points) or NOTHING


def finding_state(finding: FindingRecord, today: dt.date) -> str:
    """Return whether a finding is open, overdue or closed, and since when."""
    if finding.closed_on is not None:
        return _("Closed {day}").format(day=day(finding.closed_on))
    return _("Overdue") if finding.is_overdue(today) else _("Open")


def cost_words(cost: int | None, currency: str) -> str:
    """Return a cost estimate, or a dash."""
    return NOTHING if cost is None else f"{count(cost)} {currency}"


def behind_words(behind: list[Behind]) -> str:
    """Return how many weapons of which kinds stand in a depot."""
    total = sum(each.weapons for each in behind)
    if not total:
        return _("No weapon stands in this depot now.")
    kinds = listed(
        f"{label(each.category) if each.category else _('Not categorised')} {count(each.weapons)}"
        for each in behind
    )
    return _("Weapons that stand in this depot now: {number} ({kinds})").format(
        number=count(total), kinds=kinds
    )


def suggestion_words(suggestion: Suggestion) -> str:
    """Return what the register knows, and what that speaks for."""
    said = " ".join(map(i18n.told_text, suggestion.told))
    if suggestion.answer is None:
        return said
    return _("{said} This speaks for: {answer}.").format(said=said, answer=label(suggestion.answer))


def source_words(question: Question) -> str:
    """Return how much a question counts, and what it rests on."""
    return _("Weight {weight}. Source: {source} ({sure}).").format(
        weight=question.weight, source=named(question.source), sure=_(question.sure.label)
    )


def check_title(record: CheckRecord) -> str:
    """Return how a check is called."""
    return _("Check {number}: {depot}").format(number=record.id, depot=record.place)


def result_words(view: CheckView) -> str:
    """Return what a completed check came to, failed critical questions first."""
    record = view.record
    said = _("Score {percent}, {level}.").format(
        percent=percent(record.shown), level=level_words(record.level).lower()
    )
    if not record.failed:
        return said + " " + _("No critical question failed.")
    failed = _("Critical questions that failed: {codes}.").format(codes=listed(record.failed))
    return f"{failed} {said}"


def version_words(version: CheckListVersion, in_force: int) -> str:
    """Return the number of a version of a check list, and whether it is in force."""
    if version.version == in_force:
        return _("{version} (in force)").format(version=version.version)
    return str(version.version)


def version_about(version: CheckListVersion) -> str:
    """Return since when a version of a check list is in force, by whom and why."""
    if version.adopted_at is None:
        return _("Shipped with the program; no check used it yet.")
    parts = [
        _("In force since {moment}, by {user}.").format(
            moment=moment(version.adopted_at), user=version.adopted_by
        )
    ]
    if version.reason:
        parts.append(_("Reason: {reason}.").format(reason=version.reason.rstrip(".")))
    parts.append(_("Checks that used it: {number}.").format(number=version.checks))
    return " ".join(parts)
