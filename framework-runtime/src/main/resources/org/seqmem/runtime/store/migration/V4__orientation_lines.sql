-- Lines may also say where theory that holds only nearly puts a model. SQLite changes no CHECK in place.

CREATE TABLE reference_line_4 (
    trial_id  TEXT NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    metric    TEXT NOT NULL, -- the error that it stands beside, by its name in the table metric
    reference TEXT NOT NULL, -- state-floor, predict-zero, ...
    role      TEXT NOT NULL CHECK (role IN ('FLOOR', 'BASELINE', 'ORACLE', 'ORIENTATION')),
    value     REAL NOT NULL, -- mean squared error over mean target power
    content   TEXT NOT NULL, -- a hash of all that the value depends on: lines of the same content are equal
    PRIMARY KEY (trial_id, metric, reference)
) WITHOUT ROWID;

INSERT INTO reference_line_4 (trial_id, metric, reference, role, value, content)
    SELECT trial_id, metric, reference, role, value, content FROM reference_line;

DROP TABLE reference_line; -- with its index

ALTER TABLE reference_line_4 RENAME TO reference_line;

CREATE INDEX reference_line_content ON reference_line (content, value);

PRAGMA user_version = 4;
