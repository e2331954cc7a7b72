"""Requirements, reviews of surplus and declarations."""

from __future__ import annotations

from stockpile_app.domain.facts import (
    RequirementStated,
    SurplusDeclared,
    SurplusReviewed,
    SurplusWithdrawn,
)
from stockpile_app.persistence.projections.projector import writes_nothing

writes_nothing(
    RequirementStated,
    SurplusDeclared,
    SurplusReviewed,
    SurplusWithdrawn,
)
