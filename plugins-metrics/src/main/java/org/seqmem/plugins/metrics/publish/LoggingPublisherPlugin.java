// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;

/** A line now and then, for logs of runs that nobody attends. */
public final class LoggingPublisherPlugin implements PublisherPlugin<LoggingPublisherConfig> {

    /** For the ServiceLoader. */
    public LoggingPublisherPlugin() {}

    @Override
    public String name() {
        return "logging";
    }

    @Override
    public Class<LoggingPublisherConfig> configType() {
        return LoggingPublisherConfig.class;
    }

    @Override
    public String summary() {
        return "says in a line how far the run is, again and again";
    }

    @Override
    public Publisher create(LoggingPublisherConfig config, PublisherContext context) {
        return LoggingPublisher.start(config, context);
    }
}
