"""The table of topics of training and of duties that is shipped."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stockpile_app.domain.staff import TrainingTable, parse_training
from stockpile_app.reference.files import load_rules

_FILE: Final = "training/topics.yaml"


@lru_cache(maxsize=1)
def training_table() -> TrainingTable:
    """Return the topics and duties as the file gives them.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    return load_rules(_FILE, parse_training)
