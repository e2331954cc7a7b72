"""The template of the national report that is shipped; a register may use its own version."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stockpile_app.domain.national_report_figures import usable_template
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.reference.files import load_rules

_FILE: Final = "reports/poa-iti.yaml"


@lru_cache(maxsize=1)
def shipped_template() -> ReportTemplate:
    """Return the template as the file gives it.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    return load_rules(_FILE, usable_template)
