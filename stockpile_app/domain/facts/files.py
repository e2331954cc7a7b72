"""What came in and went out as files and documents."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact


class ImportRecorded(Fact, frozen=True):
    """The first entry of an import; its ``seq`` is the number of the batch."""

    kind: ClassVar[str] = "import-recorded"
    files: tuple[str, ...]
    sha256: tuple[str, ...]
    profile: str = ""
    mapping: dict[str, str] = {}


class ImportCounted(Fact, frozen=True):
    """The last entry of an import: what became of its rows."""

    kind: ClassVar[str] = "import-counted"
    batch: int
    read: int
    created: int
    unchanged: int
    skipped: int
    errors: int


class ImportUndone(Fact, frozen=True):
    """An import was taken back by entries that withdraw each of its weapons."""

    kind: ClassVar[str] = "import-undone"
    batch: int
    weapons: int
    reason: str


class ProfileSaved(Fact, frozen=True):
    """A column mapping is remembered under a name."""

    kind: ClassVar[str] = "profile-saved"
    name: str
    mapping: dict[str, str]
    base: str = ""


class DocumentIssued(Fact, frozen=True):
    """A document was made. ``seal`` is the short code of the seal that stands on it."""

    kind: ClassVar[str] = "document-issued"
    document: str
    doc_number: str
    scope: str
    weapons: int
    seal: str = ""


class DocumentMade(Fact, frozen=True):
    """A document about one thing was made; takes the place of ``DocumentIssued`` where it is.

    ``subject`` is the ``seq`` of the entry that began what it is about, ``number`` the weapon
    where it is about one.
    """

    kind: ClassVar[str] = "document-made"
    document: str
    doc_number: str
    scope: str
    weapons: int
    subject: int | None = None
    number: str = ""


class RegisterExported(Fact, frozen=True):
    """Weapons were written to a file."""

    kind: ClassVar[str] = "register-exported"
    format: str
    scope: str
    weapons: int


class BackupMade(Fact, frozen=True):
    """A verified copy of the register was made."""

    kind: ClassVar[str] = "backup-made"
    file: str
    head: int
    sha256: str


class RestoreRehearsed(Fact, frozen=True):
    """A backup was restored elsewhere and verified, to see that it can be.

    Attributes:
        head: The last entry that it holds.
        behind: How many entries were recorded since, and would be lost with the machine.
        problems: What was found wrong; 0 when the register could be worked with at once.
    """

    kind: ClassVar[str] = "restore-rehearsed"
    file: str
    head: int
    behind: int
    problems: int = 0


class BackupRestored(Fact, frozen=True):
    """This register was restored from a backup; entries after ``head`` are not in it."""

    kind: ClassVar[str] = "backup-restored"
    file: str
    head: int


class BackupKept(Fact, frozen=True):
    """A copy of the register was made and verified where it is kept; later than ``BackupMade``.

    Attributes:
        head: The last entry that it holds.
        size: In bytes.
        whole: Whether the chain of its entries was; if not, it is evidence and pushes none out.
        location: Code of a place: own, second, elsewhere.
        medium: Id of the medium, where it is the second.
    """

    kind: ClassVar[str] = "backup-kept"
    file: str
    head: int
    sha256: str
    size: int
    whole: bool = True
    location: str = "own"
    medium: str = ""


class BackupMissed(Fact, frozen=True):
    """No copy came to the second medium; stated once a day, however often it was tried.

    ``cause`` is a code: missing, other, read_only, full, failed.
    """

    kind: ClassVar[str] = "backup-missed"
    file: str
    medium: str
    cause: str


class BackupPlaceChosen(Fact, frozen=True):
    """Copies of backups go to a second medium from now on; to none, where ``medium`` is "".

    ``label`` is what people call it, ``same_disk`` that it is on the register's own disk.
    """

    kind: ClassVar[str] = "backup-place-chosen"
    medium: str
    label: str = ""
    same_disk: bool = False


class LossCompared(Fact, frozen=True):
    """A restored register was compared with what is left of the one that it replaces.

    Attributes:
        head: The last entry that both have.
        lost: How many entries were recorded after it and are not here.
        against: What it was compared with, as its folder was called.
    """

    kind: ClassVar[str] = "loss-compared"
    head: int
    lost: int
    against: str
