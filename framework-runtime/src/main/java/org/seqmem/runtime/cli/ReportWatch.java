// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.seqmem.runtime.report.ExperimentRecord;

/** Makes the page of an experiment anew, again and again, for as long as trials are to come. */
final class ReportWatch {

    private final Supplier<ExperimentRecord> experiment;
    private final Function<ExperimentRecord, Path> page;
    private final Pause pause;

    /** What lies between two pages. */
    @FunctionalInterface
    interface Pause {

        /** Waits a while; true if the user has had enough. */
        boolean leave() throws InterruptedException;
    }

    /**
     * @param experiment reads it as it is by now
     * @param page writes its page, one that loads itself again
     * @param pause between two pages
     */
    ReportWatch(
            Supplier<ExperimentRecord> experiment,
            Function<ExperimentRecord, Path> page,
            Pause pause) {
        this.experiment = experiment;
        this.page = page;
        this.pause = pause;
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
            ExperimentRecord now = experiment.get();
            if (now.ended() == now.trials().size()) {
                return;
            }
            Path written = page.apply(now);
            if (!told) {
                first.accept(written);
                told = true;
            }
            leave = pause.leave();
        }
    }
}
