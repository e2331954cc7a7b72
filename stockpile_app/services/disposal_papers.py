"""Papers about disposals: the order, the work list, the certificate, and methods compared."""

from __future__ import annotations

from typing import Final

from stockpile_app.documents.disposal_certificate import TITLES, write_disposal_certificate
from stockpile_app.documents.disposal_frame import comparison_of
from stockpile_app.documents.disposal_order import write_disposal_order
from stockpile_app.documents.disposal_work_list import write_work_list
from stockpile_app.documents.method_comparison import write_method_comparison
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.disposal import PrintDisposalPaper
from stockpile_app.domain.disposal_records import DisposalLineState, OrderDetails, OrderState
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import NotAllowedNow, NotFound
from stockpile_app.domain.text import N_
from stockpile_app.persistence import disposal_index
from stockpile_app.persistence.disposal_index import CERTIFICATE
from stockpile_app.services.desk import Desk
from stockpile_app.services.disposal_orders import NO_ORDER
from stockpile_app.services.issuing import Issuing, issuing

_NOT_VERIFIED: Final = N_(
    "{order} is not verified by somebody independent yet: there is nothing to certify."
)
_NOT_COMPARED: Final = N_("No methods were compared for {order}.")
_LEFT: Final = tuple(each for each in DisposalLineState if not each.is_settled)


class DisposalPapers:
    """What is printed of disposals."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def order(self, command: PrintDisposalPaper) -> DocumentDone:
        """Write an order with its list as a PDF, sealed, and record that it was.

        Raises:
            NotFound: There is no such order.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            details = _details(made, command.order_id)
            lines = disposal_index.lines(made.connection, details.order.id)
            stamp = _stamp(made, details, "disposal-order", "DP", N_("Disposal order"))
            write_disposal_order(made.out, stamp, details, lines, dpi=command.dpi)
        return made.done

    def work_list(self, command: PrintDisposalPaper) -> DocumentDone:
        """Write the list for the cutter, which tells no serial numbers, as a PDF, sealed.

        Raises:
            NotFound: There is no such order.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            details = _details(made, command.order_id)
            lines = disposal_index.lines(made.connection, details.order.id, _LEFT)
            stamp = _stamp(made, details, "disposal-work-list", "DL", N_("Disposal work list"))
            write_work_list(made.out, stamp, details, lines, dpi=command.dpi)
        return made.done

    def certificate(self, command: PrintDisposalPaper) -> DocumentDone:
        """Write the certificate of a verified order as a PDF, sealed, and record that it was.

        Raises:
            NotAllowedNow: It is not verified.
            NotFound: There is no such order.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            details = _details(made, command.order_id)
            if details.order.state is not OrderState.VERIFIED:
                raise NotAllowedNow(_NOT_VERIFIED, order=details.order.number)
            lines = disposal_index.lines(made.connection, details.order.id)
            stamp = _stamp(made, details, CERTIFICATE, "DC", TITLES[details.order.kind])
            write_disposal_certificate(made.out, stamp, details, lines, dpi=command.dpi)
        return made.done

    def comparison(self, command: PrintDisposalPaper) -> DocumentDone:
        """Write the methods as they were compared for an order as a PDF, sealed.

        Raises:
            NotAllowedNow: None were.
            NotFound: There is no such order.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        with issuing(self._desk, command) as made:
            details = _details(made, command.order_id)
            order = details.order
            found = comparison_of(order)
            if found is None:
                raise NotAllowedNow(_NOT_COMPARED, order=order.number)
            stamp = _stamp(
                made, details, "method-comparison", "DM", N_("Disposal methods compared")
            )
            write_method_comparison(
                made.out, stamp, found, chosen=order.method, reason=order.method_reason
            )
        return made.done


def _details(made: Issuing, order_id: int) -> OrderDetails:
    found = disposal_index.details(made.connection, order_id)
    if found is None:
        raise NotFound(NO_ORDER)
    return found


def _stamp(made: Issuing, details: OrderDetails, document: str, prefix: str, title: str) -> Stamp:
    order = details.order
    made.about(subject=order.id)
    depot = details.days[-1].place.split(" / ")[0] if details.days else ""
    return made.stamp(
        document, prefix, title, depot=depot, scope=order.number, weapons=order.weapons
    )
