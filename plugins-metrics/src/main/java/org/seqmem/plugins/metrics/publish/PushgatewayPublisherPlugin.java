// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;

/** Results of an experiment for a Pushgateway to keep. */
public final class PushgatewayPublisherPlugin
        implements PublisherPlugin<PushgatewayPublisherConfig> {

    /** For the ServiceLoader. */
    public PushgatewayPublisherPlugin() {}

    @Override
    public String name() {
        return "pushgateway";
    }

    @Override
    public Class<PushgatewayPublisherConfig> configType() {
        return PushgatewayPublisherConfig.class;
    }

    @Override
    public String summary() {
        return "pushes how far an experiment is, and its results, to a Prometheus Pushgateway";
    }

    @Override
    public Publisher create(PushgatewayPublisherConfig config, PublisherContext context) {
        return PushgatewayPublisher.start(config, context);
    }
}
