"""Training and qualifications on paper."""

from __future__ import annotations

from stockpile_app.documents.training_list import write_training_list
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.staff import PrintTraining
from stockpile_app.domain.text import N_
from stockpile_app.persistence import staff_index
from stockpile_app.reference.training import training_table
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing
from stockpile_app.services.staff_details import figures_of


class StaffPapers:
    """What is printed of training and qualifications."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def training(self, command: PrintTraining) -> DocumentDone:
        """Write the list as a PDF, sealed, and record that it was.

        Raises:
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        name = training_table().name
        with issuing(self._desk, command) as made:
            figures = figures_of(made.connection, command.from_day, command.to_day)
            courses = staff_index.trainings(made.connection, name, command.from_day, command.to_day)
            held = staff_index.qualifications(made.connection, name, self._desk.today)
            title = N_("Training and qualifications")
            stamp = made.stamp("training-list", "TL", title, depot="", scope="", weapons=0)
            write_training_list(made.out, stamp, figures, courses, held)
        return made.done
