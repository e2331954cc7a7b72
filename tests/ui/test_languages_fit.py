"""Walks over pages and dialogs in each language: words are longer, or read from the right."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from stockpile_app import i18n
from stockpile_app.services.demo import make_demo
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from stockpile_app.settings import Settings
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from tests.ui import checks, walk

ENOUGH = 1000
LANGUAGES = [code for code in i18n.languages() if code != i18n.SOURCE_LANGUAGE]
SHOW_WHAT_IS_EDITED = "CheckListDialog"
"""Questions are edited in the language in which they were written."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    return make_demo(tmp_path_factory.mktemp("demo") / "demo", ENOUGH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_dialog_shows_its_texts_whole(qapp, dressed, demo, language):
    i18n.install(language)
    services = Services(open_register(demo.register, "manager", demo.password))
    context = UiContext(services, JobRunner(), ChangeBus(), Settings())
    wrong: list[str] = []
    try:
        made = walk.examples(context, demo.register)
        for scene in walk.dialogs(made, lambda: walk.settle(context), lambda *_: None):
            QTest.qWait(5)  # what was said last makes its room
            found = checks.cut(scene) + checks.too_large(scene) + checks.too_wide(scene)
            if not scene.name.startswith(SHOW_WHAT_IS_EDITED):
                found += checks.untranslated(scene)
            wrong += [f"{scene.name}: {each}" for each in found]
    finally:
        i18n.install("en")
        context.jobs.shut_down()
        services.close()
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["manager", "tracer"])
def test_that_every_page_shows_its_texts_whole(qapp, dressed, demo, language, name):
    i18n.install(language)
    services = Services(open_register(demo.register, name, demo.password))
    context = UiContext(services, JobRunner(), ChangeBus(), Settings())
    window = MainWindow(context)
    window.resize(checks.WIDE, checks.HIGH)
    window.show()
    wrong: set[str] = set()
    try:
        for scene in walk.page_scenes(window, lambda: walk.settle(context)):
            QTest.qWait(5)
            found = checks.cut(scene) + checks.too_wide(scene) + checks.untranslated(scene)
            wrong |= {f"{scene.name}: {each}" for each in found}
    finally:
        i18n.install("en")
        window._may_close = True
        window.idle_lock.stop()
        window.finder.scanner.stop()
        walk.close(window)
        context.jobs.shut_down()
        services.close()
    assert not wrong, "\n".join(sorted(wrong))
