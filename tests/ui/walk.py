"""Walks over every page and every dialog that the program has, none of them by its name."""

from __future__ import annotations

import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHeaderView,
    QStackedLayout,
    QStackedWidget,
    QTabWidget,
    QWidget,
)
from reportlab.pdfgen.canvas import Canvas

from stockpile_app import ui
from stockpile_app.domain import facts as f
from stockpile_app.domain.records import UserRecord
from stockpile_app.domain.vocabulary import PersonKind, PlaceKind
from stockpile_app.persistence.store import Store
from stockpile_app.services.cutter import CutterSession
from stockpile_app.services.drafts import Draft
from stockpile_app.services.security import CheckView
from stockpile_app.ui import pages
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.navigation import PAGES
from stockpile_app.ui.pdf_pages import PdfPages
from tests.ui.examples import HOSTILE, Examples

Settle = Callable[[], None]
Holder = QTabWidget | QStackedWidget | QStackedLayout


@dataclass(frozen=True)
class Scene:
    """Something on show: a page in one of its states, or a dialog."""

    name: str
    window: QWidget
    root: QWidget
    """What is looked at; in the main window, its page."""


def name_with_markup(store: Store) -> None:
    """Record what has names that could be taken for markup or for an Alt key."""
    with store.write() as uow:
        uow.record(
            f.PlaceAdded(place=900, place_kind=PlaceKind.STORE, code="Q", name=HOSTILE, parent=1),
            f.PersonAdded(person=900, person_kind=PersonKind.PERSON, name=HOSTILE),
        )
        uow.commit()


def classes_in(package: Any, base: type) -> list[type]:
    """Return the classes that the modules of a package define, whoever uses them."""
    found = []
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(each.name)
        found += [
            kind
            for kind in vars(module).values()
            if inspect.isclass(kind) and issubclass(kind, base) and kind.__module__ == each.name
        ]
    return found


def dialog_kinds() -> list[type[QDialog]]:
    """Return every dialog that is not only there to be built upon."""
    kinds = classes_in(ui, QDialog)
    bases = {base for kind in kinds for base in kind.__mro__[1:]}
    return [kind for kind in kinds if kind not in bases]


@cache
def panel_kinds() -> list[type[QWidget]]:
    """Return every page, and every panel and view that pages are made of."""
    kinds = classes_in(pages, QWidget)
    bases = {base for kind in kinds for base in kind.__mro__[1:]}
    return [kind for kind in kinds if kind not in bases and not issubclass(kind, QDialog)]


def examples(context: UiContext, folder: Path) -> Examples:
    """Return what makes the arguments of dialogs: some must fit the register."""
    check = context.services.security.checks()[0]
    made = Examples(
        context,
        {
            Path: folder,
            CutterSession: None,  # nobody else is signed in
            PdfPages: PdfPages(_sheets(3)),
            UserRecord: context.services.users.all()[-1],
            CheckView: context.services.security.check(check.id),
        },
    )
    context.drafts.earlier = [made.of(Draft)]
    return made


def _sheets(count: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(1, count + 1):
        canvas.drawString(100, 700, f"{number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def dialogs(
    made: Examples, settle: Settle, failed: Callable[[str, Exception], None]
) -> Iterator[Scene]:
    """Show each dialog alone; it is gone when the next one is asked for."""
    for kind in dialog_kinds():
        try:
            dialog = made.dialog(kind)
        except Exception as error:  # noqa: BLE001 - the others are looked at all the same
            failed(kind.__name__, error)
            continue
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.show()
        settle()
        yield from states(Scene(kind.__name__, dialog, dialog), settle)
        close(dialog)


def page_scenes(window: MainWindow, settle: Settle) -> Iterator[Scene]:
    """Show every page in each of its states."""
    for page in PAGES:
        if page.name not in window._kinds:
            continue
        window.go_to(page.name)
        settle()
        root = window.stack.currentWidget()
        yield from states(Scene(page.name, window, root), settle)


def states(scene: Scene, settle: Settle, part: QWidget | None = None) -> Iterator[Scene]:
    """Show what is behind every tab and every step, and what each first row has to say."""
    part = part or scene.root
    _choose_rows(part, settle)
    yield scene
    for holder in _outermost_holders(part):
        first = holder.currentIndex()
        for at in (first, *(each for each in range(holder.count()) if each != first)):
            holder.setCurrentIndex(at)
            inner = holder.widget(at)
            if not inner.isVisible():
                continue  # there is nothing to be shown there, or it may not be
            settle()
            name = f"{scene.name}/{inner.objectName() or at}"
            yield from states(Scene(name, scene.window, scene.root), settle, inner)
        holder.setCurrentIndex(first)


def _outermost_holders(part: QWidget) -> list[Holder]:
    widgets = [part, *part.findChildren(QWidget)]
    found: list[Holder] = [
        each for each in widgets if isinstance(each, Holder) and each.isVisible()
    ]
    found += [
        each
        for each in part.findChildren(QStackedLayout)
        if not isinstance(each.parentWidget(), Holder) and each.parentWidget().isVisible()
    ]
    return [each for each in found if not any(_is_around(other, each) for other in found)]


def _is_around(outer: Holder, inner: Holder) -> bool:
    if outer is inner:
        return False
    return _widget_of(outer).isAncestorOf(_widget_of(inner))


def _widget_of(holder: Holder) -> QWidget:
    return holder.parentWidget() if isinstance(holder, QStackedLayout) else holder


def _choose_rows(root: QWidget, settle: Settle) -> None:
    """Select the first row of every list, so that what it has to say is on show too."""
    chose = False
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        own = type(view).__module__.startswith("stockpile_app") and not isinstance(
            view, QHeaderView
        )
        if own and view.isVisible() and model is not None and model.rowCount():
            view.setCurrentIndex(model.index(0, 0))
            chose = True
    if chose:
        settle()


def settle(context: UiContext) -> None:
    """Wait until no job runs and what they said was heard."""
    for _ in range(4000):
        QTest.qWait(0 if not context.jobs._running else 5)
        if not context.jobs._running:
            return
    raise AssertionError("a job does not end")


def close(dialog: QWidget) -> None:
    """Take a window away without asking it."""
    dialog.hide()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def others_open(scene: Scene) -> list[QWidget]:
    """Return what opened by itself over a scene, such as a refusal."""
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
    return [each for each in shown if each.isVisible() and each is not scene.window]
