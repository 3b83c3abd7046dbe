// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.util.Map;
import org.seqmem.runtime.trial.Outcome;

/**
 * The little that decides whether a trial has to run.
 *
 * @param outcome how it ended
 * @param fingerprint of the plugins that made it
 * @param measured which metrics have been computed: their digests by name
 */
public record TrialEnd(Outcome outcome, String fingerprint, Map<String, String> measured) {

    /** Copies the map. */
    public TrialEnd {
        measured = Map.copyOf(measured);
    }
}
