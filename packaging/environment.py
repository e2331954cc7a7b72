"""The clone's own environments, made from the locked requirements, standard library only.

``.venv`` is for running and testing; what packages the program has one of its own (``folder``).

Nothing is written outside the clone. What is missing is said in one line.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
FOLDER = CLONE / ".venv"
BUILD = CLONE / "build"
REQUIREMENTS = CLONE / "requirements"

_STAMP = "installed.json"
_PIP_LOG = BUILD / "pip.log"
_NO_INDEX = (
    "No matching distribution",
    "Could not find a version",
    "NewConnectionError",
    "Max retries exceeded",
    "ProxyError",
    "ConnectTimeout",
    "ReadTimeout",
    "SSLError",
    "Could not fetch URL",
)

QT_PACKAGES = (
    "libgl1 libegl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
)


class Missing(Exception):
    """What keeps a command from running, as one line that says what to do about it."""


def ensure(kind: str, folder: Path = FOLDER) -> None:
    """Make ``folder`` hold what ``requirements/<kind>.txt`` locks, if it does not already.

    Raises:
        Missing: Python cannot make an environment, or the packages cannot be had.
    """
    stamp = _read_stamp(folder)
    if not _is_usable(stamp, folder):
        _make(folder)
        stamp = {}
    # What the tests need includes what the program needs.
    sufficient = ["run", "test"] if kind == "run" else [kind]
    if any(stamp.get("lock") == _lock_digest(name) for name in sufficient):
        return
    _install(REQUIREMENTS / f"{kind}.txt", folder)
    _put_clone_on_path(folder)
    facts = {"python": platform.python_version(), "clone": str(CLONE), "lock": _lock_digest(kind)}
    (folder / _STAMP).write_text(json.dumps(facts), encoding="utf-8")


def python(folder: Path = FOLDER) -> str:
    """Return an environment's interpreter."""
    return str(_scripts(folder) / ("python.exe" if os.name == "nt" else "python"))


def variables(*, offscreen: bool) -> dict[str, str]:
    """Return the environment variables for a program started from the clone."""
    values = {name: value for name, value in os.environ.items() if _is_wanted(name)}
    # Logs, settings and caches of what is started here stay here.
    values["STOCKPILE_HOME"] = str(BUILD / "home")
    values["XDG_CACHE_HOME"] = str(BUILD / "cache")
    if offscreen:
        values["QT_QPA_PLATFORM"] = "offscreen"
    return values


def qt_fault(*, offscreen: bool) -> str:
    """Return why Qt cannot open a window here, as one line, or "" if it can."""
    probe = "from PySide6.QtWidgets import QApplication; QApplication([])"
    result = subprocess.run(
        [python(), "-c", probe],
        env=variables(offscreen=offscreen),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode == 0:
        return ""
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    reason = next((line for line in lines if "lib" in line and ".so" in line), "")
    fault = f"Qt cannot start here ({(reason or 'no display answers').strip()})."
    if sys.platform == "linux":
        fault += f" On Debian: sudo apt-get install {QT_PACKAGES}"
    return fault


def _is_wanted(name: str) -> bool:
    """Whether a variable may pass: not another Python's, and none that chooses a register."""
    return name not in {"PYTHONPATH", "PYTHONHOME"} and not name.startswith("STOCKPILE_")


def _scripts(folder: Path) -> Path:
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _read_stamp(folder: Path) -> dict[str, str]:
    try:
        stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _is_usable(stamp: dict[str, str], folder: Path) -> bool:
    """Whether it was made here and by this Python: a moved one points elsewhere."""
    made_here = stamp.get("clone") == str(CLONE)
    same = stamp.get("python") == platform.python_version()
    return made_here and same and Path(python(folder)).exists()


def _lock_digest(kind: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{kind}.txt").read_bytes()).hexdigest()


def _make(folder: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Missing(
            "Python's venv and ensurepip modules are needed; on Debian: "
            "sudo apt-get install python3-venv"
        )
    _say(f"Making {folder.name} with Python {platform.python_version()} ...")
    try:
        venv.create(folder, with_pip=True, clear=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as error:
        raise Missing(f"Python cannot put pip into an environment: {_last_line(error)}") from None
    except OSError as error:
        raise Missing(f"{folder} cannot be made: {error.strerror or error}") from None


def _last_line(error: subprocess.CalledProcessError) -> str:
    output = (error.output or b"").decode(errors="replace").strip().splitlines()
    return output[-1] if output else f"it ended with {error.returncode}"


def _install(lock: Path, folder: Path) -> None:
    _say(
        f"Installing {lock.relative_to(CLONE)} into {folder.name}, a few minutes the first time ..."
    )
    BUILD.mkdir(exist_ok=True)
    command = [python(folder), "-m", "pip", "install", "--quiet", "--no-input", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--retries", "2"]
    command += ["--require-hashes", "-r", str(lock)]
    with _PIP_LOG.open("wb") as log:
        code = subprocess.run(
            command,
            env=variables(offscreen=True),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    if code:
        raise Missing(_pip_fault(_PIP_LOG.read_text(encoding="utf-8", errors="replace")))


def _pip_fault(output: str) -> str:
    where = _PIP_LOG.relative_to(CLONE)
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    reason = errors[-1].removeprefix("ERROR:").strip() if errors else "pip failed"
    if any(sign in output for sign in _NO_INDEX):
        return (
            f"The packages cannot be had ({reason}): connect to a package index, or set "
            f"PIP_NO_INDEX=1 and PIP_FIND_LINKS to a folder of wheels. Details: {where}"
        )
    return f"The packages cannot be installed ({reason}). Details: {where}"


def _put_clone_on_path(folder: Path) -> None:
    """Make the package importable in the environment: a path file needs no build and no network."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run(
        [python(folder), "-c", question], capture_output=True, text=True, check=True
    ).stdout.strip()
    # Before Python 3.13 path files are read in the locale's encoding.
    encoding = "utf-8" if sys.version_info >= (3, 13) else "locale"
    (Path(answer) / "stockpile-clone.pth").write_text(f"{CLONE}\n", encoding=encoding)


def _say(line: str) -> None:
    print(line, flush=True)
