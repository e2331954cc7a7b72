from __future__ import annotations

import pytest

from stockpile_app.domain.access import (
    FIRST_USER_ROLES,
    PERMISSIONS,
    Permission,
    Role,
    permissions_of,
    require,
)
from stockpile_app.domain.errors import NotAllowed

#             storekeeper, depot manager, inspector, DDR officer, tracing officer, administrator
MATRIX = {
    Permission.READ: "yes yes yes yes yes no",
    Permission.READ_LEDGER: "no yes yes no no yes",
    Permission.VERIFY: "yes yes yes yes yes yes",
    Permission.PRINT: "yes yes yes yes yes no",
    Permission.EXPORT: "no yes yes no yes no",
    Permission.RECORD: "yes yes no no no no",
    Permission.CORRECT: "no yes no no no no",
    Permission.IMPORT: "no yes no no no no",
    Permission.UNDO_IMPORT: "no yes no no no no",
    Permission.PLACES: "no yes no no no no",
    Permission.PEOPLE: "yes yes no no no no",
    Permission.MOVE: "yes yes no no no no",
    Permission.COUNT: "yes yes yes no no no",
    Permission.STOCKTAKE: "no yes yes no no no",
    Permission.CHECK: "no yes yes no no no",
    Permission.CHECK_LISTS: "no no no no no yes",
    Permission.MEND: "no yes no no no no",
    Permission.KEYS: "yes yes no no no no",
    Permission.REPORT_INCIDENT: "yes yes yes no no no",
    Permission.INVESTIGATE: "no yes no no no no",
    Permission.MARK: "yes yes no no no no",
    Permission.MARKING_PROFILES: "no no no no no yes",
    Permission.SURPLUS: "no yes no no no no",
    Permission.DISPOSE: "no yes no no no no",
    Permission.ATTEST: "no yes yes no no no",
    Permission.APPROVE: "no yes no no no yes",
    Permission.USERS: "no no no no no yes",
    Permission.BACK_UP: "yes yes yes yes yes yes",
    Permission.BACKUP_PLACE: "no yes no no no yes",
    Permission.COLLECT: "no no no yes no no",
    Permission.PROGRAMMES: "no yes no yes no no",
    Permission.PERSONAL_DATA: "no no no yes no no",
    Permission.TRACE: "no no no no yes no",
    Permission.CONTACTS: "no no no no yes yes",
    Permission.REPORT: "no yes no no yes no",
    Permission.REPORT_TEMPLATES: "no no no no no yes",
    Permission.TRAINING: "no yes no no no no",
    Permission.NEEDS: "no yes yes no no no",
    Permission.LESSONS: "yes yes yes yes yes no",
}
ROLES = (
    Role.STOREKEEPER,
    Role.DEPOT_MANAGER,
    Role.INSPECTOR,
    Role.DDR_OFFICER,
    Role.TRACING_OFFICER,
    Role.ADMINISTRATOR,
)


def test_that_the_matrix_is_complete():
    assert set(MATRIX) == set(Permission)
    assert set(ROLES) == set(Role) == set(PERMISSIONS)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_that_a_role_may_do_what_the_matrix_says(role, permission):
    allowed = MATRIX[permission].split()[ROLES.index(role)] == "yes"
    assert (permission in PERMISSIONS[role]) == allowed
    if allowed:
        require([role], permission)
    else:
        with pytest.raises(NotAllowed):
            require([role], permission)


def test_that_several_roles_add_up():
    both = permissions_of([Role.STOREKEEPER, Role.ADMINISTRATOR])
    assert both == PERMISSIONS[Role.STOREKEEPER] | PERMISSIONS[Role.ADMINISTRATOR]
    assert not permissions_of([])


def test_that_the_first_user_may_do_everything_but_what_is_confidential():
    confidential = {Permission.COLLECT, Permission.PERSONAL_DATA, Permission.TRACE}
    assert permissions_of(FIRST_USER_ROLES) == frozenset(Permission) - confidential
