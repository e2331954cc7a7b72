"""The frozen program of a window, without a terminal, on Windows."""

from __future__ import annotations

from stockpile_app.__main__ import gui

gui()
