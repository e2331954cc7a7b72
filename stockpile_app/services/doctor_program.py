"""Checks of the program and of the machine it runs on; no register is needed."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

import psutil

from stockpile_app import __version__, i18n, paths
from stockpile_app.documents.fonts import Style
from stockpile_app.domain.backups import size_words
from stockpile_app.domain.doctor import Area, Check, Level
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.text import N_
from stockpile_app.i18n import tr
from stockpile_app.persistence.engine import OLDEST_SQLITE, sqlite_version
from stockpile_app.reference.countries import country_choices
from stockpile_app.services.registers import utc_now

_FONTS: Final = {
    "DejaVuSans-Bold.ttf": "0d977336a6d5fba34eab8e3199eb218327161b5143749f802982c2bc34df0c96",
    "DejaVuSans.ttf": "abdc775b21b1bc470d50c97e790d276f2054b7504e56e5bd3e64f48d68582322",
    "DejaVuSansMono-Bold.ttf": "2964f6dac8e6e9d71613928340f17bf868e9ea51692cca333c79e74962f02233",
    "DroidSansFallbackFull.ttf": "acb6440a713d880a13a21b468ba7cd43f5a2b2934972e51be791c880730777b8",
}
"""SHA-256 of each font as it is shipped."""

_LETTERS: Final = {
    N_("Latin"): "AZaz09ÀÉÑßçãőżşğ€–“”",
    N_("Cyrillic"): "АЯаяЁёЄєІіЇїЉљҐґ",
    N_("Arabic"): "ابتثجحخدذرزسشصضطظعغفقكلمنهويءﺍﺑﻼ",
    N_("Chinese"): "中国武器登记枪支弹药库存",
}
"""Letters that a document must be able to show, of each script the program writes."""

_RESOURCES: Final = (
    "checklists",
    "disposal",
    "fonts",
    "help/en",
    "icons",
    "marking",
    "reports",
    "themes/stockpile.qss",
    "vocabularies",
)
_OLDEST_YEAR: Final = 2026  # the program was not there before
LEAST_FREE: Final = 200 * 1024**2
LITTLE_FREE: Final = 2 * 1024**3
_LITTLE_MEMORY: Final = 1 * 1024**3

_INSTALL = N_("Install the program anew.")


@dataclass(frozen=True, slots=True)
class Machine:
    """What only the window's libraries know; None where they cannot be asked.

    Attributes:
        display: Returns why no window can be shown, or "".
        printers: Returns the names of the printers.
        now: The clock.
    """

    display: Callable[[], str] | None = None
    printers: Callable[[], Sequence[str]] | None = None
    now: Callable[[], dt.datetime] = utc_now


def check(
    area: Area, name: str, level: Level, said: str, todo: str = "", **params: object
) -> Check:
    """Return what was found, its sentences in the language of its reader."""
    return Check(area, name, level, tr(said, **params), tr(todo, **params) if todo else "")


# --- the program -----------------------------------------------------------------------------


def program() -> Iterator[Check]:
    """Check what is installed."""
    yield check(
        Area.PROGRAM,
        "version",
        Level.OK,
        N_("Stockpile {version} with Python {python} on {system}."),
        version=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
    )
    yield _sqlite()
    yield _libraries()
    yield from _fonts()
    yield _resources()
    yield check(
        Area.PROGRAM,
        "languages",
        Level.OK,
        N_("Languages: {languages}."),
        languages=i18n.listed(i18n.native_name(each) for each in i18n.languages()),
    )


def _sqlite() -> Check:
    found = sqlite_version()
    sound = tuple(map(int, found.split("."))) >= OLDEST_SQLITE
    if sound:
        return check(Area.PROGRAM, "sqlite", Level.OK, N_("SQLite {version}."), version=found)
    return check(
        Area.PROGRAM,
        "sqlite",
        Level.BROKEN,
        N_("SQLite {version} has a known fault that can damage a register."),
        _INSTALL,
        version=found,
    )


def _libraries() -> Check:
    if getattr(sys, "frozen", False):
        said = N_("The libraries are part of the program.")
        return check(Area.PROGRAM, "libraries", Level.OK, said)
    wrong = sorted(_wrong_libraries())
    if not wrong:
        said = N_("The libraries are there, in the versions that the program was tested with.")
        return check(Area.PROGRAM, "libraries", Level.OK, said)
    said = N_("These libraries are missing, or not of the version that was tested: {libraries}.")
    return check(Area.PROGRAM, "libraries", Level.LOOK, said, _INSTALL, libraries=", ".join(wrong))


def _wrong_libraries() -> Iterator[str]:
    for name, wanted in _locked():
        try:
            found = version(name)
        except PackageNotFoundError:
            yield name
            continue
        if wanted and found != wanted:
            yield f"{name} {found} ({wanted})"


def _locked() -> Iterator[tuple[str, str]]:
    """Yield the libraries with the versions that are locked; without a lock, by name alone."""
    lock = paths.resources_folder().parent / "requirements" / "run.txt"
    if lock.is_file():
        for line in lock.read_text(encoding="utf-8").splitlines():
            spec, _, marker = line.partition(";")
            name, equals, wanted = spec.strip(" \\").partition("==")
            if equals and not line.startswith((" ", "#")) and not marker:
                yield name.strip(), wanted.strip(" \\")
        return
    with contextlib.suppress(PackageNotFoundError):
        for line in requires("stockpile") or ():
            spec, _, marker = line.partition(";")
            if not marker:
                yield spec.rstrip("<>=!~,.0123456789ab "), ""


def _fonts() -> Iterator[Check]:
    folder = paths.resources_folder() / "fonts"
    wrong = [name for name, digest in _FONTS.items() if _digest(folder / name) != digest]
    if wrong:
        said = N_("These fonts are missing or damaged: {fonts}. Documents cannot be printed.")
        names = ", ".join(wrong)
        yield check(Area.PROGRAM, "fonts", Level.BROKEN, said, _INSTALL, fonts=names)
        return
    missing = [
        script
        for script, letters in _LETTERS.items()
        if any(Style.REGULAR.face_for(letter) is None for letter in letters)
    ]
    if missing:
        said = N_("The fonts lack letters of these scripts: {scripts}.")
        names = i18n.listed(i18n.gettext(each) for each in missing)
        yield check(Area.PROGRAM, "fonts", Level.BROKEN, said, _INSTALL, scripts=names)
        return
    said = N_("The fonts of documents are whole and show {scripts}.")
    names = i18n.listed(i18n.gettext(each) for each in _LETTERS)
    yield check(Area.PROGRAM, "fonts", Level.OK, said, scripts=names)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _resources() -> Check:
    folder = paths.resources_folder()
    missing = [name for name in _RESOURCES if not (folder / name).exists()]
    try:
        if not country_choices(i18n.SOURCE_LANGUAGE):
            missing.append("vocabularies")
    except (StockpileError, OSError, ValueError):
        missing.append("vocabularies")
    if missing:
        said = N_("Parts of the program are missing or cannot be read: {parts}.")
        parts = ", ".join(missing)
        return check(Area.PROGRAM, "resources", Level.BROKEN, said, _INSTALL, parts=parts)
    said = N_("Lists, forms, help and pictures are there.")
    return check(Area.PROGRAM, "resources", Level.OK, said)


# --- the machine -----------------------------------------------------------------------------


def machine(asked: Machine) -> Iterator[Check]:
    """Check what the program needs of the machine."""
    yield _year(asked.now())
    yield _memory()
    yield folder_writable(
        "temp",
        Path(tempfile.gettempdir()),
        N_("Documents and imports need it. Free some space, or ask who looks after the machine."),
    )
    yield folder_writable(
        "log", paths.log_folder(), N_("Without it, nobody can find out why the program failed.")
    )
    yield folder_writable(
        "drafts", paths.data_folder(), N_("Without it, what is typed does not survive a power cut.")
    )
    yield _display(asked)


def _year(now: dt.datetime) -> Check:
    local = now.astimezone()
    shown = f"{local:%Y-%m-%d %H:%M} {local.tzname() or ''}".strip()
    if now.year < _OLDEST_YEAR:
        return check(
            Area.MACHINE,
            "clock",
            Level.BROKEN,
            N_("The clock of this machine shows {moment}, which is long past."),
            N_("Set the clock, and have the machine’s battery changed if it stops again."),
            moment=shown,
        )
    return check(
        Area.MACHINE,
        "clock",
        Level.OK,
        N_("The clock shows {moment}. Compare it with another clock now and then."),
        moment=shown,
    )


def _memory() -> Check:
    found = psutil.virtual_memory()
    sizes = {"total": size_words(found.total), "free": size_words(found.available)}
    if found.available < _LITTLE_MEMORY:
        return check(
            Area.MACHINE,
            "memory",
            Level.LOOK,
            N_("Only {free} of {total} memory are free."),
            N_("Close other programs before a large import or report."),
            **sizes,
        )
    return check(
        Area.MACHINE, "memory", Level.OK, N_("{free} of {total} memory are free."), **sizes
    )


def folder_writable(name: str, folder: Path, why: str) -> Check:
    """Check that a folder of this machine can be written, by writing into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".stockpile-") as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        detail = error.strerror or type(error).__name__
        said = N_("The folder {folder} cannot be written ({detail}).")
        return check(Area.MACHINE, name, Level.BROKEN, said, why, folder=str(folder), detail=detail)
    said = N_("The folder {folder} can be written.")
    return check(Area.MACHINE, name, Level.OK, said, folder=str(folder))


def free_space(area: Area, name: str, folder: Path, needed: int = 0) -> Check:
    """Check how much is free where something is kept; ``needed`` is what it would like to have."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        said = N_("How much is free in {folder} cannot be found out ({detail}).")
        detail = error.strerror or type(error).__name__
        return check(area, name, Level.LOOK, said, folder=str(folder), detail=detail)
    sizes = {"free": size_words(free), "folder": str(folder)}
    if free < LEAST_FREE:
        said = N_("Only {free} are free on the disk of {folder}. Soon nothing can be recorded.")
        todo = N_("Free some space now.")
        return check(area, name, Level.BROKEN, said, todo, **sizes)
    if free < max(LITTLE_FREE, needed):
        said = N_("Only {free} are free on the disk of {folder}.")
        todo = N_("Free some space, so that backups and imports have room.")
        return check(area, name, Level.LOOK, said, todo, **sizes)
    return check(area, name, Level.OK, N_("{free} are free on the disk of {folder}."), **sizes)


def _display(asked: Machine) -> Check:
    if asked.display is None:
        said = N_("Whether windows can be shown was not checked.")
        return check(Area.MACHINE, "display", Level.OK, said)
    reason = asked.display()
    if reason:
        return check(
            Area.MACHINE,
            "display",
            Level.LOOK,
            N_("No window can be shown here: {reason}."),
            N_("The commands work without it. For the window, sit down at the machine’s screen."),
            reason=reason,
        )
    return check(Area.MACHINE, "display", Level.OK, N_("Windows can be shown."))


def printers(asked: Machine) -> Check:
    """Check that there is a printer."""
    if asked.printers is None:
        said = N_("Printers were not checked: the window’s libraries are not there.")
        return check(Area.PRINTERS, "printers", Level.OK, said)
    try:
        names = list(asked.printers())
    except ImportError:
        return printers(Machine())
    if not names:
        return check(
            Area.PRINTERS,
            "printers",
            Level.LOOK,
            N_("This machine knows no printer."),
            N_("Add one in the system’s settings; until then, save papers as PDF."),
        )
    said = N_("Printers: {printers}.")
    return check(Area.PRINTERS, "printers", Level.OK, said, printers=", ".join(names))
