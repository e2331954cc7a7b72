"""What entries about training, needs and lessons, and what they state, are called."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_

TITLES: Final = {
    "training-held": N_("Course held"),
    "qualification-gained": N_("Qualification gained"),
    "qualification-withdrawn": N_("Qualification withdrawn"),
    "need-raised": N_("Need stated"),
    "need-changed": N_("Need described anew"),
    "need-status-stated": N_("Need followed"),
    "lesson-recorded": N_("Lesson recorded"),
    "lesson-changed": N_("Lesson told anew"),
    "lesson-withdrawn": N_("Lesson withdrawn"),
}

FIELDS: Final = {
    "need_kind": N_("kind"),
    "objective": N_("objective"),
    "assessment": N_("assessment"),
    "indicator": N_("measured by"),
    "baseline": N_("figure now"),
    "target": N_("goal"),
    "priority": N_("priority"),
    "evidence": N_("figures"),
    "need": N_("need"),
    "partner": N_("partner"),
    "measured": N_("measured"),
    "lesson_kind": N_("kind"),
    "topic": N_("topic"),
    "shareable": N_("may be passed on"),
    "lesson": N_("lesson"),
    "provider": N_("given by"),
    "days": N_("days"),
    "women": N_("women"),
    "men": N_("men"),
    "issued_by": N_("issued by"),
    "qualification": N_("qualification"),
}
