// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.Optional;
import java.util.OptionalLong;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.model.ModelFacts;

/**
 * How large every model of an experiment is made, by its width, so that comparisons are at equal
 * size.
 *
 * @param parameters the number of trainable numbers that each comes nearest to
 * @param stateSize in place of it, the numbers carried from step to step
 * @param tolerance how far off the nearest width may be, relative; 0.1 if it is not given
 */
public record Match(
        @AtLeast(1) Optional<Long> parameters,
        @AtLeast(1) Optional<Long> stateSize,
        @AtLeast(0) @AtMost(1) Optional<Double> tolerance) {

    private static final double TOLERANCE = 0.1;

    /**
     * @throws IllegalArgumentException unless one size is given
     */
    public Match {
        if (parameters.isPresent() == stateSize.isPresent()) {
            throw new IllegalArgumentException(
                    "match needs one of the keys parameters and state-size, as in { parameters ="
                            + " 10000 }");
        }
    }

    /** The size that is asked for. */
    long size() {
        return parameters.or(this::stateSize).orElseThrow();
    }

    /** What is asked for, in words. */
    String words() {
        return parameters.isPresent() ? "parameters" : "numbers in its state";
    }

    /** The size of a model; empty if it has none of that kind. */
    OptionalLong of(ModelFacts facts) {
        return parameters.isPresent() ? OptionalLong.of(facts.parameters()) : facts.stateSize();
    }

    /** Whether a size is near enough. */
    boolean isNear(long size) {
        return Math.abs((double) size / size() - 1) <= tolerance.orElse(TOLERANCE);
    }
}
