from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import PASSWORD
from tests.builders_cli import few_weapons

ROOT = Path(__file__).resolve().parents[2]


def run(
    folder: Path | None, *arguments: object, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("STOCKPILE_") and name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    environment |= {
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "LANGUAGE": "en",
        "STOCKPILE_PASSWORD": PASSWORD,
        "STOCKPILE_USER": "amina",
        **({"STOCKPILE_REGISTER": str(folder)} if folder else {}),
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-m", "stockpile_app", *map(str, arguments)],
        env=environment,
        cwd=ROOT.anchor,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_that_the_main_job_is_done_from_a_terminal(tmp_path: Path) -> None:
    home = {"STOCKPILE_HOME": str(tmp_path / "home")}
    folder = tmp_path / "register"
    state = ("--authority", "Ministry", "--country", "KE", "--origin", "KE01", "--depot", "Main")
    made = run(None, "new", folder, *state, "--json", **home)
    assert (made.returncode, made.stderr) == (0, "")
    imported = run(folder, "import", few_weapons(tmp_path), "--json", **home)
    assert (imported.returncode, imported.stderr) == (0, "")
    assert json.loads(imported.stdout)["created"] == 3
    found = run(folder, "find", "234", **home)
    assert "T12345" in found.stdout
    labels = run(folder, "labels", tmp_path / "labels.pdf", **home)
    assert labels.returncode == 0
    sheet = run(folder, "report", "audit-sheet", tmp_path / "audit.pdf", "--json", **home)
    seal = json.loads(sheet.stdout)["seal"]
    verified = run(folder, "verify", "--against", seal, **home)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_that_version_and_help_need_no_heavy_library(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from stockpile_app import bootstrap\n"
        "status = bootstrap.run_command([sys.argv[1]])\n"
        "heavy = {'sqlalchemy', 'PySide6', 'reportlab', 'pycountry', 'alembic', 'argon2'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "sys.exit(status)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "STOCKPILE_HOME": str(tmp_path)}
    for option in ("--version", "--help"):
        done = subprocess.run(
            [sys.executable, "-c", program, option],
            env=environment,
            capture_output=True,
            check=True,
        )
        assert b"stockpile" in done.stdout.lower()


def test_that_a_register_held_by_another_process_is_not_written(
    folder: Path, tmp_path: Path
) -> None:
    program = (
        "import sys, pathlib\n"
        "from stockpile_app.services import registers\n"
        "desk = registers.open_register(pathlib.Path(sys.argv[1]), 'brian', sys.argv[2])\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(folder), PASSWORD],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        home = {"STOCKPILE_HOME": str(tmp_path / "home")}
        assert run(folder, "find", "1", **home).returncode == 0
        refused = run(folder, "import", few_weapons(tmp_path), **home)
        holder.communicate()
    assert refused.returncode == 1
    assert "open in another window: brian" in refused.stderr


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write to every folder"
)
def test_that_a_folder_that_cannot_be_written_is_read_and_not_written(
    folder: Path, tmp_path: Path
) -> None:
    home = {"STOCKPILE_HOME": str(tmp_path / "home")}
    folder.chmod(0o500)
    try:
        assert run(folder, "find", "1", **home).returncode == 0
        refused = run(folder, "import", few_weapons(tmp_path), **home)
        assert refused.returncode == 1
        assert "cannot be written" in refused.stderr
    finally:
        folder.chmod(0o700)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
@pytest.mark.parametrize("display", ["", ":971"])
def test_that_no_display_is_one_line(tmp_path: Path, display: str) -> None:
    done = run(None, STOCKPILE_HOME=str(tmp_path), DISPLAY=display, QT_QPA_PLATFORM="")
    assert done.returncode == 1
    assert done.stderr.startswith("stockpile: The window cannot be opened: ")
    assert done.stderr.count("\n") == 1
