// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.TrainableParameter;

/**
 * Gradient descent with momentum.
 *
 * <pre>{@code
 * g  = gradient + weightDecay w
 * m  = momentum m + g
 * w -= rate m                      plain
 * w -= rate (g + momentum m)       Nesterov
 * }</pre>
 */
final class Sgd implements Optimizer {

    private final SgdConfig config;
    private final List<Part> parts;
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    Sgd(SgdConfig config, List<TrainableParameter> parameters) {
        this.config = config;
        List<Part> made = new ArrayList<>();
        for (FusedParameters fused : FusedParameters.of(parameters, config.weightDecay() > 0)) {
            Optional<NDArray> momentum =
                    config.momentum() > 0 ? Optional.of(fused.state("m", state)) : Optional.empty();
            made.add(new Part(fused, momentum));
        }
        this.parts = List.copyOf(made);
    }

    @Override
    public double learningRate() {
        return config.learningRate();
    }

    @Override
    public Map<String, NDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    @Override
    public void update(long step, double rate) {
        for (Part part : parts) {
            update(part, rate * part.parameters().group().rateFactor());
        }
    }

    private void update(Part part, double rate) {
        FusedParameters parameters = part.parameters();
        try (NDArray gradient = parameters.gradient()) {
            if (config.weightDecay() > 0 && parameters.group().decays()) {
                try (NDArray values = parameters.values()) {
                    gradient.addi(values.muli(config.weightDecay()));
                }
            }
            if (part.momentum().isPresent()) {
                move(parameters, gradient, part.momentum().get(), rate);
            } else {
                parameters.subtract(gradient.muli(rate));
            }
        }
    }

    private void move(FusedParameters parameters, NDArray gradient, NDArray momentum, double rate) {
        momentum.muli(config.momentum()).addi(gradient);
        double carried = config.nesterov() ? rate * config.momentum() : rate;
        try (NDArray change = momentum.mul(carried)) {
            if (config.nesterov()) {
                change.addi(gradient.muli(rate));
            }
            parameters.subtract(change);
        }
    }

    /** The parameters of one group with their momentum, if any. */
    private record Part(FusedParameters parameters, Optional<NDArray> momentum) {}
}
