// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.seqmem.api.Use;
import org.seqmem.api.config.NotEmpty;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.provenance.CanonicalJson;
import org.seqmem.runtime.training.TrainingConfig;

/**
 * The block {@code experiment} of a file. Where the file sweeps, task, model and training are those
 * of one combination.
 *
 * @param name of the experiment, kebab-case: it becomes a folder and a key of the store
 * @param seeds of the trials, 0 to 2^53, each once; every combination is trained with each
 * @param task what is to be learnt
 * @param model what learns it
 * @param training how
 * @param metrics what is measured afterwards, each once
 * @param references what stands beside the measured errors
 */
public record ExperimentConfig(
        String name,
        @NotEmpty List<Long> seeds,
        Use<TaskPlugin<?>> task,
        Use<ModelPlugin<?>> model,
        TrainingConfig training,
        List<Use<MetricPlugin<?>>> metrics,
        List<Use<ReferencePlugin<?>>> references) {

    /** Long enough for a sentence, short enough for every file system. */
    private static final int LONGEST_NAME = 100;

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /**
     * @throws IllegalArgumentException if name, seeds or metrics are not as said above
     */
    public ExperimentConfig {
        seeds = List.copyOf(seeds);
        metrics = List.copyOf(metrics);
        references = List.copyOf(references);
        checkName(name);
        checkSeeds(seeds);
        checkMetrics(metrics);
    }

    private static void checkName(String name) {
        if (!KEBAB_CASE.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "name = \""
                            + name
                            + "\" must be lower-case letters and digits in words joined by"
                            + " hyphens, as in \"first-look\", at most "
                            + LONGEST_NAME
                            + " characters");
        }
    }

    private static void checkSeeds(List<Long> seeds) {
        Set<Long> seen = new HashSet<>();
        for (long seed : seeds) {
            if (seed < 0 || seed > CanonicalJson.LARGEST_INTEGER) {
                throw new IllegalArgumentException(
                        "seeds holds " + seed + "; a seed must be from 0 to 2^53");
            }
            if (!seen.add(seed)) {
                throw new IllegalArgumentException(
                        "seeds holds " + seed + " twice; the same trial is not run twice");
            }
        }
    }

    private static void checkMetrics(List<Use<MetricPlugin<?>>> metrics) {
        Set<String> seen = new HashSet<>();
        for (Use<MetricPlugin<?>> metric : metrics) {
            if (!seen.add(metric.name())) {
                throw new IllegalArgumentException(
                        "metrics holds \""
                                + metric.name()
                                + "\" twice; results are stored by the metric's name");
            }
        }
    }
}
