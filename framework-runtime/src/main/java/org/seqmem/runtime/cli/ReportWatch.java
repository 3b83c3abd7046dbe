// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.seqmem.runtime.report.ExperimentRecord;

/** Makes the page of an experiment anew, again and again, for as long as trials are to come. */
final class ReportWatch {

    private final Supplier<Optional<Path>> page;
    private final Pause pause;

    /** What lies between two pages. */
    @FunctionalInterface
    interface Pause {

        /** Waits a while; true if the user has had enough. */
        boolean leave() throws InterruptedException;
    }

    /**
     * @param page writes the page as the experiment is by now, one that loads itself again; empty,
     *     and nothing is written, if it {@linkplain #isOver is over}
     * @param pause between two pages
     */
    ReportWatch(Supplier<Optional<Path>> page, Pause pause) {
        this.page = page;
        this.pause = pause;
    }

    /** Whether no trial is to come. */
    static boolean isOver(ExperimentRecord experiment) {
        return experiment.ended() == experiment.trials().size();
    }

    /**
     * Ends when all trials have ended, without a page of that state, or when the user leaves.
     *
     * @param first told of the page when it is there for the first time
     */
    void watch(Consumer<Path> first) throws InterruptedException {
        boolean told = false;
        boolean leave = false;
        while (!leave) {
            Optional<Path> written = page.get();
            if (written.isEmpty()) {
                return;
            }
            if (!told) {
                first.accept(written.get());
                told = true;
            }
            leave = pause.leave();
        }
    }
}
