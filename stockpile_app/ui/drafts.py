"""Keeps what is typed into forms, so that a crash, a kill or a power cut does not lose it.

A form opts in with ``DraftKeeper.watch`` under a stable name (a ``FormDialog`` by its
``draft_name`` alone). What differs from the form as it was opened is written every ten seconds when
it changed, and from the crash window; it is forgotten when the form is recorded or given up. What a
former session left is offered after signing in, and by the form itself when it is opened.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.services.drafts import Draft
from stockpile_app.services.gateway import Services
from stockpile_app.ui.draft_values import PacksItself, fields_of, fill
from stockpile_app.ui.jobs import Job, JobRunner

Work = Callable[[Progress], None]

_log = logging.getLogger(__name__)

EVERY_MS: Final = 10_000
_TRIES: Final = 20
_TRY_EVERY_MS: Final = 150


class About(NamedTuple):
    """What a draft is of.

    Attributes:
        form: Stable name of the form; never changes once released.
        subject: What it is about, such as the id of a weapon; "" where it makes something.
        title: Said to the person.
    """

    form: str
    subject: str
    title: str


class Watch(QObject):
    """One form whose fields are kept; goes with the form.

    Signals:
        filled: A draft was put into the form.
    """

    filled = Signal()

    def __init__(
        self, keeper: DraftKeeper, form: QWidget, about: About, packer: PacksItself | None
    ) -> None:
        """Take the form as it is now for untouched."""
        super().__init__(form)
        self.about = about
        self._keeper = keeper
        self._packer = packer
        self._name = keeper.services.drafts.new_name()
        self._untouched = {name: each.value for name, each in fields_of(self._form).items()}
        self._kept: dict[str, object] = {}
        self._left: dict[str, object] = {}
        self._tries = 0
        # timers belong to the form: the keeper may be let go in another thread
        self._every = QTimer(self)
        self._every.setInterval(EVERY_MS)
        self._every.timeout.connect(keeper.keep)
        self._every.start()
        self._again = QTimer(self)  # for choices that a job is still reading
        self._again.setInterval(_TRY_EVERY_MS)
        self._again.timeout.connect(self._put_rest)

    @property
    def _form(self) -> QWidget | PacksItself:
        """What is kept; asked of Qt, since a cycle would keep a closed form in memory."""
        parent = self.parent()
        assert isinstance(parent, QWidget)  # noqa: S101 - it was made so
        return self._packer or parent

    @property
    def name(self) -> str:
        """The name of the draft."""
        return self._name

    def changed(self) -> tuple[dict[str, object], dict[str, tuple[str, str]]]:
        """Return what is typed, and how it reads, of the fields that differ from the untouched."""
        found = fields_of(self._form)
        names = [
            name
            for name, each in found.items()
            if each.value != self._untouched.get(name, "" if each.value == "" else None)
        ]
        values = {name: found[name].value for name in names}
        # what could not be put back yet is not lost by that
        values |= {name: value for name, value in self._left.items() if name not in values}
        return values, {name: (found[name].label, found[name].shown) for name in names}

    def work(self) -> Work | None:
        """Return what writes the draft, or None when nothing changed since."""
        values, words = self.changed()
        if values == self._kept:
            return None
        self._kept = values
        drafts, name, about = self._keeper.services.drafts, self._name, self.about
        return lambda _progress: drafts.keep((name, *about), values, words)

    def take(self, draft: Draft) -> None:
        """Put a draft into the form, and go on with it under its name."""
        self._keeper.services.drafts.remove(self._name)
        self._name = draft.name
        self._keeper.forget(draft)
        self._kept = dict(draft.fields)
        self._left = fill(self._form, draft.fields)
        self._tries = 0
        if self._left:
            self._again.start()
        self.filled.emit()

    @Slot()
    def _put_rest(self) -> None:
        self._tries += 1
        self._left = fill(self._form, self._left)
        if not self._left or self._tries >= _TRIES:
            self._left = {}
            self._again.stop()

    def recorded(self) -> None:
        """Forget what was typed: it was recorded. The form as it is now is untouched."""
        self.end()
        self._name = self._keeper.services.drafts.new_name()
        self._untouched = {name: each.value for name, each in fields_of(self._form).items()}
        self._kept = {}
        self._keeper.add(self)

    def end(self) -> None:
        """Forget what was typed: it was recorded or given up."""
        self._again.stop()
        self._left = {}
        self._keeper.services.drafts.remove(self._name)
        self._keeper.drop(self)


class DraftKeeper(QObject):
    """The drafts of one session.

    Attributes:
        earlier: What former sessions left, the newest first; filled by ``load``.

    Signals:
        loaded: ``earlier`` was read.
        changed: A draft of a former session was taken up or thrown away.
    """

    loaded = Signal()
    changed = Signal()

    def __init__(self, services: Services, jobs: JobRunner) -> None:
        """Watch nothing yet."""
        super().__init__()
        self.services = services
        self.earlier: list[Draft] = []
        self._jobs = jobs
        self._watches: list[Watch] = []
        self._expected: Draft | None = None

    def load(self) -> None:
        """Read what former sessions left, and say ``loaded``."""
        drafts = self.services.drafts
        job = Job(lambda _progress: drafts.all())
        job.succeeded.connect(self._on_loaded)
        self._jobs.start(job, writes=False)

    @Slot(object)
    def _on_loaded(self, found: list[Draft]) -> None:
        own = {each.name for each in self._live()}
        earlier = [each for each in found if each.name not in own]
        for each in earlier:
            if not each.fields:  # typed, and taken away again
                self.services.drafts.remove(each.name)
        self.earlier = [each for each in earlier if each.fields]
        self.loaded.emit()

    def watch(self, form: QWidget, about: About, packer: PacksItself | None = None) -> Watch:
        """Keep what is typed into ``form`` from now on; fill in a draft that was chosen for it.

        Args:
            packer: Packs the form where it is more than its fields, as a page is.
        """
        watch = Watch(self, form, about, packer)
        self.add(watch)
        expected = self._expected
        if expected is not None and (expected.form, expected.subject) == about[:2]:
            self._expected = None
            watch.take(expected)
        return watch

    def add(self, watch: Watch) -> None:
        """Look after a form."""
        self._watches.append(watch)

    def drop(self, watch: Watch) -> None:
        """Look after a form no longer."""
        self._watches = [each for each in self._watches if each is not watch]

    def earlier_of(self, about: About) -> Draft | None:
        """Return the newest draft that a former session left of a form."""
        wanted = (about.form, about.subject)
        return next((each for each in self.earlier if (each.form, each.subject) == wanted), None)

    def go_on(self, draft: Draft, opened: Callable[[], object]) -> bool:
        """Fill ``draft`` into its form, which ``opened`` opens or brings to the front.

        Returns whether the form was there; if not, the draft is still kept.

        Raises:
            StockpileError: What the form is about is no more.
        """
        self._expected = draft
        try:
            opened()
            wanted = (draft.form, draft.subject)
            there = next((each for each in self._live() if each.about[:2] == wanted), None)
            if there is not None and there.name != draft.name:
                there.take(draft)  # a page that was there already
            return there is not None
        finally:
            self._expected = None

    def forget(self, draft: Draft) -> None:
        """Offer a draft no longer."""
        self.earlier = [each for each in self.earlier if each.name != draft.name]
        self.changed.emit()

    def discard(self, draft: Draft) -> None:
        """Throw a draft away."""
        self.services.drafts.remove(draft.name)
        self.forget(draft)

    @Slot()
    def keep(self) -> None:
        """Write what changed, in the background."""
        for work in self._works():
            job = Job(work)
            job.refused.connect(self._on_refused)
            self._jobs.start(job, writes=False)

    def keep_now(self) -> int:
        """Write what changed before anything else happens; return how many forms are kept.

        Never raises: it is called when something is wrong already.
        """
        for work in self._works():
            try:
                work(NoProgress())
            except Exception:  # noqa: BLE001 - each form by itself: the next one may still be kept
                _log.exception("A draft was not kept")
        return sum(bool(each.changed()[0]) for each in self._live())

    def stop(self) -> None:
        """Keep nothing more: the session ends."""
        self._watches.clear()

    def _works(self) -> list[Work]:
        found: list[Work] = []
        for watch in self._live():
            try:
                work = watch.work()
            except Exception:  # noqa: BLE001 - a form in trouble must not take the others along
                _log.exception("A form was not read for its draft")
                continue
            if work is not None:
                found.append(work)
        return found

    def _live(self) -> list[Watch]:
        self._watches = [each for each in self._watches if isValid(each)]
        return self._watches

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        _log.warning("A draft was not kept: %s", type(error).__name__)
