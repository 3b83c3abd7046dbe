// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.TrainableParameter;

/**
 * Adam in both its forms, with epsilon outside the root and after the bias correction.
 *
 * <pre>{@code
 * g  = gradient  (+ weightDecay w, when the decay is in the gradient)
 * m  = beta1 m + (1 - beta1) g
 * v  = beta2 v + (1 - beta2) g^2
 * w -= rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 *      (+ rate weightDecay w, when the decay is apart)
 * }</pre>
 *
 * The engine's own native update adds epsilon before the bias correction and takes its numbers in
 * single precision; scalars stay double here.
 */
final class Adam implements Optimizer {

    /** Where weight decay acts. */
    enum Decay {
        IN_GRADIENT,
        APART
    }

    private final AdamConfig config;
    private final Decay decay;
    private final List<Part> parts;
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    Adam(AdamConfig config, Decay decay, List<TrainableParameter> parameters) {
        this.config = config;
        this.decay = decay;
        List<Part> made = new ArrayList<>();
        for (FusedParameters fused : FusedParameters.of(parameters, config.weightDecay() > 0)) {
            made.add(new Part(fused, fused.state("m", state), fused.state("v", state)));
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
        double meanCorrection = 1 - Math.pow(config.beta1(), (double) step);
        double rootCorrection = Math.sqrt(1 - Math.pow(config.beta2(), (double) step));
        for (Part part : parts) {
            part.update(rate, meanCorrection, rootCorrection);
        }
    }

    /** The parameters of one group with their running means. */
    private final class Part {

        private final FusedParameters parameters;
        private final NDArray mean;
        private final NDArray meanSquare;
        private final double weightDecay;
        private final NDArray keptMean;
        private final NDArray newMean;
        private final NDArray keptSquare;
        private final NDArray newSquare;

        Part(FusedParameters parameters, NDArray mean, NDArray meanSquare) {
            this.parameters = parameters;
            this.mean = mean;
            this.meanSquare = meanSquare;
            this.weightDecay = parameters.group().decays() ? config.weightDecay() : 0;
            this.keptMean = parameters.number(config.beta1());
            this.newMean = parameters.number(1 - config.beta1());
            this.keptSquare = parameters.number(config.beta2());
            this.newSquare = parameters.number(1 - config.beta2());
        }

        void update(double baseRate, double meanCorrection, double rootCorrection) {
            double rate = baseRate * parameters.group().rateFactor();
            follow();
            // (m / c1) / (sqrt(v) / c2 + epsilon) with both sides of the quotient times c2
            try (NDArray scale = parameters.number(rate * rootCorrection / meanCorrection);
                    NDArray epsilon = parameters.number(config.epsilon() * rootCorrection);
                    NDArray root = meanSquare.sqrt();
                    NDArray change = mean.mul(scale)) {
                change.divi(root.addi(epsilon));
                if (weightDecay > 0 && decay == Decay.APART) {
                    try (NDArray values = parameters.values()) {
                        change.addi(values.muli(rate * weightDecay));
                    }
                }
                parameters.subtract(change);
            }
        }

        /** Moves the running means towards the gradient. */
        private void follow() {
            try (NDArray gradient = parameters.gradient()) {
                if (weightDecay > 0 && decay == Decay.IN_GRADIENT) {
                    try (NDArray values = parameters.values()) {
                        gradient.addi(values.muli(weightDecay));
                    }
                }
                try (NDArray square = gradient.mul(gradient)) {
                    mean.muli(keptMean).addi(gradient.muli(newMean));
                    meanSquare.muli(keptSquare).addi(square.muli(newSquare));
                }
            }
        }
    }
}
