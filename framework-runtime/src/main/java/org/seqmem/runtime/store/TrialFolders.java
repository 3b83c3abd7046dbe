// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.training.AtomicFile;
import org.seqmem.runtime.trial.TrialDirectory;

/**
 * The directories of trials in a runs directory. What is not named like one is nobody's business
 * and stays. Every method throws IO, naming the file, if something cannot be read or removed.
 */
public final class TrialFolders {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

    private final Path runs;

    /**
     * @param runs the runs directory
     */
    public TrialFolders(Path runs) {
        this.runs = runs;
    }

    /** The ids of trials that have a directory. */
    public Collection<String> ids() {
        Collection<String> ids = new TreeSet<>();
        for (Path group : children(runs.resolve("trials"))) {
            for (Path trial : children(group)) {
                String id = String.valueOf(trial.getFileName());
                if (ID.matcher(id).matches() && trial.equals(TrialDirectory.of(runs, id))) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    /** Bytes in the files of a trial; 0 if it has no directory. */
    public long size(String id) {
        return walk(TrialDirectory.of(runs, id), new Sum());
    }

    /** Removes the directory of a trial, if there is one, and says how many bytes were in it. */
    public long remove(String id) {
        return removeTree(TrialDirectory.of(runs, id));
    }

    /** Removes a directory with all that is in it, likewise; links are not followed. */
    public static long removeTree(Path directory) {
        return walk(directory, new Removing());
    }

    /** Files of a trial that were never finished: of a process that was killed. */
    public List<Path> leftovers(String id) {
        return children(TrialDirectory.of(runs, id)).stream()
                .filter(file -> String.valueOf(file.getFileName()).endsWith(AtomicFile.PART))
                .sorted()
                .toList();
    }

    /** Removes a file and says how many bytes were in it. */
    public static long remove(Path file) {
        try {
            long size = Files.size(file);
            Files.delete(file);
            return size;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static long walk(Path directory, Sum sum) {
        try {
            Files.walkFileTree(directory, sum);
            return sum.bytes;
        } catch (NoSuchFileException e) {
            return sum.bytes; // somebody was faster
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    private static SeqmemException failure(Path place, IOException e) {
        return new SeqmemException(
                ErrorCode.IO, place + " cannot be read or removed: " + e.getMessage(), e);
    }

    /** Adds sizes up; links count as themselves. */
    private static class Sum extends SimpleFileVisitor<Path> {

        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Removing extends Sum {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return super.visitFile(file, attributes);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            Files.delete(directory);
            return super.postVisitDirectory(directory, failure);
        }
    }
}
