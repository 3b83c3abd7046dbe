// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.NotEmpty;

/**
 * Configuration of {@link PrometheusPublisher}.
 *
 * @param host the address to listen on
 * @param port the port to listen on, the next free one if it is taken; 0 for any free one
 */
public record PrometheusPublisherConfig(
        @NotEmpty String host, @AtLeast(0) @AtMost(65_535) int port) {}
