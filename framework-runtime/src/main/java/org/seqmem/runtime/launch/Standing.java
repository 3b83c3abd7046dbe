// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.store.TrialEnd;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialMetric;

/** How the trials of a plan stand while it is run. */
final class Standing {

    private final Plan plan;
    private final Map<String, TrialEnd> ends;

    Standing(Plan plan, Map<String, TrialEnd> ends) {
        this.plan = plan;
        this.ends = new HashMap<>(ends);
    }

    void ended(PlannedTrial trial, TrialEnd end) {
        ends.put(trial.id(), end);
    }

    /** The trials that have not ended and those that are run again, in the order of the plan. */
    List<PlannedTrial> toRun(Set<Rerun> rerun) {
        return plan.trials().stream().filter(trial -> runs(trial, rerun)).toList();
    }

    private boolean runs(PlannedTrial trial, Set<Rerun> rerun) {
        TrialEnd end = ends.get(trial.id());
        if (end == null || rerun.contains(Rerun.ALL)) {
            return true;
        }
        return switch (end.outcome()) {
            case STOPPED -> true;
            case FAILED -> rerun.contains(Rerun.FAILED) || runsAsStale(trial, end, rerun);
            case DIVERGED -> rerun.contains(Rerun.DIVERGED) || runsAsStale(trial, end, rerun);
            case COMPLETED -> runsAsStale(trial, end, rerun);
        };
    }

    /** The completed trials that lack one of these metrics and are not run again. */
    List<PlannedTrial> toMeasure(List<TrialMetric> metrics, Set<Rerun> rerun) {
        return plan.trials().stream()
                .filter(trial -> !runs(trial, rerun) && lacks(ends.get(trial.id()), metrics))
                .toList();
    }

    /** Whether a trial goes on where it was, instead of beginning anew. */
    boolean goesOn(PlannedTrial trial, Set<Rerun> rerun) {
        TrialEnd end = ends.get(trial.id());
        return end == null
                || (!rerun.contains(Rerun.ALL)
                        && (end.outcome() == Outcome.STOPPED || end.outcome() == Outcome.FAILED));
    }

    private static boolean lacks(@Nullable TrialEnd end, List<TrialMetric> metrics) {
        return end != null
                && end.outcome() == Outcome.COMPLETED
                && !metrics.stream().allMatch(metric -> metric.isIn(end.measured()));
    }

    private static boolean runsAsStale(PlannedTrial trial, TrialEnd end, Set<Rerun> rerun) {
        return rerun.contains(Rerun.STALE) && stale(trial, end);
    }

    private static boolean stale(PlannedTrial trial, @Nullable TrialEnd end) {
        return end != null
                && end.outcome() != Outcome.STOPPED
                && !end.fingerprint().equals(trial.fingerprint());
    }

    RunSummary summary(int reused, List<TrialMetric> metrics) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        int pending = 0;
        int stale = 0;
        int unmeasured = 0;
        for (PlannedTrial trial : plan.trials()) {
            TrialEnd end = ends.get(trial.id());
            if (end == null) {
                pending++;
            } else {
                counts.merge(end.outcome(), 1, Integer::sum);
            }
            if (stale(trial, end)) {
                stale++;
            }
            if (lacks(end, metrics)) {
                unmeasured++;
            }
        }
        return new RunSummary(
                counts.getOrDefault(Outcome.COMPLETED, 0),
                counts.getOrDefault(Outcome.DIVERGED, 0),
                counts.getOrDefault(Outcome.FAILED, 0),
                counts.getOrDefault(Outcome.STOPPED, 0),
                pending,
                reused,
                stale,
                unmeasured);
    }
}
