"""Packages the program: ``dev.py build [WHAT…] [--into FOLDER]``; standard library only.

    folder      the frozen program, a folder that runs where it lies
    archive     that folder as .tar.xz, on Windows as .zip
    deb         that folder as a package of Debian
    installer   that folder as an installer of Windows; needs Inno Setup there
    wheelhouse  wheels and scripts that install without a network; needs a package index

Without WHAT: folder, archive, and deb where ``dpkg-deb`` is. The same commit gives the same names,
times and order of files.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import debian
import environment
import wheelhouse
from environment import BUILD, CLONE, Missing

WORK = BUILD / "package"
ENVIRONMENT = WORK / "environment"
_HERE = Path(__file__).resolve().parent
_PROGRAM = "stockpile"
_WINDOWS = os.name == "nt"


class Plan(NamedTuple):
    """What is packaged, and where it is put."""

    version: str
    epoch: int
    into: Path

    @property
    def day(self) -> str:
        """The day of the commit."""
        return datetime.fromtimestamp(self.epoch, UTC).date().isoformat()

    @property
    def folder(self) -> Path:
        """The frozen program."""
        return self.into / _PROGRAM

    @property
    def name(self) -> str:
        """What an archive is called: it runs on one system and processor alone."""
        system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
        return f"stockpile-{self.version}-{system}-{platform.machine().lower()}"


def main(arguments: list[str]) -> int:
    """Make what is asked for, and say where it is."""
    parser = argparse.ArgumentParser(prog="dev.py build", description=__doc__)
    parser.add_argument("what", nargs="*", choices=[*_TARGETS, []])
    parser.add_argument("--into", type=Path, default=CLONE / "dist")
    chosen = parser.parse_args(arguments)
    wanted = chosen.what or ["folder", "archive", *(["deb"] if shutil.which("dpkg-deb") else [])]
    if wanted != ["wheelhouse"] and "folder" not in wanted and not _is_frozen(chosen.into):
        wanted.insert(0, "folder")
    plan = Plan(_version(), _epoch(), chosen.into.resolve())
    plan.into.mkdir(parents=True, exist_ok=True)
    environment.ensure("build", ENVIRONMENT)
    run_in([str(_HERE / "texts.py"), "compile"], "the translations cannot be compiled")
    for name in wanted:
        print(f"--- {name}", flush=True)
        for made in _TARGETS[name](plan):
            print(f"{made}  {_size(made)}", flush=True)
    _write_sums(plan.into)
    return 0


def run_in(arguments: list[str], fault: str, **variables: str) -> None:
    """Run the build's Python.

    Raises:
        Missing: It failed.
    """
    values = {**environment.variables(offscreen=True), **variables}
    command = [environment.python(ENVIRONMENT), *arguments]
    if subprocess.run(command, cwd=CLONE, env=values, check=False).returncode:
        raise Missing(fault)


def freeze(plan: Plan) -> list[Path]:
    """Make the folder, with the licence of everything in it."""
    icons = WORK / "icons"
    run_in([str(_HERE / "draw_icons.py"), str(icons)], "the icon cannot be drawn")
    command = ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    command += ["--distpath", str(plan.into), "--workpath", str(WORK / "work")]
    # the order of what Python keeps in sets would otherwise change from one run to the next
    fixed = {"SOURCE_DATE_EPOCH": str(plan.epoch), "PYTHONHASHSEED": "1"}
    run_in([*command, str(_HERE / "stockpile.spec")], "PyInstaller failed", **fixed)
    run_in([str(_HERE / "licences.py"), str(plan.folder)], "a licence is missing")
    return [plan.folder]


def archive(plan: Plan) -> list[Path]:
    """Pack the folder."""
    if _WINDOWS:
        return [_zipped(plan.folder, plan.into / f"{plan.name}.zip", plan)]
    file = plan.into / f"{plan.name}.tar.xz"
    with lzma.open(file, "wb", preset=6) as out, tarfile.open(fileobj=out, mode="w") as tar:
        for each in (plan.folder, *sorted(plan.folder.rglob("*"))):
            name = Path(plan.name) / each.relative_to(plan.folder)
            tar.add(each, str(name), recursive=False, filter=lambda info: _plain(info, plan.epoch))
    return [file]


def deb(plan: Plan) -> list[Path]:
    """Make a package of Debian."""
    return [debian.make(plan.folder, WORK, plan.into, (plan.version, plan.day, plan.epoch))]


def installer(plan: Plan) -> list[Path]:
    """Make an installer with Inno Setup."""
    compiler = shutil.which("ISCC") or shutil.which("iscc")
    if compiler is None:
        raise Missing("Inno Setup's ISCC is needed on the PATH: https://jrsoftware.org/isdl.php")
    command = [compiler, f"/DVersion={plan.version}", f"/DFolder={plan.folder}"]
    command += [f"/DIcon={WORK / 'icons' / 'stockpile.ico'}", f"/O{plan.into}"]
    command += [f"/F{plan.name}", str(_HERE / "windows" / "stockpile.iss")]
    if subprocess.run(command, check=False).returncode:
        raise Missing("Inno Setup failed")
    return [plan.into / f"{plan.name}.exe"]


def wheels(plan: Plan) -> list[Path]:
    """Gather wheels and the scripts that install them, for each system a .zip."""
    own = WORK / "wheel"
    shutil.rmtree(own, ignore_errors=True)
    fixed = {"SOURCE_DATE_EPOCH": str(plan.epoch)}
    command = ["-m", "hatchling", "build", "--target", "wheel", "--directory", str(own)]
    run_in(command, "the wheel cannot be built", **fixed)
    (wheel,) = own.glob("*.whl")
    made = []
    for name in wheelhouse.PLATFORMS:
        folder = WORK / f"stockpile-{plan.version}-offline-{name}"
        wheelhouse.fill(folder, name, wheel, lambda arguments: run_in(arguments, _NO_WHEELS))
        made.append(_zipped(folder, plan.into / f"{folder.name}.zip", plan))
    return made


_NO_WHEELS = "the wheels cannot be had: connect to a package index"
_TARGETS = {
    "folder": freeze,
    "archive": archive,
    "deb": deb,
    "installer": installer,
    "wheelhouse": wheels,
}


def _is_frozen(into: Path) -> bool:
    return (into / _PROGRAM / "licences" / "README.txt").is_file()


def _version() -> str:
    text = (CLONE / "stockpile_app" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise Missing("stockpile_app/__init__.py has no version")
    return found[1]


def _epoch() -> int:
    """Return the time that files are given: the variable's, or that of the commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        answer = subprocess.run(command, cwd=CLONE, capture_output=True, text=True, check=True)
        return int(answer.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise Missing("set SOURCE_DATE_EPOCH: this is no clone with git") from None


def _plain(info: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    """Take out what says who packed it, and when."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mtime = epoch
    info.mode = 0o755 if info.isdir() or info.mode & 0o100 else 0o644
    return info


def _zipped(folder: Path, file: Path, plan: Plan) -> Path:
    when = datetime.fromtimestamp(plan.epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w") as out:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                info = zipfile.ZipInfo(str(Path(file.stem) / each.relative_to(folder)), when)
                packed = each.suffix == ".whl"
                info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                info.external_attr = (0o755 if each.stat().st_mode & 0o100 else 0o644) << 16
                out.writestr(info, each.read_bytes())
    return file


def _size(made: Path) -> str:
    files = [made] if made.is_file() else [each for each in made.rglob("*") if each.is_file()]
    return f"{sum(each.stat().st_size for each in files) / 1e6:.0f} MB"


def _write_sums(into: Path) -> None:
    packed = sorted(
        each for each in into.iterdir() if each.suffix in {".xz", ".zip", ".deb", ".exe"}
    )
    lines = []
    for each in packed:
        with each.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {each.name}\n")
    (into / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
