// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.config.GreaterThan;

/**
 * Configuration of {@link Learned}.
 *
 * @param threshold the NMSE below which a task counts as learned
 */
public record LearnedConfig(@GreaterThan(0) double threshold) {}
