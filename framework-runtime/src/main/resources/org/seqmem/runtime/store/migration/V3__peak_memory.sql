-- The most memory that the process of a trial had at once, in bytes. NULL where the system does not tell.
ALTER TABLE trial ADD COLUMN peak_memory INTEGER;

PRAGMA user_version = 3;
