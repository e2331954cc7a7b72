"""The table of topics of training and of duties that is shipped."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.staff import TrainingTable, parse_training
from stockpile_app.domain.text import N_
from stockpile_app.reference.files import load_table

_FILE: Final = "training/topics.yaml"


@lru_cache(maxsize=1)
def training_table() -> TrainingTable:
    """Return the topics and duties as the file gives them.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    try:
        return parse_training(load_table(_FILE))
    except BadValue as error:
        raise BadFile(
            N_(
                "The table {name} cannot be used: {reason} Correct the file or install the program"
                " again."
            ),
            name=_FILE,
            reason=str(error),
        ) from error
