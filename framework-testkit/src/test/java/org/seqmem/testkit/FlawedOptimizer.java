// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.seqmem.api.NoConfig;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;

/** Gradient descent with momentum at a rate of 0.05, with one flaw, to test the kit. */
record FlawedOptimizer(Flaw flaw) implements FlawedPlugin, OptimizerPlugin<NoConfig> {

    enum Flaw {
        CLIMBS,
        FORGETS_A_PARAMETER,
        IGNORES_THE_GROUP,
        IGNORES_THE_RATE,
        DECAYS_ALL,
        HIDES_ITS_MOMENTUM,
        MISNAMES_ITS_STATE,
        HOARDS
    }

    private static final double RATE = 0.05;

    @Override
    public Optimizer create(NoConfig config, List<TrainableParameter> parameters) {
        Map<String, NDArray> momenta = new LinkedHashMap<>();
        parameters.forEach(p -> momenta.put("m/" + p.name(), p.array().zerosLike()));
        return new Optimizer() {
            @Override
            public double learningRate() {
                return RATE;
            }

            @Override
            public Map<String, NDArray> state() {
                return switch (flaw) {
                    case HIDES_ITS_MOMENTUM -> Map.of();
                    case MISNAMES_ITS_STATE -> {
                        Map<String, NDArray> renamed = new LinkedHashMap<>();
                        momenta.forEach((n, a) -> renamed.put(n.replace('/', '.'), a));
                        yield renamed;
                    }
                    default -> momenta;
                };
            }

            @Override
            public void update(long step, double rate) {
                int count = flaw == Flaw.FORGETS_A_PARAMETER ? 1 : parameters.size();
                for (TrainableParameter parameter : parameters.subList(0, count)) {
                    NDArray momentum = momenta.get("m/" + parameter.name());
                    FlawedOptimizer.this.update(parameter, Objects.requireNonNull(momentum), rate);
                }
            }
        };
    }

    private void update(TrainableParameter parameter, NDArray momentum, double rate) {
        double factor = flaw == Flaw.IGNORES_THE_GROUP ? 1 : parameter.group().rateFactor();
        double given = flaw == Flaw.IGNORES_THE_RATE ? RATE : rate;
        try (NDArray alias = parameter.array().stopGradient();
                NDArray gradient = parameter.array().getGradient().duplicate()) {
            if (flaw == Flaw.DECAYS_ALL) {
                gradient.addi(alias);
            }
            momentum.muli(0.5).addi(gradient);
            double sign = flaw == Flaw.CLIMBS ? -1 : 1;
            NDArray change = momentum.mul(sign * given * factor);
            alias.subi(change);
            if (flaw != Flaw.HOARDS) {
                change.close();
            }
        }
    }
}
