"""Whether a depot meets a subject of PoA II.17, by the answers of its last security check."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile_app.domain.checklists import CheckList, score
from stockpile_app.domain.national_report_template import SecurityLine, SecurityRule
from stockpile_app.domain.vocabulary import Answer


def meets(
    check_list: CheckList,
    answers: Mapping[str, Answer],
    subject: SecurityLine,
    rule: SecurityRule,
) -> bool:
    """Whether the groups of this subject have the percentage and no critical question fails.

    A depot where no question of the subject applies does not meet it: nothing was seen there.
    """
    groups = {each.code for each in check_list.groups if each.poa == subject.poa}
    scored = score(check_list, answers)
    points = sum(each.points for each in scored.by_group if each.group in groups)
    out_of = sum(each.out_of for each in scored.by_group if each.group in groups)
    if not out_of or 100 * points < rule.percent * out_of:
        return False
    passed = {Answer.YES, Answer.NOT_APPLICABLE}
    return all(
        answers.get(each.code) in passed
        for each in check_list.questions
        if each.group in groups and 0 < each.critical <= rule.critical
    )
