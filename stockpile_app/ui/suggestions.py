"""What the command field suggests: weapons, places and people that fit what is typed so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stockpile_app.domain.access import Permission
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.services.gateway import Services
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.scan_words import weapon_words, where_words

_PAUSE_MS: Final = 150
_FEWEST: Final = 2
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to.

    Attributes:
        kind: What it is, for people: "Weapon".
        icon: Name of its icon.
        title: What it is called; ``detail`` tells it from others of that name.
        page: The page that shows it, and ``item`` its id there.
    """

    kind: str
    icon: str
    title: str
    detail: str
    page: str
    item: int


class Suggester(QObject):
    """Looks, some time after the last key, in a job; what comes too late is not told.

    Signals:
        found: The text, and the ``Suggestion``s for it.
    """

    found = Signal(str, object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        """Suggest what the user may look at."""
        super().__init__(parent)
        self._context = context
        self._text = ""
        self._job: Job[list[Suggestion]] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    @Slot(str)
    def ask(self, text: str) -> None:
        """Look for what fits ``text``, unless something else is asked for first."""
        self.drop()
        self._text = text.strip()
        if len(self._text) >= _FEWEST:
            self._pause.start()

    def drop(self) -> None:
        """Look for nothing any more."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _look(self) -> None:
        services, text = self._context.services, self._text
        if Permission.READ not in services.user.permissions:
            return

        def work(_progress: Progress) -> list[Suggestion]:
            return list(suggestions(services, text))

        self._job = Job(work)  # refused, there is nothing to suggest
        self._job.succeeded.connect(self._on_found)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_found(self, found: list[Suggestion]) -> None:
        if self.sender() is self._job:
            self.found.emit(self._text, found)


def suggestions(services: Services, text: str) -> Iterator[Suggestion]:
    """Yield weapons, places and people that fit ``text``, a few of each."""
    found = services.weapons.find(text, _MOST)
    alike = {each.id for each in found.look_alikes}
    for weapon in found.weapons[:_MOST]:
        yield _weapon(weapon, looks_alike=weapon.id in alike)
    direct = {each.id for each in found.weapons}
    for weapon in [each for each in found.look_alikes if each.id not in direct][:_MOST]:
        yield _weapon(weapon, looks_alike=True)
    wanted = text.casefold()
    places = [each for each in services.places.all(counts=False) if _fits(each, wanted)]
    for place in places[:_MOST]:
        yield Suggestion(_("Place"), "places", place.name, place.path, "places", place.id)
    for person in services.people.find(text, limit=_MOST):
        detail = " · ".join(filter(None, (person.code, person.post, person.organisation)))
        yield Suggestion(_("Person"), "people", person.name, detail, "people", person.id)


def _weapon(weapon: WeaponRecord, *, looks_alike: bool) -> Suggestion:
    kind = _("Weapon that looks alike") if looks_alike else _("Weapon")
    detail = f"{weapon_words(weapon)} · {where_words(weapon)}"
    return Suggestion(kind, "weapons", weapon.number, detail, "weapons", weapon.id)


def _fits(place: PlaceRecord, wanted: str) -> bool:
    return wanted in place.name.casefold() or wanted == place.code.casefold()
