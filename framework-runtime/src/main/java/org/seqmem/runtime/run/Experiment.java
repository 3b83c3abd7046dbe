// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.run;

import org.seqmem.runtime.config.RunSettings;
import org.seqmem.runtime.plan.Plan;

/**
 * An experiment as read.
 *
 * @param plan its trials
 * @param settings how they are run
 * @param content the file as it was resolved, as text
 */
public record Experiment(Plan plan, RunSettings settings, String content) {}
