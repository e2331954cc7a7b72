"""Any sequence of facts about points of contact and targets gives the same tables again."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from stockpile_app.domain import facts as f
from stockpile_app.domain.tracing_vocabulary import ContactInstrument
from tests.integration.test_rebuild_depot import DAYS, TEXT, DepotLife

INSTRUMENTS = st.lists(st.sampled_from(list(ContactInstrument)), max_size=3, unique=True)


class DirectoryLife(DepotLife):
    """The directory is kept while the depot goes on with its life."""

    @initialize()
    def open(self):
        DepotLife.open(self)
        self.contacts = 1
        self.record(self.stated(1, "x", [ContactInstrument.ITI]))

    def stated(self, contact, text, instruments, day=""):
        return f.ContactStated(
            contact=contact,
            country="UG",
            office=text,
            instruments=tuple(instruments),
            authority=text,
            address=text,
            notes=text,
            confirmed_on=day,
            confirmed_by=text,
        )

    @rule(text=TEXT, instruments=INSTRUMENTS, day=st.just("") | DAYS, new=st.booleans())
    def state(self, text, instruments, day, new):
        self.contacts += new
        self.record(self.stated(self.contacts, text, instruments, day))

    @rule(data=st.data(), day=DAYS, text=TEXT)
    def confirm(self, data, day, text):
        contact = data.draw(st.integers(1, self.contacts))
        self.record(f.ContactConfirmed(contact=contact, confirmed_on=day, confirmed_by=text))

    @rule(data=st.data(), text=TEXT)
    def retire(self, data, text):
        self.record(f.ContactRetired(contact=data.draw(st.integers(1, self.contacts)), reason=text))

    @rule(days=st.integers(1, 3650), text=TEXT)
    def state_targets(self, days, text):
        self.record(
            f.TraceTargetsStated(
                acknowledge_days=days, answer_days=days, confirm_days=days, reason=text
            )
        )


DirectoryLife.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestThatTheDirectoryRebuildsTheSameTables = DirectoryLife.TestCase
