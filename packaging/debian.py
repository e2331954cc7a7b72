"""A package of Debian around the frozen folder; ``dpkg-deb`` makes it."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from pathlib import Path

from environment import QT_PACKAGES, Missing

_HERE = Path(__file__).resolve().parent
_OPT = Path("opt/stockpile")
_SHARE = Path("usr/share")
_CONTROL = """\
Package: stockpile
Version: {version}
Architecture: {architecture}
Maintainer: The Stockpile authors <noreply@stockpile-register.invalid>
Installed-Size: {size}
Depends: {depends}
Recommends: libcups2 | libcups2t64
Section: misc
Priority: optional
Description: register of a State's small arms and light weapons
 Stockpile keeps the register of small arms and light weapons of a depot on
 one workstation, without a network. Every fact is an entry of a signed ledger
 that only grows.
 .
 What it needs of Python and Qt is packed in.
"""
_ALSO_LINKED = "libx11-6 libx11-xcb1 libzstd1 zlib1g"
_EITHER = "libglib2.0-0 | libglib2.0-0t64"
"""From Debian 13 on it has another name."""


def make(program: Path, work: Path, into: Path, release: tuple[str, str, int]) -> Path:
    """Make the package.

    Args:
        program: The frozen folder.
        release: Version, day, and the time that files are given, in seconds since 1970.

    Raises:
        Missing: ``dpkg-deb`` is not there, or failed.
    """
    if shutil.which("dpkg-deb") is None:
        raise Missing("dpkg-deb is needed: this is no Debian")
    version, day, epoch = release
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, root / _OPT, symlinks=True)
    _add_desktop(root, work / "icons", {"VERSION": version, "DATE": day})
    _add_documents(root)
    architecture = _said_by("dpkg", "--print-architecture")
    _write_control(root, version, architecture)
    _make_plain(root)
    package = into / f"stockpile_{version}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"dpkg-deb failed: {done.stderr.strip()}")
    return package


def _add_desktop(root: Path, icons: Path, values: dict[str, str]) -> None:
    _put(_HERE / "linux" / "stockpile.desktop", root / _SHARE / "applications")
    about = (_HERE / "linux" / "stockpile.metainfo.xml").read_text(encoding="utf-8")
    for name, value in values.items():
        about = about.replace(f"@{name}@", value)
    folder = root / _SHARE / "metainfo"
    folder.mkdir(parents=True)
    (folder / "org.stockpile_register.Stockpile.metainfo.xml").write_text(about, encoding="utf-8")
    themes = root / _SHARE / "icons" / "hicolor"
    _put(_HERE / "icons" / "stockpile.svg", themes / "scalable" / "apps")
    for picture in icons.glob("*.png"):
        size = picture.stem
        _put(picture, themes / f"{size}x{size}" / "apps", "stockpile.png")
    link = root / "usr" / "bin" / "stockpile"
    link.parent.mkdir(parents=True)
    link.symlink_to(Path("/") / _OPT / "stockpile")


def _add_documents(root: Path) -> None:
    folder = root / _SHARE / "doc" / "stockpile"
    _put(_HERE / "linux" / "copyright", folder)
    page = (_HERE / "linux" / "stockpile.1").read_bytes()
    manual = root / _SHARE / "man" / "man1" / "stockpile.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(page, mtime=0))


def _write_control(root: Path, version: str, architecture: str) -> None:
    names = [*QT_PACKAGES.split(), *_ALSO_LINKED.split()]
    depends = [f"libc6 (>= {_c_library()})", _EITHER, *names]
    size = sum(each.lstat().st_size for each in root.rglob("*")) // 1024
    folder = root / "DEBIAN"
    folder.mkdir()
    text = _CONTROL.format(
        version=version, architecture=architecture, depends=", ".join(depends), size=size
    )
    (folder / "control").write_text(text, encoding="utf-8")


def _c_library() -> str:
    """Return the version of the C library it was built with; it needs that or a newer one."""
    return os.confstr("CS_GNU_LIBC_VERSION").split()[1]  # type: ignore[union-attr]


def _said_by(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _put(file: Path, folder: Path, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / (name or file.name))


def _make_plain(root: Path) -> None:
    """Give everything the rights it has in a package, whatever those of this user are."""
    for each in (root, *root.rglob("*")):
        if not each.is_symlink():
            runs = each.is_dir() or each.stat().st_mode & 0o100
            each.chmod(0o755 if runs else 0o644)
