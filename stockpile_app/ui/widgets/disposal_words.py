"""How disposals are told on screen."""

from __future__ import annotations

import datetime as dt
from typing import Final

from stockpile_app.domain.disposal import Witness
from stockpile_app.domain.disposal_records import (
    DisposalDayRecord,
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
    OrderRecord,
    OrderState,
    TypeTotals,
)
from stockpile_app.domain.disposal_rules import WITH_METHOD
from stockpile_app.domain.vocabulary import Component, Sex
from stockpile_app.i18n import format_scaled, listed, ngettext, pgettext
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.models.records_model import Column
from stockpile_app.ui.texts import NOTHING, count, day, label
from stockpile_app.ui.widgets.cards import Card

LINE_SIGNS: Final = {
    DisposalLineState.VERIFIED: "check",
    DisposalLineState.STOPPED: "warning",
    DisposalLineState.DISPOSED: "certificate",
    DisposalLineState.REMOVED: "remove",
}


def steps() -> tuple[str, ...]:
    """Return the steps of an order as titles, the first one first."""
    return (
        pgettext("a step of disposal", "Ordered"),
        pgettext("a step of disposal", "Approved"),
        pgettext("a step of disposal", "In place"),
        pgettext("a step of disposal", "Read"),
        pgettext("a step of disposal", "Disposed of"),
        pgettext("a step of disposal", "Verified"),
    )


def step_of(order: OrderRecord) -> int:
    """Return how many steps an order has behind it: 1 when it is ordered, 6 when verified."""
    if order.state is not OrderState.APPROVED:
        return 6 if order.state is OrderState.VERIFIED else 1
    done, read = order.count(DisposalLineState.DISPOSED), order.count(DisposalLineState.VERIFIED)
    there = order.count(DisposalLineState.PLACED) + order.count(DisposalLineState.STOPPED)
    reached = ((5, done and not order.left), (4, done or read), (3, there))
    return next((step for step, is_so in reached if is_so), 2)


def progress_words(order: OrderRecord) -> str:
    """Return how far the weapons of an order are, in a line."""
    done = order.count(DisposalLineState.DISPOSED)
    total = order.weapons - order.count(DisposalLineState.REMOVED)
    return _("{done} of {total}").format(done=count(done), total=count(total))


def moment_words(moment: dt.datetime | None) -> str:
    """Return a local time."""
    return NOTHING if moment is None else f"{day(moment.date())} {moment:%H:%M}"


def order_columns() -> list[Column[OrderRecord]]:
    """Return the columns of a list of orders."""
    return [
        Column(_("Order"), lambda each: each.number, order=lambda each: each.id),
        Column(_("Kind"), lambda each: label(each.kind)),
        Column(_("State"), lambda each: label(each.state)),
        Column(_("Done"), progress_words, number=True),
    ]


def order_cards(details: OrderDetails) -> list[Card]:
    """Return everything about an order but its lines."""
    order = details.order
    title = _("{kind} of {weapons}").format(
        kind=label(order.kind),
        weapons=ngettext("{count} weapon", "{count} weapons", order.weapons).format(
            count=count(order.weapons)
        ),
    )
    lines = [
        order.reason,
        _("Authority: {text}").format(text=order.authority),
        _("Legal basis: {text}").format(text=order.legal_basis),
    ]
    if order.reference:
        lines.append(_("Reference: {text}").format(text=order.reference))
    if order.kind in WITH_METHOD:
        lines.append(_("Method: {text}").format(text=f"{order.method}. {order.method_reason}"))
    else:
        lines.append(_("Recipient: {text}").format(text=order.recipient))
    if order.cancelled:
        lines.append(_("Cancelled: {text}").format(text=order.cancelled))
    hint = _("Ordered by {name}, {day}").format(name=order.ordered_by, day=day(order.ordered_on))
    cards = [Card(title, tuple(lines), hint)]
    if order.approved_on is not None:
        said = _("{name}, {day}").format(name=order.approved_by, day=day(order.approved_on))
        cards.append(Card(_("Approved"), (said,)))
    cards.append(Card(_("By type"), tuple(map(_total, details.totals))))
    cards += [_day_card(each) for each in details.days]
    if details.checks or details.missing_checks:
        cards.append(Card(_("Before the hand-over"), _checks(details)))
    if details.photographs:
        said = ngettext(
            "{count} photograph", "{count} photographs", len(details.photographs)
        ).format(count=len(details.photographs))
        cards.append(Card(_("Photographs"), (said,)))
    if order.verified_on is not None:
        said = _("{name}, {day}").format(name=order.verified_by, day=day(order.verified_on))
        certificate = (
            _("Certificate {number}").format(number=details.certificate)
            if details.certificate
            else _("No certificate was printed yet.")
        )
        cards.append(Card(_("Verified"), tuple(filter(None, (said, order.statement, certificate)))))
    return cards


def _total(each: TypeTotals) -> str:
    parts = (label(each.category) if each.category else "", each.model, each.calibre)
    return _("{what}: {listed} listed, {disposed} disposed of, {removed} taken off").format(
        what=" ".join(filter(None, parts)) or _("Not categorised"),
        listed=count(each.listed),
        disposed=count(each.disposed),
        removed=count(each.removed),
    )


def _day_card(each: DisposalDayRecord) -> Card:
    until = moment_words(each.ended_at) if each.ended_at else _("still open")
    lines = [
        _("{start} to {end}").format(start=moment_words(each.started_at), end=until),
        _("Reads: {reader}. Confirms: {confirmer}. Does the work: {operator}.").format(
            reader=each.reader, confirmer=each.confirmer, operator=each.operator
        ),
        _("{verified} read and confirmed, {stopped} stopped, {disposed} disposed of").format(
            verified=count(each.verified),
            stopped=count(each.stopped),
            disposed=count(each.disposed),
        ),
    ]
    if each.components:
        lines.append(_("Made unusable: {parts}").format(parts=components_words(each.components)))
    if each.witnesses:
        lines.append(_("Witnesses: {names}").format(names=_names(each.witnesses)))
    if each.scrap:
        weight = format_scaled(each.scrap, 3)
        said = _("Scrap: {weight} kg, {where}").format(weight=weight, where=each.scrap_to)
        lines.append(said)
    return Card(
        _("Day {number}, {place}").format(number=each.number, place=each.place), tuple(lines)
    )


def _names(people: tuple[Witness, ...]) -> str:
    """Return people by name and organisation, and how many women are among them."""
    names = listed(f"{each.name} ({each.organisation})" for each in people)
    women = sum(each.sex is Sex.FEMALE for each in people)
    men = sum(each.sex is Sex.MALE for each in people)
    return f"{names}. " + _("{women} women, {men} men.").format(women=women, men=men)


def _checks(details: OrderDetails) -> tuple[str, ...]:
    lines = [
        _("{check}: {met} ({name}, {day})").format(
            check=label(each.check),
            met=_("met") if each.passed else _("NOT MET"),
            name=each.checked_by,
            day=day(each.occurred_on),
        )
        for each in details.checks
    ]
    lines += [
        _("{check}: NOT RECORDED YET").format(check=label(each))
        for each in details.missing_checks
        if each not in {check.check for check in details.checks}
    ]
    return tuple(lines)


def components_words(components: tuple[Component, ...]) -> str:
    """Return components in words."""
    return listed(label(each) for each in components)


def line_words(line: OrderLineRecord) -> str:
    """Return what is to be said of a line beside its state."""
    if line.state is DisposalLineState.STOPPED:
        return _("Read {read}, confirmed {confirmed}. {reason}").format(
            read=line.serial_read or NOTHING,
            confirmed=line.serial_confirmed or NOTHING,
            reason=_(line.reason),
        )
    if line.state is DisposalLineState.DISPOSED:
        return _("{moment}, entry {entry}").format(
            moment=moment_words(line.disposed_at), entry=line.disposed_seq
        )
    if line.changed:
        return _("The identity was corrected since.")
    return line.reason or line.place
