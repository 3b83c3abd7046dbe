// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * Opens the SQLite file: checks that it is ours, brings its schema up to date, sets the pragmas.
 */
final class Database {

    /** The schema that this version reads and writes: the number of the last migration. */
    static final int SCHEMA = 4;

    private static final int APPLICATION_ID = 1397837133; // "SQMM", see the first migration

    private Database() {}

    /** Opens for the one writer, who has the lock; makes or migrates the schema. */
    static Connection openForWriting(Path file, Duration busyTimeout) {
        try {
            switch (state(file, plain(busyTimeout))) {
                case EMPTY, OLDER -> migrate(file, busyTimeout);
                case CURRENT -> {}
            }
            return connect(file, writing(busyTimeout));
        } catch (SQLException | FlywayException e) {
            throw StoreFailures.of(file, e);
        }
    }

    /** Opens for a reader, who may read while the writer writes. */
    static Connection openForReading(Path file, Duration busyTimeout) {
        if (!Files.exists(file)) {
            throw nothingThere(file);
        }
        try {
            switch (state(file, reading(busyTimeout))) {
                case EMPTY -> throw nothingThere(file);
                case OLDER ->
                        throw StoreFailures.unavailable(
                                file
                                        + " was written by an older Seqmem. The next seqmem run into"
                                        + " its directory brings it up to date.",
                                null);
                case CURRENT -> {}
            }
            return connect(file, reading(busyTimeout));
        } catch (SQLException e) {
            throw StoreFailures.of(file, e);
        }
    }

    private enum State {
        EMPTY,
        OLDER,
        CURRENT
    }

    private static State state(Path file, SQLiteConfig config) throws SQLException {
        if (Files.isDirectory(file)) {
            throw StoreFailures.notAStore(file, "a directory");
        }
        if (!Files.exists(file)) {
            return State.EMPTY;
        }
        try (Connection connection = connect(file, config)) {
            int version = number(connection, "PRAGMA user_version");
            int application = number(connection, "PRAGMA application_id");
            if (application != APPLICATION_ID) {
                if (application == 0 && version == 0 && !hasForeignTables(connection)) {
                    return State.EMPTY;
                }
                throw StoreFailures.notAStore(file, "a database of another program");
            }
            if (version > SCHEMA) {
                throw StoreFailures.unavailable(
                        file
                                + " was written by a newer Seqmem (schema "
                                + version
                                + ", this one knows "
                                + SCHEMA
                                + "). Use that version, or name another directory with --runs.",
                        null);
            }
            return version < SCHEMA ? State.OLDER : State.CURRENT;
        }
    }

    // A first migration that was cut off leaves Flyway's own table behind: that is still empty.
    private static boolean hasForeignTables(Connection connection) throws SQLException {
        return number(
                        connection,
                        "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
                                + " AND name NOT LIKE 'sqlite_%' AND name <> 'flyway_schema_history'")
                > 0;
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void migrate(Path file, Duration busyTimeout) {
        SQLiteDataSource source = new SQLiteDataSource(plain(busyTimeout));
        source.setUrl(url(file));
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:org/seqmem/runtime/store/migration")
                .failOnMissingLocations(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        return config.createConnection(url(file));
    }

    // As a URI, since a plain name with a question mark would be cut there.
    private static String url(Path file) {
        return "jdbc:sqlite:"
                + file.toAbsolutePath().toUri()
                + (isStill(file) ? "?immutable=1" : "");
    }

    /**
     * Whether nobody can be writing: on a read-only medium, say. SQLite could not make the index of
     * the log there, and must be told that it needs none.
     */
    private static boolean isStill(Path file) {
        return Files.exists(file)
                && !Files.isWritable(file.toAbsolutePath().resolveSibling(""))
                && !Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    }

    private static SQLiteConfig plain(Duration busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        return config;
    }

    private static SQLiteConfig writing(Duration busyTimeout) {
        SQLiteConfig config = plain(busyTimeout);
        config.setJournalMode(JournalMode.WAL); // readers do not wait for the writer
        config.setSynchronous(SynchronousMode.FULL); // a commit outlives a power cut
        config.enforceForeignKeys(true);
        return config;
    }

    private static SQLiteConfig reading(Duration busyTimeout) {
        SQLiteConfig config = plain(busyTimeout);
        config.setReadOnly(true);
        return config;
    }

    private static SeqmemException nothingThere(Path file) {
        return new SeqmemException(
                ErrorCode.NOT_FOUND,
                "there is no store at "
                        + file
                        + ": nothing has been run into that directory yet. seqmem run FILE makes"
                        + " one; --runs names another directory.");
    }
}
