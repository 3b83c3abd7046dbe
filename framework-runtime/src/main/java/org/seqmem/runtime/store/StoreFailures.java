// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What goes wrong with files and SQLite, in sentences that say what to do. */
final class StoreFailures {

    // Extended result codes of SQLite hold the primary one in their lowest byte.
    private static final int PRIMARY = 0xff;

    // Of SQLite, and what its index of the log grows by at least.
    private static final long LARGEST_PAGE = 1 << 16;

    private StoreFailures() {}

    /** The sentence for a failure of SQLite, of JDBI or of Flyway. */
    static SeqmemException of(Path store, Exception failure) {
        SQLiteException sqlite = sqliteCause(failure);
        if (sqlite == null) {
            return unavailable(store + " cannot be used: " + lastMessage(failure), failure);
        }
        SQLiteErrorCode code = primary(sqlite.getResultCode());
        if (code == SQLiteErrorCode.SQLITE_IOERR && isFull(store)) {
            code = SQLiteErrorCode.SQLITE_FULL; // the index of the log says it less plainly
        }
        return unavailable(sentence(store, code, lastMessage(sqlite)), failure);
    }

    /** The sentence for a directory that cannot be made or written to. */
    static SeqmemException of(Path directory, IOException failure) {
        String why;
        if (failure instanceof AccessDeniedException) {
            why = "permission denied";
        } else if (failure instanceof FileSystemException file && file.getReason() != null) {
            why = file.getReason();
        } else {
            why = failure.toString();
        }
        return unavailable(
                "the directory "
                        + directory
                        + " cannot be written to ("
                        + why
                        + "). Name another with --runs.",
                failure);
    }

    static SeqmemException unavailable(String sentence, @Nullable Exception cause) {
        return new SeqmemException(ErrorCode.STORE_UNAVAILABLE, sentence, cause);
    }

    static SeqmemException notAStore(Path store, String what) {
        return unavailable(
                store
                        + " is not a store of Seqmem ("
                        + what
                        + "). Move it away, or name another directory with --runs.",
                null);
    }

    /** Whether the disk has no room for another page. */
    private static boolean isFull(Path store) {
        try {
            return Files.getFileStore(store).getUsableSpace() < LARGEST_PAGE;
        } catch (IOException e) {
            return false; // nobody knows; the sentence then is that of the failure itself
        }
    }

    private static String sentence(Path store, SQLiteErrorCode code, String message) {
        return switch (code) {
            case SQLITE_NOTADB ->
                    store
                            + " is not a store of Seqmem (not an SQLite database). Move it away, or"
                            + " name another directory with --runs.";
            case SQLITE_CORRUPT ->
                    store
                            + " is damaged. Move it and its -wal and -shm files away: the next run"
                            + " of an experiment makes a new one and takes finished trials in from "
                            + "the trials directory beside it.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    store
                            + " is locked by another program that writes to it. End that program's"
                            + " transaction and try again.";
            case SQLITE_FULL ->
                    "the disk of "
                            + store
                            + " is full. Make room, then the same command goes on; nothing that was"
                            + " finished is lost.";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
                    store
                            + " cannot be opened or written to: check the permissions of the file"
                            + " and its directory, or name another directory with --runs.";
            case SQLITE_IOERR ->
                    "reading or writing "
                            + store
                            + " failed ("
                            + message
                            + "). Check the disk, or name a directory on a local one with --runs.";
            default -> store + " cannot be used: " + message;
        };
    }

    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & PRIMARY);
    }

    private static @Nullable SQLiteException sqliteCause(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLiteException sqlite) {
                return sqlite;
            }
        }
        return null;
    }

    private static String lastMessage(Throwable failure) {
        String message = failure.toString();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t.getMessage() != null) {
                message = t.getMessage();
            }
        }
        return message.lines().findFirst().orElse(message);
    }
}
