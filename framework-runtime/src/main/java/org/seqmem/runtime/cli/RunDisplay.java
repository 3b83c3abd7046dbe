// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.plan.CostModel;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/** What a person sees while a plan runs. */
final class RunDisplay implements RunListener {

    private final Console console;
    private final CostModel cost;
    private final LongSupplier nanoTime;
    private final Map<String, Double> underWay = new HashMap<>();
    private final Map<String, TrialResult> failures = new LinkedHashMap<>();
    private final Map<String, PlannedTrial> failed = new HashMap<>();
    private final Store store;
    private List<String> places = List.of();
    private @Nullable ProgressDisplay progress;

    /**
     * @param console where it shows
     * @param cost weighs trials
     * @param nanoTime a clock that only runs forward
     * @param store where results go
     */
    RunDisplay(Console console, CostModel cost, LongSupplier nanoTime, Store store) {
        this.console = console;
        this.cost = cost;
        this.nanoTime = nanoTime;
        this.store = store;
    }

    /** Where meters can be read, to be said when the run begins. */
    void published(List<String> addresses) {
        places = addresses;
    }

    @Override
    public void begun(RunOutline outline) {
        double seconds = outline.toRun().stream().mapToDouble(cost::seconds).sum();
        if (outline.toRun().isEmpty()) {
            console.line(
                    outline.plan().name()
                            + "   "
                            + Figures.count(outline.plan().trials().size(), "trial")
                            + ", all run before ("
                            + store.file()
                            + "). Nothing to train.");
            toMeasure(outline);
            return;
        }
        console.line(
                console.strong(PlanCommand.headline(outline.plan()))
                        + "      "
                        + estimate(seconds, outline));
        String meters = places.isEmpty() ? "" : "      metrics  " + String.join(", ", places);
        console.line("store   " + store.file() + (store.created() ? " (new)" : "") + meters);
        if (outline.reused() > 0) {
            console.line(
                    Figures.count(outline.reused())
                            + " of them ended before; "
                            + Figures.count(outline.toRun().size())
                            + " to train");
        }
        toMeasure(outline);
        progress = new ProgressDisplay(console, outline.toRun().size(), seconds, nanoTime);
        console.line();
    }

    private void toMeasure(RunOutline outline) {
        if (!outline.toMeasure().isEmpty()) {
            console.line(
                    Figures.count(outline.toMeasure().size(), "completed trial")
                            + " to be measured by metrics that came later, from the kept"
                            + " parameters");
        }
    }

    static String estimate(double seconds, RunOutline outline) {
        return Figures.estimate(seconds / outline.slots())
                + " on "
                + Figures.count(outline.slots(), "worker")
                + " ("
                + outline.device()
                + ")";
    }

    @Override
    public void progressed(PlannedTrial trial, Progress step) {
        underWay.put(trial.id(), cost.seconds(trial) * step.step() / step.steps());
        if (progress != null) {
            String nmse = Double.isNaN(step.nmse()) ? "" : "   nmse " + Figures.error(step.nmse());
            progress.progressed(label(trial) + nmse, sumUnderWay());
        }
    }

    @Override
    public void ended(PlannedTrial trial, TrialResult result) {
        underWay.remove(trial.id());
        if (result.outcome() == Outcome.FAILED) {
            failures.put(trial.id(), result);
            failed.put(trial.id(), trial);
        }
        if (progress != null) {
            Double nmse = result.metrics().get("nmse");
            String text =
                    result.outcome() == Outcome.COMPLETED && nmse != null
                            ? "nmse " + Figures.error(nmse)
                            : TrialsCommand.outcome(result);
            progress.ended(label(trial), text, cost.seconds(trial));
        }
    }

    @Override
    public void noted(String sentence) {
        clear();
        console.remark(sentence);
    }

    /** Takes the progress line away. */
    void clear() {
        if (progress != null) {
            progress.clear();
        }
    }

    /** The results of the trials of this run that failed, by id. */
    Map<String, TrialResult> failures() {
        return failures;
    }

    /** What a failed trial was. */
    String labelOfFailed(String id) {
        PlannedTrial trial = failed.get(id);
        return trial == null ? id : label(trial) + " | seed " + trial.seed();
    }

    private double sumUnderWay() {
        return underWay.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String label(PlannedTrial trial) {
        return trial.column() + " | " + trial.row();
    }
}
