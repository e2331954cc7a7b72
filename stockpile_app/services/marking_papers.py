"""Papers about marking jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from stockpile_app.documents.marking_job_papers import write_job_list, write_marking_certificate
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.marking_work import JobState, PrintMarkingPaper
from stockpile_app.domain.text import N_
from stockpile_app.persistence import marking_work_index
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing
from stockpile_app.services.marking_details import existing_job, profile_of

_NOT_CLOSED: Final = N_("{job} is not closed yet: there is nothing to certify.")


class MarkingPapers:
    """What is printed of marking jobs."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def job_list(self, command: PrintMarkingPaper) -> DocumentDone:
        """Write the list of a job for its team as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such job.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        words = ("marking-job-list", "ML", N_("Marking job"))
        return self._write(command, words, write_job_list, closed=False)

    def certificate(self, command: PrintMarkingPaper) -> DocumentDone:
        """Write the certificate of a closed job as a PDF, sealed, and record that it was.

        Raises:
            NotAllowedNow: The job is not closed.
            NotFound: There is no such job.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        words = ("marking-certificate", "MC", N_("Marking certificate"))
        return self._write(command, words, write_marking_certificate, closed=True)

    def _write(
        self,
        command: PrintMarkingPaper,
        words: tuple[str, str, str],
        write: Callable[..., int],
        *,
        closed: bool,
    ) -> DocumentDone:
        with issuing(self._desk, command) as made:
            job = existing_job(made.connection, command.job_id)
            if closed and job.state is not JobState.CLOSED:
                raise NotAllowedNow(_NOT_CLOSED, job=job.number)
            lines = marking_work_index.lines(made.connection, job.id)
            if not closed:
                lines = [each for each in lines if not each.state.is_settled]
            made.about(subject=job.id)
            depot = lines[0].weapon.depot if lines else ""
            weapons = len({each.weapon.id for each in lines})
            stamp = made.stamp(*words, depot=depot, scope=job.number, weapons=weapons)
            profile = profile_of(made.connection, job.profile)
            write(made.out, stamp, job, profile, lines, dpi=command.dpi)
        return made.done
