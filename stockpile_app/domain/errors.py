"""The failures a person can act on. Anything else that is raised is a bug."""

from __future__ import annotations

from collections.abc import Sequence

from stockpile_app.domain.text import N_

_LONGEST_PARAM = 1000


class StockpileError(Exception):
    """Base of every expected failure.

    What fills its sentence may come from a file, and is cut where it is longer than anybody reads.

    Attributes:
        message_id: The untranslated sentence, with ``{names}`` for ``params``.
        params: What fills the sentence; shown as plain text.
    """

    message_id = N_("The operation was refused.")

    def __init__(self, message_id: str | None = None, **params: object) -> None:
        if message_id is not None:
            self.message_id = message_id
        self.params = {name: _cut(value) for name, value in params.items()}
        super().__init__(self.message_id.format_map(self.params))


def _cut(value: object) -> object:
    if isinstance(value, str) and len(value) > _LONGEST_PARAM:
        return value[:_LONGEST_PARAM] + "…"
    return value


class NotAllowed(StockpileError):
    """The signed-in user's roles do not allow the act."""

    message_id = N_("Your roles do not allow this: {act}. Ask someone who may.")


class SecondPersonNeeded(StockpileError):
    """The act needs a second person's approval and none was given."""

    message_id = N_("This needs a second person who may approve it: {act}.")


class SignInRefused(StockpileError):
    """The name or the password is wrong, or it is too early to try again."""


class NotARegister(StockpileError):
    """The folder or file is not a register that this program can open."""


class RegisterTooNew(NotARegister):
    """A later version of the program wrote the register."""


class RegisterDamaged(StockpileError):
    """The database, a key file or a media file is damaged."""


class RegisterBusy(StockpileError):
    """Another window or program has the register open for writing."""

    message_id = N_(
        "The register is open in another window: {holder}. Close it there, or open it for reading."
        " If that window does not answer, end it or start the machine anew: nothing that was"
        " confirmed is lost."
    )


class ReadOnly(StockpileError):
    """The register was opened for reading only."""

    message_id = N_("The register is open for reading only: {reason}. Nothing was changed.")


class StorageFailed(StockpileError):
    """The disk is full, or refuses to be written or read."""


class NotFound(StockpileError):
    """What was named does not exist in this register."""


class BadValue(StockpileError):
    """A value that was given cannot be used.

    Attributes:
        field: The name of the field it belongs to, or "".
    """

    def __init__(self, message_id: str, field: str = "", **params: object) -> None:
        super().__init__(message_id, **params)
        self.field = field


class BadFile(StockpileError):
    """A file that was to be read cannot be: what is wrong and what to do about it."""


class NotAllowedNow(StockpileError):
    """A rule of the register forbids the act in the present state."""


class Duplicate(StockpileError):
    """A weapon with the same identity is registered already."""

    message_id = N_("Serial {serial} is registered already, as {numbers}.")

    def __init__(self, serial: str, numbers: Sequence[str]) -> None:
        super().__init__(serial=serial, numbers=", ".join(numbers))
        self.numbers = tuple(numbers)


class DisposedOf(Duplicate):
    """A weapon with the same identity was disposed of: it ought not to be there."""

    message_id = N_(
        "ALARM: serial {serial} is that of {numbers}, disposed of by {order}; certificate:"
        " {certificate}. If this is the weapon, keep it apart, open {numbers}, and raise the alarm."
    )

    def __init__(self, serial: str, number: str, order: str, certificate: str) -> None:
        StockpileError.__init__(
            self, serial=serial, numbers=number, order=order, certificate=certificate
        )
        self.numbers = (number,)


class CannotUndo(NotAllowedNow):
    """An import cannot be undone because later entries touch its weapons."""
