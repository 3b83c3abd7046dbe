// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.TrialFolders;
import org.seqmem.runtime.wiring.Wiring;

/** An experiment of {@link ManyTrials} in a store of its own, in a temporary directory. */
final class StoredExperiment implements AutoCloseable {

    private final Path directory = Files.createTempDirectory("seqmem-benchmark");
    private final Plan plan;
    private final Store store;

    /**
     * @param trials how many have ended
     */
    StoredExperiment(int trials) throws IOException {
        ManyTrials many = ManyTrials.ofTrials(trials);
        ExperimentFile file = ExperimentFile.parse(many.experiment(), List.of());
        this.plan = new Wiring(Console.nowhere()).get(Planner.class).plan(file);
        this.store = Store.openForWriting(runs(), Clock.systemUTC());
        many.fill(store, file, plan);
    }

    Plan plan() {
        return plan;
    }

    String name() {
        return plan.name();
    }

    Store store() {
        return store;
    }

    Path runs() {
        return directory.resolve("runs");
    }

    @Override
    public void close() {
        store.close();
        TrialFolders.removeTree(directory);
    }
}
