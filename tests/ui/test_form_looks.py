"""How labels, forms and lists look: what a tour found wrong once does not come back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from stockpile_app import i18n
from stockpile_app.domain.errors import NotAllowed
from stockpile_app.ui.texts import along_the_window, in_a_cell, isolated, refusal_text
from stockpile_app.ui.widgets.fields import NotesEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.text_list import TextList

RLM = "\u200f"


@pytest.fixture
def arabic():
    i18n.install("ar")
    yield
    i18n.install("en")


def ink(label: PlainLabel, width: int) -> int:
    """Return how many pixels the text of a label has when it is ``width`` wide."""
    label.resize(width, 30)
    picture = label.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = picture.pixel(picture.width() - 1, 0)
    across, down = range(picture.width()), range(picture.height())
    return sum(picture.pixel(x, y) != ground for x in across for y in down)


@pytest.mark.parametrize("text", ["&To", "T&opic *", "T&elephone", "И&т", "Г&де *"])
def test_that_a_label_with_an_alt_key_shows_all_of_its_text(qtbot, dressed, text):
    field = QLineEdit()
    label = PlainLabel(text)
    label.setBuddy(field)
    qtbot.addWidget(label)
    qtbot.addWidget(field)
    width = label.sizeHint().width()
    assert ink(label, width) == ink(label, width + 40)


def test_that_arabic_texts_that_begin_in_latin_stand_at_the_right(qtbot, arabic):
    assert along_the_window("نص KE01") == "نص KE01"
    assert along_the_window("KE01: نص") == f"{RLM}KE01: نص"
    assert along_the_window("A (b)\n12") == "A (b)\n12"
    assert along_the_window(isolated("نص")) == RLM + isolated("نص")  # Qt skips what is isolated
    assert along_the_window(f"{isolated('KE01')} نص") == f"{isolated('KE01')} نص"
    label = PlainLabel("A (b)")
    qtbot.addWidget(label)
    assert label.text() == "A (b)"
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    label.setText("نص")  # its own direction takes it to the right
    assert label.alignment() & Qt.AlignmentFlag.AlignLeading
    label.setText("KE01: نص")
    assert label.alignment() & Qt.AlignmentFlag.AlignLeading
    middle = PlainLabel()
    qtbot.addWidget(middle)
    middle.setAlignment(Qt.AlignmentFlag.AlignCenter)
    middle.setText("A")
    assert middle.alignment() == Qt.AlignmentFlag.AlignCenter
    code = PlainLabel("KE01", role="number")  # what is copied from it has no marks in it
    qtbot.addWidget(code)
    assert code.text() == "KE01"


def test_that_other_languages_get_no_marks():
    assert along_the_window("KE01: text") == "KE01: text"


def test_that_long_notes_stay_beside_their_label(qtbot, dressed):
    form = Form(columns=2)
    qtbot.addWidget(form)
    form.add("reason", "&Reason", NotesEdit(2))
    for at in range(8):
        form.add(f"other_{at}", f"Other &{at}", QLineEdit(), column=1)
    form.resize(800, 600)
    form.show()
    labels = [each for each in form.findChildren(PlainLabel) if each.text() == "&Reason"]
    note = form.field("reason")
    assert abs(note.mapTo(form, note.rect().topLeft()).y() - labels[0].y()) <= 1


def test_that_a_column_without_fields_takes_no_room(qtbot, dressed):
    form = Form(columns=2)
    qtbot.addWidget(form)
    form.add("first", "&First", QLineEdit())
    form.add("second", "&Second", QLineEdit(), column=1)
    form.resize(800, 200)
    form.show()
    narrow = form.field("first").width()
    form.show_field("second", shown=False)
    qtbot.waitUntil(lambda: form.field("first").width() > 1.5 * narrow)
    form.show_field("second", shown=True)
    qtbot.waitUntil(lambda: form.field("first").width() == narrow)


def test_that_rows_added_before_a_list_is_shown_are_high_enough(qtbot, dressed):
    around = QWidget()
    qtbot.addWidget(around)
    listed = TextList()
    QVBoxLayout(around).addWidget(listed)
    listed.addItem(QListWidgetItem("Demo"))
    assert listed.visualItemRect(listed.item(0)).height() > 0  # measured too early
    around.show()
    assert listed.visualItemRect(listed.item(0)).height() >= 22


def test_that_a_sentence_that_ends_with_a_russian_date_ends_with_one_full_stop():
    i18n.install("ru")
    try:
        assert i18n.format_date(dt.date(2026, 3, 1)) == "1 мар. 2026"
    finally:
        i18n.install("en")


def test_that_an_arabic_refusal_does_not_tear_a_path_apart(arabic):
    said = refusal_text(NotAllowed(act="/media/register"))
    assert "\u2068/media/register\u2069" in said


def test_that_a_cell_ends_where_its_text_ends(arabic):
    assert in_a_cell("Do the lights work?") == "\u2068Do the lights work?\u2069"
    assert in_a_cell("DEMO-1: ناقص").startswith(RLM)
    assert in_a_cell("ناقص") == "ناقص"


def test_that_arabic_notes_begin_at_the_right(qtbot, arabic):
    notes = NotesEdit()
    qtbot.addWidget(notes)
    notes.setPlainText("ناقص")
    assert notes.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignRight
    notes.setPlainText("missing")
    assert notes.document().defaultTextOption().alignment() == Qt.AlignmentFlag.AlignLeft
