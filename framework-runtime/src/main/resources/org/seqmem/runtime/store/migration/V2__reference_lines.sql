-- What stands beside the errors of a trial, and whether one of them is too good to be true.

-- Why a completed trial is SUSPECT: an error under a floor that binds it. NULL if it is not, or was not judged.
ALTER TABLE trial ADD COLUMN suspect TEXT;

-- What the trial was last judged by: a hash of the references asked, and of all that their answers depend on.
ALTER TABLE trial ADD COLUMN judged_by TEXT;

CREATE TABLE reference_line (
    trial_id  TEXT NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
    metric    TEXT NOT NULL, -- the error that it stands beside, by its name in the table metric
    reference TEXT NOT NULL, -- state-floor, predict-zero, ...
    role      TEXT NOT NULL CHECK (role IN ('FLOOR', 'BASELINE', 'ORACLE')),
    value     REAL NOT NULL, -- mean squared error over mean target power
    content   TEXT NOT NULL, -- a hash of all that the value depends on: lines of the same content are equal
    PRIMARY KEY (trial_id, metric, reference)
) WITHOUT ROWID;

CREATE INDEX reference_line_content ON reference_line (content, value);

PRAGMA user_version = 2;
