"""Reads files in a process of its own, one after another, and says what came of each.

``python -m tests.faults.bad_files_readers REGISTER`` takes a line of JSON for each file, and
answers with one: whether the file was read or refused in a sentence, or what broke.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from stockpile_app import settings
from stockpile_app.documents import inspection_parts, pictures
from stockpile_app.domain import scans
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.marking_records import AdoptProfile
from stockpile_app.domain.numbers import parse, parse_paper
from stockpile_app.domain.security import SaveCheckList
from stockpile_app.exchange.trace_request_file import read_request
from stockpile_app.ledger import seals
from stockpile_app.persistence import keys
from stockpile_app.persistence.backup import look_into
from stockpile_app.persistence.lock import WriterLock
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.throttle import Throttle
from stockpile_app.services.backups import restore
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import ORIGIN, PASSWORD, FakeClock
from tests.builders_forms import read_back

MOST_MEMORY = 2 * 1024**3
"""Of address space, for the program and all it loads; reading the samples takes half of it."""

Reader = Callable[[Services, Path], object]


def imported(services: Services, path: Path) -> object:
    services.imports.rehearse(ImportFiles(files=(path,)))
    report = services.imports.run(ImportFiles(files=(path,)))
    return [str(each) for each in report.errors]


def check_list(services: Services, path: Path) -> object:
    content = services.security.read_check_list(path)
    now = services.security.check_list(content.id)
    return services.security.save_check_list(
        SaveCheckList(content=content, based_on=now.version, reason="x")
    )


def profile(services: Services, path: Path) -> object:
    content = services.marking.read_file(path)
    known = {each.profile.id: each.profile.version for each in services.marking.profiles()}
    return services.marking.adopt(
        AdoptProfile(profile=content, based_on=known.get(content.id, 0), in_force=True, reason="x")
    )


def methods(services: Services, path: Path) -> object:
    content, now = services.disposal.methods.read_file(path), services.disposal.methods.in_force()
    return services.disposal.methods.adopt(content, now.version, "x")


def template(services: Services, path: Path) -> object:
    content = services.national.templates.read_file(path)
    return services.national.templates.adopt(
        content, services.national.templates.in_force().version, "x"
    )


def key_file(_services: Services, path: Path) -> object:
    found = keys.load(path)
    with contextlib.suppress(StockpileError):
        found.recover("00000-00000-00000-00000-00000")
    return found.unlock("amina", PASSWORD)


def backup(services: Services, path: Path) -> object:
    with contextlib.suppress(StockpileError):
        look_into(path)
    folder = path.parent / "restored"
    restore(path, folder, "amina", PASSWORD, services.desk.store.clock).store.close()
    return [each.unlink() for each in folder.rglob("*") if each.is_file()]


def counts(services: Services, path: Path) -> object:
    throttle = Throttle(path)
    return throttle.check("amina", services.desk.store.clock())


def holder(_services: Services, path: Path) -> object:
    return WriterLock(path.parent).holder()


def picture(_services: Services, path: Path) -> object:
    content = path.read_bytes()
    return pictures.printable(content, 200, 150), inspection_parts._small(content)


def code(services: Services, path: Path) -> object:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    parse(text, (ORIGIN,)), parse_paper(text, ORIGIN), scans.shape_of(text, ORIGIN)
    keys.read_recovery_code(text), seals.is_seal_text(text), seals.is_printed_code(text)
    for read in (seals.read_paper, seals.read_code):
        with contextlib.suppress(StockpileError):
            read(text)
    return services.scans.read(text), services.weapons.find(text)


READERS: dict[str, Reader] = {
    "table": imported,
    "forms": lambda _services, path: read_back([path]),
    "check list": check_list,
    "marking profile": profile,
    "methods": methods,
    "report template": template,
    "trace request": lambda _services, path: read_request(path),
    "key file": key_file,
    "count of wrong passwords": counts,
    "holder": holder,
    "settings": lambda _services, path: settings.load(path),
    "backup": backup,
    "picture": picture,
    "code": code,
}


def main(register: Path) -> None:
    """Answer until there is nothing more to read."""
    _bounded()
    logging.disable()
    services = Services(Desk(open_store(register, "amina", PASSWORD, FakeClock())))
    for line in sys.stdin:
        reader, path = json.loads(line)
        print(json.dumps(_said(services, reader, Path(path))), flush=True)
    services.close()


def _said(services: Services, reader: str, path: Path) -> list[str]:
    before = _head(services)
    try:
        READERS[reader](services, path)
    except StockpileError as error:
        text = str(error)
        if not 0 < len(text) < 2000 or _head(services) != before:
            return ["broke", f"refused, and yet written, or without a sentence: {text[:200]}"]
        return ["refused", text.encode("utf-8", "backslashreplace").decode()]
    except BaseException:  # noqa: BLE001 - whatever a reader lets out is what is looked for
        return ["broke", traceback.format_exc()[-1500:]]
    return ["read", ""]


def _head(services: Services) -> object:
    with services.desk.store.read() as connection:
        return connection.exec_driver_sql("SELECT max(seq), count(*) FROM entry").fetchall()


def _bounded() -> None:
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
