"""Papers about backups: what is lost since one, and that restoring was rehearsed."""

from __future__ import annotations

from stockpile_app.documents.loss_report import write_loss_report
from stockpile_app.documents.rehearsal_proof import write_rehearsal_proof
from stockpile_app.domain.access import Permission
from stockpile_app.domain.backups import PrintRehearsal
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.losses import PrintLosses
from stockpile_app.domain.text import N_
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing


class BackupPapers:
    """What is printed about backups."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def losses(self, command: PrintLosses) -> DocumentDone:
        """Write what is lost as a PDF, sealed, and record that it was.

        Raises:
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command, Permission.READ_LEDGER) as made:
            title = N_("Lost since the backup")
            weapons = len(command.losses.weapons)
            stamp = made.stamp("loss-report", "LR", title, depot="", scope="", weapons=weapons)
            write_loss_report(made.out, stamp, command.losses)
        return made.done

    def proof(self, command: PrintRehearsal) -> DocumentDone:
        """Write the proof of a rehearsal as a PDF, sealed, and record that it was.

        Raises:
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        found = command.rehearsal
        with issuing(self._desk, command, Permission.BACK_UP) as made:
            made.about(found.entry)
            stamp = made.stamp(
                "rehearsal-proof",
                "RP",
                N_("Restoring rehearsed"),
                depot="",
                scope=found.file.name,
                weapons=found.weapons,
            )
            write_rehearsal_proof(made.out, stamp, found)
        return made.done
