"""Pages: what fills the middle of the window."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QWidget

from stockpile_app.ui.actions.weapon_actions import WeaponActions
from stockpile_app.ui.context import UiContext


def make_page(name: str, context: UiContext, actions: WeaponActions) -> QWidget:
    """Return a new page; its module is imported now, not when the window starts."""
    module = import_module(f"{__name__}.{name}_page")
    page: QWidget
    if name == "weapons":
        page = module.WeaponsPage(context, actions)
    else:
        page = getattr(module, f"{name.capitalize()}Page")(context)
    return page
