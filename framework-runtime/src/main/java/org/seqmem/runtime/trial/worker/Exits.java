// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import java.util.List;
import java.util.Optional;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.launch.Job;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialLog;
import org.seqmem.runtime.trial.TrialResult;

/** Finds out who called {@code System.exit} in a worker, while the virtual machine goes down. */
final class Exits {

    private Exits() {}

    /**
     * To be called by a shutdown hook: if some code has called {@code System.exit} in the middle of
     * a training, that is how the trial failed. Trying again would end in the same way.
     *
     * @param running the job that runs, if one does
     */
    static void blame(Optional<Job> running) {
        Optional<String> caller = caller();
        if (caller.isEmpty() || running.isEmpty() || running.get().work() != Job.Work.TRAIN) {
            return;
        }
        Job job = running.get();
        String message =
                caller.get()
                        + " called System.exit, which would end every trial of this process; a"
                        + " plugin throws an exception instead";
        ResultFile.write(
                job.directory(),
                TrialResult.failed(
                        job.id(),
                        TrialFile.read(job.directory()).fingerprint(),
                        "",
                        ErrorCode.PLUGIN_FAILED,
                        message,
                        TrialLog.tail(job.directory().resolve(TrialDirectory.LOG))));
    }

    /** The method that called it: its thread waits for the hooks, with the call on its stack. */
    private static Optional<String> caller() {
        for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
            for (int i = 0; i < stack.length - 1; i++) {
                if (isExit(stack[i]) && !isExit(stack[i + 1])) {
                    return Optional.of(
                            stack[i + 1].getClassName() + "." + stack[i + 1].getMethodName());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isExit(StackTraceElement frame) {
        return List.of("java.lang.System", "java.lang.Runtime").contains(frame.getClassName())
                && frame.getMethodName().equals("exit");
    }
}
