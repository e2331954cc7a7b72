"""Measures the numbers of DESIGN section 6, each beside its bare limit in the same run.

    python tests/benchmarks/bench.py [WEAPONS] [NAME ...]

Prints one line a measurement: what, how long, beside what, and the ratio. Machines differ and are
shared: the ratio is what counts. Nothing here is collected by pytest and no test asserts a time.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import sqlcipher3.dbapi2 as driver
from barcode import Code128
from barcode.writer import SVGWriter
from reportlab.pdfgen.canvas import Canvas

from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.documents import PrintAuditSheet, PrintLabels
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.records import WeaponOrder, WeaponQuery, WeaponRecord
from stockpile_app.domain.stocktakes import CountWeapon, OpenStocktake
from stockpile_app.domain.vocabulary import CountMeans, StocktakeKind
from stockpile_app.domain.weapons import DescribeWeapon
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import NewRegister, new_register
from stockpile_app.services.tracing_search import likeliest

PASSWORD = "a benchmark needs no secret"
COUNTED = 5_000

_SIGN_IN = """
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from stockpile_app.settings import Settings
from stockpile_app.ui import application

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            app.exit()
        return False

app = application.make_application()
session, painted = application.Session(app, Settings()), Painted()
session.sign_in(Path({folder!r})).installEventFilter(painted)
app.exec()
"""

_OVERVIEW = """
import time
from pathlib import Path
from PySide6.QtTest import QTest
from stockpile_app.persistence import keys
from stockpile_app.services.registers import open_register
from stockpile_app.settings import Settings
from stockpile_app.ui import application

folder = Path({folder!r})
app = application.make_application()
session = application.Session(app, Settings())
session.sign_in(folder)
while session._ready._timer.isActive():  # while the password is typed
    QTest.qWait(1)
begun = time.perf_counter()
session._on_signed_in(open_register(folder, 'bench', {password!r}, read_only=True))
shown = time.perf_counter() - begun
while session.jobs.running:
    QTest.qWait(1)
read = time.perf_counter() - begun
begun = time.perf_counter()
keys.load(folder / 'keys.json').unlock('bench', {password!r})
print(shown, read, time.perf_counter() - begun)
session.main_window.shut()
session.jobs.shut_down()
session.close_register()
"""


def rows(count: int) -> Iterator[list[str]]:
    """Yield made-up rows of an import file, header first."""
    yield [
        "Serial Number",
        "Make",
        "Model",
        "Caliber",
        "Country",
        "Year",
        "Condition",
        "Depot",
        "Store",
        "Rack",
    ]
    kinds = (
        ("Colt", "M16A1", "5.56 x 45 mm", "US", "1971"),
        ("Izhmash", "AKM", "7.62 x 39 mm", "SU", "1975"),
        ("FN Herstal", "FAL", "7.62 x 51 mm", "BE", "1968"),
        ("Beretta", "92", "9 x 19 mm", "IT", "1989"),
        ("Zastava", "M70", "7.62 x 39 mm", "YU", "1980"),
    )
    for number in range(count):
        maker, model, calibre, country, year = kinds[number % 5]
        serial = f"{'ABCDEFGHKM'[number % 10]}{number * 7_919 % 99_999_989:08d}"
        depot, store, rack = number % 3 + 1, number // 3 % 4 + 1, number // 12 % 10 + 1
        place = (f"Depot {depot}", f"Store {store}", f"R{rack}")
        yield [serial, maker, model, calibre, country, year, "serviceable", *place]


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[int], object], times: int = 25) -> float:
    """Return the median of several runs; ``work`` is told which one it is."""
    return statistics.median(timed(lambda run=run: work(run)) for run in range(times))  # type: ignore[misc]


def say(what: str, seconds: float, beside: str = "", limit: float = 0.0, within: str = "") -> None:
    """Print one measurement."""
    ratio = f"{seconds / limit:6.2f} x  {beside} ({limit * 1000:,.1f} ms)" if limit else ""
    print(f"{what:42} {seconds * 1000:12,.1f} ms  {ratio:60} {within}", flush=True)


def memory() -> str:
    """Return the most memory this process has used so far."""
    info = psutil.Process().memory_info()
    try:
        import resource  # noqa: PLC0415 - not on Windows

        return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    except ImportError:
        return f"now {info.rss / 2**20:,.0f} MB"


class Bench:
    """One register of a size, made by the real import, and what is measured on it."""

    def __init__(self, folder: Path, weapons: int) -> None:
        """Make an empty register and the file to import."""

        self.folder, self.count = folder, weapons
        desk, _ = new_register(
            NewRegister(
                folder / "register", "Ministry", "KE", "BM01", "Main depot", "bench", "", PASSWORD
            )
        )
        self.services = Services(desk)
        self.file = folder / "book.csv"
        with self.file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows(weapons))

    def start(self) -> None:
        """Start to the first window beside an empty one with Qt and SQLAlchemy imported, and on."""

        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "STOCKPILE_HOME": str(self.folder / "home"),
        }

        def run(code: str) -> float:
            command = [sys.executable, "-c", code]
            return min(
                timed(lambda: subprocess.run(command, env=environment, check=True))
                for _ in range(3)
            )

        bare = run(
            "import sqlalchemy, sqlalchemy.orm\n"
            "from PySide6.QtWidgets import QApplication, QMainWindow\n"
            "app = QApplication([]); window = QMainWindow(); window.show()\n"
        )
        folder = str(self.folder / "register")
        say(
            "start to the sign-in window",
            run(_SIGN_IN.format(folder=folder)),
            "empty window",
            bare,
            "2 x",
        )
        code = _OVERVIEW.format(folder=folder, password=PASSWORD)
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        shown, read, derived = map(float, done.stdout.split())
        say("password to the main window", shown, "the key from the password", derived)
        say("password to the overview's figures", read, "the key from the password", derived)

    def import_file(self) -> None:
        """Import beside the bare insert of the same rows, index and hash chain."""

        limit = timed(self._bare_import)
        seconds = timed(lambda: self.services.imports.run(ImportFiles(files=(self.file,))))
        say(f"import of {self.count:,} rows", seconds, "bare executemany", limit, "3 x")
        print(f"{'':42} {memory()}")

    def _bare_import(self) -> None:

        path = self.folder / "bare.db"
        connection = driver.connect(str(path), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{'ab' * 48}'\"")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        columns = ", ".join(f"c{each}" for each in range(25))
        connection.execute(f"CREATE TABLE weapon (id INTEGER PRIMARY KEY, {columns})")
        connection.execute("CREATE INDEX a ON weapon (c1, id)")
        connection.execute("CREATE INDEX b ON weapon (c2)")
        connection.execute("CREATE INDEX c ON weapon (c3, id)")
        connection.execute(
            "CREATE VIRTUAL TABLE part USING fts5(c1, content='weapon', content_rowid='id',"
            " tokenize='trigram case_sensitive 1')"
        )
        connection.execute(
            "CREATE TABLE entry (seq INTEGER PRIMARY KEY, at, who, kind, body, previous, digest)"
        )
        connection.execute("BEGIN IMMEDIATE")
        previous, weapons, entries = bytes(32), [], []
        for number, row in enumerate(rows(self.count)):
            if number == 0:
                continue
            body = repr(row).encode()
            digest = hashlib.sha256(previous + body).digest()
            weapons.append((number, *row, *row[:10], "", "", "", "", ""))
            entries.append((number, "2026-01-01", "bench", "kind", body, previous, digest))
            previous = digest
            if len(weapons) == 2000 or number == self.count:
                marks = ",".join("?" * 26)
                connection.executemany(f"INSERT INTO weapon VALUES ({marks})", weapons)
                connection.executemany(
                    "INSERT INTO part (rowid, c1) VALUES (?, ?)", [each[:2] for each in weapons]
                )
                connection.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?)", entries)
                weapons, entries = [], []
        connection.execute("COMMIT")
        connection.close()

    def act(self) -> None:
        """One recorded act beside one bare transaction."""

        def real(run: int) -> None:
            self.services.weapons.describe(DescribeWeapon(weapon_id=run + 1, notes=f"run {run}"))

        limit, seconds = self._bare_act(), median(real)
        say("one recorded act, durable", seconds, "bare transaction", limit, "5 x")

    def _bare_act(self) -> float:
        connection = driver.connect(str(self.folder / "act.db"), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{'ab' * 48}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, body)")

        def bare(run: int) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO entry (body) VALUES (?)", (f"{run}" * 200,))
            connection.execute("COMMIT")

        return median(bare)

    def scan(self) -> None:
        """A scan in a full count of 5,000 lines beside one bare transaction."""

        services = self.services
        limit = self._bare_act()
        numbers = [each.number for each in services.weapons.load(range(1, COUNTED + 1)).values()]
        day = services.desk.today
        depot = services.weapons.load([1])[1].depot
        stocktake = services.stocktakes.open(
            OpenStocktake(
                kind=StocktakeKind.FULL,
                place_id=services.places.find(depot).id,
                counters=("First", "Second"),
                occurred_on=day,
            )
        ).stocktake_id

        def read(text: str, means: CountMeans = CountMeans.SCAN) -> None:
            services.stocktakes.count(
                CountWeapon(stocktake_id=stocktake, counter=1, text=text, means=means)
            )

        times = [timed(lambda text=text: read(text)) for text in numbers]  # type: ignore[misc]
        last = times[-500:]
        what = f"line {len(times):,} of a count"
        say(f"{what}, median", statistics.median(last), "bare transaction", limit, "50 ms")
        say(f"{what}, 99 of 100", statistics.quantiles(last, n=100)[-1], within="50 ms")
        say(f"{what}, slowest of all", max(times), within="50 ms")
        say("a second scan of the same weapon", median(lambda run: read(numbers[run])))
        typed = [each.serial for each in services.weapons.load(range(1, 26)).values()]
        for digits in (3, 4, 6):
            end = [(each or "")[-digits:] for each in typed]
            seconds = median(lambda run, end=end: read(end[run], CountMeans.DIGITS))  # type: ignore[misc]
            say(f"the last {digits} digits typed", seconds, within="50 ms")

    def look_up(self) -> None:
        """Exact look-up and any part of a serial."""
        find = self.services.weapons.find
        number = self.services.weapons.load([self.count // 2])[self.count // 2]
        say("exact look-up by number", median(lambda _: find(number.number)), within="50 ms")
        say("exact look-up by serial", median(lambda _: find(number.serial or "")), within="50 ms")
        for part in ("A0012", "123"):
            limit = median(lambda _, part=part: self._bare_part(part))  # type: ignore[misc]
            seconds = median(lambda _, part=part: find(part))  # type: ignore[misc]
            say(f"any part of a serial ({part})", seconds, "bare FTS", limit, "3 x and 50 ms")

        serial = (number.serial or "")[:-3] + "73" + (number.serial or "")[-1:]
        limit = median(lambda _: self._bare_scan(), 5)
        misread = Description(serial=serial, model=number.model, calibre=number.calibre)
        with self.services.desk.store.read() as connection:
            seconds = median(lambda _: likeliest(connection, misread), 5)
        say("a serial with two misread characters", seconds, "bare scan", limit, "10 x")

    def _bare_scan(self) -> None:
        """Read what is folded of every serial, and nothing else."""
        with self.services.desk.store.read() as connection:
            connection.exec_driver_sql("SELECT sum(length(serial_fold)) FROM weapon").scalar()

    def _bare_part(self, part: str) -> None:
        with self.services.desk.store.read() as connection:
            statement = "SELECT rowid FROM weapon_serial WHERE weapon_serial MATCH ? LIMIT 100"
            connection.exec_driver_sql(statement, (f'"{part}"',)).all()

    def page(self) -> None:
        """Snapshots, and a page of the table at any scroll position."""

        weapons = self.services.weapons
        ids = weapons.snapshot(WeaponQuery())
        for order in (WeaponOrder.NUMBER, WeaponOrder.SERIAL, WeaponOrder.MODEL, WeaponOrder.PLACE):
            query = WeaponQuery(order=order)
            say(f"snapshot by {order}", timed(lambda query=query: weapons.snapshot(query)))  # type: ignore[misc]
        step = max(len(ids) - 200, 1)

        def page(run: int) -> None:
            start = run * 104_729 % step
            weapons.load(ids[start : start + 200])

        say("page of 200 at any position", median(page, 50), within="30 ms")

    def labels(self) -> None:
        """10,000 labels beside the same marks on a bare canvas."""

        ids = tuple(range(1, min(self.count, 10_000) + 1))
        out = self.folder / "labels.pdf"
        drawn = [_drawn(each) for each in self._records(ids)]
        limit = timed(lambda: _bare_labels(self.folder / "bare.pdf", drawn))
        seconds = timed(lambda: self.services.documents.labels(PrintLabels(out=out, ids=ids)))
        say(f"{len(ids):,} labels", seconds, "bare canvas", limit, "1.5 x")

    def audit_sheet(self) -> None:
        """An audit sheet of 10,000 lines beside the same text on a bare canvas."""

        out = self.folder / "audit.pdf"
        ids = tuple(range(1, self.count + 1))
        drawn = [_drawn(each) for each in self._records(ids[:10_000])]
        times = max(self.count / 10_000, 1)  # memory would not hold more than that of them
        limit = times * timed(lambda: _bare_sheet(self.folder / "bare.pdf", drawn))
        seconds = timed(lambda: self.services.documents.audit_sheet(PrintAuditSheet(out=out)))
        say(f"audit sheet of {self.count:,} lines", seconds, "bare canvas", limit, "3 x")
        print(f"{'':42} {memory()}")

    def _records(self, ids: tuple[int, ...]) -> Iterator[WeaponRecord]:
        for start in range(0, len(ids), 200):
            yield from self.services.weapons.load(ids[start : start + 200]).values()

    def verify(self) -> None:
        """Verify beside reading and hashing the same entries."""
        limit = timed(self._bare_hash)
        result: list[object] = []
        seconds = timed(lambda: result.append(self.services.ledgers.verify()))
        say("verify", seconds, "reading and hashing", limit, "10 x")
        print(f"{'':42} ok: {result[0].ok}, {memory()}")  # type: ignore[attr-defined]

    def _bare_hash(self) -> None:
        with self.services.desk.store.read() as connection:
            cursor = connection.exec_driver_sql(
                "SELECT recorded_at, recorded_by, kind, body, previous FROM entry ORDER BY seq"
            )
            while some := cursor.fetchmany(2000):
                for at, who, kind, body, previous in some:
                    hashlib.sha256(
                        b"".join((at.encode(), who.encode(), kind.encode(), body, previous))
                    ).digest()

    def export(self) -> None:
        """A CSV of everything."""
        seconds = timed(lambda: self.services.exports.export(self.folder / "all.csv"))
        say(f"export of {self.count:,} rows", seconds)
        print(f"{'':42} {memory()}")


Drawn = tuple[list[tuple[int, int]], tuple[str, ...]]


def _drawn(record: WeaponRecord) -> Drawn:
    """Return the rectangles of a weapon's bar code, in modules, and its texts."""

    modules = Code128(record.code, writer=SVGWriter()).build()[0]
    bars, at = [], 0
    for bit, run in itertools.groupby(modules):
        width = len(list(run))
        if bit == "1":
            bars.append((at, width))
        at += width
    texts = (record.number, record.serial, record.maker, record.model, record.calibre)
    return bars, tuple(str(each) for each in (*texts, record.condition, record.place))


def _bare_labels(path: Path, drawn: list[Drawn]) -> None:

    canvas = Canvas(str(path))
    for number, (bars, texts) in enumerate(drawn):
        if number and number % 21 == 0:
            canvas.showPage()
        x, y = number % 3 * 180, number // 3 % 7 * 108
        _bare_bars(canvas, bars, x, y)
        canvas.setFont("Helvetica", 8)
        for line, text in enumerate((texts[0], texts[1], texts[3], texts[6])):
            canvas.drawString(x, y + 40 + line * 10, text)
    canvas.save()


def _bare_sheet(path: Path, drawn: list[Drawn]) -> None:

    canvas = Canvas(str(path))
    for number, (bars, texts) in enumerate(drawn):
        if number and number % 24 == 0:
            canvas.showPage()
        y = 800 - number % 24 * 30
        canvas.setFont("Helvetica", 8)
        for column, text in enumerate(texts):
            canvas.drawString(20 + column * 60, y, text)
        _bare_bars(canvas, bars, 450, y)
    canvas.save()


def _bare_bars(canvas: Any, bars: list[tuple[int, int]], x: float, y: float) -> None:
    outline = canvas.beginPath()
    for start, width in bars:
        outline.rect(x + start * 0.72, y, width * 0.72, 30)
    canvas.drawPath(outline, stroke=0, fill=1)


ALL = (
    "import_file",
    "act",
    "scan",
    "look_up",
    "page",
    "labels",
    "audit_sheet",
    "export",
    "verify",
    "start",
)


def main(arguments: list[str]) -> None:
    """Measure what was asked for, or everything."""
    weapons = int(arguments[0]) if arguments and arguments[0].isdigit() else 10_000
    wanted = [each for each in arguments if not each.isdigit()] or list(ALL)
    gc.set_threshold(50_000, 20, 100)  # as bootstrap does
    with tempfile.TemporaryDirectory(prefix="stockpile-bench-") as name:
        bench = Bench(Path(name), weapons)
        print(f"--- {weapons:,} weapons")
        if "import_file" not in wanted:
            bench.import_file()
        for each in wanted:
            getattr(bench, each)()
        bench.services.close()


if __name__ == "__main__":
    main(sys.argv[1:])
