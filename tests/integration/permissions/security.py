"""Who may ask what of ``services.security``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.checklists import parse_check_list
from stockpile_app.domain.security import (
    AddCheckPhotograph,
    AnswerQuestion,
    AssignFinding,
    CancelCheck,
    CloseFinding,
    CompleteCheck,
    OpenCheck,
    PrintCheck,
    SaveCheckList,
)
from stockpile_app.domain.vocabulary import Answer
from tests.builders_security import small_list

DAY = dt.date(2026, 3, 2)
READERS, LISTERS = "SMIDT", "SMIDTA"

ROWS = {
    "security.check_lists": (LISTERS, lambda s, out: s.security.check_lists()),
    "security.versions": (LISTERS, lambda s, out: s.security.versions()),
    "security.check_list": (LISTERS, lambda s, out: s.security.check_list()),
    "security.save_check_list": (
        "A",
        lambda s, out: s.security.save_check_list(
            SaveCheckList(content=parse_check_list(small_list()), based_on=1, reason="x")
        ),
    ),
    "security.read_check_list": ("A", lambda s, out: s.security.read_check_list(out / "l.yaml")),
    "security.write_check_list": (
        LISTERS,
        lambda s, out: s.security.write_check_list(out / "o.yaml", "depot-security"),
    ),
    "security.checks": (READERS, lambda s, out: s.security.checks()),
    "security.check": (READERS, lambda s, out: s.security.check(1)),
    "security.latest_scores": (READERS, lambda s, out: s.security.latest_scores()),
    "security.suggestions": (READERS, lambda s, out: s.security.suggestions(1)),
    "security.picture": (READERS, lambda s, out: s.security.picture("0" * 64)),
    "security.open": (
        "MI",
        lambda s, out: s.security.open(OpenCheck(place_id=1, inspector="D", occurred_on=DAY)),
    ),
    "security.answer": (
        "MI",
        lambda s, out: s.security.answer(
            AnswerQuestion(check_id=1, question="a01", answer=Answer.YES)
        ),
    ),
    "security.add_photograph": (
        "MI",
        lambda s, out: s.security.add_photograph(
            AddCheckPhotograph(check_id=1, question="a01", content=b"\xff\xd8\xff")
        ),
    ),
    "security.complete": (
        "MI",
        lambda s, out: s.security.complete(CompleteCheck(check_id=1, occurred_on=DAY)),
    ),
    "security.cancel": (
        "MI",
        lambda s, out: s.security.cancel(CancelCheck(check_id=1, reason="x")),
    ),
    "security.findings": (READERS, lambda s, out: s.security.findings(open_only=True)),
    "security.weapons_behind": (READERS, lambda s, out: s.security.weapons_behind(1)),
    "security.assign": (
        "M",
        lambda s, out: s.security.assign(AssignFinding(finding_id=1, owner="B")),
    ),
    "security.close_finding": (
        "M",
        lambda s, out: s.security.close_finding(
            CloseFinding(finding_id=1, occurred_on=DAY, action="x")
        ),
    ),
    "security.papers.sheet": (
        READERS,
        lambda s, out: s.security.papers.sheet(PrintCheck(out=out / "c.pdf", check_id=1)),
    ),
    "security.papers.report": (
        READERS,
        lambda s, out: s.security.papers.report(PrintCheck(out=out / "r.pdf", check_id=1)),
    ),
}
