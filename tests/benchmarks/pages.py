"""Measures how every page answers on a large register, beside a small one in the same run.

    python tests/benchmarks/pages.py LARGE [SMALL]

Both are folders as ``stockpile demo FOLDER --weapons N`` makes them; without SMALL, one of a
thousand weapons is made. For each page, opened for the first time, and for each of its tabs: how
long until all it shows is there, and the longest time for which the window did not answer. Pages
are read in jobs, so the second figure is what a person feels. Not collected by pytest.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from stockpile_app.services.demo import Demo, make_demo
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from stockpile_app.settings import Settings
from stockpile_app.ui.application import make_application
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.collector import Collector
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.navigation import PAGES
from stockpile_app.ui.theme import Appearance

USERS = ("manager", "tracer")
QUIET = 0.05


class Answer(NamedTuple):
    """How long something took: all of it, and the longest time without an answer; in seconds."""

    whole: float
    stuck: float


def answer(context: UiContext, act: Callable[[], object]) -> Answer:
    """Do something in the window and wait until nothing is left to be done."""
    begun = time.perf_counter()
    act()
    last = done = time.perf_counter()
    stuck = last - begun
    while context.jobs._running or last - done < QUIET:
        QApplication.processEvents()  # noqa: TID251 - it is what is measured
        now = time.perf_counter()
        stuck = max(stuck, now - last)
        if context.jobs._running or now - last > 0.002:  # a slice that did something
            done = now
        last = now
        time.sleep(0.0005)
    return Answer(done - begun, stuck)


def pages(demo: Demo, user: str, seen: set[str]) -> Iterator[tuple[str, Answer]]:
    """Yield what each page and tab that was not seen yet takes."""
    services = Services(open_register(demo.register, user, demo.password, read_only=True))
    context = UiContext(services, JobRunner(), ChangeBus(), Settings())
    window = MainWindow(context)
    window.show()
    answer(context, lambda: None)
    for kind in PAGES:
        if kind.name in seen or not window.shows(kind.name):
            continue
        seen.add(kind.name)
        yield kind.name, answer(context, lambda name=kind.name: window.go_to(name))
        yield from tabs(context, kind.name, window.page(kind.name))
    window.shut()
    context.jobs.shut_down()
    services.close()


def tabs(context: UiContext, name: str, page: QWidget) -> Iterator[tuple[str, Answer]]:
    """Yield what each further tab of a page takes."""
    for holder in page.findChildren(QTabWidget):
        for at in range(1, holder.count()):
            took = answer(context, lambda at=at, holder=holder: holder.setCurrentIndex(at))
            yield f"{name}/{holder.widget(at).objectName()}", took


def all_pages(demo: Demo) -> dict[str, Answer]:
    """Return what each page takes, seen by users who together see all."""
    seen: set[str] = set()
    return {name: took for user in USERS for name, took in pages(demo, user, seen)}


def main(large: Demo, small: Demo) -> None:
    """Print a line a page, those that keep a person waiting longest first."""
    application = make_application()
    appearance, collector = Appearance(application, Settings()), Collector(application)
    collector.start()
    all_pages(small)  # what is imported for the first time is nobody's time
    limits, found = all_pages(small), all_pages(large)
    print(f"{'page':44} {'whole':>9} {'stuck':>9}   {'beside the small register':>26}")
    for name, took in sorted(found.items(), key=lambda each: -each[1].stuck):
        limit = limits[name]
        print(
            f"{name:44} {took.whole * 1000:6,.0f} ms {took.stuck * 1000:6,.0f} ms   "
            f"{limit.whole * 1000:9,.0f} ms {limit.stuck * 1000:7,.0f} ms"
        )
    collector.stop()
    appearance.deleteLater()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="stockpile-pages-") as scratch:
        os.environ["STOCKPILE_HOME"] = f"{scratch}/home"
        given = [*(Path(each) for each in sys.argv[1:]), Path(scratch) / "demo"]
        main(make_demo(given[0]), make_demo(given[1], 1000))
