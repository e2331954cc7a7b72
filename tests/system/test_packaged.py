"""The frozen program, away from the clone, Python and its libraries: it does what the clone does.

Freezing takes minutes. ``PACKAGED_PROGRAM=FOLDER`` names one that ``dev.py build`` made already.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter
import zxingcpp

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="tried on Linux alone"),
]

CLONE = Path(__file__).resolve().parents[2]
PASSWORD = "seven lamps over the harbour"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as it is handed out, moved to where nothing else is."""
    given = os.environ.get("PACKAGED_PROGRAM")
    into = tmp_path_factory.mktemp("packaged")
    if given is None:
        build = [sys.executable, str(CLONE / "packaging" / "dev.py"), "build", "folder"]
        subprocess.run([*build, "--into", str(into / "built")], check=True)
        given = str(into / "built" / "stockpile")
    return Path(shutil.copytree(given, into / "a moved folder", symlinks=True))


@pytest.fixture(scope="module")
def run(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the program with an environment in which only what it brings along can be found."""
    home = tmp_path_factory.mktemp("home")
    values = environment(home)

    def run_(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [program / "stockpile", *map(str, arguments)],
            cwd=home,
            env={**values, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    return run_


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "STOCKPILE_HOME": str(home / "own"),
        "STOCKPILE_PASSWORD": PASSWORD,
        "STOCKPILE_USER": "manager",
    }


@pytest.fixture(scope="module")
def register(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of a demonstration that the packaged program made."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    run("demo", folder, "--weapons", 20, "--no-window")
    assert (folder / "audit-sheet.pdf").stat().st_size > 10_000
    return folder / "register"


def test_that_it_says_its_version(run):
    assert run("--version").stdout.startswith("stockpile ")


def test_that_its_register_is_encrypted_and_verifies(run, register):
    assert not (register / "register.db").read_bytes().startswith(b"SQLite format 3")
    assert json.loads(run("verify", "--register", register, "--json").stdout)["ok"]


def test_that_the_labels_it_prints_can_be_scanned(run, register, tmp_path):
    run("labels", tmp_path / "labels.pdf", "--register", register)
    page = pypdfium2.PdfDocument(tmp_path / "labels.pdf")[0]
    read = {each.text for each in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())}
    found = json.loads(run("find", "", "--register", register, "--json").stdout)["weapons"]
    assert {each["number"].replace("-", "") for each in found} <= read


def test_that_it_is_its_own_reader_of_spreadsheets(run, register, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Serial Number", "Make", "Model", "Calibre", "Depot"])
        sheet.write_row(1, 0, ["ZZ100001", "FN", "FAL", "7.62 x 51 mm", "Main depot"])
    said = run("import", tmp_path / "book.xlsx", "--rehearse", "--register", register, "--json")
    assert json.loads(said.stdout)["read"] == 1


def test_that_it_speaks_every_language_of_the_clone(run, program):
    ours, theirs = (catalogues(each / "resources") for each in (CLONE, program / "_internal"))
    assert theirs == ours
    english = run("--help").stdout
    assert all(run("--help", LANGUAGE=each).stdout != english for each in theirs)


def catalogues(resources: Path) -> set[str]:
    """Return the languages whose catalogues were compiled."""
    found = (resources / "translations").glob("*/LC_MESSAGES/stockpile.mo")
    return {each.parent.parent.name for each in found}


def test_that_the_licence_of_everything_is_there(program):
    named = (program / "licences" / "README.txt").read_text(encoding="utf-8")
    for each in ("PySide6_Essentials", "sqlcipher3", "reportlab", "python-bidi", "Python 3"):
        assert each in named
    empty = [each.name for each in (program / "licences").iterdir() if not any_file(each)]
    assert not empty
    # these can be replaced: they are files, not parts of the program's own archive
    internal = program / "_internal"
    for each in ("PySide6/Qt/lib", "bidi", "pycountry", "stdnum"):
        assert any((internal / each).iterdir()), each


def any_file(path: Path) -> bool:
    return path.is_file() or any(each.stat().st_size for each in path.iterdir())


@pytest.fixture
def display() -> Iterator[str]:
    """An X server without a screen."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(write)
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
        process.terminate()


def test_that_its_window_opens_on_a_screen(program, register, display, tmp_path):
    values = {**environment(tmp_path), "DISPLAY": display, "STOCKPILE_REGISTER": str(register)}
    with subprocess.Popen([program / "stockpile"], env=values, stderr=subprocess.PIPE) as process:
        try:
            titles = wait_for_window(display, process)
            assert any("Stockpile" in each for each in titles)
        finally:
            process.send_signal(signal.SIGTERM)


def wait_for_window(display: str, process: subprocess.Popen[bytes]) -> list[str]:
    """Return the titles of the windows as soon as there are any."""
    for _ in range(600):
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        if titles := window_titles(display):
            return titles
        time.sleep(0.1)
    raise AssertionError("no window opened within a minute")


def window_titles(display: str) -> list[str]:
    """Ask the X server for the titles of its windows."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XQueryTree.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_void_p] * 4]
    x11.XFetchName.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    opened = x11.XOpenDisplay(display.encode())
    if not opened:
        return []
    with contextlib.ExitStack() as after:
        after.callback(x11.XCloseDisplay, opened)
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        of = x11.XDefaultRootWindow(opened)
        x11.XQueryTree(opened, of, *map(ctypes.byref, (root, parent, children, count)))
        titles = []
        for at in range(count.value):
            name = ctypes.c_char_p()
            x11.XFetchName(opened, children[at], ctypes.byref(name))
            if name.value:
                titles.append(name.value.decode(errors="replace"))
        return titles
