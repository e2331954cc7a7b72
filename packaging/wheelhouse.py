"""Wheels for machines without a network: downloaded here, installed there by a script of a page."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from environment import REQUIREMENTS, Missing

PLATFORMS = {
    "windows-amd64": ("win_amd64",),
    "linux-x86_64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
}
"""Platforms as pip calls them, by what the file is called; the oldest that all libraries have."""
PYTHONS = ("3.11", "3.12", "3.13")

_SCRIPTS = Path(__file__).resolve().parent / "offline"
_FOR = {"windows-amd64": ("install.cmd", "install.ps1"), "linux-x86_64": ("install.sh",)}
_LINUX = Path(__file__).resolve().parent / "linux"


def fill(folder: Path, name: str, wheel: Path, pip: Callable[[list[str]], None]) -> None:
    """Put everything for one platform into ``folder``.

    Args:
        name: One of ``PLATFORMS``.
        wheel: The program's own.
        pip: Runs Python with arguments.

    Raises:
        Missing: A wheel is not to be had for one of ``PYTHONS``.
    """
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    for python in PYTHONS:
        pip(_download(name, python, wheels))
    shutil.copy2(wheel, wheels)
    locked = (REQUIREMENTS / "run.txt").read_text(encoding="utf-8")
    text = locked + _own_line(wheel)
    (folder / "requirements.txt").write_text(text, encoding="utf-8", newline="\n")
    for script in _FOR[name]:
        shutil.copy2(_SCRIPTS / script, folder)
    if name.startswith("linux"):
        shutil.copy2(_LINUX / "stockpile.desktop", folder)
        shutil.copy2(_LINUX.parent / "icons" / "stockpile.svg", folder)
    _check(folder)


def _download(name: str, python: str, wheels: Path) -> list[str]:
    command = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--python-version", python]
    command += ["--implementation", "cp", "--dest", str(wheels)]
    for each in PLATFORMS[name]:
        command += ["--platform", each]
    return [*command, "--requirement", str(REQUIREMENTS / "run.txt")]


def _own_line(wheel: Path) -> str:
    project, version = wheel.name.split("-")[:2]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{project.replace('_', '-')}=={version} \\\n    --hash=sha256:{digest}\n"


def _check(folder: Path) -> None:
    """See that each file that is there is one that the installer accepts, and none is left out."""
    text = (folder / "requirements.txt").read_text(encoding="utf-8")
    accepted = set(re.findall(r"sha256:([0-9a-f]{64})", text))
    for wheel in (folder / "wheels").iterdir():
        if hashlib.sha256(wheel.read_bytes()).hexdigest() not in accepted:
            raise Missing(f"{wheel.name} is not among the locked requirements")
