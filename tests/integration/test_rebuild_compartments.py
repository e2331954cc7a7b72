"""Any sequence of sealing, erasing, admitting and new codes gives the same tables again."""

from __future__ import annotations

import contextlib
import functools
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from stockpile_app.domain.access import Role
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import NotAllowed, NotAllowedNow, NotFound
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence import opening
from stockpile_app.persistence.verify import verify
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import BRIAN, PASSWORD, FakeClock, copy_register, make_register
from tests.builders_compartments import Whispered
from tests.integration.test_rebuild import TEXT

WHO = st.sampled_from(["farah", "emeka", "amina", "dora"])
WHAT = st.sampled_from(list(Compartment))
SUBJECT = st.sampled_from(["A-1", "A-2"])


@functools.cache
def template():
    folder = Path(tempfile.mkdtemp(prefix="stockpile-test-")) / "register"
    make_register(folder)
    return folder


class SealedLife(RuleBasedStateMachine):
    """Holders come and go; what was sealed can be read by those who hold the key, or by nobody."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="stockpile-test-"))
        self.clock = FakeClock()
        copy_register(template(), self.folder / "register")
        self.kept: dict[tuple[Compartment, str], list[str]] = {}
        self.sit_down("farah")

    def sit_down(self, name):
        if hasattr(self, "services"):
            self.services.close()
        store = opening.open_store(self.folder / "register", name, PASSWORD, self.clock)
        self.services = Services(Desk(store))
        self.tool = Compartments(self.services.desk)

    def teardown(self):
        if hasattr(self, "services"):
            result = verify(self.services.desk.store, NoProgress())
            self.services.close()
            shutil.rmtree(self.folder)
            assert result.ok, result.problems

    @rule(name=WHO)
    def somebody_else_sits_down(self, name):
        self.sit_down(name)

    @rule(what=WHAT, subject=SUBJECT, text=TEXT)
    def seal(self, what, subject, text):
        with contextlib.suppress(NotAllowed, NotFound):
            self.tool.require(what)
            with self.services.desk.store.write() as uow:
                self.tool.seal(uow, what, subject, Whispered(text=text))
                uow.commit()
            self.kept.setdefault((what, subject), []).append(text)

    @rule(what=WHAT, subject=SUBJECT)
    def read(self, what, subject):
        with contextlib.suppress(NotAllowed):
            found = [each.fact.text for each in self.tool.read(what, subject)]
            assert found == self.kept.get((what, subject), [])

    @rule(subject=SUBJECT)
    def erase(self, subject):
        with contextlib.suppress(NotAllowed, NotFound):
            self.tool.erase(Compartment.PARTICIPANTS, subject, "asked")
            self.kept[Compartment.PARTICIPANTS, subject] = []

    @rule(what=WHAT, name=WHO)
    def admit(self, what, name):
        with contextlib.suppress(NotAllowed, NotAllowedNow):
            self.services.admissions.admit(what, name)

    @rule(name=st.sampled_from(["farah", "emeka", "dora"]), roles=st.sets(st.sampled_from(Role)))
    def change_roles(self, name, roles):
        self.sit_down("amina")
        with contextlib.suppress(NotAllowedNow):  # nobody would be left who can open it
            self.services.users.change_roles(name, tuple(roles) or (Role.INSPECTOR,), BRIAN)

    @rule()
    def replace_the_recovery_code(self):
        with contextlib.suppress(NotAllowed, NotAllowedNow):
            self.services.users.replace_recovery_code(BRIAN)


SealedLife.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestThatCompartmentsRebuildTheSameTables = SealedLife.TestCase
