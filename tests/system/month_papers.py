"""Every paper of a depot, printed at the end of the month, read back and decoded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import zxingcpp

from stockpile_app.domain.documents import (
    DocumentDone,
    PrintAuditSheet,
    PrintPersonCards,
    PrintPlaceLabels,
)
from stockpile_app.domain.guarding import PrintAccessLog, PrintKeyRegister
from stockpile_app.domain.incidents import PrintIncidentReport
from stockpile_app.domain.movement_papers import (
    PrintMovement,
    PrintPersonHistory,
    PrintRemovalLog,
    PrintWeaponHistory,
)
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.security import PrintCheck
from stockpile_app.domain.stocktake_papers import PrintCountSheet, PrintStocktakeCertificate
from stockpile_app.services.gateway import Services

_DPI = 200


def print_every_paper(
    services: Services, folder: Path, made: dict[str, int], since: dt.date
) -> dict[str, Path]:
    """Print all papers; ``made`` names what they are about, by the id of each.

    Its keys: voucher, return, dispatch, receipt, depot, store, weapon, person, open_stocktake,
    stocktake, open_check, check, incident.
    """
    printed = {}
    for name, done in _papers(services, folder, made, since):
        assert done.path.is_file(), name
        printed[name] = done.path
    return printed


def _papers(
    services: Services, folder: Path, made: dict[str, int], since: dt.date
) -> Iterator[tuple[str, DocumentDone]]:
    def out(name: str) -> Path:
        return folder / f"{name}.pdf"

    today = services.desk.today
    slips, counts = services.movements.papers, services.stocktakes.papers
    for name, key in (("voucher", "voucher"), ("return-voucher", "return")):
        yield name, slips.voucher(PrintMovement(out=out(name), movement_id=made[key]))
    sent, got = made["dispatch"], made["receipt"]
    yield "manifest", slips.manifest(PrintMovement(out=out("manifest"), movement_id=sent))
    yield "handover", slips.handover(PrintMovement(out=out("handover"), movement_id=got))
    log = PrintRemovalLog(out=out("removal-log"), place_id=made["depot"], since=since, until=today)
    yield "removal-log", slips.removal_log(log)
    weapon = PrintWeaponHistory(out=out("weapon-history"), weapon_id=made["weapon"])
    yield "weapon-history", slips.weapon_history(weapon)
    person = PrintPersonHistory(out=out("person-history"), person_id=made["person"])
    yield "person-history", slips.person_history(person)
    sheet = PrintCountSheet(out=out("count-sheet"), stocktake_id=made["open_stocktake"], counter=1)
    yield "count-sheet", counts.count_sheet(sheet)
    result = PrintStocktakeCertificate(out=out("certificate"), stocktake_id=made["stocktake"])
    yield "certificate", counts.certificate(result)
    checks = services.security.papers
    yield "check-sheet", checks.sheet(PrintCheck(out=out("check"), check_id=made["open_check"]))
    yield "inspection", checks.report(PrintCheck(out=out("inspection"), check_id=made["check"]))
    keys = services.guarding.papers
    register = PrintKeyRegister(out=out("key-register"), place_id=made["depot"])
    yield "key-register", keys.key_register(register)
    access = PrintAccessLog(out=out("access-log"), place_id=made["store"], first=since, last=today)
    yield "access-log", keys.access_log(access)
    incident = PrintIncidentReport(out=out("incident"), incident_id=made["incident"])
    yield "incident", services.incidents.papers.report(incident)
    labels = PrintPlaceLabels(out=out("place-labels"), ids=(made["store"],))
    yield "place-labels", services.documents.place_labels(labels)
    cards = PrintPersonCards(out=out("cards"), ids=(made["person"],))
    yield "cards", services.documents.person_cards(cards)
    audit = PrintAuditSheet(out=out("audit-sheet"), place=made["store"])
    yield "audit-sheet", services.documents.audit_sheet(audit)


def check_papers(printed: dict[str, Path], origin: str, made: dict[str, int]) -> None:
    """Each paper has pages and text; what a scanner opens is on it as a bar code."""
    for path in printed.values():
        document = pypdfium2.PdfDocument(path)
        assert len(document) >= 1
        assert len(document[0].get_textpage().get_text_range().split()) > 3, path
        document.close()
    for name, kind, key in (
        ("voucher", CodeKind.MOVEMENT, "voucher"),
        ("return-voucher", CodeKind.MOVEMENT, "return"),
        ("manifest", CodeKind.MOVEMENT, "dispatch"),
        ("count-sheet", CodeKind.STOCKTAKE, "open_stocktake"),
        ("check-sheet", CodeKind.CHECK, "open_check"),
        ("place-labels", CodeKind.PLACE, "store"),
        ("cards", CodeKind.PERSON, "person"),
    ):
        assert PaperCode(kind, origin, made[key]).code in codes_of(printed[name]), name


def codes_of(path: Path) -> set[str]:
    """Return what a reader decodes on the first page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    picture = document[0].render(scale=_DPI / 72).to_pil()
    document.close()
    return {each.text for each in zxingcpp.read_barcodes(picture)}
