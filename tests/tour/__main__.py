"""Makes a picture of every page, dialog and document, in some languages and themes.

    python -m tests.tour FOLDER [--languages en ar ru] [--themes light dark] [--only WORD]

Each language gets a process of its own over a new sample register. The pictures are in
FOLDER/<language>-<theme>/, those of documents in FOLDER/<language>-papers/, and FOLDER/sheets/
holds all of them again, six to a sheet and named, to be looked at quickly.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.tour.sheets import make_sheets

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Run one process a language, then lay the pictures out; return an exit code."""
    parser = argparse.ArgumentParser(prog="tests.tour", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", nargs="+", default=["en", "ar", "ru"])
    parser.add_argument("--themes", nargs="+", default=["light", "dark"])
    parser.add_argument("--only", default="", help="scenes with this in their name")
    chosen = parser.parse_args(arguments)
    folder: Path = chosen.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    failed = [each for each in chosen.languages if not _walk(folder, each, chosen)]
    for part in sorted(each for each in folder.iterdir() if each.name != "sheets"):
        if part.is_dir():
            make_sheets(part, folder / "sheets")
    if failed:
        print(f"tour: not whole in {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def _walk(folder: Path, language: str, chosen: argparse.Namespace) -> bool:
    scratch = folder / f".{language}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    variables = {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "STOCKPILE_HOME": str(scratch / "home"),
    }
    command = [sys.executable, "-m", "tests.tour.walker", str(folder), str(scratch), language]
    done = subprocess.run(
        [*command, chosen.only, *chosen.themes], cwd=ROOT, env=os.environ | variables, check=False
    )
    shutil.rmtree(scratch, ignore_errors=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
