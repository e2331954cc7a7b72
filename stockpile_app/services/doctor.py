"""Looks over a workstation and its register, and says what to do about what it finds.

It works without a password, without a register, and with a broken one: then it finds less, and says
so. It is no proof of anything: see ``verify``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from stockpile_app import i18n
from stockpile_app.domain.doctor import Area, Check, Level
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import error_text
from stockpile_app.services.doctor_program import Machine, check, machine, printers, program
from stockpile_app.services.doctor_register import inside, outside
from stockpile_app.services.gateway import Services

_NOT_SIGNED_IN = N_("Nobody signed in, so the register was looked at from outside only.")
_SIGN_IN = N_("Sign in to have its pages, keys, photographs and backups checked: --user NAME.")


def examine(
    folder: Path | None = None,
    services: Services | None = None,
    asked: Machine | None = None,
    progress: Progress | None = None,
    *,
    refused: StockpileError | None = None,
    full: bool = False,
) -> list[Check]:
    """Check everything that can be checked now.

    Args:
        folder: The register, if one is named.
        services: Of who signed in to it, if somebody did.
        asked: What only the window's libraries know.
        refused: Why signing in was refused, where somebody tried.
        full: Verify every entry too, which takes as long as ``verify``.
    """
    asked, progress = asked or Machine(), progress or NoProgress()
    parts: list[Callable[[], Iterator[Check]]] = [program, lambda: machine(asked)]
    if folder is not None:
        parts.append(lambda: outside(folder))
    if services is not None:
        parts.append(lambda: inside(services, progress, full=full))
    elif folder is not None:
        parts.append(lambda: iter([_without(refused)]))
    parts.append(lambda: iter([printers(asked)]))
    return _in_order([found for at, part in enumerate(parts) for found in _safely(part, at)])


def _safely(part: Callable[[], Iterator[Check]], at: int) -> Iterator[Check]:
    """Yield what a part finds; that it cannot go on is a finding too."""
    area = (Area.PROGRAM, Area.MACHINE, Area.REGISTER, Area.REGISTER, Area.PRINTERS)[min(at, 4)]
    try:
        yield from part()
    except StockpileError as error:
        yield Check(area, "refused", Level.BROKEN, error_text(error))
    except Exception as error:  # noqa: BLE001 - whatever is broken, the rest is still checked
        said = N_("This could not be checked to its end ({kind}).")
        yield check(area, "unfinished", Level.BROKEN, said, kind=type(error).__name__)


def _without(refused: StockpileError | None) -> Check:
    if refused is not None:
        return Check(Area.REGISTER, "sign-in", Level.BROKEN, error_text(refused))
    return check(Area.REGISTER, "sign-in", Level.OK, _NOT_SIGNED_IN, _SIGN_IN)


def _in_order(checks: Sequence[Check]) -> list[Check]:
    areas = list(Area)
    return sorted(checks, key=lambda each: areas.index(each.area))


def report(checks: Sequence[Check]) -> str:
    """Return what was found as text, area by area, for a file or a letter."""
    lines: list[str] = []
    for area in Area:
        found = [each for each in checks if each.area is area]
        if found:
            lines += ["", i18n.tr(area.label)]
        for each in found:
            level = i18n.tr(each.level.label)
            lines.append(f"  {i18n.stated(level, each.said)}")
            if each.todo:
                lines.append(f"    → {each.todo}")
    return "\n".join([*lines[1:], ""])
