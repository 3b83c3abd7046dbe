// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;

/** Meters for a Prometheus server to fetch. */
public final class PrometheusPublisherPlugin implements PublisherPlugin<PrometheusPublisherConfig> {

    /** For the ServiceLoader. */
    public PrometheusPublisherPlugin() {}

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public Class<PrometheusPublisherConfig> configType() {
        return PrometheusPublisherConfig.class;
    }

    @Override
    public String summary() {
        return "serves the meters of a run over HTTP, for Prometheus to scrape";
    }

    /**
     * Makes and starts the publisher.
     *
     * @throws org.seqmem.api.SeqmemException IO if it cannot listen on the address, or on none of
     *     the ports
     */
    @Override
    public Publisher create(PrometheusPublisherConfig config, PublisherContext context) {
        return PrometheusPublisher.start(config, context);
    }
}
