// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import org.seqmem.runtime.trial.Outcome;

/**
 * The little that decides whether a trial has to run.
 *
 * @param outcome how it ended
 * @param fingerprint of the plugins that made it
 */
public record TrialEnd(Outcome outcome, String fingerprint) {}
