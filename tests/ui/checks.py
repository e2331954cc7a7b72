"""What must hold of whatever is on show; each check returns what is wrong, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QBrush
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QSplitterHandle,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from stockpile_app import i18n
from stockpile_app.ui.texts import without_mnemonic
from tests.ui.conftest import all_widgets
from tests.ui.looks import contrast, mirrored
from tests.ui.walk import Scene

WIDE, HIGH = 1280, 800
_OWN_PARTS = (QScrollBar, QSplitterHandle, QHeaderView, QMenu)
_SHORT_NAME = 8
"""Characters: what is shorter may well be a name."""
_ROWS_READ = 50
_EATEN = re.compile(r"(?<!&)Q&Z")
_TAB = Qt.FocusPolicy.TabFocus


def is_part(widget: QWidget) -> bool:
    """Whether a widget is a part of another that carries the name."""
    parent = widget.parentWidget()
    if isinstance(parent, QComboBox | QAbstractSpinBox):
        return True
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        return True
    return isinstance(widget, _OWN_PARTS) or isinstance(parent, QLineEdit | QTabBar | QMenu)


def focusable(scene: Scene) -> Iterator[QWidget]:
    for widget in all_widgets(scene.root):
        takes = widget.focusPolicy() & _TAB and widget.focusProxy() is None
        if takes and not widget.isWindow() and not is_part(widget):
            yield widget


def nameless(scene: Scene) -> list[str]:
    return [
        said(widget)
        for widget in focusable(scene)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def without_object_name(scene: Scene) -> list[str]:
    return [
        said(widget)
        for widget in focusable(scene)
        if not widget.objectName() and not isinstance(widget.parentWidget(), QDialogButtonBox)
    ]


def markup(scene: Scene) -> list[str]:
    return [
        said(label)
        for label in scene.root.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText
    ]


def eaten_ampersands(scene: Scene) -> list[str]:
    """Where a name with & loses it: that would be the mark of an Alt key there."""
    found = [each.text() for each in scene.root.findChildren(QAbstractButton)]
    found += [each.title() for each in scene.root.findChildren(QGroupBox)]
    for bar in scene.root.findChildren(QTabBar):
        found += [bar.tabText(at) for at in range(bar.count())]
    for menu in scene.root.findChildren(QMenu):
        found += [action.text() for action in menu.actions()]
    labels = scene.root.findChildren(QLabel)
    found += [each.text() for each in labels if each.buddy() is not None]
    doubled = [each.text() for each in labels if each.buddy() is None and "Q&&Z" in each.text()]
    return [each for each in found if _EATEN.search(each)] + doubled


def same_alt_keys(scene: Scene) -> list[str]:
    """Alt keys of labels that lead to two fields on show at once."""
    taken: dict[str, str] = {}
    twice = []
    for label in scene.root.findChildren(QLabel):
        text = label.text()
        if label.buddy() is None or not label.isVisible() or not text:
            continue
        plain = text.replace("&&", "")
        if "&" not in plain:
            twice.append(f"no Alt key: {text!r}")
            continue
        key = plain[plain.index("&") + 1].lower()
        if key in taken:
            twice.append(f"Alt+{key}: {taken[key]!r} and {text!r}")
        taken[key] = text
    return twice


def cut(scene: Scene) -> list[str]:
    """Texts that do not fit into what they stand in."""
    return [
        f"{said(widget)} {widget.width()} of {widget.sizeHint().width()}"
        for widget in all_widgets(scene.root)
        if widget.isVisible() and is_cut(widget)
    ]


def too_wide(scene: Scene) -> list[str]:
    """Forms that are wider than the room they scroll in, where nobody can scroll to the side."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return [
        f"{said(each)} {each.widget().width()} of {each.viewport().width()}"
        for each in all_widgets(scene.root)
        if isinstance(each, QScrollArea)
        and each.isVisible()
        and each.horizontalScrollBarPolicy() is off
        and each.widget().width() > each.viewport().width()
    ]


def is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text()) and widget.pixmap().isNull() and _is_label_cut(widget)
    icon_alone = isinstance(widget, QToolButton) and widget.toolButtonStyle() == _ICON_ALONE
    if isinstance(widget, _BUTTONS) and widget.text() and not icon_alone:
        return widget.width() < widget.sizeHint().width() - _LITTLE
    return False


def _is_label_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width()) - 1
    return label.width() < label.sizeHint().width() - _LITTLE


_BUTTONS = QPushButton | QToolButton | QCheckBox | QRadioButton
_LITTLE = 3
"""Pixels that nobody sees: style sheets make hints of a size that is not quite needed."""
_ICON_ALONE = Qt.ToolButtonStyle.ToolButtonIconOnly


def dark_icons(scene: Scene) -> list[str]:
    """Icons on coloured buttons: they are painted in the colour of texts beside them."""
    buttons = scene.root.findChildren(QPushButton)
    return [said(each) for each in buttons if each.property("primary") and not each.icon().isNull()]


def hidden_default(scene: Scene) -> list[str]:
    """Buttons that Enter presses though nobody sees them."""
    buttons = scene.root.findChildren(QPushButton)
    return [said(each) for each in buttons if each.isDefault() and not each.isVisible()]


def too_large(scene: Scene) -> list[str]:
    """Windows that do not fit on a small screen."""
    size = scene.window.size().expandedTo(scene.window.minimumSizeHint())
    if size.width() > WIDE or size.height() > HIGH:
        return [f"needs {size.width()} x {size.height()}"]
    return []


def out_of_sight(scene: Scene) -> list[str]:
    """Controls that reach over the edge of what they stand in, where nothing scrolls."""
    return [
        said(widget)
        for widget in focusable(scene)
        if widget.isVisible() and not _scrolls(widget) and _is_beyond(widget, scene.window)
    ]


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea | QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def _is_beyond(widget: QWidget, window: QWidget) -> bool:
    corner = widget.mapTo(window, QPoint(widget.width() - 1, widget.height() - 1))
    start = widget.mapTo(window, QPoint(0, 0))
    return not (window.rect().contains(corner) and window.rect().contains(start))


def traps(scene: Scene) -> list[str]:
    """What Tab and Shift+Tab do not reach, or do not leave, in a scene that has the keyboard."""
    wanted = {
        id(widget): widget
        for widget in focusable(scene)
        if widget.isVisible() and widget.isEnabled() and not _is_off(widget)
    }
    if not wanted:
        return []
    first = next(iter(wanted.values()))
    while not scene.window.isActiveWindow():
        QTest.qWait(5)
    wrong = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        reached = _ring(first, key, 3 * len(wanted) + 120)
        if reached is None:
            wrong.append(f"no way back to {said(first)} by {key.name}")
        else:
            missed = [said(each) for at, each in wanted.items() if at not in reached]
            wrong += [f"{each} is not reached by {key.name}" for each in missed]
    return wrong


def _ring(first: QWidget, key: Qt.Key, most: int) -> set[int] | None:
    """Press a key until the focus is back; return what had it, or None if it never came back."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[int] = set()
    for _ in range(most):
        widget = QApplication.focusWidget()
        if widget is None:
            return None
        around: QWidget | None = widget
        while around is not None:  # a part that has the focus stands for what it is a part of
            reached.add(id(around))
            around = around.parentWidget()
        QTest.keyClick(widget, key)
        if QApplication.focusWidget() is first:
            return reached
    return None


def _is_off(widget: QWidget) -> bool:
    """Whether Qt leaves a widget out: of radio buttons Tab goes to the one that is on."""
    if isinstance(widget, QRadioButton):
        return not widget.isChecked()
    if isinstance(widget, QAbstractButton) and (group := widget.group()) is not None:
        return group.exclusive() and group.checkedButton() not in (None, widget)
    return isinstance(widget, QScrollArea)


def untranslated(scene: Scene) -> list[str]:
    """Texts that stand there in English though the language in use has words for them."""
    english = _english()
    found = set()
    for text in _shown_texts(scene.root):
        plain = without_mnemonic(text).strip(" *:…")
        if plain in english and len(plain) > _SHORT_NAME and " " in plain:
            found.add(plain)
    return sorted(found)


def _english() -> set[str]:
    return {
        without_mnemonic(each).strip(" *:…")
        for each in vars(i18n._InUse.language.catalogue)["_catalog"]
        if isinstance(each, str) and i18n.gettext(each) != each
    }


def _shown_texts(root: QWidget) -> Iterator[str]:
    for widget in all_widgets(root):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield from widget.text().split("\n")
        if isinstance(widget, QTableView | QTreeView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), _ROWS_READ)):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data() or "")


def colour_alone(scene: Scene) -> list[str]:
    """Rows that say the same and are coloured differently; colours that cannot be read."""
    wrong = []
    for view in scene.root.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and not isinstance(view, QHeaderView):
            wrong += [f"{said(view)}: {each}" for each in _colours(view)]
    return wrong


def _colours(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView | QTreeView) else 1
    roles = Qt.ItemDataRole
    told: dict[tuple[object, ...], list[str]] = {}
    for row in range(min(model.rowCount(), 60)):
        cells = [model.index(row, column) for column in range(columns)]
        texts = tuple(str(each.data()) for each in cells)
        inks = []
        for each in cells:
            brush = each.data(roles.ForegroundRole)
            colour = QBrush(brush).color() if brush is not None else None
            inks.append(colour.name() if colour else "")
            if colour and each.data() and contrast(colour, view.palette().base().color()) < 4.5:
                yield f"{each.data()!r} in {colour.name()}"
        if told.setdefault(texts, inks) != inks:
            yield f"colour alone tells rows apart that say {texts}"


def said(widget: QWidget) -> str:
    text = getattr(widget, "text", str)
    shown = str(text())[:60] if callable(text) and not isinstance(widget, QTextEdit) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {shown!r}"


def tab_keeps(scene: Scene) -> list[str]:
    """Long notes that take Tab for themselves."""
    edits = scene.root.findChildren(QPlainTextEdit)
    return [said(each) for each in edits if not each.tabChangesFocus()]


def not_mirrored(scene: Scene) -> list[str]:
    """What does not stand where a mirror would show it when the language is read from the right."""
    before = {
        id(widget): (widget, mirrored(widget, widget.parentWidget().width()))
        for widget in all_widgets(scene.root)
        if widget.isVisible() and _can_be_mirrored(widget)
    }
    scene.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for splitter in scene.window.findChildren(QSplitter):
        splitter.refresh()  # they look at the direction when they are made and when they are sized
    QTest.qWait(0)
    wrong = []
    for widget, wanted in before.values():
        if not isValid(widget):
            continue  # a page drew itself anew
        if widget.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            wrong.append(f"{said(widget)} stays left to right")
        elif widget.isVisible() and abs(widget.geometry().x() - wanted.x()) > _LITTLE:
            shift = widget.geometry().x() - wanted.x()
            wrong.append(f"{said(widget)} is {shift} px off")
    scene.window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for splitter in scene.window.findChildren(QSplitter):
        splitter.refresh()
    QTest.qWait(0)
    return wrong


def _can_be_mirrored(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or is_part(widget):
        return False
    if isinstance(widget, QTabBar):
        return False  # stands right where the direction is known from the start, as in the program
    return not isinstance(parent, QAbstractScrollArea | QTabBar | QLineEdit | QHeaderView)


ALL = (
    nameless,
    without_object_name,
    markup,
    hidden_default,
    eaten_ampersands,
    same_alt_keys,
    cut,
    dark_icons,
    too_large,
    out_of_sight,
    traps,
    colour_alone,
    tab_keeps,
    not_mirrored,
)
