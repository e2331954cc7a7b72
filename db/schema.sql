-- Written by db/dump_schema.py from a migrated database; do not edit.

CREATE TABLE access (
    id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    people TEXT NOT NULL,
    came_at VARCHAR(16) NOT NULL,
    left_at VARCHAR(16),
    purpose TEXT NOT NULL,
    escort TEXT NOT NULL,
    visitors BOOLEAN NOT NULL,
    CONSTRAINT pk_access PRIMARY KEY (id),
    CONSTRAINT fk_access_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE acquisition (
    weapon_id INTEGER NOT NULL,
    acquisition VARCHAR(16) NOT NULL,
    acquired_on VARCHAR(10) NOT NULL,
    exemption VARCHAR(24),
    reference TEXT NOT NULL,
    CONSTRAINT pk_acquisition PRIMARY KEY (weapon_id),
    CONSTRAINT fk_acquisition_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
);

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

CREATE TABLE check_answer (
    check_id INTEGER NOT NULL,
    question VARCHAR(16) NOT NULL,
    answer VARCHAR(16) NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_check_answer PRIMARY KEY (check_id, question),
    CONSTRAINT fk_check_answer_check_id_security_check FOREIGN KEY(check_id) REFERENCES security_check (id)
)
 WITHOUT ROWID
;

CREATE TABLE check_list (
    name VARCHAR(64) NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    adopted_at VARCHAR(27) NOT NULL,
    adopted_by VARCHAR(64) NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_check_list PRIMARY KEY (name, version)
);

CREATE TABLE check_photograph (
    id INTEGER NOT NULL,
    check_id INTEGER NOT NULL,
    question VARCHAR(16) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    media_type VARCHAR(40) NOT NULL,
    size INTEGER NOT NULL,
    caption TEXT NOT NULL,
    CONSTRAINT pk_check_photograph PRIMARY KEY (id),
    CONSTRAINT fk_check_photograph_check_id_security_check FOREIGN KEY(check_id) REFERENCES security_check (id)
);

CREATE TABLE collection_campaign (
    id INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    held_on VARCHAR(10) NOT NULL,
    title TEXT NOT NULL,
    for_women BOOLEAN NOT NULL,
    reached INTEGER NOT NULL,
    notes TEXT NOT NULL,
    CONSTRAINT pk_collection_campaign PRIMARY KEY (id),
    CONSTRAINT fk_collection_campaign_programme_id_collection_programme FOREIGN KEY(programme_id) REFERENCES collection_programme (id)
);

CREATE TABLE collection_day (
    site_id INTEGER NOT NULL,
    day VARCHAR(10) NOT NULL,
    closed_at VARCHAR(27) NOT NULL,
    closed_by VARCHAR(64) NOT NULL,
    figures TEXT NOT NULL,
    weapons TEXT NOT NULL,
    people TEXT NOT NULL,
    rounds INTEGER NOT NULL,
    explanations TEXT NOT NULL,
    spoilt TEXT NOT NULL,
    notes TEXT NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_collection_day PRIMARY KEY (site_id, day),
    CONSTRAINT fk_collection_day_site_id_collection_site FOREIGN KEY(site_id) REFERENCES collection_site (id)
)
 WITHOUT ROWID
;

CREATE TABLE collection_programme (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    authority TEXT NOT NULL,
    basis TEXT NOT NULL,
    data_owner TEXT NOT NULL,
    appeal TEXT NOT NULL,
    starts_on VARCHAR(10) NOT NULL,
    ends_on VARCHAR(10),
    minutes INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    notes TEXT NOT NULL,
    closed_on VARCHAR(10),
    closed_reason TEXT NOT NULL,
    CONSTRAINT pk_collection_programme PRIMARY KEY (id)
);

CREATE TABLE collection_site (
    id INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    code VARCHAR(16) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    custody VARCHAR(16) NOT NULL,
    opened_on VARCHAR(10) NOT NULL,
    lanes INTEGER NOT NULL,
    hours INTEGER NOT NULL,
    key_holders TEXT NOT NULL,
    notes TEXT NOT NULL,
    closed_on VARCHAR(10),
    closed_reason TEXT NOT NULL,
    last_number INTEGER NOT NULL,
    CONSTRAINT pk_collection_site PRIMARY KEY (id),
    CONSTRAINT fk_collection_site_programme_id_collection_programme FOREIGN KEY(programme_id) REFERENCES collection_programme (id),
    CONSTRAINT fk_collection_site_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE collection_team_member (
    site_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    since VARCHAR(10) NOT NULL,
    name TEXT NOT NULL,
    sex VARCHAR(8),
    duty VARCHAR(24) NOT NULL,
    CONSTRAINT pk_collection_team_member PRIMARY KEY (site_id, position),
    CONSTRAINT fk_collection_team_member_site_id_collection_site FOREIGN KEY(site_id) REFERENCES collection_site (id)
)
 WITHOUT ROWID
;

CREATE TABLE compartment_holder (
    compartment VARCHAR(16) NOT NULL,
    epoch INTEGER NOT NULL,
    name VARCHAR(64) NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    admitted_at VARCHAR(27) NOT NULL,
    CONSTRAINT pk_compartment_holder PRIMARY KEY (compartment, epoch, name)
)
 WITHOUT ROWID
;

CREATE TABLE contact (
    id INTEGER NOT NULL,
    country VARCHAR(2) NOT NULL,
    office TEXT NOT NULL,
    instruments TEXT NOT NULL,
    authority TEXT NOT NULL,
    post TEXT NOT NULL,
    address TEXT NOT NULL,
    email TEXT NOT NULL,
    telephone TEXT NOT NULL,
    languages TEXT NOT NULL,
    notes TEXT NOT NULL,
    confirmed_on VARCHAR(10),
    confirmed_by TEXT NOT NULL,
    retired_seq INTEGER,
    CONSTRAINT pk_contact PRIMARY KEY (id)
);

CREATE TABLE count_line (
    id INTEGER NOT NULL,
    stocktake_id INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    weapon_id INTEGER,
    place_id INTEGER,
    means VARCHAR(8) NOT NULL,
    serial_read TEXT NOT NULL,
    altered BOOLEAN NOT NULL,
    found BOOLEAN NOT NULL,
    description TEXT NOT NULL,
    counted_at VARCHAR(27) NOT NULL,
    CONSTRAINT pk_count_line PRIMARY KEY (id),
    CONSTRAINT fk_count_line_stocktake_id_stocktake FOREIGN KEY(stocktake_id) REFERENCES stocktake (id)
);

CREATE TABLE counted_type (
    stocktake_id INTEGER NOT NULL,
    category VARCHAR(24) NOT NULL,
    model TEXT NOT NULL,
    calibre TEXT NOT NULL,
    expected INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    CONSTRAINT pk_counted_type PRIMARY KEY (stocktake_id, category, model, calibre),
    CONSTRAINT fk_counted_type_stocktake_id_stocktake FOREIGN KEY(stocktake_id) REFERENCES stocktake (id)
)
 WITHOUT ROWID
;

CREATE TABLE custody (
    weapon_id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    movement_id INTEGER NOT NULL,
    person_id INTEGER,
    since VARCHAR(10) NOT NULL,
    due_on VARCHAR(10),
    status_before VARCHAR(16) NOT NULL,
    CONSTRAINT pk_custody PRIMARY KEY (weapon_id),
    CONSTRAINT fk_custody_movement_id_movement FOREIGN KEY(movement_id) REFERENCES movement (id),
    CONSTRAINT fk_custody_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_custody_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
);

CREATE TABLE device_test (
    id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    device VARCHAR(16) NOT NULL,
    label TEXT NOT NULL,
    tested_on VARCHAR(10) NOT NULL,
    passed BOOLEAN NOT NULL,
    tested_by TEXT NOT NULL,
    notes TEXT NOT NULL,
    retired BOOLEAN NOT NULL,
    CONSTRAINT pk_device_test PRIMARY KEY (id),
    CONSTRAINT fk_device_test_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE discrepancy (
    id INTEGER NOT NULL,
    stocktake_id INTEGER NOT NULL,
    result VARCHAR(16) NOT NULL,
    weapon_id INTEGER,
    place_id INTEGER,
    found_place_id INTEGER,
    serial_read TEXT NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    owner TEXT NOT NULL,
    cause TEXT NOT NULL,
    action TEXT NOT NULL,
    due_on VARCHAR(10),
    outcome TEXT NOT NULL,
    closed_on VARCHAR(10),
    CONSTRAINT pk_discrepancy PRIMARY KEY (id),
    CONSTRAINT fk_discrepancy_stocktake_id_stocktake FOREIGN KEY(stocktake_id) REFERENCES stocktake (id)
);

CREATE TABLE disposal_check (
    order_id INTEGER NOT NULL,
    code VARCHAR(24) NOT NULL,
    passed BOOLEAN NOT NULL,
    occurred_on VARCHAR(10) NOT NULL,
    checked_by TEXT NOT NULL,
    reference TEXT NOT NULL,
    notes TEXT NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_disposal_check PRIMARY KEY (order_id, code),
    CONSTRAINT fk_disposal_check_order_id_disposal_order FOREIGN KEY(order_id) REFERENCES disposal_order (id)
)
 WITHOUT ROWID
;

CREATE TABLE disposal_day (
    id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    started_at VARCHAR(16) NOT NULL,
    reader VARCHAR(64) NOT NULL,
    confirmer VARCHAR(64) NOT NULL,
    operator TEXT NOT NULL,
    method VARCHAR(64) NOT NULL,
    components TEXT NOT NULL,
    witnesses TEXT NOT NULL,
    measures TEXT NOT NULL,
    verified INTEGER NOT NULL,
    stopped INTEGER NOT NULL,
    disposed INTEGER NOT NULL,
    ended_at VARCHAR(16),
    scrap INTEGER NOT NULL,
    scrap_to TEXT NOT NULL,
    notes TEXT NOT NULL,
    CONSTRAINT pk_disposal_day PRIMARY KEY (id),
    CONSTRAINT fk_disposal_day_order_id_disposal_order FOREIGN KEY(order_id) REFERENCES disposal_order (id),
    CONSTRAINT fk_disposal_day_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE disposal_line (
    order_id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    status_before VARCHAR(16) NOT NULL,
    serial TEXT,
    maker TEXT NOT NULL,
    model TEXT NOT NULL,
    calibre TEXT NOT NULL,
    country VARCHAR(2) NOT NULL,
    category VARCHAR(24),
    place_id INTEGER,
    day_id INTEGER,
    serial_read TEXT,
    serial_confirmed TEXT,
    reason TEXT NOT NULL,
    verified_at VARCHAR(16),
    read_seq INTEGER,
    disposed_at VARCHAR(16),
    disposed_seq INTEGER,
    received_by TEXT NOT NULL,
    CONSTRAINT pk_disposal_line PRIMARY KEY (order_id, weapon_id),
    CONSTRAINT fk_disposal_line_order_id_disposal_order FOREIGN KEY(order_id) REFERENCES disposal_order (id),
    CONSTRAINT fk_disposal_line_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
)
 WITHOUT ROWID
;

CREATE TABLE disposal_order (
    id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    ordered_on VARCHAR(10) NOT NULL,
    ordered_by VARCHAR(64) NOT NULL,
    authority TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    method VARCHAR(64) NOT NULL,
    method_reason TEXT NOT NULL,
    comparison TEXT NOT NULL,
    recipient TEXT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    weapons INTEGER NOT NULL,
    approved_on VARCHAR(10),
    approved_by VARCHAR(64) NOT NULL,
    approved_seq INTEGER,
    verified_on VARCHAR(10),
    verified_by VARCHAR(64) NOT NULL,
    verified_seq INTEGER,
    statement TEXT NOT NULL,
    stated TEXT NOT NULL,
    observers TEXT NOT NULL,
    cancelled TEXT NOT NULL,
    CONSTRAINT pk_disposal_order PRIMARY KEY (id)
);

CREATE TABLE disposal_photograph (
    id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    weapon_id INTEGER,
    moment VARCHAR(8) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    media_type VARCHAR(40) NOT NULL,
    size INTEGER NOT NULL,
    caption TEXT NOT NULL,
    CONSTRAINT pk_disposal_photograph PRIMARY KEY (id),
    CONSTRAINT fk_disposal_photograph_order_id_disposal_order FOREIGN KEY(order_id) REFERENCES disposal_order (id)
);

CREATE TABLE document (
    id INTEGER NOT NULL,
    document VARCHAR(40) NOT NULL,
    number VARCHAR(40) NOT NULL,
    scope TEXT NOT NULL,
    weapons INTEGER NOT NULL,
    subject_id INTEGER,
    weapon_id INTEGER,
    made_at VARCHAR(27) NOT NULL,
    made_by VARCHAR(64) NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (id)
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

CREATE TABLE finding (
    id INTEGER NOT NULL,
    check_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    question VARCHAR(16) NOT NULL,
    group_code VARCHAR(16) NOT NULL,
    critical INTEGER NOT NULL,
    text TEXT NOT NULL,
    answer VARCHAR(16) NOT NULL,
    owner TEXT NOT NULL,
    due_on VARCHAR(10),
    cost INTEGER,
    currency VARCHAR(8) NOT NULL,
    action TEXT NOT NULL,
    closed_on VARCHAR(10),
    CONSTRAINT pk_finding PRIMARY KEY (id),
    CONSTRAINT fk_finding_check_id_security_check FOREIGN KEY(check_id) REFERENCES security_check (id)
);

CREATE TABLE found_again (
    id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    occurred_on VARCHAR(10) NOT NULL,
    found_by TEXT NOT NULL,
    circumstances TEXT NOT NULL,
    certificate VARCHAR(40) NOT NULL,
    place_id INTEGER,
    incident_id INTEGER,
    CONSTRAINT pk_found_again PRIMARY KEY (id),
    CONSTRAINT fk_found_again_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id),
    CONSTRAINT fk_found_again_order_id_disposal_order FOREIGN KEY(order_id) REFERENCES disposal_order (id)
);

CREATE TABLE hand_in (
    id INTEGER NOT NULL,
    participant_id INTEGER NOT NULL,
    site_id INTEGER NOT NULL,
    opened_at VARCHAR(16) NOT NULL,
    opened_by VARCHAR(64) NOT NULL,
    closed_at VARCHAR(16),
    officer TEXT NOT NULL,
    cancelled TEXT,
    CONSTRAINT pk_hand_in PRIMARY KEY (id),
    CONSTRAINT fk_hand_in_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id),
    CONSTRAINT fk_hand_in_site_id_collection_site FOREIGN KEY(site_id) REFERENCES collection_site (id)
);

CREATE TABLE hand_in_ammunition (
    id INTEGER NOT NULL,
    hand_in_id INTEGER NOT NULL,
    nature TEXT NOT NULL,
    lot TEXT NOT NULL,
    headstamp TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    safe VARCHAR(16) NOT NULL,
    technician TEXT NOT NULL,
    CONSTRAINT pk_hand_in_ammunition PRIMARY KEY (id),
    CONSTRAINT fk_hand_in_ammunition_hand_in_id_hand_in FOREIGN KEY(hand_in_id) REFERENCES hand_in (id)
);

CREATE TABLE hand_in_explosive (
    id INTEGER NOT NULL,
    hand_in_id INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    technician TEXT NOT NULL,
    referred_at VARCHAR(16) NOT NULL,
    CONSTRAINT pk_hand_in_explosive PRIMARY KEY (id),
    CONSTRAINT fk_hand_in_explosive_hand_in_id_hand_in FOREIGN KEY(hand_in_id) REFERENCES hand_in (id)
);

CREATE TABLE hand_in_weapon (
    id INTEGER NOT NULL,
    hand_in_id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    tag TEXT NOT NULL,
    safe VARCHAR(16) NOT NULL,
    cleared_by TEXT NOT NULL,
    serviceable BOOLEAN,
    accessories TEXT NOT NULL,
    CONSTRAINT pk_hand_in_weapon PRIMARY KEY (id),
    CONSTRAINT fk_hand_in_weapon_hand_in_id_hand_in FOREIGN KEY(hand_in_id) REFERENCES hand_in (id),
    CONSTRAINT fk_hand_in_weapon_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
);

CREATE TABLE import_profile (
    name VARCHAR(64) NOT NULL,
    mapping TEXT NOT NULL,
    base TEXT NOT NULL,
    CONSTRAINT pk_import_profile PRIMARY KEY (name)
);

CREATE TABLE incident (
    id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    place_id INTEGER,
    discovered_on VARCHAR(10) NOT NULL,
    occurred_from VARCHAR(10),
    occurred_until VARCHAR(10),
    circumstances TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    recorded_at VARCHAR(27) NOT NULL,
    stocktake_id INTEGER,
    dispatch_id INTEGER,
    findings TEXT NOT NULL,
    action TEXT NOT NULL,
    investigators TEXT NOT NULL,
    police_reference TEXT NOT NULL,
    interpol_reference TEXT NOT NULL,
    outcome TEXT NOT NULL,
    closed_on VARCHAR(10),
    CONSTRAINT pk_incident PRIMARY KEY (id),
    CONSTRAINT fk_incident_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE incident_weapon (
    incident_id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    status_before VARCHAR(16) NOT NULL,
    recovered_on VARCHAR(10),
    CONSTRAINT pk_incident_weapon PRIMARY KEY (incident_id, weapon_id),
    CONSTRAINT fk_incident_weapon_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id),
    CONSTRAINT fk_incident_weapon_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
)
 WITHOUT ROWID
;

CREATE TABLE key_copy (
    lock_id INTEGER NOT NULL,
    copy INTEGER NOT NULL,
    person_id INTEGER,
    since VARCHAR(10) NOT NULL,
    lost_on VARCHAR(10),
    CONSTRAINT pk_key_copy PRIMARY KEY (lock_id, copy),
    CONSTRAINT fk_key_copy_lock_id_lock FOREIGN KEY(lock_id) REFERENCES lock (id),
    CONSTRAINT fk_key_copy_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID
;

CREATE TABLE key_count (
    id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    counted_on VARCHAR(10) NOT NULL,
    expected INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    counted_by TEXT NOT NULL,
    witness TEXT NOT NULL,
    CONSTRAINT pk_key_count PRIMARY KEY (id),
    CONSTRAINT fk_key_count_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE key_event (
    id INTEGER NOT NULL,
    lock_id INTEGER NOT NULL,
    copy INTEGER NOT NULL,
    event VARCHAR(8) NOT NULL,
    person_id INTEGER,
    occurred_on VARCHAR(10) NOT NULL,
    witness TEXT NOT NULL,
    purpose TEXT NOT NULL,
    recorded_by VARCHAR(64) NOT NULL,
    CONSTRAINT pk_key_event PRIMARY KEY (id),
    CONSTRAINT fk_key_event_lock_id_lock FOREIGN KEY(lock_id) REFERENCES lock (id),
    CONSTRAINT fk_key_event_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE TABLE lesson (
    id INTEGER NOT NULL,
    lesson_kind VARCHAR(16) NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    topic TEXT NOT NULL,
    subject VARCHAR(16) NOT NULL,
    number INTEGER,
    shareable BOOLEAN NOT NULL,
    recorded_on VARCHAR(10) NOT NULL,
    recorded_by VARCHAR(64) NOT NULL,
    withdrawn TEXT NOT NULL,
    CONSTRAINT pk_lesson PRIMARY KEY (id)
);

CREATE TABLE lock (
    id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    hand INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    fitted_on VARCHAR(10) NOT NULL,
    removed_on VARCHAR(10),
    reason TEXT NOT NULL,
    CONSTRAINT pk_lock PRIMARY KEY (id),
    CONSTRAINT fk_lock_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE manifest_container (
    movement_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    seals TEXT NOT NULL,
    seals_read TEXT,
    intact BOOLEAN,
    arrived_id INTEGER,
    CONSTRAINT pk_manifest_container PRIMARY KEY (movement_id, place_id),
    CONSTRAINT fk_manifest_container_movement_id_movement FOREIGN KEY(movement_id) REFERENCES movement (id),
    CONSTRAINT fk_manifest_container_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
)
 WITHOUT ROWID
;

CREATE TABLE "mark" (
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    weapon_id INTEGER,
    component VARCHAR(16) NOT NULL,
    occasion VARCHAR(16) NOT NULL,
    text TEXT NOT NULL,
    position TEXT NOT NULL,
    method VARCHAR(16) NOT NULL,
    met TEXT NOT NULL,
    not_met TEXT NOT NULL,
    altered BOOLEAN NOT NULL,
    observed_on VARCHAR(10) NOT NULL,
    country VARCHAR(2) NOT NULL,
    year INTEGER,
    maker TEXT NOT NULL,
    serial TEXT NOT NULL,
    model TEXT NOT NULL,
    calibre TEXT NOT NULL,
    code TEXT NOT NULL,
    authority TEXT NOT NULL,
    height INTEGER,
    depth INTEGER,
    part_id INTEGER,
    job_id INTEGER,
    text_fold TEXT NOT NULL,
    CONSTRAINT pk_mark PRIMARY KEY (origin, seq),
    CONSTRAINT fk_mark_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
);

CREATE TABLE marking_job (
    id INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    occasion VARCHAR(16) NOT NULL,
    opened_on VARCHAR(10) NOT NULL,
    opened_by VARCHAR(64) NOT NULL,
    team TEXT NOT NULL,
    position TEXT NOT NULL,
    authority TEXT NOT NULL,
    profile VARCHAR(40) NOT NULL,
    profile_version INTEGER NOT NULL,
    closed_on VARCHAR(10),
    notes TEXT NOT NULL,
    CONSTRAINT pk_marking_job PRIMARY KEY (id)
);

CREATE TABLE marking_line (
    job_id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    component VARCHAR(16) NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    state VARCHAR(16) NOT NULL,
    faults TEXT NOT NULL,
    applied_on VARCHAR(10),
    applied_by TEXT NOT NULL,
    method VARCHAR(16),
    height INTEGER,
    depth INTEGER,
    applied_seq INTEGER,
    CONSTRAINT pk_marking_line PRIMARY KEY (job_id, weapon_id, component),
    CONSTRAINT fk_marking_line_job_id_marking_job FOREIGN KEY(job_id) REFERENCES marking_job (id),
    CONSTRAINT fk_marking_line_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
)
 WITHOUT ROWID
;

CREATE TABLE movement (
    id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    occurred_on VARCHAR(10) NOT NULL,
    recorded_at VARCHAR(27) NOT NULL,
    recorded_by VARCHAR(64) NOT NULL,
    place_id INTEGER,
    person_id INTEGER,
    ref_id INTEGER,
    due_on VARCHAR(10),
    handed_by TEXT NOT NULL,
    received_by TEXT NOT NULL,
    authorised_by TEXT NOT NULL,
    purpose TEXT NOT NULL,
    vehicle TEXT NOT NULL,
    escort TEXT NOT NULL,
    explanation TEXT NOT NULL,
    weapons INTEGER NOT NULL,
    CONSTRAINT pk_movement PRIMARY KEY (id),
    CONSTRAINT fk_movement_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_movement_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE movement_line (
    movement_id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    from_place_id INTEGER NOT NULL,
    to_place_id INTEGER,
    from_fixed_id INTEGER NOT NULL,
    to_fixed_id INTEGER,
    status_before VARCHAR(16) NOT NULL,
    status_after VARCHAR(16) NOT NULL,
    outcome VARCHAR(16) NOT NULL,
    CONSTRAINT pk_movement_line PRIMARY KEY (movement_id, weapon_id),
    CONSTRAINT fk_movement_line_movement_id_movement FOREIGN KEY(movement_id) REFERENCES movement (id),
    CONSTRAINT fk_movement_line_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
)
 WITHOUT ROWID
;

CREATE TABLE national_report (
    id INTEGER NOT NULL,
    title TEXT NOT NULL,
    period_first VARCHAR(10) NOT NULL,
    period_last VARCHAR(10) NOT NULL,
    frozen_on VARCHAR(10) NOT NULL,
    frozen_by VARCHAR(64) NOT NULL,
    numbering VARCHAR(40) NOT NULL,
    template VARCHAR(40) NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    head INTEGER NOT NULL,
    seal VARCHAR(20) NOT NULL,
    cells TEXT NOT NULL,
    overrides TEXT NOT NULL,
    answers TEXT NOT NULL,
    tables TEXT NOT NULL,
    compared_id INTEGER,
    notes TEXT NOT NULL,
    CONSTRAINT pk_national_report PRIMARY KEY (id)
);

CREATE TABLE need (
    id INTEGER NOT NULL,
    need_kind VARCHAR(16) NOT NULL,
    title TEXT NOT NULL,
    objective TEXT NOT NULL,
    assessment TEXT NOT NULL,
    indicator TEXT NOT NULL,
    baseline INTEGER NOT NULL,
    target INTEGER NOT NULL,
    unit TEXT NOT NULL,
    cost INTEGER,
    currency VARCHAR(8) NOT NULL,
    priority VARCHAR(8) NOT NULL,
    place_id INTEGER,
    due_on VARCHAR(10),
    origin VARCHAR(16) NOT NULL,
    evidence TEXT NOT NULL,
    finding INTEGER,
    raised_on VARCHAR(10) NOT NULL,
    raised_by VARCHAR(64) NOT NULL,
    status VARCHAR(16) NOT NULL,
    CONSTRAINT pk_need PRIMARY KEY (id)
);

CREATE TABLE need_step (
    id INTEGER NOT NULL,
    need_id INTEGER NOT NULL,
    status VARCHAR(16) NOT NULL,
    stated_on VARCHAR(10) NOT NULL,
    stated_by VARCHAR(64) NOT NULL,
    reason TEXT NOT NULL,
    partner TEXT NOT NULL,
    measured INTEGER,
    CONSTRAINT pk_need_step PRIMARY KEY (id)
);

CREATE TABLE notification (
    id INTEGER NOT NULL,
    incident_id INTEGER NOT NULL,
    whom TEXT NOT NULL,
    notified_at VARCHAR(16) NOT NULL,
    how TEXT NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_notification PRIMARY KEY (id),
    CONSTRAINT fk_notification_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
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

CREATE TABLE part (
    id INTEGER NOT NULL,
    component VARCHAR(16) NOT NULL,
    material VARCHAR(16) NOT NULL,
    description TEXT NOT NULL,
    weapon_id INTEGER,
    place_id INTEGER,
    since VARCHAR(10) NOT NULL,
    CONSTRAINT pk_part PRIMARY KEY (id),
    CONSTRAINT fk_part_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id),
    CONSTRAINT fk_part_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE part_entry (
    part_id INTEGER NOT NULL,
    origin VARCHAR(8) NOT NULL,
    seq INTEGER NOT NULL,
    weapon_id INTEGER,
    CONSTRAINT pk_part_entry PRIMARY KEY (part_id, origin, seq),
    CONSTRAINT fk_part_entry_part_id_part FOREIGN KEY(part_id) REFERENCES part (id)
)
 WITHOUT ROWID
;

CREATE TABLE participant (
    id INTEGER NOT NULL,
    code VARCHAR(32) NOT NULL,
    site_id INTEGER NOT NULL,
    arrived_at VARCHAR(16) NOT NULL,
    sex VARCHAR(8),
    age_group VARCHAR(16) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    eligible BOOLEAN,
    ineligible VARCHAR(24),
    appeal VARCHAR(16) NOT NULL,
    appeal_on VARCHAR(10),
    child_staff TEXT NOT NULL,
    form TEXT NOT NULL,
    CONSTRAINT pk_participant PRIMARY KEY (id),
    CONSTRAINT fk_participant_site_id_collection_site FOREIGN KEY(site_id) REFERENCES collection_site (id)
);

CREATE TABLE person (
    id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    post TEXT NOT NULL,
    organisation TEXT NOT NULL,
    sex VARCHAR(8),
    user VARCHAR(64) NOT NULL,
    retired_seq INTEGER,
    CONSTRAINT pk_person PRIMARY KEY (id)
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

CREATE TABLE "place" (
    id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    code VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    parent_id INTEGER,
    depot_id INTEGER NOT NULL,
    store_kind VARCHAR(16),
    closed_seq INTEGER,
    batch INTEGER,
    depot TEXT NOT NULL,
    store TEXT NOT NULL,
    within TEXT NOT NULL,
    depot_kind VARCHAR(24),
    address TEXT NOT NULL,
    capacity INTEGER,
    keeper TEXT NOT NULL,
    two_keys BOOLEAN NOT NULL,
    two_parties BOOLEAN NOT NULL,
    notes TEXT NOT NULL,
    seals TEXT NOT NULL,
    sealed_on VARCHAR(10),
    dispatch_id INTEGER,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT fk_place_parent_id_place FOREIGN KEY(parent_id) REFERENCES place (id)
);

CREATE TABLE qualification (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    gained_on VARCHAR(10) NOT NULL,
    expires_on VARCHAR(10),
    certificate TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    training_id INTEGER,
    withdrawn_on VARCHAR(10),
    withdrawn_reason TEXT NOT NULL,
    CONSTRAINT pk_qualification PRIMARY KEY (id)
);

CREATE TABLE reference (
    id INTEGER NOT NULL,
    name VARCHAR(80) NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    in_force BOOLEAN NOT NULL,
    adopted_at VARCHAR(27) NOT NULL,
    adopted_by VARCHAR(64) NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_reference PRIMARY KEY (id)
);

CREATE TABLE requirement (
    id INTEGER NOT NULL,
    unit TEXT NOT NULL,
    category VARCHAR(32) NOT NULL,
    model TEXT NOT NULL,
    calibre TEXT NOT NULL,
    posts INTEGER NOT NULL,
    scale INTEGER NOT NULL,
    reserve INTEGER NOT NULL,
    training INTEGER NOT NULL,
    attrition INTEGER NOT NULL,
    obsolete BOOLEAN NOT NULL,
    basis TEXT NOT NULL,
    stated_on VARCHAR(10) NOT NULL,
    CONSTRAINT pk_requirement PRIMARY KEY (id)
);

CREATE TABLE sample_line (
    stocktake_id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_sample_line PRIMARY KEY (stocktake_id, weapon_id),
    CONSTRAINT fk_sample_line_stocktake_id_stocktake FOREIGN KEY(stocktake_id) REFERENCES stocktake (id),
    CONSTRAINT fk_sample_line_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
)
 WITHOUT ROWID
;

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

CREATE TABLE seal_event (
    id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    event VARCHAR(16) NOT NULL,
    occurred_on VARCHAR(10) NOT NULL,
    seals TEXT NOT NULL,
    intact BOOLEAN NOT NULL,
    done_by TEXT NOT NULL,
    witness TEXT NOT NULL,
    notes TEXT NOT NULL,
    CONSTRAINT pk_seal_event PRIMARY KEY (id),
    CONSTRAINT fk_seal_event_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE sealed_entry (
    id INTEGER NOT NULL,
    compartment VARCHAR(16) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    epoch INTEGER NOT NULL,
    recorded_at VARCHAR(27) NOT NULL,
    recorded_by VARCHAR(64) NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_sealed_entry PRIMARY KEY (id)
);

CREATE TABLE sealed_subject (
    compartment VARCHAR(16) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    epoch INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    erased_at VARCHAR(27),
    reason TEXT NOT NULL,
    CONSTRAINT pk_sealed_subject PRIMARY KEY (compartment, subject)
)
 WITHOUT ROWID
;

CREATE TABLE security_check (
    id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    check_list VARCHAR(64) NOT NULL,
    version INTEGER NOT NULL,
    inspector TEXT NOT NULL,
    opened_on VARCHAR(10) NOT NULL,
    completed_on VARCHAR(10),
    cancelled_seq INTEGER,
    points INTEGER,
    out_of INTEGER,
    level INTEGER,
    failed TEXT NOT NULL,
    present TEXT NOT NULL,
    notes TEXT NOT NULL,
    CONSTRAINT pk_security_check PRIMARY KEY (id),
    CONSTRAINT fk_security_check_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE sighting (
    weapon_id INTEGER NOT NULL,
    seen_on VARCHAR(10) NOT NULL,
    stocktake_id INTEGER NOT NULL,
    CONSTRAINT pk_sighting PRIMARY KEY (weapon_id),
    CONSTRAINT fk_sighting_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
);

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

CREATE TABLE spoilt_tag (
    tag VARCHAR(64) NOT NULL,
    site_id INTEGER NOT NULL,
    day VARCHAR(10) NOT NULL,
    CONSTRAINT pk_spoilt_tag PRIMARY KEY (tag, site_id),
    CONSTRAINT fk_spoilt_tag_site_id_collection_site FOREIGN KEY(site_id) REFERENCES collection_site (id)
)
 WITHOUT ROWID
;

CREATE TABLE stocktake (
    id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    place_id INTEGER NOT NULL,
    opened_on VARCHAR(10) NOT NULL,
    opened_at VARCHAR(27) NOT NULL,
    opened_by VARCHAR(64) NOT NULL,
    counters TEXT NOT NULL,
    seed TEXT NOT NULL,
    sample INTEGER NOT NULL,
    population INTEGER NOT NULL,
    handing_over TEXT NOT NULL,
    taking_over TEXT NOT NULL,
    reason TEXT NOT NULL,
    state VARCHAR(16) NOT NULL,
    finished_first BOOLEAN NOT NULL,
    finished_second BOOLEAN NOT NULL,
    closed_on VARCHAR(10),
    closed_seq INTEGER,
    expected INTEGER,
    found INTEGER,
    notes TEXT NOT NULL,
    CONSTRAINT pk_stocktake PRIMARY KEY (id),
    CONSTRAINT fk_stocktake_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
);

CREATE TABLE subject_key (
    compartment VARCHAR(16) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    epoch INTEGER NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_subject_key PRIMARY KEY (compartment, subject)
)
 WITHOUT ROWID
;

CREATE TABLE surplus_declaration (
    id INTEGER NOT NULL,
    declared_on VARCHAR(10) NOT NULL,
    declared_by VARCHAR(64) NOT NULL,
    authority TEXT NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    head INTEGER NOT NULL,
    figures TEXT NOT NULL,
    CONSTRAINT pk_surplus_declaration PRIMARY KEY (id)
);

CREATE TABLE surplus_line (
    declaration_id INTEGER NOT NULL,
    weapon_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    withdrawn_on VARCHAR(10),
    CONSTRAINT pk_surplus_line PRIMARY KEY (declaration_id, weapon_id),
    CONSTRAINT fk_surplus_line_declaration_id_surplus_declaration FOREIGN KEY(declaration_id) REFERENCES surplus_declaration (id),
    CONSTRAINT fk_surplus_line_weapon_id_weapon FOREIGN KEY(weapon_id) REFERENCES weapon (id)
)
 WITHOUT ROWID
;

CREATE TABLE trace_target (
    id INTEGER NOT NULL,
    acknowledge INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    confirm INTEGER NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_trace_target PRIMARY KEY (id)
);

CREATE TABLE trainee (
    training_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_trainee PRIMARY KEY (training_id, person_id)
)
 WITHOUT ROWID
;

CREATE TABLE training (
    id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    held_on VARCHAR(10) NOT NULL,
    provider TEXT NOT NULL,
    days INTEGER NOT NULL,
    location TEXT NOT NULL,
    women INTEGER NOT NULL,
    men INTEGER NOT NULL,
    notes TEXT NOT NULL,
    CONSTRAINT pk_training PRIMARY KEY (id)
);

CREATE TABLE type_count (
    stocktake_id INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    category VARCHAR(24) NOT NULL,
    model TEXT NOT NULL,
    calibre TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    CONSTRAINT pk_type_count PRIMARY KEY (stocktake_id, counter, category, model, calibre),
    CONSTRAINT fk_type_count_stocktake_id_stocktake FOREIGN KEY(stocktake_id) REFERENCES stocktake (id)
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

CREATE TABLE user_entry (
    id INTEGER NOT NULL,
    CONSTRAINT pk_user_entry PRIMARY KEY (id)
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

CREATE INDEX ix_access_place_id ON access (place_id);

CREATE INDEX ix_acquisition_acquisition ON acquisition (acquisition);

CREATE INDEX ix_check_photograph_check_id ON check_photograph (check_id);

CREATE INDEX ix_collection_campaign_programme_id ON collection_campaign (programme_id);

CREATE INDEX ix_collection_site_place_id ON collection_site (place_id);

CREATE INDEX ix_collection_site_programme_id ON collection_site (programme_id);

CREATE INDEX ix_count_line_stocktake_id_counter_weapon_id ON count_line (stocktake_id, counter, weapon_id);

CREATE INDEX ix_custody_due_on ON custody (due_on);

CREATE INDEX ix_custody_movement_id ON custody (movement_id);

CREATE INDEX ix_custody_person_id ON custody (person_id);

CREATE INDEX ix_device_test_place_id ON device_test (place_id);

CREATE INDEX ix_discrepancy_closed_on ON discrepancy (closed_on);

CREATE INDEX ix_discrepancy_stocktake_id ON discrepancy (stocktake_id);

CREATE INDEX ix_disposal_day_order_id ON disposal_day (order_id);

CREATE INDEX ix_disposal_line_weapon_id ON disposal_line (weapon_id);

CREATE INDEX ix_disposal_order_state ON disposal_order (state);

CREATE INDEX ix_disposal_photograph_order_id ON disposal_photograph (order_id);

CREATE INDEX ix_document_subject_id ON document (subject_id);

CREATE INDEX ix_document_weapon_id ON document (weapon_id);

CREATE INDEX ix_entry_origin_kind_seq ON entry (origin, kind, seq) WHERE kind <> 'weapon-registered';

CREATE INDEX ix_finding_check_id ON finding (check_id);

CREATE INDEX ix_finding_closed_on ON finding (closed_on);

CREATE INDEX ix_found_again_weapon_id ON found_again (weapon_id);

CREATE INDEX ix_hand_in_ammunition_hand_in_id ON hand_in_ammunition (hand_in_id);

CREATE INDEX ix_hand_in_explosive_hand_in_id ON hand_in_explosive (hand_in_id);

CREATE INDEX ix_hand_in_participant_id ON hand_in (participant_id);

CREATE INDEX ix_hand_in_site_id_opened_at ON hand_in (site_id, opened_at);

CREATE INDEX ix_hand_in_weapon_hand_in_id ON hand_in_weapon (hand_in_id);

CREATE INDEX ix_hand_in_weapon_tag ON hand_in_weapon (tag);

CREATE INDEX ix_hand_in_weapon_weapon_id ON hand_in_weapon (weapon_id);

CREATE INDEX ix_incident_closed_on ON incident (closed_on);

CREATE INDEX ix_incident_weapon_weapon_id ON incident_weapon (weapon_id);

CREATE INDEX ix_key_copy_person_id ON key_copy (person_id);

CREATE INDEX ix_key_count_place_id ON key_count (place_id);

CREATE INDEX ix_key_event_lock_id ON key_event (lock_id);

CREATE INDEX ix_lock_place_id ON lock (place_id);

CREATE INDEX ix_mark_part_id ON mark (part_id);

CREATE INDEX ix_mark_text_fold_weapon_id ON mark (text_fold, weapon_id);

CREATE INDEX ix_mark_weapon_id ON mark (weapon_id);

CREATE INDEX ix_marking_job_state ON marking_job (state);

CREATE INDEX ix_marking_line_weapon_id ON marking_line (weapon_id);

CREATE INDEX ix_movement_line_weapon_id ON movement_line (weapon_id);

CREATE INDEX ix_movement_person_id ON movement (person_id);

CREATE INDEX ix_movement_ref_id ON movement (ref_id);

CREATE INDEX ix_need_step_need_id ON need_step (need_id);

CREATE INDEX ix_notification_incident_id ON notification (incident_id);

CREATE INDEX ix_part_weapon_id ON part (weapon_id);

CREATE INDEX ix_participant_code ON participant (code);

CREATE INDEX ix_participant_form ON participant (form);

CREATE INDEX ix_participant_site_id_arrived_at ON participant (site_id, arrived_at);

CREATE INDEX ix_photograph_weapon_id ON photograph (weapon_id);

CREATE INDEX ix_qualification_person_id ON qualification (person_id);

CREATE INDEX ix_reference_name ON reference (name);

CREATE INDEX ix_seal_event_place_id ON seal_event (place_id);

CREATE INDEX ix_sealed_entry_compartment_subject ON sealed_entry (compartment, subject);

CREATE INDEX ix_security_check_place_id ON security_check (place_id);

CREATE INDEX ix_stocktake_place_id ON stocktake (place_id);

CREATE INDEX ix_stocktake_state ON stocktake (state);

CREATE INDEX ix_surplus_line_weapon_id ON surplus_line (weapon_id);

CREATE INDEX ix_training_held_on ON training (held_on);

CREATE INDEX ix_weapon_place_id_category_condition_status_marks_photographs ON weapon (place_id, category, condition, status, marks, photographs);

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
