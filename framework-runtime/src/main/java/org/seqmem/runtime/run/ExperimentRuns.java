// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.run;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.store.Store;

/** Prepares runs of experiments. */
public final class ExperimentRuns {

    private final LauncherContext launcherContext;
    private final Provenances provenances;
    private final Clock clock;

    /** Made by the injector. */
    @Inject
    public ExperimentRuns(LauncherContext launcherContext, Provenances provenances, Clock clock) {
        this.launcherContext = launcherContext;
        this.provenances = provenances;
        this.clock = clock;
    }

    /**
     * Opens the store of a runs directory, for the runs that are to come.
     *
     * @param runs the runs directory; made if it is not there
     * @throws SeqmemException STORE_UNAVAILABLE if another process is writing to it, or if it
     *     cannot be written to
     */
    public Store store(Path runs) {
        return Store.openForWriting(runs, clock);
    }

    /**
     * Opens the launcher and the publishers of an experiment.
     *
     * @param experiment what will be run
     * @param store of the runs directory
     * @param runs the runs directory
     * @param listeners told of everything, also, in a sentence, of a publisher that cannot be
     *     opened; never by two threads at once
     * @throws SeqmemException what the launcher throws
     */
    public ExperimentRun open(
            Experiment experiment, Store store, Path runs, List<RunListener> listeners) {
        return new ExperimentRun(
                experiment, store, runs, launcherContext, provenances, clock, listeners);
    }
}
