// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.seqmem.api.Use;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.provenance.CanonicalJson;
import org.seqmem.runtime.provenance.Sha256;

/**
 * A metric that a trial is measured with.
 *
 * @param name in results: that of the plugin, from its second use on with a number behind it
 * @param digest of its configuration: what tells whether it has been computed already
 * @param use the metric
 */
public record TrialMetric(String name, String digest, Use<MetricPlugin<?>> use) {

    /** Names metrics in their order. */
    public static List<TrialMetric> of(List<Bound<Use<MetricPlugin<?>>>> metrics) {
        Sha256 hash = new Sha256();
        Map<String, Integer> seen = new HashMap<>();
        List<TrialMetric> named = new ArrayList<>();
        for (Bound<Use<MetricPlugin<?>>> metric : metrics) {
            String plugin = metric.value().name();
            int number = seen.merge(plugin, 1, Integer::sum);
            named.add(
                    new TrialMetric(
                            number == 1 ? plugin : plugin + "-" + number,
                            hash.add(CanonicalJson.of(metric.identity()).getBytes(UTF_8))
                                    .shortHex(),
                            metric.value()));
        }
        return named;
    }

    /** Whether a result has what this computes. */
    public boolean isIn(Map<String, String> measured) {
        return digest.equals(measured.get(name));
    }
}
