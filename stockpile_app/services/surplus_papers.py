"""Papers about surplus."""

from __future__ import annotations

from stockpile_app.documents.surplus_papers import write_declaration, write_surplus_review
from stockpile_app.domain.documents import DocumentDone, PrintDocument
from stockpile_app.domain.surplus import PrintDeclaration, SurplusRow
from stockpile_app.domain.text import N_
from stockpile_app.persistence import surplus_index
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing
from stockpile_app.services.surplus_details import existing_declaration


class SurplusPapers:
    """What is printed of surplus."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def review(self, command: PrintDocument, rows: tuple[SurplusRow, ...]) -> DocumentDone:
        """Write a review as a PDF, sealed, and record that it was.

        Args:
            rows: What ``Surplus.review`` returned.

        Raises:
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            held = sum(each.held for each in rows)
            stamp = made.stamp(
                "surplus-review", "SR", N_("Review of surplus"), depot="", scope="", weapons=held
            )
            write_surplus_review(made.out, stamp, rows)
        return made.done

    def declaration(self, command: PrintDeclaration) -> DocumentDone:
        """Write a declaration as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such declaration.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            found = existing_declaration(
                made.connection, self._desk.store.origin, command.declaration_id
            )
            weapons = surplus_index.declared(made.connection, found.id)
            made.about(subject=found.id)
            stamp = made.stamp(
                "surplus-declaration",
                "SP",
                N_("Declaration of surplus"),
                depot="",
                scope=found.number,
                weapons=found.weapons,
            )
            write_declaration(made.out, stamp, found, weapons, dpi=command.dpi)
        return made.done
