// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import org.seqmem.api.config.AtLeast;

/**
 * Configuration of {@link ErrorByLag}.
 *
 * @param sequences how many test inputs the derivatives are averaged over
 */
public record ErrorByLagConfig(@AtLeast(1) int sequences) {}
