// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.time.Duration;
import org.seqmem.api.publish.PublisherPlugin;
import org.seqmem.testkit.PublisherCompatibilityKit;

class OtlpPublisherPluginTest extends PublisherCompatibilityKit<OtlpPublisherConfig> {

    @Override
    protected PublisherPlugin<OtlpPublisherConfig> plugin() {
        return new OtlpPublisherPlugin();
    }

    @Override
    protected OtlpPublisherConfig example() {
        return new OtlpPublisherConfig("http://127.0.0.1:1/v1/metrics", Duration.ofHours(1));
    }
}
