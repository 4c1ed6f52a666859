// The tables of a ledger of version 5, the first that was in use. What later versions have besides
// is in versions.cpp, and docs/ledger.md explains all of them. They never change here.
#pragma once

namespace dataflow::ledger {

inline constexpr char kFirstTables[] = R"(
  CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL CHECK (state IN ('reading', 'settled', 'held', 'failed')),
    error TEXT,
    considered INTEGER,
    in_scope INTEGER,
    without_id INTEGER,
    new INTEGER,
    changed INTEGER,
    unchanged INTEGER,
    held INTEGER,
    past INTEGER,
    absent INTEGER,
    leaving INTEGER,
    findings INTEGER,
    rows INTEGER,
    purges INTEGER NOT NULL DEFAULT 0,
    approved INTEGER NOT NULL DEFAULT 0
  );

  CREATE TABLE source_table (
    run INTEGER NOT NULL REFERENCES run (id),
    name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (run, name)
  ) WITHOUT ROWID;

  CREATE TABLE alarm (
    run INTEGER NOT NULL REFERENCES run (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    measure INTEGER NOT NULL,
    allowed INTEGER NOT NULL,
    says TEXT NOT NULL,
    PRIMARY KEY (run, position)
  ) WITHOUT ROWID;

  CREATE TABLE held_purge (
    run INTEGER NOT NULL REFERENCES run (id),
    la_child_id TEXT NOT NULL,
    PRIMARY KEY (run, la_child_id)
  ) WITHOUT ROWID;

  CREATE TABLE verdict (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    says TEXT NOT NULL CHECK (says IN ('approve', 'reject')),
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
  );

  CREATE TABLE exclusion (
    run INTEGER NOT NULL REFERENCES run (id),
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    says TEXT NOT NULL,
    persons INTEGER NOT NULL,
    PRIMARY KEY (run, position)
  ) WITHOUT ROWID;

  CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('state', 'purge')),
    digest BLOB NOT NULL,
    content_digest BLOB,
    skeleton TEXT NOT NULL,
    spared TEXT NOT NULL,
    body BLOB NOT NULL
  );

  CREATE TABLE child (
    la_child_id TEXT PRIMARY KEY,
    in_scope INTEGER NOT NULL,
    absences INTEGER NOT NULL DEFAULT 0,
    absent_on TEXT,
    accepted_document INTEGER,
    accepted_digest BLOB,
    accepted_content BLOB,
    accepted_at TEXT,
    waiting_document INTEGER,
    waiting_digest BLOB,
    waiting_since TEXT,
    waiting_purge INTEGER NOT NULL DEFAULT 0,
    past INTEGER NOT NULL DEFAULT 0,
    known TEXT NOT NULL DEFAULT '',
    in_doubt INTEGER NOT NULL DEFAULT 0,
    held_by TEXT CHECK (held_by IN ('intake', 'endpoint')),
    held_rule TEXT,
    held_path TEXT,
    held_reason TEXT,
    held_since TEXT,
    refused_digest BLOB
  ) WITHOUT ROWID;
  CREATE INDEX child_waiting ON child (waiting_purge DESC, waiting_since, la_child_id)
    WHERE waiting_document IS NOT NULL;

  CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT CHECK (outcome IN ('accepted', 'refused', 'unknown')),
    status INTEGER,
    children INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    signature_input TEXT NOT NULL,
    signature TEXT NOT NULL,
    request_id TEXT,
    answer_digest TEXT,
    answer_signature_input TEXT,
    answer_signature TEXT
  );
  CREATE INDEX delivery_open ON delivery (id) WHERE finished_at IS NULL;

  CREATE TABLE sent (
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    position INTEGER NOT NULL,
    la_child_id TEXT NOT NULL,
    document INTEGER NOT NULL,
    document_digest BLOB NOT NULL,
    change_digest BLOB NOT NULL,
    known_before TEXT NOT NULL,
    known_accepted TEXT NOT NULL,
    doubt_before INTEGER NOT NULL,
    receipt TEXT,
    PRIMARY KEY (delivery, position)
  ) WITHOUT ROWID;

  CREATE TABLE finding (
    la_child_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    place TEXT NOT NULL,
    path TEXT NOT NULL,
    weight TEXT NOT NULL CHECK (weight IN ('warn', 'hold')),
    what TEXT NOT NULL,
    source TEXT NOT NULL,
    source_row TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    last_run INTEGER NOT NULL REFERENCES run (id),
    PRIMARY KEY (la_child_id, rule, place)
  ) WITHOUT ROWID;

  CREATE TABLE finding_count (
    run INTEGER NOT NULL REFERENCES run (id),
    rule TEXT NOT NULL,
    findings INTEGER NOT NULL,
    children INTEGER NOT NULL,
    PRIMARY KEY (run, rule)
  ) WITHOUT ROWID;

  CREATE TABLE child_group (
    la_child_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (la_child_id, name)
  ) WITHOUT ROWID;

  CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    child TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
  );

  CREATE TABLE seal (
    entry INTEGER PRIMARY KEY REFERENCES audit (id),
    hash BLOB NOT NULL,
    at TEXT NOT NULL,
    key_id TEXT NOT NULL,
    signature BLOB NOT NULL
  );
)";

}  // namespace dataflow::ledger
