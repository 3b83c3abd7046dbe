// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.time.Duration;
import org.seqmem.api.publish.PublisherPlugin;
import org.seqmem.testkit.PublisherCompatibilityKit;

class PushgatewayPublisherPluginTest extends PublisherCompatibilityKit<PushgatewayPublisherConfig> {

    @Override
    protected PublisherPlugin<PushgatewayPublisherConfig> plugin() {
        return new PushgatewayPublisherPlugin();
    }

    @Override
    protected PushgatewayPublisherConfig example() {
        return new PushgatewayPublisherConfig(
                "http://127.0.0.1:1", "seqmem", Duration.ofHours(1), false);
    }
}
