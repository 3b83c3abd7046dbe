// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.seqmem.api.Use;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.runtime.config.Bound;

/**
 * The trials that an experiment consists of, in the order in which they are run: the axes of the
 * sweep in the order of their paths, then the seeds as they stand in the file.
 *
 * @param name the experiment's name
 * @param seeds its seeds
 * @param trials its trials; no two have the same id
 * @param metrics what is measured after each training
 * @param references what stands beside the measured errors
 * @param referenceFingerprint of the jars of the references
 * @param choice the hyper-parameter of which each setting is reported at its best value
 */
public record Plan(
        String name,
        List<Long> seeds,
        List<PlannedTrial> trials,
        List<Bound<Use<MetricPlugin<?>>>> metrics,
        List<Use<ReferencePlugin<?>>> references,
        String referenceFingerprint,
        Optional<Choice> choice) {

    /** Copies the lists. */
    public Plan {
        seeds = List.copyOf(seeds);
        trials = List.copyOf(trials);
        metrics = List.copyOf(metrics);
        references = List.copyOf(references);
    }

    /** The distinct rows of a comparison, in the order of the trials. */
    public List<String> rows() {
        return trials.stream().map(PlannedTrial::row).distinct().toList();
    }

    /** The distinct columns of a comparison, in the order of the trials. */
    public List<String> columns() {
        return trials.stream().map(PlannedTrial::column).distinct().toList();
    }

    /** The trials as lines of a table, made as they are read. */
    public Stream<PlanRow> table(CostModel cost) {
        return trials.stream()
                .map(
                        trial ->
                                new PlanRow(
                                        trial.id(),
                                        trial.task().label(),
                                        trial.model().label(),
                                        trial.training().label(),
                                        trial.seed(),
                                        trial.facts().parameters(),
                                        trial.facts().stateSize(),
                                        trial.facts().receptiveField(),
                                        CostModel.flops(trial),
                                        cost.seconds(trial)));
    }
}
