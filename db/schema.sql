-- Written by db/dump_schema.py from a migrated database; do not edit.

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE batch (
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    files TEXT NOT NULL,
    profile TEXT NOT NULL,
    recorded_at VARCHAR(27) NOT NULL,
    recorded_by VARCHAR(64) NOT NULL,
    read INTEGER NOT NULL,
    created INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    undone_seq INTEGER,
    CONSTRAINT pk_batch PRIMARY KEY (origin, seq)
);

CREATE TABLE entry (
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    recorded_at VARCHAR(27) NOT NULL,
    recorded_by VARCHAR(64) NOT NULL,
    approved_by VARCHAR(64),
    kind VARCHAR(40) NOT NULL,
    body BLOB NOT NULL,
    previous BLOB NOT NULL,
    digest BLOB NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (origin, seq)
)
 WITHOUT ROWID
;

CREATE TABLE import_profile (
    name VARCHAR(64) NOT NULL,
    mapping TEXT NOT NULL,
    base TEXT NOT NULL,
    CONSTRAINT pk_import_profile PRIMARY KEY (name)
);

CREATE TABLE mark (
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    component VARCHAR(16) NOT NULL,
    occasion VARCHAR(16) NOT NULL,
    text TEXT NOT NULL,
    position TEXT NOT NULL,
    method VARCHAR(16) NOT NULL,
    met TEXT NOT NULL,
    not_met TEXT NOT NULL,
    altered BOOLEAN NOT NULL,
    observed_on VARCHAR(10) NOT NULL,
    CONSTRAINT pk_mark PRIMARY KEY (origin, seq),
    CONSTRAINT fk_mark_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
);

CREATE TABLE origin (
    origin VARCHAR(8) NOT NULL,
    number INTEGER NOT NULL,
    authority TEXT NOT NULL,
    country VARCHAR(2) NOT NULL,
    seal_key VARCHAR(64) NOT NULL,
    created_at VARCHAR(27) NOT NULL,
    CONSTRAINT pk_origin PRIMARY KEY (origin),
    CONSTRAINT uq_origin_number UNIQUE (number)
);

CREATE TABLE photograph (
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    media_type VARCHAR(40) NOT NULL,
    size INTEGER NOT NULL,
    caption TEXT NOT NULL,
    taken_on VARCHAR(10) NOT NULL,
    CONSTRAINT pk_photograph PRIMARY KEY (origin, seq),
    CONSTRAINT fk_photograph_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
);

CREATE TABLE place (
    id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    code VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    parent_id INTEGER,
    depot_id INTEGER NOT NULL,
    store_kind VARCHAR(16),
    closed_seq INTEGER,
    batch INTEGER,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT fk_place_parent_id_place FOREIGN KEY(parent_id) REFERENCES place (id)
);

CREATE TABLE seal (
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    occasion VARCHAR(64) NOT NULL,
    signature BLOB NOT NULL,
    code VARCHAR(20) NOT NULL,
    CONSTRAINT pk_seal PRIMARY KEY (origin, seq)
)
 WITHOUT ROWID
;

CREATE TABLE signature (
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    user VARCHAR(64) NOT NULL,
    signature BLOB NOT NULL,
    second VARCHAR(64),
    second_signature BLOB,
    CONSTRAINT pk_signature PRIMARY KEY (origin, seq)
)
 WITHOUT ROWID
;

CREATE TABLE user_account (
    name VARCHAR(64) NOT NULL,
    full_name TEXT NOT NULL,
    roles TEXT NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    added_at VARCHAR(27) NOT NULL,
    retired_seq INTEGER,
    CONSTRAINT pk_user_account PRIMARY KEY (name)
);

CREATE TABLE weapon (
    id INTEGER NOT NULL,
    number VARCHAR(24) NOT NULL,
    serial TEXT,
    serial_norm TEXT NOT NULL,
    serial_fold TEXT NOT NULL,
    serial_state VARCHAR(16) NOT NULL,
    maker TEXT NOT NULL,
    model TEXT NOT NULL,
    calibre TEXT NOT NULL,
    country VARCHAR(2) NOT NULL,
    year INTEGER,
    category VARCHAR(24),
    condition VARCHAR(16),
    status VARCHAR(16) NOT NULL,
    place_id INTEGER NOT NULL,
    received_on VARCHAR(10),
    source TEXT NOT NULL,
    reference TEXT NOT NULL,
    notes TEXT NOT NULL,
    batch INTEGER,
    row_key VARCHAR(32),
    registered_seq INTEGER NOT NULL,
    changed_seq INTEGER NOT NULL,
    marks INTEGER NOT NULL,
    photographs INTEGER NOT NULL,
    CONSTRAINT pk_weapon PRIMARY KEY (id),
    CONSTRAINT fk_weapon_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE weapon_entry (
    weapon_id INTEGER NOT NULL,
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_weapon_entry PRIMARY KEY (weapon_id, origin, seq),
    CONSTRAINT fk_weapon_entry_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
)
 WITHOUT ROWID
;

CREATE VIRTUAL TABLE weapon_serial USING fts5(serial_norm, content='weapon_searchable', content_rowid='id', tokenize='trigram case_sensitive 1');

CREATE INDEX ix_mark_weapon_id ON mark (weapon_id);

CREATE INDEX ix_photograph_weapon_id ON photograph (weapon_id);

CREATE INDEX ix_weapon_place_id_id_status ON weapon (place_id, id, status);

CREATE INDEX ix_weapon_row_key ON weapon (row_key) WHERE row_key IS NOT NULL;

CREATE INDEX ix_weapon_serial_fold ON weapon (serial_fold);

CREATE INDEX ix_weapon_serial_norm_id_status ON weapon (serial_norm, id, status);

CREATE VIEW weapon_searchable AS SELECT id, serial_norm FROM weapon WHERE serial_norm != '';

CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;

CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE origin = NEW.origin AND seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;

CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;

CREATE TRIGGER seal_no_replace BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM seal WHERE origin = NEW.origin AND seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;

CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;

CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END;

CREATE TRIGGER signature_no_replace BEFORE INSERT ON signature WHEN EXISTS (SELECT 1 FROM signature WHERE origin = NEW.origin AND seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END;

CREATE TRIGGER signature_no_update BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END;
