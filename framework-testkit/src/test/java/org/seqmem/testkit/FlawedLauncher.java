// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.nio.file.Files;
import java.util.List;
import org.seqmem.api.NoConfig;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.api.launch.LauncherPlugin;
import org.seqmem.runtime.trial.TrialDirectory;

/** Runs trials here, one after another, right or with one flaw, to test the kit. */
record FlawedLauncher(Flaw flaw) implements FlawedPlugin, LauncherPlugin<NoConfig> {

    enum Flaw {
        NONE,
        LEAVES_THE_LAST,
        FORGETS_TO_SAY_WHEN_IT_STARTS,
        COUNTS_SLOTS_FROM_ONE,
        GIVES_UP,
        RUNS_ON,
        PRINTS
    }

    @Override
    public Launcher create(NoConfig config, LauncherContext context) {
        return new Here(flaw, context);
    }

    private static final class Here implements Launcher {

        private final Flaw flaw;
        private final LauncherContext context;
        private volatile boolean stopped;

        Here(Flaw flaw, LauncherContext context) {
            this.flaw = flaw;
            this.context = context;
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public String device() {
            return "cpu";
        }

        @Override
        public void run(List<Job> jobs, LaunchListener listener) {
            if (flaw == Flaw.PRINTS) {
                System.out.println(jobs.size() + " jobs");
            }
            int count = jobs.size() - (flaw == Flaw.LEAVES_THE_LAST ? 1 : 0);
            for (Job job : jobs.subList(0, count)) {
                if (stopped) {
                    return;
                }
                if (flaw != Flaw.FORGETS_TO_SAY_WHEN_IT_STARTS) {
                    listener.started(job, flaw == Flaw.COUNTS_SLOTS_FROM_ONE ? 1 : 0);
                }
                boolean able = Files.exists(job.directory().resolve(TrialDirectory.TRIAL));
                context.runHere(job, "cpu", listener, () -> stopped);
                listener.ended(job);
                if (!able && flaw == Flaw.GIVES_UP) {
                    return;
                }
            }
        }

        @Override
        public void stop() {
            stopped = flaw != Flaw.RUNS_ON;
        }
    }
}
