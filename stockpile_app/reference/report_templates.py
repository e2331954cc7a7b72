"""The template of the national report that is shipped; a register may use its own version."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.national_report_figures import usable_template
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.text import N_
from stockpile_app.reference.files import load_table

_FILE: Final = "reports/poa-iti.yaml"


@lru_cache(maxsize=1)
def shipped_template() -> ReportTemplate:
    """Return the template as the file gives it.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    try:
        return usable_template(load_table(_FILE))
    except BadValue as error:
        raise BadFile(
            N_("The table {name} cannot be used: {reason} Correct the file or install it again."),
            name=_FILE,
            reason=str(error),
        ) from error
