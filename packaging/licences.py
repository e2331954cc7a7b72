"""Puts the licence of everything in a frozen program beside it, or says for what it has none.

Run with the interpreter that froze it: ``licences.py FOLDER``. Writes ``FOLDER/licences``: one
folder for Python, for each library and for each package of the system that something came from, and
a README.txt that names them all.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

import PyInstaller

HERE = Path(__file__).resolve().parent
CLONE = HERE.parent
TOOLS = {"pip", "setuptools", "altgraph", "macholib", "pefile", "pywin32-ctypes", "packaging"}
"""Packages of the build's environment of which nothing goes into the program."""

_LIBRARY = re.compile(r"\.(so|dll|pyd|dylib)(\.|$)")
_TEXT = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS|COPYRIGHT)", re.IGNORECASE)
_LGPL = ("PySide6_Essentials", "shiboken6")
_OWN_FILES = {"LGPL-3.0.txt": _LGPL, "GPL-3.0.txt": _LGPL}
"""Texts that are kept here, and the libraries whose packages come without them."""
_FONTS = ("LICENSE-DejaVu.txt", "LICENSE-DroidSansFallback.txt")
_HEAD = """\
Stockpile is under the Apache License 2.0 (LICENSE). It is packed together with the following, each
under its own licence, whose text is in the folder of that name.

Qt (PySide6, shiboken6), python-bidi, pycountry and python-stdnum are under the GNU Lesser General
Public License. They are files of their own, {internal}/PySide6, {internal}/bidi, pycountry and
stdnum, and can be replaced by others of the same interface. Their sources:
https://download.qt.io/official_releases/QtForPython/ and https://pypi.org.

"""


class NoLicence(Exception):
    """Something is packed in whose licence is not known."""


def main(arguments: list[str]) -> int:
    """Collect; 1 if something has no licence."""
    program = Path(arguments[0])
    try:
        lines = collect(program, program / "licences")
    except NoLicence as missing:
        print(f"licences.py: {missing}", file=sys.stderr)
        return 1
    print(f"The licences of {len(lines)} packages are in {program / 'licences'}.")
    return 0


def collect(program: Path, into: Path) -> list[str]:
    """Write the licences of all that is in ``program``; return a line for each package.

    Raises:
        NoLicence: A library belongs to nothing that is known, or a package has no licence.
    """
    shutil.rmtree(into, ignore_errors=True)
    known = [each for each in metadata.distributions() if each.name.lower() not in TOOLS]
    lines = [_python(into), *(_distribution(each, into) for each in _sorted(known))]
    lines += [_system(name, into) for name in sorted(_system_packages(program, known))]
    lines.append(_fonts(program, into))
    head = _HEAD.format(internal=_internal(program).name)
    (into / "README.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return lines


def _sorted(found: list[metadata.Distribution]) -> list[metadata.Distribution]:
    return sorted(found, key=lambda each: each.name.lower())


def _internal(program: Path) -> Path:
    folder = program / "_internal"
    return folder if folder.is_dir() else program


def _python(into: Path) -> str:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    texts = [folder / "LICENSE.txt" for folder in places if (folder / "LICENSE.txt").is_file()]
    system = Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright")
    texts += [system] if system.is_file() else []
    _copy("Python", texts[:1], into)
    return f"Python {sys.version.split()[0]}: PSF-2.0"


def _distribution(found: metadata.Distribution, into: Path) -> str:
    texts = []
    for file in found.files or ():
        in_licences = "licenses" in (part.lower() for part in file.parts[:-1])
        if file.suffix != ".py" and (in_licences or _TEXT.match(file.name)):
            texts.append(Path(str(found.locate_file(file))))
    texts += [HERE / "licences" / name for name, of in _OWN_FILES.items() if found.name in of]
    _copy(found.name, texts, into)
    about = found.metadata
    named = about.get("License-Expression") or (about.get("License") or "").strip().split("\n")[0]
    trove = [
        each.split(" :: ")[-1] for each in about.get_all("Classifier") or () if "License" in each
    ]
    return f"{found.name} {found.version}: {named or ', '.join(trove) or 'see its folder'}"


def _system_packages(program: Path, known: list[metadata.Distribution]) -> set[str]:
    """Return Debian's packages from which libraries were taken."""
    theirs = {file.name for each in known for file in each.files or ()}
    packages = set()
    for file in _internal(program).rglob("*"):
        if not file.is_file() or not _LIBRARY.search(file.name) or file.name in theirs:
            continue
        if "lib-dynload" in file.parts or file.name.startswith(("libpython", "python3")):
            continue
        packages.add(_package_of(file.name))
    return packages


def _package_of(library: str) -> str:
    folders = [Path(each) for each in ("/usr/lib", "/lib", "/usr/local/lib")]
    for folder in folders:
        for place in (folder, *folder.glob("*-linux-gnu")):
            file = place / library
            if file.exists() and (owner := _owner(file)):
                return owner
    raise NoLicence(f"{library} is packed in, and nobody knows whose it is")


def _owner(file: Path) -> str:
    """Return the package that a file is from; files moved by a merged /usr have two names."""
    for name in (str(file), str(file.resolve()), str(file.resolve()).removeprefix("/usr")):
        answer = subprocess.run(
            ["dpkg-query", "--search", name], capture_output=True, text=True, check=False
        )
        if answer.returncode == 0:
            return answer.stdout.partition(":")[0]
    return ""


def _system(package: str, into: Path) -> str:
    _copy(package, [Path("/usr/share/doc") / package / "copyright"], into)
    version = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", package],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return f"{package} {version.split()[0] if version else ''}: see its folder (Debian)"


def _fonts(program: Path, into: Path) -> str:
    _copy("fonts", [_internal(program) / "resources" / "fonts" / name for name in _FONTS], into)
    return "DejaVu and Droid Sans Fallback fonts: see the folder fonts"


def _copy(name: str, texts: list[Path], into: Path) -> None:
    folder = into / name
    folder.mkdir(parents=True, exist_ok=True)
    there = [each for each in texts if each.is_file()]
    if not there:
        raise NoLicence(f"{name} is packed in, and its licence is not to be found")
    for at, text in enumerate(there):
        taken = (folder / text.name).exists()
        shutil.copyfile(text, folder / (f"{at}-{text.name}" if taken else text.name))


if __name__ == "__main__":
    assert PyInstaller.__version__  # the environment that froze the program, and no other  # noqa: S101
    sys.exit(main(sys.argv[1:]))
