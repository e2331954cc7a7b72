"""Plays the rounds of the campaign ``kill`` in a process of its own that forks for each.

``python -m tests.faults.kill_rounds FOLDER ROUNDS SEED`` prints what came of it. The process has
one thread, and imported and compiled everything before the first fork: a round costs no more than
the act does.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.verify import verify
from tests.builders import make_register
from tests.faults import kill_acts, kill_acts_of_files, process
from tests.faults.campaign import Tally
from tests.faults.kill_acts import Act

_MIDDLE = "in the middle of an act"

SLOW = (kill_acts_of_files.Creating, kill_acts_of_files.Upgrading)
ACTS = (*kill_acts.ACTS, *kill_acts_of_files.ACTS)


@dataclass
class Played:
    """An act with the register that each of its rounds begins with.

    Attributes:
        steps: What it does when nobody kills it; nothing where steps cannot be counted.
        seconds: How long it takes then.
        points: The steps that no round was killed before yet.
        files: Which files there are when it is over.
    """

    act: Act
    template: Path
    steps: list[process.Step] = field(default_factory=list)
    seconds: float = 0.0
    points: list[int] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


@dataclass
class Count:
    """What came of the rounds so far."""

    kills: int = 0
    again: int = 0
    at_moments: int = 0
    when: Counter[str] = field(default_factory=Counter)
    aimed: set[tuple[str, int]] = field(default_factory=set)
    before: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)


def play(folder: Path, rounds: int, seed: int) -> Tally:
    """Play rounds of every act in turn, half as often of those that take long."""
    cheap_passwords()
    rng = random.Random(seed)
    plain = folder / "plain"
    make_register(plain / "register")
    played = [prepare(kind(), plain, folder) for kind in ACTS]
    count = Count()
    turns = [*played, *(each for each in played if type(each.act) not in SLOW)]
    for at in range(rounds):
        one = turns[at % len(turns)]
        here = folder / "round"
        shutil.copytree(one.template, here)
        where = f"round {at} of seed {seed}, {one.act.name}"
        try:
            count.losses += [f"{where}, {each}" for each in one_round(one, here, rng, count)]
        finally:
            shutil.rmtree(here)
    return Tally(rounds, count.kills, len(count.losses), (*told(count, played), *count.losses))


def told(count: Count, played: list[Played]) -> tuple[str, ...]:
    """Say how well the kills were aimed."""
    steps = sum(len(each.steps) for each in played)
    calls = ", ".join(f"{name} {times}" for name, times in count.before.most_common())
    aimed = count.kills - count.at_moments
    when = ", ".join(f"{times} {name}" for name, times in count.when.most_common())
    where = f"{aimed} were aimed at {len(count.aimed)} different steps of {steps} that there are"
    return (
        f"{count.kills} kills: {when}; {count.again} hit a program that went on after a kill",
        f"{where}, {count.at_moments} at moments",
        f"before: {calls}",
    )


def when_was(said: list[str]) -> str:
    """Say in words what was going on when a process spoke its last."""
    last = said[-1] if said else ""
    if last.startswith("begin to "):
        return f"as it was about to {last.removeprefix('begin to ')}"
    return _MIDDLE if last.startswith("begin ") else "between acts"


def prepare(act: Act, plain: Path, folder: Path) -> Played:
    """Furnish the register of an act, and play it once to see how long it is."""
    one = Played(act, folder / type(act).__name__)
    shutil.copytree(plain, one.template)
    act.furnish(one.template)
    with tempfile.TemporaryDirectory(dir=folder) as name:  # imports and compiles what is needed
        here = Path(name) / "here"
        shutil.copytree(one.template, here)
        act.play(here, lambda _: None)
        if found := examine(one, here, [], list(act.deeds)):
            raise AssertionError("\n".join(found))
    with tempfile.TemporaryDirectory(dir=folder) as name:
        here = Path(name) / "here"
        shutil.copytree(one.template, here)
        begun = time.monotonic()
        try:
            one.steps = process.run(lambda say: act.play(here, say)).steps
        except process.Cannot:
            process.run(lambda say: act.play(here, say), seconds=60)
        one.seconds = time.monotonic() - begun
        one.files = files_in(here)
    return one


def one_round(one: Played, here: Path, rng: random.Random, count: Count) -> list[str]:
    """Kill an act, go on and perhaps kill it again, and return what was lost."""
    said: list[str] = []
    how: list[str] = []
    for again in range(2):
        try:
            ending, point = killed(one, here, rng, again=again > 0)
        except RuntimeError as error:
            return [f"killed {how[0]}, it cannot be gone on: {error}"] if how else [str(error)]
        if ending is None:
            break
        count.kills += ending.killed
        how.append(f"before step {point} ({ending.before})" if point else "at a moment")
        if ending.killed:
            count.when[when_was(ending.said)] += 1
            count.again += again > 0
            count.at_moments += not point
        if point and ending.killed:
            count.aimed.add((one.template.name, point))
            count.before[ending.before] += 1
        said += ending.said
    found = examine(one, here, said, [each for each in said if not each.startswith("begin ")])
    return [f"killed {' and '.join(how)}: {each}" for each in found]


def killed(
    one: Played, here: Path, rng: random.Random, *, again: bool
) -> tuple[process.Ending | None, int]:
    """Play an act in a child that is killed; a third of them once more while they go on."""
    work: Callable[[Callable[[str], None]], None] = lambda say: one.act.play(here, say)  # noqa: E731
    if again and rng.random() > 1 / 3:
        return None, 0
    if not one.steps or rng.random() < 1 / 8:
        return process.run(work, seconds=rng.uniform(0.001, one.seconds)), 0
    if again:
        point = rng.randint(1, len(one.steps))
    else:
        one.points = one.points or aimed_at(one.steps, rng)
        point = one.points.pop()
    return process.run(work, step=point), point


def aimed_at(steps: list[process.Step], rng: random.Random) -> list[int]:
    """Return all steps in an order of chance, the last first.

    Half of them are in the middle of acts, and half of them are flushes, renames and the like, of
    which there are far fewer than writes, for as long as there are any.
    """
    points = rng.sample(range(1, len(steps) + 1), len(steps))
    seen: Counter[tuple[str, bool]] = Counter()
    place = {}
    for point in points:
        step = steps[point - 1]
        kind = (when_was([step.said]), "write" in step.call)
        seen[kind] += 1
        place[point] = seen[kind] / (2 if kind[0] == _MIDDLE else 1)
    return sorted(points, key=place.__getitem__, reverse=True)


def examine(one: Played, here: Path, said: list[str], done: list[str]) -> list[str]:
    """Open the register as a person does, and return what is not as it should be."""
    act = one.act
    begun = {each.removeprefix("begin ") for each in said}
    found: list[str] = []
    try:
        services = act.sit_down(here, days=2)
        try:
            for deed in act.deeds:
                there = act.there(deed, services)
                if deed in done and not there:
                    found.append(f"“{deed}” was confirmed and is not there")
                elif there and deed not in {*done, *begun}:
                    found.append(f"“{deed}” is there and was never begun")
            found += act.half(services)
            problems = verify(services.desk.store, NoProgress()).problems
            found += [f"verify: {each.kind} {each.where}" for each in problems]
            act.tidy(services)
        finally:
            services.close()
    except Exception:  # noqa: BLE001 - whatever it is, a person would be stuck with it
        found.append(traceback.format_exc(limit=-3))
    if left := one.files and files_in(here) - one.files:
        found.append(f"left behind: {', '.join(sorted(left))}")
    return found


def files_in(here: Path) -> set[str]:
    """Return what lies in a register's folder and beside it, backups left out."""
    return {
        str(path.relative_to(here))
        for path in here.rglob("*")
        if path.suffix != ".stockpile" and path.name != "sign-in.json"
    }


def cheap_passwords() -> None:
    """Let Argon2 take no time: what is tested is not how long guessing takes."""
    slow = key_file.hash_secret_raw

    def quick(*given, **parameters):
        return slow(*given, **{**parameters, "time_cost": 1, "memory_cost": 8, "parallelism": 1})

    key_file.hash_secret_raw = quick


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    tally = play(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    json.dump(asdict(tally), sys.stdout)
