// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.time.Duration;
import org.seqmem.api.publish.PublisherPlugin;
import org.seqmem.testkit.PublisherCompatibilityKit;

class LoggingPublisherPluginTest extends PublisherCompatibilityKit<LoggingPublisherConfig> {

    @Override
    protected PublisherPlugin<LoggingPublisherConfig> plugin() {
        return new LoggingPublisherPlugin();
    }

    @Override
    protected LoggingPublisherConfig example() {
        return new LoggingPublisherConfig(Duration.ofHours(1));
    }
}
