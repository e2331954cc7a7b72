"""Facts of every kind about surplus."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.vocabulary import Category
from tests.builders import number, weapon

DAY = "2026-03-02"


def record_surplus(record: Callable[..., int]) -> None:
    """Record every kind of fact of the subject, so that each of its tables has a row."""
    record(*(weapon(each) for each in range(290, 293)))
    numbers = tuple(number(each) for each in range(290, 293))
    record(
        f.RequirementStated(
            unit="1st Battalion",
            occurred_on=DAY,
            posts=400,
            scale=120,
            reserve=20,
            training=10,
            attrition=5,
            category=Category.ASSAULT_RIFLE,
            basis="Table 7",
        ),
        f.RequirementStated(unit="Army", occurred_on=DAY, model="MP 40", obsolete=True),
        f.RequirementStated(unit="Navy", occurred_on=DAY, posts=1, calibre="9 x 19 mm"),
        f.RequirementStated(unit="Navy", occurred_on=DAY, calibre="9 x 19 mm"),
        f.SurplusDeclared(
            weapons=numbers,
            occurred_on=DAY,
            authority="General Staff",
            reason="More than is needed.",
            head=9,
            rows=(("assault_rifle", "", "", 500, 400, 100, 3),),
            reference="GS/7",
        ),
        f.SurplusWithdrawn(weapons=numbers[:1], occurred_on=DAY, reason="A unit asks for it."),
    )
