"""What was typed into forms and not recorded yet, kept for its writer on this machine alone."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Final

import msgspec

from stockpile_app import paths
from stockpile_app.persistence.drafts import DraftFolder, new_name
from stockpile_app.persistence.unit_of_work import utc_text
from stockpile_app.services.desk import Desk

_FOLDER: Final = "drafts"


class Draft(msgspec.Struct, frozen=True):
    """What was typed into one form.

    Attributes:
        name: Of the draft; random.
        form: Stable name of the form, such as "register_weapon".
        subject: What the form is about, such as the id of a weapon; "" where it makes something.
        title: Of the form, in the language that it was filled in.
        saved_at: UTC.
        fields: What differs from the form as it was opened, by the name of each field.
        words: What each field is called and what it showed, to be read without the form.
    """

    name: str
    form: str
    subject: str
    title: str
    saved_at: str
    fields: dict[str, object]
    words: dict[str, tuple[str, str]] = {}


class Drafts:
    """The drafts of who is signed in, at this register, on this machine.

    They belong to no role: whoever may open a form may have what they typed into it kept. A lock
    orders what several threads ask: what was removed is not kept again by who came late.
    """

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        store = desk.store
        root = paths.data_folder() / _FOLDER
        self._folder = DraftFolder(root, store.origin, store.signer)
        self._lock = threading.Lock()
        self._removed: set[str] = set()

    def new_name(self) -> str:
        """Return a name for a draft that does not exist yet."""
        return new_name()

    def keep(
        self,
        about: tuple[str, str, str, str],
        fields: Mapping[str, object],
        words: Mapping[str, tuple[str, str]],
    ) -> None:
        """Keep what is typed now, in place of what was kept under this name before.

        Args:
            about: Name of the draft, form, subject and title.

        Raises:
            StorageFailed: The folder cannot be written, or it is too much.
        """
        saved_at = utc_text(self._desk.store.clock())
        draft = Draft(*about, saved_at, dict(fields), dict(words))
        with self._lock:
            if draft.name not in self._removed:
                self._folder.keep(draft.name, msgspec.json.encode(draft))

    def all(self) -> list[Draft]:
        """Return what is kept, the newest first; what is too old is removed before."""
        found: list[Draft] = []
        with self._lock:
            self._folder.sweep(self._desk.store.clock())
            for name, content in self._folder.all().items():
                try:
                    draft = msgspec.json.decode(content, type=Draft)
                except ValueError:  # of a program that keeps them otherwise
                    continue
                if draft.name == name:
                    found.append(draft)
        return sorted(found, key=lambda each: each.saved_at, reverse=True)

    def remove(self, name: str) -> None:
        """Forget a draft for good: it was recorded, or thrown away."""
        with self._lock:
            self._removed.add(name)
            self._folder.remove(name)
