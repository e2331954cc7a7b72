"""Draws the pictures of the README and the help anew, from a sample register, in some languages.

    python packaging/dev.py pictures [LANGUAGE...]

Each language has its pictures in ``help/images/<language>``; those of English are in ``images``
itself and are shown where a language has none. Look at each picture before you commit it.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget

from stockpile_app import i18n
from stockpile_app.documents.scan_test_sheet import number_to_try
from stockpile_app.domain.disposal_records import DisposalLineState
from stockpile_app.domain.keyboards import Fault, garbled
from stockpile_app.domain.users import Credentials
from stockpile_app.paths import resources_folder
from stockpile_app.services.demo import make_demo
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import Clock, open_register, utc_now
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.application import make_application
from stockpile_app.ui.change_bus import ChangeBus
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.import_dialog import ImportDialog, Step
from stockpile_app.ui.dialogs.scanner_dialog import ScannerDialog
from stockpile_app.ui.dialogs.seal_dialog import SealDialog
from stockpile_app.ui.dialogs.tracing_search_dialog import TraceSearchDialog
from stockpile_app.ui.dialogs.verify_dialog import VerifyDialog
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.main_window import MainWindow
from stockpile_app.ui.pages.reports_page import ReportsPage
from stockpile_app.ui.scan_trial import Pressed
from stockpile_app.ui.theme import Appearance
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.rehearsal_view import Filter

_USER, _PASSWORD = "manager", "seven lamps over the harbour"  # what ``stockpile demo`` says
_OFFICER: Final = "ddr"
_TRACER: Final = "tracer"
_SECOND: Final = "deputy"
_COLOURS: Final = 32  # enough for a window, and half the size of all that there are
_SIZE: Final = (1280, 800)
_PATIENCE_MS: Final = 60_000
_CHOSEN_ROW: Final = 3
_BACKUPS: Final = 6
_QUIET: Final = 30  # a search waits for the last key

_BOOK: Final = """PROPERTY BOOK,,,,,,
Station Name,NSN,Item  Name,Serial Number,Quantity,Unit Cost,Ship Date
Harbour depot,1005-00-073-9421,"TYPE=M16A1 DESC=RIFLE,5.56 MILLIMET",2240117,1,249.00,1994-03-02
Harbour depot,1005-00-073-9421,"TYPE=M16A1 DESC=RIFLE,5.56 MILLIMET",2240118,1,249.00,1994-03-02
Harbour depot,1005-00-726-5655,"PISTOL,CALIBER .45,AUTOMATIC",9228066*,1,58.71,1996-11-14
Northfield depot,1005-00-726-5655,"PISTOL,CALIBER .45,AUTOMATIC",NULL,1,58.71,1996-11-14
Northfield depot,1005-00-589-1271,"TYPE=M14 DESC=RIFLE,7.62 MILLIMETE",9339504A,1,138.00,1995-07-20
Northfield depot,1005-00-589-1271,"TYPE=M14 DESC=RIFLE,7.62 MILLIMETE",9339504A,1,138.00,1995-07-20
Northfield depot,2320-01-107-7155,"TRUCK,UTILITY",TR 10442,1,46174.00,1995-07-20
Old Mill depot,1005-01-063-9999,"MOUNT,TELESCOPE",,1,95.00,1998-02-30
Old Mill depot,1005-00-921-5004,"SHOTGUN,12 GAGE,RIOT TYPE",L873902,1,108.00,1998-02-27
"""


class Studio:
    """A window over the sample register, and what takes its picture."""

    def __init__(self, folder: Path, out: Path, user: str = _USER, clock: Clock = utc_now) -> None:
        """Sign in; the language in use is spoken."""
        self._out = out
        self._application = make_application()
        settings = Settings(theme=Theme.LIGHT, language=i18n.current_language())
        self._look = Appearance(self._application, settings)
        self._jobs = JobRunner()
        desk = open_register(folder / "register", user, _PASSWORD, clock)
        self._context = UiContext(Services(desk), self._jobs, ChangeBus(), settings)
        self.window = MainWindow(self._context)
        self.window.resize(*_SIZE)
        self.window.show()
        self.window.idle_lock.stop()
        self.wait()

    def wait(self) -> None:
        """Wait until nothing runs and everything is drawn."""
        timer = QElapsedTimer()
        timer.start()
        quiet = 0
        while quiet < _QUIET and timer.elapsed() < _PATIENCE_MS:
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            QThread.msleep(20)
            quiet = 0 if self._jobs.running else quiet + 1

    def take(self, widget: QWidget, name: str) -> None:
        """Save a picture of a window."""
        self.wait()
        path = self._out / f"{name}.png"
        widget.grab().save(str(path))
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(
                _COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
            )
        small.save(path, optimize=True)

    def weapons(self) -> None:
        """The weapons page, light and dark."""
        page = self.window.weapons_page
        self.wait()
        page.table.selectRow(_CHOSEN_ROW)
        self.take(self.window, "weapons")
        self._look.use(Theme.DARK)
        self.take(self.window, "weapons_dark")
        self._look.use(Theme.LIGHT)

    def pages(self, *names: str) -> None:
        """Pages by their names."""
        for name in names:
            self.window.open_item(name)
            self.wait()
            for table in self.window.stack.currentWidget().findChildren(QAbstractItemView):
                model = table.model()
                if table.isVisible() and isinstance(table, RecordTable) and model.rowCount():
                    table.setCurrentIndex(model.index(0, 0))
            self.take(self.window, name)

    def dialogs(self, *names: str) -> None:
        """Dialogs by the names of their commands, each as large as it opens."""
        for name in names:
            self.window.actions_[name].trigger()
            dialog = self._opened()
            self.take(dialog, name)
            dialog.reject()
            self.wait()

    def paper(self) -> None:
        """A paper whose seal agrees with the register."""
        self.window.actions_["check_paper"].trigger()
        dialog = self._opened()
        seal = self._context.services.ledgers.last_seal()
        if isinstance(dialog, SealDialog) and seal is not None:
            dialog.code.setText(seal.code)
            dialog.check()
        self.take(dialog, "check_paper")
        dialog.reject()
        self.wait()

    def reports(self) -> None:
        """A national report that is being written, and one that was frozen."""
        self.window.open_item("reports")
        page = self.window.page("reports")
        self.wait()
        if not isinstance(page, ReportsPage) or page.draft is None or page.frozen is None:
            return
        page.draft.compute.trigger()
        self.wait()
        page.draft.pane.choose_question("collection")
        self.take(self.window, "reports")
        page.tabs.setCurrentWidget(page.frozen)
        page.frozen.pane.choose_question("sdg")
        self.take(self.window, "frozen_reports")

    def importing(self, book: Path) -> None:
        """The rehearsal of a small property book."""
        book.write_text(_BOOK, encoding="utf-8")
        dialog = ImportDialog(self._context, self.window)
        self._open(dialog)
        dialog.files.add_files([book])
        for _step in (Step.COLUMNS, Step.REHEARSAL):
            self.wait()
            dialog.next.click()
        self.wait()
        dialog.rehearsal.view.choose(Filter.ALL)
        self.take(dialog, "import")
        dialog.reject()

    def documents(self) -> None:
        """Labels of some weapons, and the audit sheet of a depot."""
        page, actions = self.window.weapons_page, self.window.weapon_actions
        page.show_place(1)
        self.wait()
        page.table.selectAll()
        self.wait()
        for action, name in ((actions.labels, "labels"), (actions.audit_sheet, "audit_sheet")):
            action.trigger()
            dialog = self._opened()
            dialog.resize(*_SIZE)
            make = getattr(dialog, "make", None)
            if make is not None:
                make()
            self.take(dialog, name)
            dialog.reject()
            self.wait()

    def collecting(self) -> None:
        """The sites, and the table with somebody in front of it."""
        self.window.open_item("collections")
        page = self.window.page("collections")
        self.take(self.window, "collections")
        page.sites.table.choose(1)  # type: ignore[attr-defined]  # the day of the first is closed
        site = page.sites.table.current()  # type: ignore[attr-defined]  # as its name says
        page.open_table(site.id)  # type: ignore[attr-defined]
        self.wait()
        line = page.field.desk.line  # type: ignore[attr-defined]
        if page.field.state.open:  # type: ignore[attr-defined]
            self._press(line, Qt.Key.Key_F2)
        line.gap_ms = 0
        self._press(line, Qt.Key.Key_2, *[Qt.Key.Key_Return] * 3)
        QTest.keyClicks(line, "Demo Person")
        self._press(line, Qt.Key.Key_Return, Qt.Key.Key_1)
        QTest.keyClicks(line, "AK 100200")
        self._press(line, *[Qt.Key.Key_Return] * 4)
        self.take(self.window, "field_mode")

    def _press(self, line: QWidget, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(line, key)
            self.wait()

    def cutting(self) -> None:
        """The desk at the guarded place, in the middle of a day."""
        self.window.open_item("disposal")
        self.wait()
        page, disposal = self.window.page("disposal"), self._context.services.disposal
        order = next(each for each in disposal.list() if each.open_day is not None)
        session = disposal.resume_day(order.open_day or 0, Credentials(_SECOND, _PASSWORD))
        page.orders.work_wanted.emit(disposal.get(order.id), session)  # type: ignore[attr-defined]
        view = page.cutter  # type: ignore[attr-defined]  # as its name says
        view.desk.dispose_all.click()
        for line in disposal.lines(order.id):
            if line.state is DisposalLineState.PLACED:
                self.wait()
                view.on_scan(line.weapon.number)
                self.wait()
                for field in (view.desk.read, view.desk.confirm):
                    field.setText(line.weapon.serial)
                    field.returnPressed.emit()
        self.wait()
        view.setFocus()
        self.take(self.window, "cutter")
        view.desk.leave_desk.click()

    def searching(self) -> None:
        """What may be the weapon that another State asks about."""
        files = self._context.services.tracing.files()
        asked = next(each for each in files if each.description and each.weapon)
        self._open(dialog := TraceSearchDialog(self._context, asked, self.window))
        self.take(dialog, "tracing_search")
        dialog.reject()

    def verifying(self) -> None:
        """A register that nobody has touched, beside a code from paper."""
        dialog = VerifyDialog(self._context, self.window)
        self._open(dialog)
        seal = self._context.services.ledgers.last_seal()
        dialog.code.setText(seal.code if seal else "")
        dialog.verify()
        self.take(dialog, "verify")
        dialog.reject()

    def scanning(self) -> None:
        """A scanner that is set to another keyboard than the workstation."""
        dialog = ScannerDialog(self._context, self.window)
        dialog.open()
        fault = Fault("en_US", "fr_FR")
        code = number_to_try(self._context.services.register.origin).code
        typed = [*garbled(code, fault), "\r"]
        dialog.show_trial([Pressed(each, 12.0 * at) for at, each in enumerate(typed)])
        self.take(dialog, "scanner")
        dialog.reject()

    def close(self) -> None:
        """Sign out."""
        self.wait()
        self.window.idle_lock.stop()
        self._jobs.shut_down()
        self._context.services.close()

    def _open(self, dialog: QDialog) -> None:
        dialog.open()
        dialog.resize(*_SIZE)
        self.wait()

    def _opened(self) -> QDialog:
        self.wait()
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
        return next(each for each in found if each.isVisible())


@contextmanager
def _medium() -> Iterator[Path]:
    """Give a folder on another disk than the register, where there is one."""
    memory = Path("/dev/shm")  # noqa: S108 - in a folder of its own
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as other:
        folder = Path(other) / "STICK-A"
        folder.mkdir()
        yield folder


def _back_up(folder: Path, medium: Path) -> Clock:
    """Back up on some days from tomorrow on, and rehearse; return the clock of the last one."""
    tomorrow = (utc_now() + dt.timedelta(days=1)).replace(hour=8, minute=0, second=0)
    days = [tomorrow + dt.timedelta(days=each) for each in range(_BACKUPS)]
    for day, at in enumerate(days):
        clock = partial(dt.datetime.astimezone, at)
        services = Services(open_register(folder / "register", _USER, _PASSWORD, clock))
        if not day:
            services.backups.choose_second(medium)
        services.backups.make()
        if day == _BACKUPS - 2:
            services.backups.rehearse(_PASSWORD)
        services.close()
    return partial(dt.datetime.astimezone, days[-1])


def main(folder: Path, language: str) -> None:
    """Take every picture in one language."""
    i18n.install(language)
    out = resources_folder() / "help" / "images"
    if language != i18n.SOURCE_LANGUAGE:
        out /= language
    out.mkdir(parents=True, exist_ok=True)
    demo = make_demo(folder)
    with tempfile.TemporaryDirectory() as home:
        os.environ["STOCKPILE_HOME"] = home
        studio = Studio(demo.folder, out)
        studio.pages("overview", "handling", "movements", "stocktakes", "security", "guarding")
        studio.pages("marking", "disposal", "capacity")
        studio.weapons()
        studio.reports()
        studio.importing(Path(home) / "property-book.csv")
        studio.documents()
        studio.verifying()
        studio.paper()
        studio.scanning()
        studio.dialogs("doctor")
        studio.cutting()
        studio.close()
        officer = Studio(demo.folder, out, _OFFICER)
        officer.collecting()
        officer.close()
        tracer = Studio(demo.folder, out, _TRACER)
        tracer.pages("tracing", "contacts")
        tracer.searching()
        tracer.close()
        with _medium() as medium:
            clock = _back_up(demo.folder, medium)
            later = Studio(demo.folder, out, clock=clock)
            later.dialogs("backups")
            later.close()
    pictures = sorted(out.glob("*.png"))
    size = sum(each.stat().st_size for each in pictures)
    print(f"{language}: {len(pictures)} pictures, {size / 1024:.0f} KB in {out}")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    main(Path(sys.argv[1]), sys.argv[2])
