-- The store of Seqmem. Written by one driver at a time, read by anyone (sqlite3, pandas).
-- Short columns come first and JSON last: a scan of the short ones then skips the long text.

-- Every trial that has ended, once, whichever experiments share it.
CREATE TABLE trial (
    id              TEXT PRIMARY KEY NOT NULL, -- 12 hex digits, a hash of task, model, training, seed
    fingerprint     TEXT NOT NULL,             -- of the plugins that made it
    outcome         TEXT NOT NULL CHECK (outcome IN ('COMPLETED', 'DIVERGED', 'FAILED', 'STOPPED')),
    task_label      TEXT NOT NULL,
    model_label     TEXT NOT NULL,
    seed            INTEGER NOT NULL,
    steps           INTEGER NOT NULL,          -- updates done
    seconds         REAL NOT NULL,             -- wall-clock time of training and measuring
    parameters      INTEGER NOT NULL,          -- trainable numbers
    device          TEXT NOT NULL,
    training_loss   REAL,                      -- the last one read
    validation_nmse REAL,                      -- the last one
    finished_at     TEXT NOT NULL,             -- ISO 8601, UTC
    code            TEXT,                      -- error code of a failure
    message         TEXT,
    measured        TEXT NOT NULL,             -- JSON: digest of the configuration by name of the metric
    log             TEXT,                      -- JSON: the last lines logged, if it failed
    task            TEXT NOT NULL,             -- JSON, defaults included
    model           TEXT NOT NULL,
    training        TEXT NOT NULL
);

CREATE TABLE metric (
    trial_id TEXT NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    name     TEXT NOT NULL, -- nmse, or metric.value for further values
    value    REAL NOT NULL,
    PRIMARY KEY (trial_id, name)
) WITHOUT ROWID;

CREATE TABLE curve (
    trial_id TEXT NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    points   TEXT NOT NULL, -- JSON array of numbers
    PRIMARY KEY (trial_id, name)
) WITHOUT ROWID;

-- The contents that the experiments of each name have had.
CREATE TABLE experiment (
    name       TEXT NOT NULL,
    revision   INTEGER NOT NULL, -- counted from 1
    digest     TEXT NOT NULL,    -- SHA-256 of content and trials
    last_used  INTEGER NOT NULL, -- grows with every run: the highest is the current revision
    created_at TEXT NOT NULL,    -- ISO 8601, UTC
    content    TEXT NOT NULL,    -- the experiment as it was resolved
    PRIMARY KEY (name, revision),
    UNIQUE (name, digest)
);

-- The trials of each content in the order of the plan. A trial that has not ended has no row in trial.
CREATE TABLE experiment_trial (
    experiment   TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    position     INTEGER NOT NULL, -- counted from 0
    trial_id     TEXT NOT NULL,
    row_label    TEXT NOT NULL,    -- the task
    column_label TEXT NOT NULL,    -- the model
    seed         INTEGER NOT NULL,
    PRIMARY KEY (experiment, revision, position),
    FOREIGN KEY (experiment, revision) REFERENCES experiment (name, revision) ON DELETE CASCADE
) WITHOUT ROWID;

PRAGMA application_id = 1397837133; -- "SQMM": what tells this file from other SQLite databases
PRAGMA user_version = 1;            -- the schema's version; migrations raise it
