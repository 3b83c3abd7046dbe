// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.launch;

import java.util.List;
import java.util.Map;
import org.seqmem.api.Experimental;

/**
 * How long the parts of a job have taken since that was last told.
 *
 * @param spans by part; those of about equal length are told together, so that their number does
 *     not depend on that of the steps
 */
@Experimental
public record WorkTimes(Map<Part, List<Span>> spans) {

    /** Copies the map. */
    public WorkTimes {
        spans = Map.copyOf(spans);
    }

    /** What a job does. */
    public enum Part {
        /** an update of the parameters, with the wait for its data */
        STEP,
        /** getting the data of an update */
        DATA_WAIT,
        /** computing the validation error */
        VALIDATION,
        /** writing a checkpoint */
        CHECKPOINT,
        /** computing the metrics of a trained model */
        METRICS
    }

    /**
     * So many times of about equal length.
     *
     * @param count how many
     * @param nanos together, in nanoseconds
     */
    public record Span(long count, long nanos) {}
}
