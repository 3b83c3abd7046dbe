// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What a launcher gets from the driver. */
public interface LauncherContext {

    /**
     * Runs one job in the calling process, to its end: for launchers that need no process of their
     * own. One job at a time in a process.
     *
     * @param job the job
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @param listener told of its progress
     * @param stop asked between steps; when true the job writes its checkpoint and ends. Whoever
     *     asks is alive
     * @throws org.seqmem.api.SeqmemException DIRECTORY_UNWRITABLE if the trial's directory cannot
     *     be written to
     */
    void runHere(
            Job job,
            String device,
            LaunchListener listener,
            java.util.function.BooleanSupplier stop);

    /**
     * Where the driver has plugins from, beside its own: folders or jars, absolute. Whatever runs
     * jobs elsewhere needs them too, in this order ({@code seqmem trial run --plugins DIR ...}).
     */
    default List<Path> pluginPlaces() {
        return List.of();
    }

    /**
     * On how many time steps of sequences (updates times batch times length) one of some workers
     * trains at most, if each takes the next job of the run when it has ended one. Empty if that is
     * not known. A launcher may prepare for short work otherwise than for long.
     *
     * @param workers how many jobs run at a time
     */
    default OptionalLong trainedSteps(int workers) {
        return OptionalLong.empty();
    }
}
