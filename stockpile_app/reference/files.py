"""Reads the reference tables that an administrator may correct: YAML files among the resources."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.text import N_
from stockpile_app.paths import resources_folder

T = TypeVar("T")


def load_rules(name: str, parse: Callable[[Any], T]) -> T:
    """Return what ``parse`` makes of the content of a YAML file.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    content = load_table(name)
    try:
        return parse(content)
    except BadValue as error:
        raise BadFile(
            N_(
                "The table {name} cannot be used: {reason} Correct the file or install the program"
                " again."
            ),
            name=name,
            reason=str(error),
        ) from error


def load_table(name: str) -> Any:
    """Return the content of a YAML file, such as ``vocabularies/calibres.yaml``.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    yaml: Any = import_module("yaml")  # on first use: starting the program needs no table
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with (resources_folder() / name).open("rb") as file:
            return yaml.load(file, Loader=loader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadFile(
            N_(
                "The reference table {name} cannot be read: {reason}. Correct the file or install"
                " the program again."
            ),
            name=name,
            reason=" ".join(str(error).split()),
        ) from error
