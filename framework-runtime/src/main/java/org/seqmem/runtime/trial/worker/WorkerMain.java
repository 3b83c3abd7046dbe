// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;
import org.seqmem.runtime.plugin.PluginPlaces;
import org.seqmem.runtime.provenance.Artefacts;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.provenance.Provenances;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The entry point of a worker process. */
public final class WorkerMain {

    /** What a worker leaves with that was asked to by a signal; EX_TEMPFAIL of sysexits. */
    private static final int TRY_AGAIN = 75;

    private WorkerMain() {}

    /**
     * Runs jobs until the driver is gone.
     *
     * @param arguments where plugins are found beside the class path
     */
    public static void main(String[] arguments) {
        // what libraries print must not get into a message
        FileOutputStream messages = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        // a terminal sends its interrupt to every process of the job; the driver decides
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Binder binder =
                new Binder(
                        Catalogue.discover(
                                WorkerMain.class.getClassLoader(),
                                new PluginPlaces(Arrays.stream(arguments).map(Path::of).toList())),
                        new PluginDefaults());
        EngineVersions engine =
                EngineVersions.of(WorkerMain.class.getClassLoader(), System.getenv());
        TrialJobs jobs =
                new TrialJobs(
                        binder,
                        new Fingerprints(new Artefacts(), engine),
                        new Provenances(Build.here(), Machine.here(), engine, Clock.systemUTC()));
        WorkerLoop loop =
                new WorkerLoop(jobs, System.in, messages, () -> Runtime.getRuntime().halt(0));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Exits.blame(loop.running())));
        Signal.handle(
                new Signal("TERM"),
                signal -> {
                    if (!loop.leave()) {
                        Runtime.getRuntime().halt(TRY_AGAIN);
                    }
                });
        loop.run();
        Runtime.getRuntime().halt(TRY_AGAIN);
    }
}
