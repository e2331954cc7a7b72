"""Check lists as files: the same YAML as the list that is shipped, to be edited anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from stockpile_app.domain.checklists import CheckList, as_data, parse_check_list
from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.text import N_
from stockpile_app.exchange.yaml_file import load_yaml, yaml_text

_HEAD: Final = """\
# Check list. answers: yes, partly, no, not applicable; "yes" is always the good one.
# weight: 1 to 100. critical: the level (1 to 3) that cannot be reached without a "yes"; 0 for none.
# sure: seen, secondary, memory or proposal. The register gives the version when the list is saved.

"""


def read(file: Path) -> CheckList:
    """Return the check list in a YAML file.

    Raises:
        BadFile: It cannot be read, or what is in it is no check list; says what is wrong where.
    """
    data = load_yaml(file)
    if not isinstance(data, Mapping):
        raise BadFile(N_("{name} is not a check list: it has no named fields."), name=file.name)
    try:
        return parse_check_list(data)
    except BadValue as error:
        raise BadFile(
            N_(
                "The check list in {name} cannot be used. {reason} Correct the file and read it"
                " again."
            ),
            name=file.name,
            reason=error,
        ) from error


def to_text(check_list: CheckList) -> str:
    """Return a list as YAML that ``read`` gives back as the same list."""
    return _HEAD + yaml_text(as_data(check_list))
