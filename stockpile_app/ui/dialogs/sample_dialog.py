"""Making the sample register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app import paths
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.services.demo import Demo, make_demo
from stockpile_app.ui.jobs import Job, JobRunner
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.widgets.fields import FileEdit
from stockpile_app.ui.widgets.form_dialog import ActDialog
from stockpile_app.ui.widgets.plain import PlainLabel

_WEAPONS = 2000
_FOLDER = "sample-register"


class SampleDialog(ActDialog):
    """Asks where the sample goes. ``succeeded`` gives the ``Demo``, also one made before."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """Propose a folder of this user."""
        super().__init__(jobs, _("Sample register"), _("&Make the sample"), parent)
        self.setObjectName("sample_dialog")
        self.folder = FileEdit(_("Folder for the sample"), folder=True)
        self.folder.choose(str(paths.data_folder() / _FOLDER))
        text = _(
            "Two thousand made-up weapons in three depots, with a year of work on them: movements,"
            " counts, checks, a destruction. All of its people sign in with one password, which"
            " stands in the sign-in window. Its numbers begin with DEMO. To be rid of it, delete"
            " its folder."
        )
        self.form.add_wide(PlainLabel(text, wrap=True))
        hint = _("A new or empty folder, or the one of a sample that was made before.")
        self.form.add("folder", _("&Folder"), self.folder, required=True, hint=hint)
        self.setMinimumWidth(620)

    @override
    def command(self) -> Callable[[Progress], Demo]:
        if not self.folder.text():
            raise BadValue(N_("Choose an empty folder."), "folder")
        folder = Path(self.folder.text())
        return lambda progress: make_demo(folder, _WEAPONS, progress)

    @Slot()
    @override
    def submit(self) -> None:
        """Make it, with progress and a way to stop."""
        self.form.clear_errors()
        try:
            work = self.command()
        except StockpileError as error:
            self.on_refused(error)
            return
        job: Job[Demo] = Job(work)
        job.succeeded.connect(self.on_succeeded)
        job.refused.connect(self.on_refused)
        ProgressDialog(job, _("Making the sample register"), self)
        self._jobs.start(job, writes=True)
