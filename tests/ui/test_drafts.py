"""What is typed into forms outlives the program, and nobody else can read it."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QPushButton

from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import StorageFailed
from stockpile_app.domain.incidents import ReportIncident
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.vocabulary import IncidentKind, PersonKind
from stockpile_app.persistence.drafts import LARGEST, MOST
from stockpile_app.settings import Theme
from stockpile_app.ui.dialogs.draft_openers import OPENERS
from stockpile_app.ui.dialogs.drafts_dialog import DraftsDialog, as_text
from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.widgets.draft_bar import DraftBar
from tests.builders import PASSWORD
from tests.ui.conftest import idle, register
from tests.ui.draft_child import NOTES, SERIAL

ROOT = Path(__file__).parents[2]


def kept(home):
    return sorted((home / "data" / "drafts").glob("*/*.draft"))


def killed(qtbot, window):
    """Let the program end as after a kill: nothing is closed, only what was kept is kept."""
    context = window.context
    context.drafts.keep()
    idle(qtbot, context)
    context.drafts.stop()
    for each in QApplication.topLevelWidgets():
        if each is not window and each.parent() is not None:
            each.hide()
    context.services.close()


def offered(qtbot, window):
    """The list of drafts that opens after signing in."""
    qtbot.waitUntil(lambda: isinstance(window.drafts_offer.dialog, DraftsDialog))
    return window.drafts_offer.dialog


def test_that_a_killed_program_offers_what_was_typed(qtbot, home, folder, window_of, context_of):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "STOCKPILE_HOME": str(home)}
    command = [sys.executable, "-m", "tests.ui.draft_child", str(folder), "brian"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"kept\n"
        child.send_signal(signal.SIGKILL)
        child.wait()
    (file,) = kept(home)
    content = file.read_bytes()
    for typed in (SERIAL, NOTES, "register_weapon", "Register a weapon", "brian"):
        assert typed.encode() not in content
        assert typed.lower() not in str(file.relative_to(home))
    assert file.stat().st_mode & 0o077 == 0
    window = window_of(context_of("brian"))
    dialog = offered(qtbot, window)
    assert dialog.list.count() == 1
    assert dialog.list.item(0).text().startswith("Register a weapon, at ")
    dialog.take.click()
    form = window.drafts_offer.dialog
    assert isinstance(form, RegisterWeaponDialog)
    assert (form.identity.serial.text(), form.notes.toPlainText()) == (SERIAL, NOTES)
    form.reject()
    assert not kept(home)


def test_that_a_draft_is_opened_by_nobody_else(qtbot, home, window, window_of, context_of):
    dialog = opened(window, "open_trace")
    dialog.reference.setText("T-SECRET-1")
    killed(qtbot, window)
    other = window_of(context_of("farah"))  # who may read trace files, and has the store's key
    idle(qtbot, other.context)
    assert other.drafts_offer.dialog is None
    assert not other.context.services.drafts.all()
    (file,) = kept(home)
    assert b"SECRET" not in file.read_bytes()


# --- each form ---------------------------------------------------------------------------------


def opened(window, form, subject=""):
    dialog = OPENERS[form].make(window.context, subject, window)
    dialog.open()
    return dialog


def _incident(dialog):
    dialog.kind.set_code(IncidentKind.THEFT)
    dialog.circumstances.setPlainText("the lock was cut")
    dialog.weapons.add_ids([2, 1])


def _order(dialog):
    dialog.kind.set_code(DisposalKind.MUSEUM)
    dialog.authority.setText("The Minister")
    dialog.basket.add_ids([2, 1])


def _need(dialog):
    dialog.kind.setCurrentIndex(2)
    dialog.need_title.setText("Another lock")
    dialog.objective.setPlainText("two locks\non each door")
    dialog.place.setCurrentIndex(1)


def _trace(dialog):
    dialog.reference.setText("OUR-1")
    dialog.whom.field("office").setText("Police of Freedonia")
    dialog.details.why.field("circumstances").setPlainText("found in a ditch")
    dialog.tabs.setCurrentIndex(1)


def _contact(dialog):
    dialog.country.set_country("KE")
    dialog.office.setText("Firearms bureau")
    next(iter(dialog.instruments.boxes.values())).setChecked(True)


def _user(dialog):
    dialog.name.setText("hana")
    dialog.first.setText(PASSWORD)
    dialog.first.reveal.setChecked(True)
    list(dialog.roles.boxes.values())[1].setChecked(True)


def _person(dialog):
    dialog.kind.set_code(PersonKind.UNIT)
    dialog.fields.name.setText("3rd company")


def _identity(dialog):
    dialog.identity.serial.setText("AK47110O1")
    dialog.reason.setPlainText("misread")
    dialog.second.name.setCurrentIndex(1)
    dialog.second.password.setText(PASSWORD)


def _training(dialog):
    dialog.people.item(0).setCheckState(Qt.CheckState.Checked)


THE_INCIDENT = object()
TYPED = {
    "correct_identity": ("1", _identity),
    "describe_weapon": ("2", lambda dialog: dialog.notes.setPlainText("worn")),
    "observe_mark": ("1", lambda dialog: dialog.form.field("text").setText("★ 1944")),
    "report_incident": ("", _incident),
    "investigate_incident": (
        THE_INCIDENT,
        lambda dialog: _first_notes(dialog).setPlainText("by night"),
    ),
    "order_disposal": ("", _order),
    "need": ("", _need),
    "contact": ("", _contact),
    "add_user": ("", _user),
    "add_person": ("", _person),
    "lesson": ("", lambda dialog: dialog.text.setPlainText("Count twice.")),
    "hold_training": ("", _training),
}
OF_FARAH = {
    "open_trace": ("", _trace),
    "receive_trace": ("", _trace),
}


def _first_notes(dialog):
    return dialog.form.findChildren(QPlainTextEdit)[0]


@pytest.mark.parametrize(("who", "forms"), [("amina", TYPED), ("farah", OF_FARAH)])
def test_that_every_form_comes_back_as_it_was(qtbot, home, window_of, context_of, who, forms):
    begun = context_of()
    register(begun, 2)
    begun.services.people.add(AddPerson(kind=PersonKind.PERSON, name="Hana Njoroge", code=""))
    incident = begun.services.incidents.report(_theft()).incident_id
    begun.services.close()
    window = window_of(context_of(who))
    left = {}
    for form, (subject, fill_in) in forms.items():
        about = str(incident) if subject is THE_INCIDENT else subject
        dialog = opened(window, form, about)
        assert dialog._watch.changed() == ({}, {}), form
        fill_in(dialog)
        left[form] = dialog._watch.changed()
        assert left[form][0], form
        assert PASSWORD not in str(left[form])
        assert "approve" not in str(left[form]).casefold()
    killed(qtbot, window)
    again = window_of(context_of(who))
    assert offered(qtbot, again).list.count() == len(kept(home)) == len(forms)
    again.drafts_offer.dialog.later.click()
    for draft in again.context.drafts.earlier:
        again.drafts_offer.go_on_with(draft)
        back = again.drafts_offer.dialog
        assert back._about.form == draft.form
        qtbot.waitUntil(lambda back=back: not back._watch._left)
        assert back._watch.changed() == left[draft.form]
        back.reject()
    assert not kept(home)


def _theft():
    day = dt.date(2026, 3, 1)
    return ReportIncident(
        kind=IncidentKind.THEFT, discovered_on=day, circumstances="x", weapon_ids=(2,)
    )


def test_that_a_list_of_scanned_weapons_comes_back(qtbot, home, window, window_of, context_of):
    window.open_item("handling", Filling(Mode.RETURN, ()))
    page = window.page("handling")
    page.use_mode(Mode.ISSUE)
    ids = [each.id for each in window.context.services.weapons.load([1, 2]).values()]
    page.fill_from(Filling(Mode.ISSUE, tuple(ids)), {})
    idle(qtbot, window.context)
    page.form.set_name("authorised_by", "Hana Njoroge")
    assert page.desk.lines.ids() == tuple(ids)
    killed(qtbot, window)
    again = window_of(context_of())
    offered(qtbot, again).take.click()
    idle(qtbot, again.context)
    page = again.page("handling")
    assert again.stack.currentWidget() is page
    assert page.desk.lines.ids() == tuple(ids)
    assert page.form.name("authorised_by") == "Hana Njoroge"
    page.clear()
    assert not kept(home)


def test_that_a_report_comes_back_after_the_window_was_closed(
    qtbot, home, window, window_of, context_of
):
    window.go_to("reports")
    panel = window.page("reports").draft
    panel.on_compute()
    idle(qtbot, window.context)
    key = panel.pane.view.questions[0].question.key
    panel._on_answered(key, "The law of 1999 stands.")
    window._on_may_leave()
    window.context.services.close()
    again = window_of(context_of())
    dialog = offered(qtbot, again)
    assert "The law of 1999 stands." in as_text(dialog.current())
    dialog.take.click()
    idle(qtbot, again.context)
    assert again.page("reports").draft.acts.work.answers[key] == "The law of 1999 stands."


def test_that_a_check_list_that_is_edited_comes_back(qtbot, home, window, window_of, context_of):
    dialog = opened(window, "check_list")
    idle(qtbot, window.context)
    dialog._draft.change_question(0, "text", "Is every lock closed?")
    dialog.reason.setText("a better question")
    killed(qtbot, window)
    again = window_of(context_of())
    offered(qtbot, again).take.click()
    back = again.drafts_offer.dialog
    idle(qtbot, again.context)
    assert back._draft.questions[0]["text"] == "Is every lock closed?"
    assert back.reason.text() == "a better question"
    back.save()
    idle(qtbot, again.context)
    again.context.drafts.keep_now()
    assert not back._draft.is_changed
    assert not again.context.drafts._live()[-1].changed()[0]
    back.reject()
    assert not kept(home)


def test_that_the_columns_of_an_import_come_back(
    qtbot, home, window, window_of, context_of, tmp_path
):
    file = tmp_path / "book.csv"
    file.write_text("Ser,Type of gun,Made by\nQ1,M9,Beretta\n", encoding="utf-8")
    dialog = opened(window, "import")
    dialog.files.add_files([file])
    idle(qtbot, window.context)
    dialog.next.click()
    combo = dialog.columns.table.combo("Type of gun")
    combo.setCurrentIndex(combo.findData("notes"))
    chosen = dialog.columns.table.overrides()
    assert chosen
    killed(qtbot, window)
    again = window_of(context_of())
    offered(qtbot, again).take.click()
    idle(qtbot, again.context)
    back = again.drafts_offer.dialog
    assert back.step.name == "COLUMNS"
    assert back.columns.table.overrides() == chosen
    assert back.files.paths == [file]
    back.reject()
    assert not kept(home)


# --- when it is forgotten ----------------------------------------------------------------------


def test_that_what_is_recorded_leaves_no_draft(qtbot, home, window):
    context = window.context
    dialog = opened(window, "register_weapon")
    dialog.identity.serial.setText("Z-1")
    dialog.place.setCurrentIndex(0)
    context.drafts.keep_now()
    assert len(kept(home)) == 1
    dialog.submit_and_next()
    idle(qtbot, context)
    assert dialog.identity.serial.text() == ""
    assert not kept(home)
    dialog.identity.serial.setText("Z-2")
    context.drafts.keep_now()
    assert len(kept(home)) == 1
    dialog.submit()
    idle(qtbot, context)
    context.drafts.keep_now()
    assert not kept(home)


def test_that_a_form_offers_its_draft_when_it_is_opened_as_usual(
    qtbot, home, window, window_of, context_of
):
    opened(window, "describe_weapon", "2").notes.setPlainText("worn")
    killed(qtbot, window)
    again = window_of(context_of())
    offered(qtbot, again).later.click()
    other = opened(again, "describe_weapon", "1")
    assert other.findChild(DraftBar).isHidden()
    other.reject()
    dialog = opened(again, "describe_weapon", "2")
    bar = dialog.findChild(DraftBar)
    assert bar.isVisible()
    assert dialog.notes.toPlainText() == ""
    bar.take.click()
    assert dialog.notes.toPlainText() == "worn"
    assert not bar.isVisible()
    assert not again.context.drafts.earlier
    dialog.reject()
    assert not kept(home)


def test_that_a_draft_is_read_and_thrown_away(qtbot, home, window, window_of, context_of):
    opened(window, "describe_weapon", "2").notes.setPlainText("worn")
    killed(qtbot, window)
    again = window_of(context_of())
    dialog = offered(qtbot, again)
    assert not dialog.text.isVisible()
    dialog.show_text.click()
    assert dialog.text.toPlainText() == "Notes: worn"
    dialog.discard.click()
    box = dialog.findChild(QMessageBox)
    box.findChild(QPushButton, "yes").click()
    assert not dialog.isVisible()
    assert not kept(home)


def test_that_a_form_nobody_may_open_any_longer_is_still_read(qtbot, window, window_of, context_of):
    opened(window, "open_trace").reference.setText("OUR-1")  # Amina is no tracing officer
    killed(qtbot, window)
    again = window_of(context_of())
    dialog = offered(qtbot, again)
    assert as_text(dialog.current()) == "Our reference: OUR-1"
    dialog.take.click()
    box = again.findChild(QMessageBox)
    assert "roles" in box.text()
    assert len(again.context.drafts.earlier) == 1


def test_that_what_was_typed_and_taken_away_is_not_offered(qtbot, window, window_of, context_of):
    dialog = opened(window, "describe_weapon", "2")
    dialog.notes.setPlainText("worn")
    window.context.drafts.keep_now()
    dialog.notes.setPlainText("")
    killed(qtbot, window)
    again = window_of(context_of())
    idle(qtbot, again.context)
    assert again.drafts_offer.dialog is None


# --- on disk -----------------------------------------------------------------------------------


def _keep(drafts, name, fields):
    drafts.keep((name, "need", "", "State a need"), fields, {})


def test_that_drafts_are_bounded(services, home):
    drafts = services.drafts
    for _ in range(MOST + 3):
        _keep(drafts, drafts.new_name(), {"title": "x"})
    assert len(kept(home)) == MOST
    assert {each.stat().st_size % 1024 for each in kept(home)} == {28}  # nonce and tag
    with pytest.raises(StorageFailed, match="too long"):
        _keep(drafts, drafts.new_name(), {"title": "x" * LARGEST})


def test_that_an_old_draft_is_swept_away(services, home, clock):
    drafts = services.drafts
    _keep(drafts, drafts.new_name(), {"title": "x"})
    (file,) = kept(home)
    half = file.with_name(file.name + ".new")
    half.write_bytes(b"half")
    other = home / "data" / "drafts" / ("0" * 32) / f"{'1' * 32}.draft"
    other.parent.mkdir()
    other.write_bytes(b"of somebody whose password was reset")
    long_ago = clock().timestamp() - 31 * 86_400
    for each in (half, other):
        os.utime(each, (long_ago, long_ago))
    os.utime(file, (clock().timestamp(),) * 2)
    assert len(drafts.all()) == 1
    assert kept(home) == [file]
    assert list(file.parent.iterdir()) == [file]


def test_that_a_damaged_or_exchanged_draft_is_left_out(services, home):
    drafts = services.drafts
    first, other, third = (drafts.new_name() for _ in range(3))
    for name in (first, other, third):
        _keep(drafts, name, {"title": name})
    files = {each.stem: each for each in kept(home)}
    content = bytearray(files[first].read_bytes())
    content[40] ^= 1
    files[first].write_bytes(content)
    files[other].write_bytes(files[third].read_bytes())
    assert [each.name for each in drafts.all()] == [third]


def test_that_what_was_removed_is_not_kept_again_by_who_came_late(services, home):
    drafts = services.drafts
    name = drafts.new_name()
    _keep(drafts, name, {"title": "x"})
    drafts.remove(name)
    _keep(drafts, name, {"title": "x"})
    assert not kept(home)


def test_that_a_full_disk_does_not_disturb_who_is_typing(qtbot, window, monkeypatch):
    def full(*_args, **_named):
        raise StorageFailed

    monkeypatch.setattr("stockpile_app.persistence.drafts.write_atomically", full)
    opened(window, "describe_weapon", "2").notes.setPlainText("worn")
    window.context.drafts.keep()
    idle(qtbot, window.context)
    assert window.context.drafts.keep_now() == 1


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_that_the_offer_fits_its_window(qtbot, dressed, window, window_of, context_of, theme):
    dressed.use(theme)
    try:
        opened(window, "describe_weapon", "2").notes.setPlainText("worn")
        killed(qtbot, window)
        dialog = offered(qtbot, window_of(context_of()))
        assert all(
            each.width() >= each.sizeHint().width() for each in dialog.findChildren(QPushButton)
        )
        if out := os.environ.get("STOCKPILE_SHOTS"):
            dialog.grab().save(f"{out}/drafts_{theme.value}.png")
    finally:
        dressed.use(Theme.LIGHT)
