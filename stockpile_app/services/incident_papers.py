"""Papers about incidents."""

from __future__ import annotations

from stockpile_app import i18n
from stockpile_app.documents.incident_report import scope_of, write_incident_report
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.incidents import IncidentDetails, PrintIncidentReport
from stockpile_app.domain.text import N_
from stockpile_app.persistence import history, incident_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing

_ALL_DEPOTS = N_("All depots")
_MOST_MARKED = 200
"""Of more weapons than these a report lists no marks."""


class IncidentPapers:
    """What is printed of incidents."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def report(self, command: PrintIncidentReport) -> DocumentDone:
        """Write the report of an incident as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such incident.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            found = incident_index.details(made.connection, command.incident_id)
            if found is None:
                raise NotFound(N_("There is no such incident in this register."))
            made.about(subject=found.incident.id)
            stamp = made.stamp(
                "incident-report",
                "IR",
                N_("Report of an incident"),
                depot=_depot(made.connection, found),
                scope=scope_of(found.incident),
                weapons=len(found.weapons),
            )
            marks = {}
            for each in found.weapons[:_MOST_MARKED] if len(found.weapons) <= _MOST_MARKED else ():
                if each.weapon.marks:
                    marks[each.weapon.id] = history.marks(made.connection, each.weapon.id)
            write_incident_report(made.out, stamp, found, marks)
        return made.done


def _depot(connection: Connection, found: IncidentDetails) -> str:
    """Return the depot of the place, else the one that all weapons belong to."""
    if found.incident.place_id is not None:
        return read_places(connection).names(found.incident.place_id)[0]
    depots = {each.weapon.depot for each in found.weapons}
    return depots.pop() if len(depots) == 1 else i18n.gettext(_ALL_DEPOTS)
