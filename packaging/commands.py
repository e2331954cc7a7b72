"""The commands of ``dev.py``."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import environment
from environment import BUILD, CLONE, REQUIREMENTS, Missing

_DEMO = BUILD / "demo"
_HELP_TEXTS = CLONE / "resources" / "help"
_TEXTS = CLONE / "packaging" / "texts.py"
_DEMO_MARK = _DEMO / "made-by-dev.txt"
_MARK_TEXT = "This folder is deleted and made again by each `packaging/dev.py run`.\n"
_LOCK_HEAD = """\
# Exact versions of what {what}, with the hashes of every file of theirs.
# Do not edit: change pyproject.toml, then run `python3 packaging/dev.py lock` (see README.md here).
"""


def main(arguments: list[str]) -> int:
    """Run one command and return the exit code; what is missing is one line, not a trace."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_text in _HELP.items():
        command = commands.add_parser(name, help=help_text)
        command.add_argument("extra", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    extra = [word for index, word in enumerate(chosen.extra) if index or word != "--"]
    try:
        return _COMMANDS[chosen.command](extra)
    except Missing as missing:
        print(f"dev.py: {missing}", file=sys.stderr)
    except KeyboardInterrupt:
        print("dev.py: stopped", file=sys.stderr)
    return 1


def run(extra: list[str]) -> int:
    """Make a sample register and open its window, or say where the files are."""
    environment.ensure("run")
    _texts("compile")
    windowed = _has_display()
    if windowed and (fault := environment.qt_fault(offscreen=False)):
        print(f"dev.py: {fault}", file=sys.stderr)
        windowed = False
    _clear_demo()
    register = _DEMO / "register"
    command = [environment.python(), "-m", "stockpile_app", "demo", str(register), *extra]
    if not windowed and "--no-window" not in extra:
        command.append("--no-window")
    print(f"Making a sample register in {_DEMO.relative_to(CLONE)} ...", flush=True)
    code = _call(command, offscreen=not windowed)
    if code == 0:
        _tell_demo(windowed=windowed)
    return code


def test(extra: list[str]) -> int:
    """Run every check in order, all of them even if one fails, and name those that failed."""
    environment.ensure("test")
    _texts("compile")
    if fault := environment.qt_fault(offscreen=True):
        raise Missing(fault)
    failed = [name for name, command in _checks(extra) if not _passes(name, command)]
    if failed:
        print(f"dev.py: failed: {', '.join(failed)}", file=sys.stderr)
        return 1
    print("dev.py: everything passed")
    return 0


def lock(_extra: list[str]) -> int:
    """Write requirements/*.txt anew from pyproject.toml, keeping versions that still fit."""
    uv = shutil.which("uv")
    if uv is None:
        raise Missing("uv is needed to lock: pip install uv")
    _lock(uv, "run", "the program needs", [])
    # The same versions as the program's, whatever the test tools would like.
    constraint = ["--constraint", str(REQUIREMENTS / "run.txt")]
    _lock(uv, "test", "the program and its tests need", ["--group", "test", *constraint])
    _lock(uv, "build", "packaging the program needs", ["--group", "build", *constraint])
    return 0


def texts(extra: list[str]) -> int:
    """Bring the catalogues of translations up to the texts of the program, or check them."""
    environment.ensure("test")
    return _texts(*(extra or ["update"]))


def _texts(*command: str) -> int:
    return _call([environment.python(), str(_TEXTS), *command], offscreen=True)


def _checks(extra: list[str]) -> list[tuple[str, list[str]]]:
    python = [environment.python(), "-m"]
    imports = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    base = f"--basetemp={BUILD / 'pytest'}"
    return [
        ("ruff format", [*python, "ruff", "format", "--check", "."]),
        ("ruff check", [*python, "ruff", "check", "."]),
        ("mypy", [*python, "mypy"]),
        ("lint-imports", [environment.python(), "-c", imports]),
        ("pytest", [*python, "pytest", "-n", "2", base, *extra]),
    ]


def _passes(name: str, command: list[str]) -> bool:
    print(f"--- {name}", flush=True)
    return _call(command, offscreen=True) == 0


def _call(command: list[str], *, offscreen: bool) -> int:
    variables = environment.variables(offscreen=offscreen)
    return subprocess.run(
        command,
        cwd=CLONE,
        env=variables,
        stdin=None if sys.stdin else subprocess.DEVNULL,
        check=False,
    ).returncode


def _has_display() -> bool:
    if os.environ.get("CI") or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _clear_demo() -> None:
    """Make an empty folder for the sample register; only one that was made here is deleted."""
    try:
        if _DEMO_MARK.is_file():
            shutil.rmtree(_DEMO)
        _DEMO.mkdir(parents=True)
        _DEMO_MARK.write_text(_MARK_TEXT, encoding="utf-8")
    except FileExistsError:
        raise Missing(f"{_DEMO} was not made by dev.py: move it away first") from None
    except OSError as error:
        raise Missing(
            f"{_DEMO} cannot be made again ({error.strerror}): close the window that has it open"
        ) from None


def _tell_demo(*, windowed: bool) -> None:
    if not windowed:
        print("No window was opened: there is no display, or Qt cannot use it.")
    print("The sample register and its documents:")
    print(f"  {_DEMO / 'register'}")
    for document in sorted(_DEMO.rglob("*.pdf")):
        print(f"  {document}")


def _lock(uv: str, kind: str, what: str, options: list[str]) -> None:
    file = REQUIREMENTS / f"{kind}.txt"
    command = [uv, "pip", "compile", "pyproject.toml", *options, "--output-file", str(file)]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-config"]
    # Nothing of this machine goes into the file: no command line, no addresses.
    command += ["--quiet", "--no-header", "--no-annotate"]
    if subprocess.run(command, cwd=CLONE, check=False).returncode:
        raise Missing(f"uv could not lock {Path(file).relative_to(CLONE)}")
    locked = file.read_text(encoding="utf-8")
    file.write_text(_LOCK_HEAD.format(what=what) + locked, encoding="utf-8", newline="\n")


def package(extra: list[str]) -> int:
    """Make what is handed out: a folder, an archive, a package of Debian, wheels."""
    import build  # noqa: PLC0415 - the other commands need nothing of it

    return build.main(extra)


def pictures(extra: list[str]) -> int:
    """Draw the pictures of the help anew, in the languages that are named, or in all."""
    environment.ensure("test")
    _texts("compile")
    languages = extra or sorted(
        path.name for path in _HELP_TEXTS.iterdir() if path.name != "images"
    )
    script = str(CLONE / "packaging" / "screenshots.py")
    codes = [
        # a register of its own for each: what one window remembers is not in another's pictures
        _call([environment.python(), script, str(BUILD / "pictures" / each), each], offscreen=True)
        for each in languages
    ]
    return max(codes)


_COMMANDS = {
    "run": run,
    "test": test,
    "build": package,
    "texts": texts,
    "pictures": pictures,
    "lock": lock,
}
_HELP = {
    "run": "make a sample register with labels and an audit sheet, and open its window",
    "test": "run everything CI runs; what follows -- goes to pytest",
    "build": "package the program: build folder, archive, deb, wheelhouse or installer",
    "texts": "put new texts into the catalogues of translations; texts check: say what is missing",
    "pictures": "draw the pictures of the help anew: pictures fr ar, or all languages",
    "lock": "lock the requirements again from pyproject.toml (needs uv)",
}
