// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import org.seqmem.api.publish.PublisherPlugin;
import org.seqmem.testkit.PublisherCompatibilityKit;

class PrometheusPublisherPluginTest extends PublisherCompatibilityKit<PrometheusPublisherConfig> {

    @Override
    protected PublisherPlugin<PrometheusPublisherConfig> plugin() {
        return new PrometheusPublisherPlugin();
    }

    @Override
    protected PrometheusPublisherConfig example() {
        return new PrometheusPublisherConfig("127.0.0.1", 0);
    }
}
