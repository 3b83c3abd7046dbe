// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** A meter registry with its outlet. A publisher that fails never stops a training. */
public interface Publisher extends AutoCloseable {

    /** Where the driver records. */
    MeterRegistry registry();

    /**
     * Tells of which trial the driver records until it is told something else; for outlets that can
     * show an example beside a number.
     *
     * @param trial the trial's id; empty if what is recorded is of none
     */
    default void recording(Optional<String> trial) {}

    /**
     * Where a person finds the meters, for instance an address; empty if there is no such place.
     */
    Optional<String> place();

    /** Publishes what is left and frees ports and threads. */
    @Override
    void close();
}
