// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.store.Removal;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.TrialFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Collects garbage: what no experiment refers to. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        description = {
            "Removes trials that no experiment has any more, and files that were never finished.",
            "Imported trials belong to an experiment once seqmem run has compared them."
        })
public final class CollectCommand implements Callable<Integer> {

    private final Console console;
    private final Clock clock;

    @Option(names = "--dry-run", description = "Shows what would be removed, and removes nothing.")
    private boolean dryRun;

    @Mixin private final RunsOption runs = new RunsOption();

    /** Made by the injector. */
    @Inject
    public CollectCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Store.openForReading(runs.directory())
                .close(); // says what is wrong before anything is made
        // A dry run takes the lock, too: while a run goes on, nobody can say what is left over.
        try (Store store = Store.openForWriting(runs.directory(), clock)) {
            TrialFolders folders = new TrialFolders(runs.directory());
            Collection<String> ids = folders.ids();
            Set<String> trials = store.withoutExperiment(ids);
            List<Path> leftovers =
                    ids.stream()
                            .filter(id -> !trials.contains(id))
                            .flatMap(id -> folders.leftovers(id).stream())
                            .toList();
            if (dryRun) {
                show(folders, trials, leftovers);
            } else {
                remove(store, folders, trials, leftovers);
            }
        }
        return ExitStatus.OK;
    }

    private void show(TrialFolders folders, Set<String> trials, List<Path> leftovers) {
        long bytes = 0;
        for (String id : trials) {
            long size = folders.size(id);
            bytes += size;
            console.line("trial " + id + "   " + Figures.bytes(size));
        }
        for (Path file : leftovers) {
            long size = file.toFile().length();
            bytes += size;
            console.line(file + "   " + Figures.bytes(size));
        }
        console.line("would remove " + counts(trials, leftovers) + ", " + Figures.bytes(bytes));
    }

    private void remove(
            Store store, TrialFolders folders, Set<String> trials, List<Path> leftovers) {
        long bytes = 0;
        for (Path file : leftovers) {
            bytes += TrialFolders.remove(file);
        }
        if (!trials.isEmpty()) {
            store.remove(Removal.ofTrials(trials));
        }
        for (String id : trials) {
            bytes += folders.remove(id);
        }
        bytes += store.compact();
        console.line(
                "removed " + counts(trials, leftovers) + "; " + Figures.bytes(bytes) + " freed");
    }

    private static String counts(Set<String> trials, List<Path> leftovers) {
        return Figures.count(trials.size(), "trial")
                + " and "
                + Figures.count(leftovers.size(), "leftover file");
    }
}
