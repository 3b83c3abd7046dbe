// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.time.Duration;
import org.seqmem.api.config.AtLeast;

/**
 * Configuration of {@link LoggingPublisher}.
 *
 * @param every the time between two lines
 */
public record LoggingPublisherConfig(@AtLeast(1) Duration every) {}
