// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.MeasuredError;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.StepWeights;

/** The NMSE over all steps, right or with one flaw, to test the kit. */
record FlawedMetric(Flaw flaw) implements FlawedPlugin, MetricPlugin<NoConfig> {

    enum Flaw {
        NONE,
        IS_OFF,
        COUNTS_CALLS,
        FINDS_NO_NUMBER,
        SHOUTS,
        SORTS_IN_PLACE,
        HOARDS,
        WANTS_VALIDATIONS,
        PRINTS
    }

    private static final String ERROR = "flawed-nmse";
    private static final String STANDARD_ERROR = "flawed-nmse-standard-error";

    @Override
    public List<MeasuredError> errors(NoConfig config, SequenceShape shape) {
        return List.of(new MeasuredError(ERROR, STANDARD_ERROR, StepWeights.ALL));
    }

    @Override
    public Metric create(NoConfig config) {
        return this::measure;
    }

    private static final AtomicInteger CALLS = new AtomicInteger();

    private Measurement measure(TrainedModel trained) {
        Evaluation test = trained.test();
        double squares = 0;
        double power = 0;
        for (int i = 0; i < test.targets().length; i++) {
            squares += Math.pow(test.predictions()[i] - test.targets()[i], 2);
            power += Math.pow(test.targets()[i], 2);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(ERROR, squares / power);
        values.put(STANDARD_ERROR, squares / power / 10);
        switch (flaw) {
            case NONE -> {}
            case IS_OFF -> values.put(ERROR, (squares + 1e-6) / power);
            case COUNTS_CALLS -> values.put("calls", (double) CALLS.incrementAndGet());
            case FINDS_NO_NUMBER -> values.put("ratio", Double.NaN);
            case SHOUTS -> values.put("NMSE", squares / power);
            case SORTS_IN_PLACE -> Arrays.sort(test.predictions());
            case HOARDS -> trained.manager().create(squares / power);
            case WANTS_VALIDATIONS -> values.put("first", trained.validations().get(0).nmse());
            case PRINTS -> System.out.println("an error");
        }
        return new Measurement(values, Map.of());
    }
}
