// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import org.seqmem.api.config.AtLeast;

/**
 * How each trial is run, wherever that is; no part of its identity. Defaults stand in {@code
 * reference.conf} under {@code seqmem.run.run.trial}.
 *
 * @param timeLimit wall-clock time, all attempts together, after which a trial fails; 0 never
 * @param checkpointEvery wall-clock time between checkpoints; 0 after every update
 * @param keepParameters whether the parameters are kept when a trial has completed
 */
public record TrialRules(
        @AtLeast(0) Duration timeLimit,
        @AtLeast(0) Duration checkpointEvery,
        boolean keepParameters) {

    /** What is done unless somebody asks for something else. */
    public static final TrialRules DEFAULT =
            new TrialRules(Duration.ZERO, Duration.ofSeconds(30), true);

    /** The same as a configuration block. */
    public JsonNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("time-limit", timeLimit.toString())
                .put("checkpoint-every", checkpointEvery.toString())
                .put("keep-parameters", keepParameters);
    }
}
