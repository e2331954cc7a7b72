r"""Sends commands to a label printer through a device of this machine, and through nothing else.

A raw device such as ``/dev/usb/lp0``, a port such as ``\\.\LPT1``, or a printer that Windows
shares under a path. Qt cannot hand raw commands to an installed printer, and no network is used.
"""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_

_PIECE: Final = 4096
_PATIENCE_S: Final = 0.3
_FOLDERS: Final = ("/dev/usb", "/dev")
_PORTS: Final = (r"\\.\LPT1", r"\\.\LPT2")

_MISSING = N_("There is no printer at {device}: is it switched on and connected?")
_FORBIDDEN = N_(
    "You may not write to {device}. Ask the administrator of this machine to let you use the"
    " printer."
)
_NO_DEVICE = N_("{device} is a file or a folder, not a printer. To write a file, save instead.")
_REASONS: Final = {
    errno.ENOENT: _MISSING,
    errno.ENXIO: _MISSING,
    errno.ENODEV: _MISSING,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EISDIR: _NO_DEVICE,
    errno.EBUSY: N_("Another program is using the printer at {device}."),
}


class LabelPrinterFailed(StockpileError):
    """The printer stopped taking labels part of the way."""

    message_id = N_(
        "The printer at {device} stopped after {done} of {total} labels ({detail}). The next label"
        " may be printed in part: look at it, then print the labels that are missing."
    )


class LabelDevice:
    """One run of labels.

    Attributes:
        sent: How many labels the printer has taken whole, also when something stopped it.
    """

    def __init__(self, device: str) -> None:
        """Send to ``device``, a path."""
        self._device = device
        self.sent = 0

    def send(self, labels: Sequence[bytes], progress: Progress) -> int:
        """Send the labels one by one; return how many there were.

        Raises:
            BadValue: There is no such device, or it may not be written to.
            LabelPrinterFailed: It stopped part of the way.
            Cancelled: The user asked to stop; ``sent`` says where.
        """
        with self._opened() as write:
            for label in labels:
                progress.report(self.sent, len(labels))
                try:
                    self._give(write, label, lambda: progress.report(self.sent, len(labels)))
                except OSError as error:
                    raise LabelPrinterFailed(
                        device=self._device,
                        done=self.sent,
                        total=len(labels),
                        detail=os.strerror(error.errno or errno.EIO),
                    ) from error
                self.sent += 1
        return self.sent

    def _give(
        self, write: Callable[[bytes], int], label: bytes, waiting: Callable[[], None]
    ) -> None:
        rest = memoryview(label)
        while rest:
            written = write(bytes(rest[:_PIECE]))
            if not written:
                waiting()  # out of paper, or busy: the user may stop here
            rest = rest[written:]

    @contextmanager
    def _opened(self) -> Iterator[Callable[[bytes], int]]:
        quick = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(self._device, os.O_WRONLY | quick)
        except (OSError, ValueError) as error:
            code = error.errno if isinstance(error, OSError) else errno.ENOENT
            message = _REASONS.get(code or 0, _MISSING)
            raise BadValue(message, "device", device=self._device) from error
        try:
            mode = os.fstat(handle).st_mode
            if stat.S_ISREG(mode):
                raise BadValue(_NO_DEVICE, "device", device=self._device)
            yield lambda piece: _write(handle, piece)
        finally:
            os.close(handle)


def known_devices() -> list[str]:
    """Return the devices of this machine that a label printer may be at."""
    if sys.platform == "win32":
        return list(_PORTS)
    return [str(found) for folder in _FOLDERS for found in sorted(Path(folder).glob("lp[0-9]*"))]


def _write(handle: int, piece: bytes) -> int:
    """Write what the device takes now; 0 when it takes nothing for a moment."""
    if sys.platform != "win32":
        _readable, ready, _wrong = select.select([], [handle], [], _PATIENCE_S)
        if not ready:
            return 0
    try:
        return os.write(handle, piece)
    except BlockingIOError:
        return 0
