"""Fixtures for every test: registers are real, migrated and encrypted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.store import Store
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, copy_register, make_register

os.environ["TZ"] = "UTC"  # tests say times of day; what they start has the same zone
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "tests", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def _collected_in_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let Python look for cycles as it does in the program, wherever there are windows.

    A job's thread that lets go of what is connected waits for this one, which waits for it.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    from stockpile_app.ui.collector import Collector  # noqa: PLC0415 - most tests know no Qt

    request.getfixturevalue("qapp")
    collector = Collector()
    collector.start()
    yield
    collector.stop()
    collector.look()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a user of every role; copied, never opened."""
    folder = tmp_path_factory.mktemp("template") / "register"
    make_register(folder)
    return folder


@pytest.fixture(scope="session")
def lonely_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A register with nobody but its first user, and its recovery code."""
    folder = tmp_path_factory.mktemp("lonely") / "register"
    return folder, make_register(folder, ("amina",))


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A register with a user of every role, closed."""
    return copy_register(template, tmp_path / "register")


@pytest.fixture
def open_as(folder: Path, clock: FakeClock) -> Iterator[Callable[..., Store]]:
    """Open the register of ``folder`` as somebody; it is closed after the test."""
    opened: list[Store] = []

    def open_(name: str = "amina", **options: object) -> Store:
        opened.append(open_store(folder, name, PASSWORD, clock, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_as: Callable[..., Store]) -> Store:
    """An open register with a user of every role; Amina, who may do all, is signed in."""
    return open_as()


@pytest.fixture
def services_as(open_as: Callable[..., Store]) -> Callable[..., Services]:
    """Sit down as somebody at the register of ``folder``; one writer at a time."""
    opened: list[Store] = []

    def sit_down(name: str = "amina", **options: object) -> Services:
        for store in opened:
            store.close()
        opened[:] = [open_as(name, **options)]
        return Services(Desk(opened[0]))

    return sit_down


@pytest.fixture
def services(services_as: Callable[..., Services]) -> Services:
    """All services for Amina, who is administrator and depot manager."""
    return services_as()
