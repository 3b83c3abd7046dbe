// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.store.Removal;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.TrialFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes trials and experiments with their files. */
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        description = {
            "Removes experiments with their trials, or single trials: from the store and from the disk.",
            "Trials that other experiments have, too, stay unless --shared is given."
        })
public final class RemoveCommand implements Callable<Integer> {

    private final Console console;
    private final Clock clock;

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "Names of experiments; ids of trials, or beginnings of them.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--shared", description = "Removes also trials that other experiments have.")
    private boolean withShared;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Mixin private final RunsOption runs = new RunsOption();

    /** Made by the injector. */
    @Inject
    public RemoveCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Store.openForReading(runs.directory())
                .close(); // says what is wrong before anything is made
        try (Store store = Store.openForWriting(runs.directory(), clock)) {
            Removal removal = store.removal(names, withShared);
            if (removal.experiments().isEmpty() && removal.trials().isEmpty()) {
                throw new SeqmemException(
                        ErrorCode.INVALID_ARGUMENT,
                        "other experiments have "
                                + String.join(", ", removal.shared())
                                + ", too; --shared removes "
                                + (removal.shared().size() == 1 ? "it" : "them")
                                + " nevertheless");
            }
            TrialFolders folders = new TrialFolders(runs.directory());
            long bytes = removal.trials().stream().mapToLong(folders::size).sum();
            String what = what(removal) + ", " + Figures.bytes(bytes);
            if (!yes && !isWanted(what, stays(removal))) {
                console.line("nothing removed");
                return ExitStatus.INCOMPLETE;
            }
            store.remove(removal); // first: files without a record are found by gc
            long freed = removal.trials().stream().mapToLong(folders::remove).sum();
            console.line(
                    "removed "
                            + what(removal)
                            + stays(removal)
                            + "; "
                            + Figures.bytes(freed)
                            + " freed");
        }
        return ExitStatus.OK;
    }

    private static String what(Removal removal) {
        String trials = Figures.count(removal.trials().size(), "trial");
        return removal.experiments().isEmpty()
                ? trials
                : Figures.count(removal.experiments().size(), "experiment") + " with " + trials;
    }

    private static String stays(Removal removal) {
        int shared = removal.shared().size();
        return shared == 0
                ? ""
                : "; " + Figures.count(shared, "trial") + " of other experiments stay";
    }

    private boolean isWanted(String what, String stays) {
        if (!console.terminal()) {
            throw new SeqmemException(
                    ErrorCode.INVALID_ARGUMENT,
                    "this would remove "
                            + what
                            + stays
                            + ". There is nobody to ask here: --yes removes it");
        }
        console.out().print("Remove " + what + stays + "? [y/N] ");
        console.out().flush();
        // no line at all is no
        return new Scanner(System.in, Charset.defaultCharset())
                .useDelimiter("\\R")
                .tokens()
                .findFirst()
                .filter(answer -> answer.strip().equalsIgnoreCase("y"))
                .isPresent();
    }
}
