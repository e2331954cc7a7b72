"""Composition root: settings, log and language, then the terminal or the window.

The window's libraries are imported when a window is opened and not before, so that a command
answers at once and works on a machine without a display.
"""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import logging
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from ctypes.util import find_library
from pathlib import Path
from typing import Final, cast

from stockpile_app import i18n, logs, settings
from stockpile_app.cli import main
from stockpile_app.cli.options import Around
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.text import N_
from stockpile_app.reference.guides import Key

_log = logging.getLogger(__name__)

_NO_DISPLAY: Final = N_("there is no display")
_NOT_REACHED: Final = N_("the display {display} cannot be reached")


class NoWindow(StockpileError):
    """Windows cannot be shown on this machine, or not now."""

    message_id = N_(
        "The window cannot be opened: {reason}. The commands work without it; see stockpile --help."
    )


def run_command(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status."""
    log = _start()
    return main.run(
        arguments, open_window, log, Around(_why_no_window, _printer_names, _named_keys)
    )


def run_window() -> int:
    """Open the window and return the exit status once it is closed."""
    log = _start()
    return main.guarded(lambda: open_window(None), log)


def open_window(register: Path | None) -> int:
    """Open the window, at ``register`` if one is given, and return its exit status.

    Raises:
        NoWindow: There is no display, or Qt cannot start on it.
    """
    if sys.platform.startswith("linux") and (reason := _display_problem()):
        raise NoWindow(reason=reason)
    try:
        application = importlib.import_module("stockpile_app.ui.application")
    except ImportError as error:
        if (error.name or "").startswith("stockpile_app"):
            raise
        # Qt's own libraries lack one of the system's, and the text names it
        raise NoWindow(reason=str(error)) from error
    return cast("Callable[[Path | None], int]", application.run_window)(register)


def _start() -> Path | None:
    """Prepare what every run needs and return the log file."""
    # An import makes objects by the million and few cycles: looking for cycles as often as Python
    # does by default cost a third of its time.
    gc.set_threshold(50_000, 20, 100)
    log = logs.start()
    logs.catch_strays()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they tell developers something, and may hold values
    i18n.install(settings.load().language)
    return log


def _why_no_window() -> str:
    """Return why no window can be shown, or ""."""
    reason = _display_problem() if sys.platform.startswith("linux") else ""
    if not reason:
        try:
            importlib.import_module("PySide6.QtWidgets")
        except ImportError as error:
            return str(error)
    return reason


def _printer_names() -> Sequence[str]:
    """Return the names of this machine's printers, as Qt finds them."""
    printers = importlib.import_module("stockpile_app.ui.printers")
    return cast("Callable[[], Sequence[str]]", printers.printer_names)()


def _named_keys() -> Mapping[str, Key]:
    """Return what the window calls its actions and pages, and their keys.

    Raises:
        NoWindow: Qt cannot be loaded.
    """
    try:
        actions = importlib.import_module("stockpile_app.ui.actions.window_actions")
    except ImportError as error:
        raise NoWindow(reason=str(error)) from error
    return cast("Callable[[], Mapping[str, Key]]", actions.named_keys)()


def _display_problem() -> str:
    """Return why Qt could not show a window, or ""; Qt itself would end the process instead."""
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    display = os.environ.get("DISPLAY")
    if not display:
        return i18n.tr(_NO_DISPLAY)
    found = importlib.util.find_spec("PySide6")
    folders = (found.submodule_search_locations if found else None) or []
    for folder in folders:
        plugin = Path(folder, "Qt", "plugins", "platforms", "libqxcb.so")
        if plugin.is_file():
            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:  # the text names the library that is missing
                return str(error)
    return "" if _answers(display) else i18n.tr(_NOT_REACHED, display=display)


def _answers(display: str) -> bool:
    """Whether an X server answers; where that cannot be found out, it is said to."""
    try:
        xcb = ctypes.CDLL(find_library("xcb") or "libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
