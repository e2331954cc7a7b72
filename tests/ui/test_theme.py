from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from stockpile_app.paths import resources_folder
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.icons import icon
from stockpile_app.ui.theme import Appearance, colours
from tests.ui.looks import contrast

THEMES = (Theme.LIGHT, Theme.DARK, Theme.HIGH_CONTRAST)
PAIRS = (
    ("text", "window"),
    ("text", "base"),
    ("text", "alternate"),
    ("text", "side"),
    ("text", "button"),
    ("text", "hover"),
    ("text", "current"),
    ("muted", "window"),
    ("muted", "base"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("selection_text", "selection"),
    ("link", "window"),
    ("error", "window"),
    ("error", "error_back"),
    ("warning", "warning_back"),
    ("good", "good_back"),
)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_that_text_can_be_read(theme, front, back):
    named = colours(theme)
    needed = 7 if theme is Theme.HIGH_CONTRAST else 4.5
    assert contrast(named[front], named[back]) >= needed


@pytest.mark.parametrize("theme", THEMES)
def test_that_the_edge_of_a_field_can_be_seen(theme):
    named = colours(theme)
    assert contrast(named["border_strong"], named["base"]) >= 3
    for ground in ("window", "base", "side"):
        assert contrast(named["accent"], named[ground]) >= 3  # the edge of what has the focus


def test_that_every_theme_has_the_same_colours():
    assert len({frozenset(colours(theme)) for theme in THEMES}) == 1


def test_that_a_theme_is_used_and_left_again(qapp):
    look = Appearance(qapp, Settings(theme=Theme.DARK))
    assert qapp.palette().window().color().name() == colours(Theme.DARK)["window"]
    look.use(Theme.LIGHT)
    assert qapp.palette().window().color().name() == colours(Theme.LIGHT)["window"]
    assert isinstance(QApplication.instance(), QApplication)


def test_that_every_icon_draws_something(qapp):
    names = {path.stem for path in (resources_folder() / "icons").glob("*.svg")}
    assert len(names) > 30
    for name in names:
        image = icon(name).pixmap(QSize(24, 24)).toImage()
        inked = sum(
            image.pixelColor(x, y).alpha() > 0
            for x in range(image.width())
            for y in range(image.height())
        )
        assert inked > 20, name
