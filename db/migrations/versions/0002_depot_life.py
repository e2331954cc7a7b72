"""Depot life: people, movements, stocktakes, security checks, keys, incidents; places in full.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Names from the depot down; there were three levels until now.
NAMES = """
UPDATE place SET
    depot = CASE kind
        WHEN 'depot' THEN name
        WHEN 'store' THEN (SELECT p.name FROM place p WHERE p.id = place.parent_id)
        ELSE (
            SELECT d.name FROM place s JOIN place d ON d.id = s.parent_id
            WHERE s.id = place.parent_id
        )
    END,
    store = CASE kind
        WHEN 'depot' THEN ''
        WHEN 'store' THEN name
        ELSE (SELECT p.name FROM place p WHERE p.id = place.parent_id)
    END,
    within = CASE kind WHEN 'rack' THEN name ELSE '' END
"""


def upgrade() -> None:
    """Create the tables of the new subjects; tell more of places."""
    _places()
    _people()
    _containers()
    _movements()
    _stocktakes()
    _security()
    _guarding()
    _incidents()
    _overview()


def _places() -> None:
    texts = ("depot", "store", "within", "address", "keeper", "notes", "seals")
    with op.batch_alter_table("place", recreate="always") as batch:
        for name in ("depot", "store", "within"):
            batch.add_column(_text(name))
        batch.add_column(sa.Column("depot_kind", sa.String(length=24), nullable=True))
        batch.add_column(_text("address"))
        batch.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        batch.add_column(_text("keeper"))
        batch.add_column(_flag("two_keys"))
        batch.add_column(_flag("two_parties"))
        batch.add_column(_text("notes"))
        batch.add_column(_text("seals"))
        batch.add_column(sa.Column("sealed_on", sa.String(length=10), nullable=True))
        batch.add_column(sa.Column("dispatch_id", BIG, nullable=True))
    op.execute(NAMES)
    with op.batch_alter_table("place", recreate="always") as batch:
        for name in (*texts, "two_keys", "two_parties"):
            batch.alter_column(name, server_default=None)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _table(
    name: str,
    columns: dict[str, str],
    *,
    key: tuple[str, ...],
    refers: dict[str, str] | None = None,
    indexes: tuple[tuple[str, ...], ...] = (),
    rowid: bool = True,
) -> None:
    op.create_table(
        name,
        *(_column(each, kind, key) for each, kind in columns.items()),
        *(
            sa.ForeignKeyConstraint([each], [f"{target}.id"], name=f"fk_{name}_{each}_{target}")
            for each, target in (refers or {}).items()
        ),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        sqlite_with_rowid=rowid,
    )
    for index in indexes:
        op.create_index(f"ix_{name}_{'_'.join(index)}", name, list(index))


def _column(name: str, kind: str, key: tuple[str, ...]) -> sa.Column[object]:
    """Return a column; ``kind`` is a type, a length for strings, "?" where it may be null."""
    nullable = kind.endswith("?")
    kind = kind.rstrip("?")
    types = {"big": BIG, "int": sa.Integer(), "text": sa.Text(), "flag": sa.Boolean()}
    of_type = types.get(kind) or sa.String(length=int(kind.removeprefix("str")))
    if name in key and kind in {"big", "int"}:
        return sa.Column(name, of_type, autoincrement=False, nullable=nullable)
    return sa.Column(name, of_type, nullable=nullable)


def _people() -> None:
    _table(
        "person",
        {
            "id": "big",
            "kind": "str16",
            "name": "text",
            "code": "text",
            "post": "text",
            "organisation": "text",
            "sex": "str8?",
            "user": "str64",
            "retired_seq": "big?",
        },
        key=("id",),
    )


def _containers() -> None:
    _table(
        "seal_event",
        {
            "id": "big",
            "place_id": "big",
            "event": "str16",
            "occurred_on": "str10",
            "seals": "text",
            "intact": "flag",
            "done_by": "text",
            "witness": "text",
            "notes": "text",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(("place_id",),),
    )


def _movements() -> None:
    _table(
        "movement",
        {
            "id": "big",
            "kind": "str16",
            "occurred_on": "str10",
            "recorded_at": "str27",
            "recorded_by": "str64",
            "place_id": "big?",
            "person_id": "big?",
            "ref_id": "big?",
            "due_on": "str10?",
            "handed_by": "text",
            "received_by": "text",
            "authorised_by": "text",
            "purpose": "text",
            "vehicle": "text",
            "escort": "text",
            "explanation": "text",
            "weapons": "int",
        },
        key=("id",),
        refers={"person_id": "person", "place_id": "place"},
        indexes=(
            ("person_id",),
            ("ref_id",),
        ),
    )
    _table(
        "movement_line",
        {
            "movement_id": "big",
            "weapon_id": "big",
            "from_place_id": "big",
            "to_place_id": "big?",
            "from_fixed_id": "big",
            "to_fixed_id": "big?",
            "status_before": "str16",
            "status_after": "str16",
            "outcome": "str16",
        },
        key=(
            "movement_id",
            "weapon_id",
        ),
        refers={"movement_id": "movement", "weapon_id": "weapon"},
        indexes=(("weapon_id",),),
        rowid=False,
    )
    _table(
        "manifest_container",
        {
            "movement_id": "big",
            "place_id": "big",
            "seals": "text",
            "seals_read": "text?",
            "intact": "flag?",
            "arrived_id": "big?",
        },
        key=(
            "movement_id",
            "place_id",
        ),
        refers={"movement_id": "movement", "place_id": "place"},
        rowid=False,
    )
    _table(
        "custody",
        {
            "weapon_id": "big",
            "kind": "str16",
            "movement_id": "big",
            "person_id": "big?",
            "since": "str10",
            "due_on": "str10?",
            "status_before": "str16",
        },
        key=("weapon_id",),
        refers={"movement_id": "movement", "person_id": "person", "weapon_id": "weapon"},
        indexes=(
            ("due_on",),
            ("movement_id",),
            ("person_id",),
        ),
    )
    _table(
        "sighting",
        {
            "weapon_id": "big",
            "seen_on": "str10",
            "stocktake_id": "big",
        },
        key=("weapon_id",),
        refers={"weapon_id": "weapon"},
    )


def _stocktakes() -> None:
    _table(
        "stocktake",
        {
            "id": "big",
            "kind": "str16",
            "place_id": "big",
            "opened_on": "str10",
            "opened_at": "str27",
            "opened_by": "str64",
            "counters": "text",
            "seed": "text",
            "sample": "int",
            "population": "int",
            "handing_over": "text",
            "taking_over": "text",
            "reason": "text",
            "state": "str16",
            "finished_first": "flag",
            "finished_second": "flag",
            "closed_on": "str10?",
            "closed_seq": "big?",
            "expected": "int?",
            "found": "int?",
            "notes": "text",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(
            ("place_id",),
            ("state",),
        ),
    )
    _table(
        "sample_line",
        {
            "stocktake_id": "big",
            "weapon_id": "big",
            "position": "int",
        },
        key=(
            "stocktake_id",
            "weapon_id",
        ),
        refers={"stocktake_id": "stocktake", "weapon_id": "weapon"},
        rowid=False,
    )
    _table(
        "count_line",
        {
            "id": "big",
            "stocktake_id": "big",
            "counter": "int",
            "weapon_id": "big?",
            "place_id": "big?",
            "means": "str8",
            "serial_read": "text",
            "altered": "flag",
            "found": "flag",
            "description": "text",
            "counted_at": "str27",
        },
        key=("id",),
        refers={"stocktake_id": "stocktake"},
        indexes=(
            (
                "stocktake_id",
                "counter",
                "weapon_id",
            ),
        ),
    )
    _table(
        "type_count",
        {
            "stocktake_id": "big",
            "counter": "int",
            "category": "str24",
            "model": "text",
            "calibre": "text",
            "quantity": "int",
        },
        key=(
            "stocktake_id",
            "counter",
            "category",
            "model",
            "calibre",
        ),
        refers={"stocktake_id": "stocktake"},
        rowid=False,
    )
    _table(
        "counted_type",
        {
            "stocktake_id": "big",
            "category": "str24",
            "model": "text",
            "calibre": "text",
            "expected": "int",
            "counted": "int",
        },
        key=(
            "stocktake_id",
            "category",
            "model",
            "calibre",
        ),
        refers={"stocktake_id": "stocktake"},
        rowid=False,
    )
    _table(
        "discrepancy",
        {
            "id": "big",
            "stocktake_id": "big",
            "result": "str16",
            "weapon_id": "big?",
            "place_id": "big?",
            "found_place_id": "big?",
            "serial_read": "text",
            "description": "text",
            "quantity": "int",
            "owner": "text",
            "cause": "text",
            "action": "text",
            "due_on": "str10?",
            "outcome": "text",
            "closed_on": "str10?",
        },
        key=("id",),
        refers={"stocktake_id": "stocktake"},
        indexes=(
            ("closed_on",),
            ("stocktake_id",),
        ),
    )


def _security() -> None:
    _table(
        "check_list",
        {
            "name": "str64",
            "version": "int",
            "content": "text",
            "adopted_at": "str27",
            "adopted_by": "str64",
            "reason": "text",
        },
        key=(
            "name",
            "version",
        ),
    )
    _table(
        "security_check",
        {
            "id": "big",
            "place_id": "big",
            "check_list": "str64",
            "version": "int",
            "inspector": "text",
            "opened_on": "str10",
            "completed_on": "str10?",
            "cancelled_seq": "big?",
            "points": "int?",
            "out_of": "int?",
            "level": "int?",
            "failed": "text",
            "present": "text",
            "notes": "text",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(("place_id",),),
    )
    _table(
        "check_answer",
        {
            "check_id": "big",
            "question": "str16",
            "answer": "str16",
            "note": "text",
        },
        key=(
            "check_id",
            "question",
        ),
        refers={"check_id": "security_check"},
        rowid=False,
    )
    _table(
        "check_photograph",
        {
            "id": "big",
            "check_id": "big",
            "question": "str16",
            "sha256": "str64",
            "media_type": "str40",
            "size": "big",
            "caption": "text",
        },
        key=("id",),
        refers={"check_id": "security_check"},
        indexes=(("check_id",),),
    )
    _table(
        "finding",
        {
            "id": "big",
            "check_id": "big",
            "place_id": "big",
            "question": "str16",
            "group_code": "str16",
            "critical": "int",
            "text": "text",
            "answer": "str16",
            "owner": "text",
            "due_on": "str10?",
            "cost": "big?",
            "currency": "str8",
            "action": "text",
            "closed_on": "str10?",
        },
        key=("id",),
        refers={"check_id": "security_check"},
        indexes=(
            ("check_id",),
            ("closed_on",),
        ),
    )


def _guarding() -> None:
    _table(
        "lock",
        {
            "id": "big",
            "place_id": "big",
            "label": "text",
            "hand": "int",
            "copies": "int",
            "fitted_on": "str10",
            "removed_on": "str10?",
            "reason": "text",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(("place_id",),),
    )
    _table(
        "key_copy",
        {
            "lock_id": "big",
            "copy": "int",
            "person_id": "big?",
            "since": "str10",
            "lost_on": "str10?",
        },
        key=(
            "lock_id",
            "copy",
        ),
        refers={"lock_id": "lock", "person_id": "person"},
        indexes=(("person_id",),),
        rowid=False,
    )
    _table(
        "key_event",
        {
            "id": "big",
            "lock_id": "big",
            "copy": "int",
            "event": "str8",
            "person_id": "big?",
            "occurred_on": "str10",
            "witness": "text",
            "purpose": "text",
            "recorded_by": "str64",
        },
        key=("id",),
        refers={"lock_id": "lock", "person_id": "person"},
        indexes=(("lock_id",),),
    )
    _table(
        "key_count",
        {
            "id": "big",
            "place_id": "big",
            "counted_on": "str10",
            "expected": "int",
            "counted": "int",
            "counted_by": "text",
            "witness": "text",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(("place_id",),),
    )
    _table(
        "access",
        {
            "id": "big",
            "place_id": "big",
            "people": "text",
            "came_at": "str16",
            "left_at": "str16?",
            "purpose": "text",
            "escort": "text",
            "visitors": "flag",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(("place_id",),),
    )
    _table(
        "device_test",
        {
            "id": "big",
            "place_id": "big",
            "device": "str16",
            "label": "text",
            "tested_on": "str10",
            "passed": "flag",
            "tested_by": "text",
            "notes": "text",
            "retired": "flag",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(("place_id",),),
    )


def _incidents() -> None:
    _table(
        "incident",
        {
            "id": "big",
            "kind": "str16",
            "place_id": "big?",
            "discovered_on": "str10",
            "occurred_from": "str10?",
            "occurred_until": "str10?",
            "circumstances": "text",
            "reported_by": "text",
            "recorded_at": "str27",
            "stocktake_id": "big?",
            "dispatch_id": "big?",
            "findings": "text",
            "action": "text",
            "investigators": "text",
            "police_reference": "text",
            "interpol_reference": "text",
            "outcome": "text",
            "closed_on": "str10?",
        },
        key=("id",),
        refers={"place_id": "place"},
        indexes=(("closed_on",),),
    )
    _table(
        "incident_weapon",
        {
            "incident_id": "big",
            "weapon_id": "big",
            "status_before": "str16",
            "recovered_on": "str10?",
        },
        key=(
            "incident_id",
            "weapon_id",
        ),
        refers={"incident_id": "incident", "weapon_id": "weapon"},
        indexes=(("weapon_id",),),
        rowid=False,
    )
    _table(
        "notification",
        {
            "id": "big",
            "incident_id": "big",
            "whom": "text",
            "notified_at": "str16",
            "how": "text",
            "reference": "text",
        },
        key=("id",),
        refers={"incident_id": "incident"},
        indexes=(("incident_id",),),
    )


def _overview() -> None:
    """Index what the overview counts, so that it never has to look at the rows."""
    columns = ("place_id", "category", "condition", "status", "marks", "photographs")
    op.create_index(f"ix_weapon_{'_'.join(columns)}", "weapon", list(columns))
