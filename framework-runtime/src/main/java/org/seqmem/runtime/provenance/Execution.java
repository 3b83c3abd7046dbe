// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.time.Instant;
import java.util.Optional;

/**
 * One process that worked on a trial: what only it knows.
 *
 * @param with what it ran with; created when it began
 * @param natives the native library of the engine, its version and what it was built with
 * @param device where it computed: {@code cpu} or {@code gpu:N}
 * @param threads math threads
 * @param ended when training and measuring were over; empty if it was cut off
 */
public record Execution(
        Provenance with, String natives, String device, int threads, Optional<Instant> ended) {

    /** The same, ended. */
    public Execution endedAt(Instant when) {
        return new Execution(with, natives, device, threads, Optional.of(when));
    }
}
