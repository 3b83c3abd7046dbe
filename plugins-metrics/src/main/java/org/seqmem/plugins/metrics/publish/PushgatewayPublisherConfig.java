// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.time.Duration;
import java.util.regex.Pattern;
import org.seqmem.api.config.AtLeast;

/**
 * Configuration of {@link PushgatewayPublisher}.
 *
 * @param url where the Pushgateway is
 * @param job the value of the label {@code job}
 * @param every the time between two pushes while the experiment runs
 * @param deleteAtEnd whether the group is taken from the Pushgateway when the run ends
 */
public record PushgatewayPublisherConfig(
        String url, String job, @AtLeast(1) Duration every, boolean deleteAtEnd) {

    // What needs no escaping in the path under which a group is pushed.
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9._-]+");

    /**
     * @throws IllegalArgumentException if the address is none of HTTP, or the job has other signs
     *     than letters, digits, dot, underscore and hyphen
     */
    public PushgatewayPublisherConfig {
        HttpUrls.read(url);
        if (!JOB.matcher(job).matches()) {
            throw new IllegalArgumentException(
                    "job = \""
                            + job
                            + "\" must consist of letters, digits, \".\", \"_\" and \"-\"");
        }
    }
}
