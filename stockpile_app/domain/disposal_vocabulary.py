"""Closed vocabularies of disposal."""

from __future__ import annotations

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum, Status


class DisposalKind(LabelledEnum):
    """How weapons leave the State's stock for good."""

    DESTRUCTION = "destruction", N_("Destruction")
    DEACTIVATION = "deactivation", N_("Deactivation")
    TRANSFER = "transfer", N_("Transfer to another authority")
    SALE = "sale", N_("Sale to a civilian holder")
    MUSEUM = "museum", N_("Museum")
    RETURN = "return", N_("Return to the owner")

    @property
    def status(self) -> Status:
        """What the weapons are afterwards."""
        return _DISPOSED[self]


_DISPOSED = {
    DisposalKind.DESTRUCTION: Status.DESTROYED,
    DisposalKind.DEACTIVATION: Status.DEACTIVATED,
    DisposalKind.TRANSFER: Status.TRANSFERRED,
    DisposalKind.SALE: Status.TRANSFERRED,
    DisposalKind.MUSEUM: Status.MUSEUM,
    DisposalKind.RETURN: Status.TRANSFERRED,
}


class DisposalCheck(LabelledEnum):
    """What must be found in order before weapons are handed over (IDDRS 4.10 section 8.2)."""

    JOINT_INSPECTION = "joint_inspection", N_("Joint technical inspection")
    MARKS_PRESENT = "marks_present", N_("Marks present and legible")
    EMBARGO = "embargo", N_("No arms embargo stands against it")
    HUMAN_RIGHTS = "human_rights", N_("Human-rights due diligence")
    END_USER = "end_user", N_("End-user certificate")
    LICENCE = "licence", N_("Licence or title of the recipient")


class PhotographMoment(LabelledEnum):
    """When a photograph of a disposal was taken."""

    BEFORE = "before", N_("Before")
    AFTER = "after", N_("After")
