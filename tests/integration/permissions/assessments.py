"""Who may ask what of ``services.assessments``."""

from __future__ import annotations

from stockpile_app.domain.vocabulary import Condition
from stockpile_app.services.assessments import AssessCondition

ROWS = {
    "assessments.assess": (
        "SM",
        lambda s, out: s.assessments.assess(
            AssessCondition(weapons=(1,), condition=Condition.SERVICEABLE)
        ),
    ),
}
