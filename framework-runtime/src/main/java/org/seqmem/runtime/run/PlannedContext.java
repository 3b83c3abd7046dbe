// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.run;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.runtime.plan.CostModel;
import org.seqmem.runtime.plan.Plan;

/**
 * What a launcher gets for one run.
 *
 * @param here what it gets for every run
 * @param plan what will be run
 */
record PlannedContext(LauncherContext here, Plan plan) implements LauncherContext {

    @Override
    public void runHere(Job job, String device, LaunchListener listener, BooleanSupplier stop) {
        here.runHere(job, device, listener, stop);
    }

    @Override
    public List<Path> pluginPlaces() {
        return here.pluginPlaces();
    }

    @Override
    public OptionalLong trainedSteps(int workers) {
        return OptionalLong.of(CostModel.trainedSteps(plan, workers));
    }
}
