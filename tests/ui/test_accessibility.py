"""Walks over every page and dialog: a new one is walked over without being named here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from stockpile_app.services.demo import Demo, make_demo
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.sign_in import SignInWindow
from stockpile_app.ui.theme import Appearance
from tests.ui import checks, looks, walk
from tests.ui.conftest import all_widgets

ENOUGH_FOR_A_LIFE = 1000
THEMES = (Theme.LIGHT, Theme.DARK, Theme.HIGH_CONTRAST)
ENOUGH_TO_SEE = 120
SIGHTS = ("manager", "tracer", "ddr")
"""Users of the demonstration who together see every page."""


class Found:
    """What was found wrong on a walk."""

    def __init__(self) -> None:
        self.wrong: dict[str, dict[str, str]] = defaultdict(dict)
        self.seen: set[type] = set()
        self.looks: set[object] = set()

    def note(self, check: str, scene: str, problems: list[str]) -> None:
        for each in problems:
            self.wrong[check].setdefault(each, scene)  # once is enough to know

    def is_new(self, scene: walk.Scene) -> bool:
        """Whether there is a page, panel or view on show that was not seen before."""
        kinds = {type(each) for each in all_widgets(scene.root) if each.isVisible()}
        return any(each not in self.seen for each in walk.panel_kinds() if each in kinds)

    def failed(self, scene: str, error: Exception) -> None:
        self.note("failed", scene, [f"{type(error).__name__}: {error}"])

    def of(self, check: Callable[..., object] | str) -> list[str]:
        name = check if isinstance(check, str) else check.__name__
        return [f"{scene}: {each}" for each, scene in self.wrong[name].items()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("demo") / "demo", ENOUGH_FOR_A_LIFE)


@pytest.fixture(scope="module")
def found(qapp, dressed, demo, tmp_path_factory) -> Iterator[Found]:
    """Walk over everything once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOCKPILE_HOME", str(tmp_path_factory.mktemp("home")))
        result = Found()
        for name in SIGHTS:
            walk_as(name, demo, result, dressed)
        yield result
    dressed.use(Theme.LIGHT)


def walk_as(name: str, demo: Demo, result: Found, dressed: Appearance) -> None:
    services = Services(open_register(demo.register, name, demo.password))
    context = UiContext(services, JobRunner(), ChangeBus(), Settings())
    window: MainWindow | None = None

    def settle() -> None:
        walk.settle(context)

    try:
        if name == SIGHTS[0]:
            walk.name_with_markup(services.desk.store)
            look_at_dialogs(context, demo.register, result, dressed, settle)
        window = MainWindow(context)
        window.resize(checks.WIDE, checks.HIGH)
        window.show()
        for scene in walk.page_scenes(window, settle):
            if name == SIGHTS[0] or result.is_new(scene):
                look_at(scene, result, dressed, settle)
    finally:
        if window is not None:
            window._may_close = True
            window.idle_lock.stop()
            window.finder.scanner.stop()
            walk.close(window)
        context.jobs.shut_down()
        services.close()


def look_at_dialogs(context, folder: Path, result: Found, dressed: Appearance, settle) -> None:
    sign_in = SignInWindow(context.jobs, folder)
    sign_in.show()
    look_at(walk.Scene("sign_in", sign_in, sign_in), result, dressed, settle)
    walk.close(sign_in)
    for scene in walk.dialogs(walk.examples(context, folder), settle, result.failed):
        look_at(scene, result, dressed, settle)


def look_at(scene: walk.Scene, result: Found, dressed: Appearance, settle) -> None:
    scene.window.activateWindow()
    settle()
    inside = [each for each in all_widgets(scene.root) if each.isVisible()]
    result.seen |= {type(each) for each in inside}
    new = {look: each for each in inside if (look := looks.look(each)) not in result.looks}
    new.pop(None, None)
    result.looks |= set(new)
    focusable = {
        look: each
        for each in checks.focusable(scene)
        if each.isVisible() and each.isEnabled() and not isinstance(each, QScrollArea)
        if (look := looks.focus_look(each)) not in result.looks
    }
    result.looks |= set(focusable)
    if new or focusable:  # what is seen for the first time is drawn in every theme
        for theme in THEMES:
            dressed.use(theme)
            needed = 7 if theme is Theme.HIGH_CONTRAST else 4.5
            for each in new.values():
                if (contrast := looks.text_contrast(each)) < needed - 0.05:
                    problem = f"{theme.value}: {checks.said(each)} has {contrast:.1f}"
                    result.note("contrast", scene.name, [problem])
            note_focus(scene, result, theme, list(focusable.values()))
        dressed.use(Theme.LIGHT)
    for check in checks.ALL:
        result.note(check.__name__, scene.name, check(scene))


def note_focus(scene: walk.Scene, result: Found, theme: Theme, widgets: list[QWidget]) -> None:
    """Note where nobody sees that a widget has the keyboard."""
    others = [each for each in checks.focusable(scene) if each.isVisible() and each.isEnabled()]
    for each in widgets:
        elsewhere = next((other for other in others if other is not each), None)
        if elsewhere is None:
            continue
        seen = looks.focus_seen(each, elsewhere)
        # half of the outline, one pixel wide; of what is large, as much as of a button
        if seen < min(each.width() + each.height(), ENOUGH_TO_SEE):
            problem = f"{theme.value}: {checks.said(each)} {seen} of {each.width()}+{each.height()}"
            result.note("focus", scene.name, [problem])


def test_that_every_dialog_can_be_shown(found):
    # where one asks for what must fit the register, walk.examples gives it
    assert not found.of("failed")


def test_that_everything_that_takes_the_focus_has_an_accessible_name(found):
    assert not found.of(checks.nameless)


def test_that_every_field_and_button_has_an_object_name(found):
    assert not found.of(checks.without_object_name)


def test_that_no_label_takes_text_for_markup(found):
    assert not found.of(checks.markup)


def test_that_a_name_with_an_ampersand_is_shown_with_it(found):
    assert not found.of(checks.eaten_ampersands)


def test_that_every_field_has_an_alt_key_of_its_own(found):
    assert not found.of(checks.same_alt_keys)


def test_that_no_text_is_cut(found):
    assert not found.of(checks.cut)


def test_that_no_icon_is_dark_on_a_coloured_button(found):
    assert not found.of(checks.dark_icons)


def test_that_enter_presses_only_what_is_seen(found):
    assert not found.of(checks.hidden_default)


def test_that_every_window_fits_on_a_small_screen(found):
    assert not found.of(checks.too_large)


def test_that_every_control_is_in_sight(found):
    assert not found.of(checks.out_of_sight)


def test_that_tab_and_shift_tab_reach_and_leave_every_control(found):
    assert not found.of(checks.traps)
    assert not found.of(checks.tab_keeps)


def test_that_nothing_is_told_by_colour_alone(found):
    assert not found.of(checks.colour_alone)


def test_that_every_text_can_be_read_in_every_theme(found):
    assert not found.of("contrast")


def test_that_what_has_the_keyboard_is_seen_in_every_theme(found):
    assert not found.of("focus")


def test_that_everything_is_mirrored_where_people_read_from_the_right(found):
    assert not found.of(checks.not_mirrored)


def test_that_every_page_panel_and_view_was_on_show(found):
    assert not [each.__name__ for each in walk.panel_kinds() if each not in found.seen]


@pytest.fixture(scope="module")
def large(qapp, dressed, demo, tmp_path_factory) -> Iterator[UiContext]:
    """A session in which text has twice its size."""
    font = qapp.font()
    settings = Settings(theme=Theme.LIGHT, text_scale=200)
    services = Services(open_register(demo.register, SIGHTS[0], demo.password))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOCKPILE_HOME", str(tmp_path_factory.mktemp("home")))
        Appearance(qapp, settings)
        context = UiContext(services, JobRunner(), ChangeBus(), settings)
        yield context
    context.jobs.shut_down()
    services.close()
    qapp.setFont(font)
    dressed.use(Theme.LIGHT)


def test_that_texts_are_not_cut_at_twice_the_size(large, demo):
    result = Found()

    def settle() -> None:
        walk.settle(large)

    for scene in walk.dialogs(walk.examples(large, demo.register), settle, result.failed):
        window = scene.window
        window.resize(window.sizeHint().expandedTo(window.size()))
        settle()
        labels = [each for each in window.findChildren(QLabel) if not each.wordWrap()]
        cut = [each for each in labels if each.isVisible() and checks.is_cut(each)]
        result.note("cut", scene.name, [checks.said(each) for each in cut])
    assert not result.of("cut")
