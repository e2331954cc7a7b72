"""Who may do what: roles are sets of permissions, and some acts need a second person.

Asked in services, never only in the screens (DESIGN section 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from stockpile_app.domain.errors import NotAllowed
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class Role(LabelledEnum):
    """What a user is in the depot; a person may hold several roles."""

    STOREKEEPER = "storekeeper", N_("Storekeeper")
    DEPOT_MANAGER = "depot_manager", N_("Depot manager")
    INSPECTOR = "inspector", N_("Inspector")
    DDR_OFFICER = "ddr_officer", N_("DDR officer")
    TRACING_OFFICER = "tracing_officer", N_("Tracing officer")
    ADMINISTRATOR = "administrator", N_("Administrator")


class Permission(LabelledEnum):
    """One thing that a service does on somebody's behalf."""

    READ = "read", N_("look at places and weapons")
    READ_LEDGER = "read_ledger", N_("look at all entries")
    VERIFY = "verify", N_("verify the register")
    PRINT = "print", N_("print documents")
    EXPORT = "export", N_("export files")
    RECORD = "record", N_("register and describe weapons")
    CORRECT = "correct", N_("correct a registered identity")
    IMPORT = "import", N_("import files")
    UNDO_IMPORT = "undo_import", N_("undo an import")
    PLACES = "places", N_("add and close places")
    PEOPLE = "people", N_("add people and units who hold weapons or keys")
    MOVE = "move", N_("move, issue and take back weapons")
    COUNT = "count", N_("count weapons")
    STOCKTAKE = "stocktake", N_("open and close stocktakes")
    CHECK = "check", N_("check the security of depots")
    CHECK_LISTS = "check_lists", N_("change check lists")
    MEND = "mend", N_("follow findings and discrepancies to their closing")
    KEYS = "keys", N_("keep keys, access and tests of devices")
    REPORT_INCIDENT = "report_incident", N_("report incidents")
    INVESTIGATE = "investigate", N_("investigate and close incidents")
    MARK = "mark", N_("mark weapons and keep marking jobs")
    MARKING_PROFILES = "marking_profiles", N_("change marking profiles and disposal methods")
    SURPLUS = "surplus", N_("state requirements and declare surplus")
    DISPOSE = "dispose", N_("order and run disposals")
    ATTEST = "attest", N_("verify a disposal afterwards")
    APPROVE = "approve", N_("approve as the second person")
    USERS = "users", N_("add and retire users")
    BACK_UP = "back_up", N_("make backups")
    BACKUP_PLACE = "backup_place", N_("choose the second medium for backups")
    COLLECT = "collect", N_("collect weapons from people")
    PROGRAMMES = "programmes", N_("set up collection programmes, sites and teams")
    PERSONAL_DATA = "personal_data", N_("see who handed weapons in")
    TRACE = "trace", N_("keep trace files")
    CONTACTS = "contacts", N_("keep the directory of national points of contact")
    REPORT = "report", N_("make national reports")
    REPORT_TEMPLATES = "report_templates", N_("change the templates of national reports")
    TRAINING = "training", N_("keep training and qualifications")
    NEEDS = "needs", N_("state needs for assistance")
    LESSONS = "lessons", N_("write good practices and lessons learned")


_EVERYBODY: Final = frozenset({Permission.VERIFY, Permission.BACK_UP})
_READERS: Final = _EVERYBODY | {Permission.READ, Permission.PRINT, Permission.LESSONS}

PERMISSIONS: Final[dict[Role, frozenset[Permission]]] = {
    Role.STOREKEEPER: _READERS
    | {
        Permission.RECORD,
        Permission.PEOPLE,
        Permission.MOVE,
        Permission.COUNT,
        Permission.KEYS,
        Permission.REPORT_INCIDENT,
        Permission.MARK,
    },
    Role.DEPOT_MANAGER: _READERS
    | {
        Permission.READ_LEDGER,
        Permission.EXPORT,
        Permission.RECORD,
        Permission.CORRECT,
        Permission.IMPORT,
        Permission.UNDO_IMPORT,
        Permission.PLACES,
        Permission.PEOPLE,
        Permission.MOVE,
        Permission.COUNT,
        Permission.STOCKTAKE,
        Permission.CHECK,
        Permission.MEND,
        Permission.KEYS,
        Permission.REPORT_INCIDENT,
        Permission.INVESTIGATE,
        Permission.MARK,
        Permission.SURPLUS,
        Permission.DISPOSE,
        Permission.ATTEST,
        Permission.APPROVE,
        Permission.PROGRAMMES,
        Permission.REPORT,
        Permission.TRAINING,
        Permission.NEEDS,
        Permission.BACKUP_PLACE,
    },
    Role.INSPECTOR: _READERS
    | {
        Permission.READ_LEDGER,
        Permission.EXPORT,
        Permission.COUNT,
        Permission.STOCKTAKE,
        Permission.CHECK,
        Permission.REPORT_INCIDENT,
        Permission.ATTEST,
        Permission.NEEDS,
    },
    Role.DDR_OFFICER: _READERS
    | {
        Permission.COLLECT,
        Permission.PROGRAMMES,
        Permission.PERSONAL_DATA,
    },
    Role.TRACING_OFFICER: _READERS
    | {
        Permission.EXPORT,
        Permission.TRACE,
        Permission.CONTACTS,
        Permission.REPORT,
    },
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        Permission.READ_LEDGER,
        Permission.USERS,
        Permission.CHECK_LISTS,
        Permission.MARKING_PROFILES,
        Permission.REPORT_TEMPLATES,
        Permission.CONTACTS,
        Permission.APPROVE,
        Permission.BACKUP_PLACE,
    },
}

FIRST_USER_ROLES: Final = (Role.ADMINISTRATOR, Role.DEPOT_MANAGER)


class SecondPersonAct(LabelledEnum):
    """Acts that need a second person with the right to approve."""

    CORRECT_IDENTITY = "correct_identity", N_("correction of a registered identity")
    UNDO_IMPORT = "undo_import", N_("undoing an import")
    ADD_USER = "add_user", N_("making or changing a user")
    CLOSE_SHORTAGE = "close_shortage", N_("closing a stocktake or discrepancy with a shortage")
    DISPOSE = "dispose", N_("destruction or other disposal")
    WRITE_OFF = "write_off", N_("closing an incident with weapons still gone")


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything that the holders of ``roles`` may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def require(roles: Iterable[Role], permission: Permission) -> None:
    """Refuse unless one of ``roles`` grants ``permission``.

    Raises:
        NotAllowed: None does.
    """
    if permission not in permissions_of(roles):
        raise NotAllowed(act=permission.label)
