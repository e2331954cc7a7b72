"""What kinds of entries about backups, and what they state, are called."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_

TITLES: Final = {
    "backup-made": N_("Backup made"),
    "backup-kept": N_("Backup kept"),
    "backup-missed": N_("No copy on the second medium"),
    "backup-place-chosen": N_("Second medium for backups"),
    "restore-rehearsed": N_("Restoring rehearsed"),
    "backup-restored": N_("Restored from a backup"),
    "loss-compared": N_("What was lost, after restoring"),
}
FIELDS: Final = {
    "problems": N_("problems"),
    "behind": N_("recorded since"),
    "whole": N_("history in order"),
    "medium": N_("medium"),
    "same_disk": N_("on the disk of the register"),
    "lost": N_("entries lost"),
    "against": N_("compared with"),
}
