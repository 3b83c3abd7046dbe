// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.time.Duration;
import org.seqmem.api.config.AtLeast;

/**
 * When a run ends before its plan does, and how its trials are run; no part of their identity.
 * Defaults stand in {@code reference.conf} under {@code seqmem.run.run}.
 *
 * @param timeLimit wall-clock time after which the run stops, as if interrupted; 0 never
 * @param maxFailures failed trials after which the run stops; 0 any number
 * @param trial how each trial is run
 */
public record RunRules(
        @AtLeast(0) Duration timeLimit, @AtLeast(0) int maxFailures, TrialRules trial) {}
