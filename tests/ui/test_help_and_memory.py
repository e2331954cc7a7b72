from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from stockpile_app import i18n
from stockpile_app.paths import resources_folder
from stockpile_app.settings import Theme
from stockpile_app.ui.dialogs import help_dialog
from stockpile_app.ui.dialogs.glossary_dialog import GlossaryDialog
from stockpile_app.ui.dialogs.help_dialog import HelpDialog
from stockpile_app.ui.dialogs.import_dialog import ImportDialog
from stockpile_app.ui.memory import remember_theme, remembered_theme
from tests.ui.conftest import dialog_of, idle


def opened() -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("import", "Imports"),
        ("verify", "Verify the register"),
        ("labels", "Labels"),
        ("audit_sheet", "Audit sheet"),
        ("quick_guide", "Quick guide"),
    ],
)
def test_that_f1_in_a_dialog_opens_the_help_of_the_dialog(qtbot, window, name, heading):
    window.weapons_page.table.selectRow(0)
    idle(qtbot, window.context)
    actions = window.weapon_actions
    acts = {"labels": actions.labels, "audit_sheet": actions.audit_sheet}
    (acts.get(name) or window.actions_[name]).trigger()
    dialog = opened()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    shown = dialog_of(HelpDialog)
    assert shown.text.toPlainText().startswith(heading)
    shown.reject()
    idle(qtbot, window.context)
    dialog.reject()


def test_that_the_weapons_of_an_import_are_shown_from_its_dialog(qtbot, window, tmp_path):
    path = tmp_path / "book.csv"
    path.write_text("Serial Number,Model,Depot\nZZ100001,FAL,Main depot\n")
    window.actions_["import"].trigger()
    dialog = dialog_of(ImportDialog)
    dialog.files.add_files([path])
    for _ in range(3):
        idle(qtbot, window.context)
        dialog.next.click()
    idle(qtbot, window.context)
    assert dialog.result_step.show_button.isVisible()
    dialog.result_step.show_button.click()
    qtbot.waitUntil(lambda: window.weapons_page.model.rowCount() == 1)
    assert window.weapons_page.model.record(0).serial == "ZZ100001"


@pytest.mark.parametrize("page", ["weapons", "imports", "labels", "audit_sheet", "verify"])
def test_that_the_help_shows_its_picture(qtbot, page):
    dialog = HelpDialog(page)
    qtbot.addWidget(dialog)
    text = (resources_folder() / "help" / "en" / f"{page}.md").read_text()
    name = text.partition("](../images/")[2].partition(")")[0]
    kind = QTextDocument.ResourceType.ImageResource.value
    assert not dialog.text.loadResource(kind, f"../images/{name}").isNull()
    assert dialog.text.loadResource(kind, "https://example.org/other.png") is None


@pytest.fixture
def in_language():
    yield i18n.install
    i18n.install("en")


def test_that_the_help_shows_the_window_as_its_reader_has_it(qtbot, in_language):
    kind = QTextDocument.ResourceType.ImageResource.value
    shown = {}
    for language in ("en", "fr"):
        in_language(language)
        dialog = HelpDialog("overview")
        qtbot.addWidget(dialog)
        shown[language] = dialog.text.loadResource(kind, "../images/overview.png")
    assert shown["en"] != shown["fr"]


def test_that_a_language_without_pictures_shows_those_of_english(
    qtbot, in_language, tmp_path, monkeypatch
):
    (tmp_path / "help" / "images").mkdir(parents=True)
    (tmp_path / "help" / "en").mkdir()
    (tmp_path / "help" / "en" / "window.md").write_text("# Stockpile")
    shutil.copy(resources_folder() / "help/images/overview.png", tmp_path / "help/images")
    monkeypatch.setattr(help_dialog, "resources_folder", lambda: tmp_path)
    in_language("fr")
    dialog = HelpDialog("overview")
    qtbot.addWidget(dialog)
    assert "Stockpile" in dialog.text.toPlainText()
    kind = QTextDocument.ResourceType.ImageResource.value
    assert not dialog.text.loadResource(kind, "../images/overview.png").isNull()


def test_that_the_pictures_of_the_help_are_small_and_none_is_too_many():
    folder = resources_folder() / "help" / "images"
    english = {each.name for each in folder.glob("*.png")}
    pages = (resources_folder() / "help" / "en").glob("*.md")
    used = {
        name.partition(")")[0]
        for page in pages
        for name in page.read_text("utf-8").split("](../images/")[1:]
    }
    assert used <= english
    for language in (each for each in folder.iterdir() if each.is_dir()):
        assert language.name in i18n.languages()
        assert {each.name for each in language.iterdir()} == english
    sizes = [each.stat().st_size for each in folder.rglob("*.png")]
    assert max(sizes) < 300_000
    assert sum(sizes) < 7_000_000


def test_that_the_colours_are_remembered(qapp):
    assert remembered_theme(Theme.SYSTEM) is Theme.SYSTEM
    remember_theme(Theme.HIGH_CONTRAST)
    assert remembered_theme(Theme.SYSTEM) is Theme.HIGH_CONTRAST


def test_that_the_status_line_says_up_to_where_the_register_is_sealed(qtbot, window):
    seal = window.context.services.ledgers.last_seal()
    assert window.status.seal.text() == f"Sealed at entry {seal.seq}"
    assert seal.code[:5] in window.status.seal.toolTip()


def test_that_a_word_is_found_by_its_name_and_by_what_is_said_of_it(qtbot):
    dialog = GlossaryDialog()
    qtbot.addWidget(dialog)
    everything = len(dialog.table.records.records)
    dialog.search.setText("seal")
    found = [each.term for each in dialog.table.records.records]
    assert found[:2] == ["Seal", "Seal code"]
    assert "Verify" in found
    assert dialog.term.text() == "Seal"
    dialog.search.setText("no such word")
    assert dialog.term.text() == "No word fits."
    dialog.search.clear()
    assert len(dialog.table.records.records) == everything
