"""The words of the quick guides: what each role does, in a few sentences, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from stockpile_app import i18n
from stockpile_app.domain.access import Role
from stockpile_app.domain.command_codes import CommandCode
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.paths import resources_folder
from stockpile_app.reference.files import load_table

_FOLDER: Final = "guides"
_ROLES: Final = "roles"
_COMMON: Final = "common"
_NAMED: Final = N_("“{name}”")
_KEYED: Final = N_("“{name}” ({keys})")


class Key(NamedTuple):
    """An action or a page of the program, and the keys that lead to it.

    Attributes:
        name: As its menu says it, without the mark of its Alt key.
        keys: As this machine writes them, such as ``Ctrl+4``.
    """

    name: str
    keys: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody of this role does.

    Attributes:
        picture: Name of an icon.
    """

    title: str
    steps: tuple[str, ...]
    picture: str


@dataclass(frozen=True, slots=True)
class Guide:
    """All that stands in the guide of a role.

    Attributes:
        refusals: What the program says, and what to do then.
        ask: Whom to ask, and about what.
        keys: The actions whose keys are worth knowing.
        sounds: Whether scanners are used.
        codes: Whether the page of command codes is.
    """

    role: Role
    purpose: str
    tasks: tuple[Task, ...]
    refusals: tuple[tuple[str, str], ...]
    ask: tuple[str, ...]
    keys: tuple[Key, ...]
    sounds: bool
    codes: bool


def guide(role: Role, keys: Mapping[str, Key]) -> Guide:
    """Return the guide of a role in the language in use, or in English where there is none.

    Args:
        keys: Actions and pages of the program by their names; those that are missing are left out
            of the list of keys.

    Raises:
        BadFile: A file is missing or somebody has damaged it.
    """
    words, common = _words()[role.value], _words()[_COMMON]
    shown = load_table(f"{_FOLDER}/{_ROLES}.yaml")[role.value]
    names = _Names({name: _named(key) for name, key in keys.items()})
    names.update({f"cmd_{code.name.lower()}": _(code.label) for code in CommandCode})
    pictures = dict(enumerate(shown["pictures"]))
    tasks = tuple(
        Task(
            each["task"],
            tuple(step.format_map(names) for step in each["steps"]),
            pictures.get(at, "info"),
        )
        for at, each in enumerate(words["tasks"])
    )
    return Guide(
        role=role,
        purpose=words["purpose"],
        tasks=tasks,
        refusals=tuple(
            (each["says"], each["do"]) for each in (*words["refusals"], *common["refusals"])
        ),
        ask=tuple(each.format_map(names) for each in (*words["ask"], *common["ask"])),
        keys=tuple(keys[name] for name in shown["keys"] if name in keys),
        sounds=shown["sounds"],
        codes=shown["codes"],
    )


class _Names(dict[str, str]):
    """What the words of a guide name; where the window is not asked, the name itself."""

    def __missing__(self, name: str) -> str:
        return name


def _named(key: Key) -> str:
    if not key.keys:
        return tr(_NAMED, name=key.name)
    return tr(_KEYED, name=key.name, keys=key.keys)


def _words() -> Any:
    language = i18n.current_locale().language
    there = (resources_folder() / _FOLDER / f"{language}.yaml").is_file()
    return _load(language if there else i18n.SOURCE_LANGUAGE)


@lru_cache(maxsize=8)
def _load(language: str) -> Any:
    return load_table(f"{_FOLDER}/{language}.yaml")
