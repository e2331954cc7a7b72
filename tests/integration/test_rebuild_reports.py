"""Any sequence of frozen reports and their templates; the entries alone give the same tables."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from stockpile_app.domain import facts as f
from tests.integration.test_rebuild_depot import DAYS, TEXT, DepotLife

VALUES = st.none() | st.integers(0, 9)


class ReportedLife(DepotLife):
    """The depot goes on with its life while it is reported on."""

    @initialize()
    def open(self):
        DepotLife.open(self)
        self.reports = []

    @rule(day=DAYS, text=TEXT, value=VALUES, data=st.data())
    def freeze(self, day, text, value, data):
        compared = data.draw(st.none() | st.sampled_from(self.reports)) if self.reports else None
        self.reports.append(
            self.record(
                f.ReportFrozen(
                    title=text,
                    period_first=day,
                    period_last=day,
                    occurred_on=day,
                    numbering=text[:3],
                    template="poa-iti",
                    version=1,
                    content=text,
                    head=1,
                    seal="0" * 20,
                    cells=((text, text, "", "all", value, "known"),),
                    overrides=((text, value, "known", text),),
                    answers=((text, text),),
                    tables=((text, text, text, (text,), ((text, (1,)),), (1,), False),),
                    compared=compared,
                    notes=text,
                )
            )
        )

    @rule(text=TEXT, version=st.integers(1, 9))
    def adopt(self, text, version):
        self.record(
            f.ReportTemplateAdopted(template="poa-iti", version=version, content=text, reason=text)
        )


ReportedLife.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)
TestThatReportsRebuildTheSameTables = ReportedLife.TestCase
