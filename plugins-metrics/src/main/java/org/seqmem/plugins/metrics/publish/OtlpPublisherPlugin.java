// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;

/** Meters for a collector of OpenTelemetry. */
public final class OtlpPublisherPlugin implements PublisherPlugin<OtlpPublisherConfig> {

    /** For the ServiceLoader. */
    public OtlpPublisherPlugin() {}

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public Class<OtlpPublisherConfig> configType() {
        return OtlpPublisherConfig.class;
    }

    @Override
    public String summary() {
        return "sends the meters of a run to a collector of OpenTelemetry (OTLP over HTTP)";
    }

    @Override
    public Publisher create(OtlpPublisherConfig config, PublisherContext context) {
        return new OtlpPublisher(config, context);
    }
}
