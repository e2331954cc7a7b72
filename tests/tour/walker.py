"""Walks through the whole window in one language and makes the pictures.

Called as ``python -m tests.tour.walker FOLDER SCRATCH LANGUAGE ONLY THEME...``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest

from stockpile_app import i18n
from stockpile_app.services.demo import Demo, make_demo
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.application import make_application
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.sign_in import SignInWindow
from stockpile_app.ui.theme import Appearance
from tests.tour.papers import picture_papers
from tests.ui import checks, walk

WEAPONS = 1000
SIGHTS = ("manager", "tracer", "ddr")
"""Users of the sample who together see every page."""


class Walker:
    """Takes pictures of scenes in every theme that is asked for."""

    def __init__(self, folder: Path, language: str, only: str, themes: list[Theme]) -> None:
        """Dress the application in ``language``."""
        i18n.install(language)
        self.folder, self.language, self.only, self.themes = folder, language, only, themes
        self.looks = Appearance(make_application(), Settings(theme=themes[0]))
        self.failed: list[str] = []
        self._taken: set[str] = set()

    def take(self, scene: walk.Scene) -> None:
        """Picture a scene, unless one of this name was."""
        if scene.name in self._taken or self.only not in scene.name:
            return
        self._taken.add(scene.name)
        QTest.qWait(5)  # what was said last makes its room
        for theme in self.themes:
            if theme is not self.looks.wanted:
                self.looks.use(theme)
            folder = self.folder / f"{self.language}-{theme.value}"
            folder.mkdir(exist_ok=True)
            name = re.sub(r"[^\w.-]+", "~", scene.name)
            scene.window.grab().save(str(folder / f"{name}.png"))

    def fail(self, name: str, error: Exception) -> None:
        """Note a dialog that cannot be shown."""
        self.failed.append(name)
        print(f"{self.language}: {name}: {type(error).__name__}: {error}", file=sys.stderr)

    def walk(self, demo: Demo) -> None:
        """Picture all that the users of the sample see."""
        for at, name in enumerate(SIGHTS):
            self._walk_as(name, demo, dialogs=at == 0)
        print(f"{self.language}: {len(self._taken)} scenes", flush=True)

    def _walk_as(self, name: str, demo: Demo, *, dialogs: bool) -> None:
        services = Services(open_register(demo.register, name, demo.password))
        context = UiContext(services, JobRunner(), ChangeBus(), Settings())
        try:
            for scene in self._scenes(context, demo, dialogs=dialogs):
                self.take(scene)
        finally:
            context.jobs.shut_down()
            services.close()

    def _scenes(self, context: UiContext, demo: Demo, *, dialogs: bool) -> Iterator[walk.Scene]:
        def settle() -> None:
            walk.settle(context)

        window = MainWindow(context)
        window.resize(checks.WIDE, checks.HIGH)
        window.show()
        window.idle_lock.stop()
        settle()
        for scene in walk.page_scenes(window, settle):
            yield walk.Scene(f"page-{scene.name}", scene.window, scene.root)
        window._may_close = True
        window.finder.scanner.stop()
        walk.close(window)
        if dialogs:
            sign_in = SignInWindow(context.jobs, demo.register)
            sign_in.show()
            yield walk.Scene("window-sign_in", sign_in, sign_in)
            walk.close(sign_in)
            made = walk.examples(context, demo.register)
            for scene in walk.dialogs(made, settle, self.fail):
                yield walk.Scene(f"dialog-{scene.name}", scene.window, scene.root)


def main(folder: Path, scratch: Path, language: str, only: str, themes: list[str]) -> int:
    """Walk; return whether something could not be shown."""
    walker = Walker(folder, language, only, [Theme(each) for each in themes])
    demo = make_demo(scratch / "demo", WEAPONS)
    walker.walk(demo)
    picture_papers(demo, scratch, folder / f"{language}-papers", only)
    return int(bool(walker.failed))


if __name__ == "__main__":
    main_folder, main_scratch, code, word, *chosen = sys.argv[1:]
    sys.exit(main(Path(main_folder), Path(main_scratch), code, word, chosen))
