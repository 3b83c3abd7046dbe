// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.time.Duration;
import org.seqmem.api.config.AtLeast;

/**
 * Configuration of {@link OtlpPublisher}.
 *
 * @param url where meters are taken, for OTLP over HTTP
 * @param every the time between two deliveries
 */
public record OtlpPublisherConfig(String url, @AtLeast(1) Duration every) {

    /**
     * @throws IllegalArgumentException if the address is none of HTTP
     */
    public OtlpPublisherConfig {
        HttpUrls.read(url);
    }
}
