"""Needs that the register's own figures speak for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stockpile_app.domain.guarding import Due
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.needs import NeedSuggestion
from stockpile_app.domain.needs_vocabulary import NeedKind, NeedOrigin, Priority
from stockpile_app.domain.staff import Validity
from stockpile_app.domain.text import N_
from stockpile_app.services.desk import Desk
from stockpile_app.services.findings import Findings
from stockpile_app.services.guarding import Guarding
from stockpile_app.services.marking import Marking
from stockpile_app.services.staff import Staff
from stockpile_app.services.stocktakes import Stocktakes

_LACKING: Final = {
    MarkingVerdict.ALTERED: N_("weapons whose marks are altered"),
    MarkingVerdict.INCOMPLETE: N_("weapons whose marks are incomplete"),
    MarkingVerdict.UNMARKED: N_("weapons without any mark"),
}

WEAPONS_TO_MARK: Final = N_("weapons that lack a mark they need")
COUNTS_OVERDUE: Final = N_("counts overdue")
KEYS_OVERDUE: Final = N_("counts of keys overdue")
TESTS_OVERDUE: Final = N_("tests of alarms and locks overdue or failed")
QUALIFICATIONS_RUN_OUT: Final = N_("qualifications that ran out")
FINDING_DAYS: Final = N_("days the finding has been open")


def suggestions(desk: Desk) -> list[NeedSuggestion]:
    """Return what open findings, missing marks, overdue counts and qualifications speak for."""
    return [*_marks(desk), *_findings(desk), *_overdue(desk), *_qualifications(desk)]


def _marks(desk: Desk) -> Iterator[NeedSuggestion]:
    rows = Marking(desk).statistics()
    each = {name: sum(row.count(verdict) for row in rows) for verdict, name in _LACKING.items()}
    weapons = sum(each.values())
    if weapons:
        yield NeedSuggestion(
            kind=NeedKind.MARKING,
            origin=NeedOrigin.MARKS,
            title=N_("Marking machines and the training to use them"),
            objective=N_("Every weapon of the State carries the marks it needs."),
            indicator=WEAPONS_TO_MARK,
            unit=N_("weapons"),
            baseline=weapons,
            target=0,
            evidence={
                WEAPONS_TO_MARK: weapons,
                **{name: count for name, count in each.items() if count},
            },
            priority=Priority.HIGH,
        )


def _findings(desk: Desk) -> Iterator[NeedSuggestion]:
    for finding in Findings(desk).findings(open_only=True):
        days = (desk.today - finding.raised_on).days
        yield NeedSuggestion(
            kind=NeedKind.STORAGE,
            origin=NeedOrigin.FINDING,
            title=finding.text,
            objective=N_("The finding is mended and stays so at the next check."),
            indicator=N_("open findings of this kind"),
            unit=N_("findings"),
            baseline=1,
            target=0,
            evidence={FINDING_DAYS: days},
            finding=finding.id,
            place_id=finding.place_id,
            assessment=finding.note,
            cost=finding.cost,
            currency=finding.currency if finding.cost is not None else "",
            priority=Priority.HIGH if finding.critical else Priority.MEDIUM,
        )


def _overdue(desk: Desk) -> Iterator[NeedSuggestion]:
    guarding, bad = Guarding(desk), {Due.FAILED, Due.OVERDUE}
    counts = {
        COUNTS_OVERDUE: sum(each.overdue for each in Stocktakes(desk).due()),
        KEYS_OVERDUE: sum(each.state in bad for each in guarding.key_counts_due()),
        TESTS_OVERDUE: sum(each.state in bad for each in guarding.device_tests_due()),
    }
    if late := sum(counts.values()):
        yield NeedSuggestion(
            kind=NeedKind.RECORDS,
            origin=NeedOrigin.OVERDUE,
            title=N_("Staff and scanners for the counts and tests that are due"),
            objective=N_("Every count and test that the schedule asks for is done in time."),
            indicator=N_("counts and tests overdue"),
            unit=N_("counts and tests"),
            baseline=late,
            target=0,
            evidence={name: count for name, count in counts.items() if count},
        )


def _qualifications(desk: Desk) -> Iterator[NeedSuggestion]:
    gone = [each for each in Staff(desk).expiring() if each.validity is Validity.EXPIRED]
    if gone:
        yield NeedSuggestion(
            kind=NeedKind.TRAINING,
            origin=NeedOrigin.QUALIFICATIONS,
            title=N_("Training of staff whose qualifications ran out"),
            objective=N_("Everybody who is given a duty is qualified for it."),
            indicator=QUALIFICATIONS_RUN_OUT,
            unit=N_("qualifications"),
            baseline=len(gone),
            target=0,
            evidence={QUALIFICATIONS_RUN_OUT: len(gone)},
        )
