// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.launch.TrialImport;
import org.seqmem.runtime.launch.TrialImport.Verdict;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes trials that were run elsewhere into the store. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes trials that were run elsewhere into the store: the directory of one, or one that",
            "holds such at any depth. Doing it again changes nothing."
        },
        footer = {
            "",
            "Exit status: 0 nothing was refused, 1 some directories were, 2 there is no such",
            "directory, 3 the store cannot be written to."
        })
public final class ImportCommand implements Callable<Integer> {

    private final Console console;
    private final Binder binder;
    private final Clock clock;

    @Parameters(paramLabel = "DIR", description = "Where the trials are.")
    private Path directory = Path.of("");

    @Mixin private final RunsOption runs = new RunsOption();

    /** Made by the injector. */
    @Inject
    public ImportCommand(Console console, Binder binder, Clock clock) {
        this.console = console;
        this.binder = binder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(directory)) {
            throw new SeqmemException(ErrorCode.NOT_FOUND, "no such directory: " + directory);
        }
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        try (Store store = Store.openForWriting(runs.directory(), clock)) {
            new TrialImport(store, runs.directory(), binder)
                    .take(
                            directory,
                            entry -> {
                                counts.merge(entry.verdict(), 1, Integer::sum);
                                tell(entry);
                            });
        }
        console.line(
                Figures.count(counts.getOrDefault(Verdict.TAKEN, 0), "trial")
                        + " taken, "
                        + Figures.count(counts.getOrDefault(Verdict.KNOWN, 0))
                        + " known before, "
                        + Figures.count(counts.getOrDefault(Verdict.NOT_ENDED, 0))
                        + " not ended, "
                        + Figures.count(counts.getOrDefault(Verdict.REFUSED, 0))
                        + " refused");
        if (counts.containsKey(Verdict.TAKEN)) {
            console.line(
                    console.faint("next")
                            + "     seqmem run FILE   compares them and trains what is missing");
        }
        return counts.containsKey(Verdict.REFUSED) ? ExitStatus.INCOMPLETE : ExitStatus.OK;
    }

    private void tell(TrialImport.Entry entry) {
        if (!entry.reason().isEmpty()) {
            String what = entry.verdict() == Verdict.REFUSED ? " refused: " : " left: ";
            console.remark(entry.directory() + what + entry.reason());
        }
    }
}
