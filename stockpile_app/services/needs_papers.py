"""Project proposals."""

from __future__ import annotations

from typing import Final

from stockpile_app.documents.project_proposal import write_proposal
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.needs import PrintProposal
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import needs_index
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing

_NONE: Final = N_("Choose at least one need.")
_NO_NEED: Final = N_("There is no such need in this register.")


class NeedsPapers:
    """What is printed of needs."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def proposal(self, command: PrintProposal) -> DocumentDone:
        """Write a project proposal as a PDF, sealed, and record that it was.

        Raises:
            BadValue: No need is chosen, or a text is too long.
            NotFound: One of the needs does not exist.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        if not command.needs:
            raise BadValue(_NONE, "needs")
        summary = check_text(command.summary, "summary", LONGEST_NOTE)
        contact = check_text(command.contact, "contact")
        title = check_text(command.title, "title") or N_("Proposal for assistance")
        with issuing(self._desk, command) as made:
            known = {each.id: each for each in needs_index.needs(made.connection)}
            if any(each not in known for each in command.needs):
                raise NotFound(_NO_NEED)
            chosen = [known[each] for each in dict.fromkeys(command.needs)]
            stamp = made.stamp("project-proposal", "PP", title, depot="", scope="", weapons=0)
            write_proposal(made.out, stamp, chosen, summary=summary, contact=contact)
        return made.done
