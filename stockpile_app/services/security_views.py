"""Security checks put together from what is stored: for screens, reports and rules alike."""

from __future__ import annotations

from stockpile_app.domain.checklists import score
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.security import TREND_LENGTH, CheckView, DepotScore, TrendPoint
from stockpile_app.domain.text import N_
from stockpile_app.persistence import security_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.check_lists import load_list


def load_check(connection: Connection, check_id: int) -> CheckView:
    """Return a check with its list, answers and photographs.

    Raises:
        NotFound: There is no such check.
    """
    record = security_index.check(connection, check_id)
    if record is None:
        raise NotFound(N_("There is no such security check in this register."))
    return CheckView(
        record=record,
        check_list=load_list(connection, record.check_list, record.version),
        answers=security_index.answers(connection, check_id),
        photographs=security_index.photographs(connection, check_id),
        present=security_index.store_kinds(connection, record.place_id),
    )


def trend(connection: Connection, place_id: int) -> tuple[TrendPoint, ...]:
    """Return what the last completed checks of a depot scored, oldest first."""
    found = security_index.completed(connection, place_id, TREND_LENGTH)
    answers = security_index.all_answers(connection, [each.id for each in found])
    return tuple(
        TrendPoint(
            check_id=each.id,
            day=each.completed_on or each.opened_on,
            points=each.points or 0,
            out_of=each.out_of or 0,
            level=each.level or 0,
            groups=score(
                load_list(connection, each.check_list, each.version), answers[each.id]
            ).by_group,
        )
        for each in found
    )


def depot_score(
    connection: Connection,
    place_id: int,
    name: str,
    weapons: int,
    counts: dict[int, tuple[int, int, int]],
) -> DepotScore:
    """Return how secure a depot was found; ``counts`` as ``finding_counts`` gives them."""
    points = trend(connection, place_id)
    last = security_index.check(connection, points[-1].check_id) if points else None
    under_way = security_index.under_way(connection, place_id)
    total, critical, overdue = counts.get(place_id, (0, 0, 0))
    return DepotScore(
        place_id=place_id,
        place=name,
        last=last,
        open_check=under_way.id if under_way else None,
        trend=points,
        findings=total,
        critical=critical,
        overdue=overdue,
        weapons=weapons,
    )
