"""Throws hostile files at every reader of the program, in a process that is watched."""

from __future__ import annotations

import contextlib
import hashlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil

from stockpile_app.persistence.opening import open_store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, make_register
from tests.faults.bad_files_samples import Sample, samples, worsened
from tests.faults.campaign import Tally

WHAT = (
    "Files, lists, pictures, backups and codes that were changed to do harm are thrown at every"
    " reader: a crash, more than 30 seconds, memory beyond bounds, a changed file, or an entry"
    " although it was refused would be a loss."
)
SHORT, FULL = 600, 20_000

MOST_SECONDS = 30
_ENTRIES = ("register.db", "register.db-wal", "media.db", "media.db-wal", "keys.json")


def run(folder: Path, rounds: int, seed: int) -> Tally:
    """Read every whole file once, then ``rounds`` files that were changed."""
    register, samples_folder, thrown = (folder / name for name in ("register", "samples", "thrown"))
    make_register(register, ("amina", "brian"))
    samples_folder.mkdir()
    thrown.mkdir()
    services = Services(Desk(open_store(register, "amina", PASSWORD, FakeClock())))
    whole = samples(services, samples_folder)
    services.close()
    losses, refused = [], 0
    with contextlib.closing(_Reader(register, thrown)) as reader:
        for sample in whole:
            outcome, text = reader.throw(sample, sample.content)
            if outcome == "broke":
                losses.append(f"{sample.name}, unchanged: {text}")
        for at in range(rounds):
            random = Random(f"{seed}/{at}")
            sample = _chosen(whole, at, random)
            outcome, text = reader.throw(sample, worsened(sample, whole, random))
            refused += outcome == "refused"
            if outcome == "broke":
                losses.append(f"seed {seed}, round {at}, {sample.reader} {sample.name}: {text}")
    told = f"{refused} of {rounds} were refused in a sentence, the others read"
    return Tally(rounds, rounds, len(losses), (*losses, told))


def _chosen(whole: list[Sample], at: int, random: Random) -> Sample:
    """Return a file for each reader in turn, as often for one as for another."""
    readers = sorted({each.reader for each in whole})
    reader = readers[at % len(readers)]
    return random.choice([each for each in whole if each.reader == reader])


@dataclass
class _Reader:
    """The process that reads; another one takes its place when it broke."""

    register: Path
    folder: Path
    process: subprocess.Popen[str] | None = field(default=None, init=False)

    def throw(self, sample: Sample, content: bytes) -> tuple[str, str]:
        """Have a file read; return what came of it, and in which words."""
        path = self.folder / sample.name
        path.write_bytes(content)
        before = _entries(self.register)
        outcome, text = self._ask(sample.reader, path)
        if outcome == "refused" and sample.reader != "table" and _entries(self.register) != before:
            outcome, text = "broke", "a refused file changed the register"
        if not path.is_file() or path.read_bytes() != content:
            outcome, text = "broke", "the file itself was changed"
        path.unlink(missing_ok=True)
        left = [each for each in self.folder.rglob("*") if each.is_file()]
        if left and outcome == "refused":
            outcome, text = "broke", f"a refused file left {left[0].name}"
        _emptied(self.folder)
        return outcome, text

    def _ask(self, reader: str, path: Path) -> tuple[str, str]:
        process = self.process = self.process or self._started()
        overdue = threading.Timer(MOST_SECONDS, process.kill)
        overdue.start()
        try:
            print(json.dumps([reader, str(path)]), file=process.stdin, flush=True)
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            overdue.cancel()
        if answer:
            outcome, text = json.loads(answer)
            return outcome, text
        self.close()
        return "broke", "it took too long" if overdue.finished.is_set() else "the process died"

    def _started(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.faults.bad_files_readers", str(self.register)]
        root = Path(__file__).parents[2]
        return subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def close(self) -> None:
        if self.process is None:
            return
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                child.kill()
        self.process.kill()
        self.process.communicate()
        self.process = None


def _entries(register: Path) -> dict[str, str]:
    return {
        name: hashlib.sha256((register / name).read_bytes()).hexdigest()
        for name in _ENTRIES
        if (register / name).is_file()
    }


def _emptied(folder: Path) -> None:
    for each in sorted(folder.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
