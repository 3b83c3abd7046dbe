// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.Orthogonal;
import org.seqmem.plugins.models.recurrent.LinearRnnConfig.Structure;

/**
 * A linear recurrent network, started from zero.
 *
 * <pre>{@code
 * h_t = A h_(t-1) + U x_t        y_t = C h_t + D x_t + c
 *
 * DENSE               A = weight_hh
 * REAL_DIAGONAL       A = diag(exp(-exp(log_rate)))
 * COMPLEX_DIAGONAL    A = diag(exp(-exp(log_rate) + i angle)),   2 Re(C h) in place of C h
 * }</pre>
 *
 * <p>Parameters: {@code weight_hh} (H, H), or {@code log_rate} (H, half as many of complex modes)
 * and {@code angle}; {@code weight_ih} (H, d_in) for U and {@code weight_ho} (d_out, H) for C, the
 * first half of the units real parts and the second imaginary ones where modes are complex; D and c
 * in the layer {@code skip}. The state has no bias of its own: it would say nothing that c does
 * not, except while it settles, and then the model would depend on where a sequence begins.
 *
 * <p>A dense A begins as an orthogonal matrix times the initial radius. Its eigenvalues then lie
 * evenly on a circle, so that short and long delays of every phase are in reach, and one is real
 * and positive, since from elsewhere few states hardly ever find a slow decay; a radius a little
 * below 1 leaves the first steps of the optimiser room before the state grows. Complex modes begin
 * on the upper half of the same circle; real ones with time constants spread evenly over the
 * logarithms from 1 step to the longest memory, as a power law wants them. The modes are stable
 * whatever their parameters.
 *
 * <p><b>Shape:</b> (B, T, d_in) to (B, T, d_out).
 */
final class LinearRnn extends SteppableBlock {

    private final Structure structure;
    private final int outputs;
    private final List<Parameter> transition;
    private final Parameter weightIh;
    private final Parameter weightHo;
    private final Linear skip;

    LinearRnn(LinearRnnConfig config, ModelContext context) {
        super(context.streams());
        int hidden = config.hiddenSize();
        int inputs = context.shape().inputSize();
        this.structure = config.structure();
        this.outputs = context.shape().outputSize();
        this.transition = transition(config);
        this.weightIh =
                parameter(
                        "weight_ih",
                        new Shape(hidden, inputs),
                        ParameterInit.uniform(1 / Math.sqrt(inputs)));
        this.weightHo =
                parameter(
                        "weight_ho",
                        new Shape(outputs, hidden),
                        ParameterInit.uniform(1 / Math.sqrt(hidden)));
        this.skip = child("skip", new Linear(inputs, outputs, context.streams().scope("skip")));
    }

    /** What A is made of; it learns at a rate of its own and must not decay, for it is memory. */
    private List<Parameter> transition(LinearRnnConfig config) {
        int hidden = config.hiddenSize();
        int pairs = hidden / 2;
        ParameterGroup group = new ParameterGroup(config.stateRateFactor(), false);
        return switch (structure) {
            case DENSE ->
                    List.of(
                            parameter(
                                    "weight_hh",
                                    new Shape(hidden, hidden),
                                    new Orthogonal(config.initialRadius(), true),
                                    group));
            case REAL_DIAGONAL -> {
                double longest = Math.log(config.longestMemory());
                yield List.of(
                        parameter(
                                "log_rate",
                                new Shape(hidden),
                                perUnit(n -> -longest * (n + 0.5) / hidden),
                                group));
            }
            case COMPLEX_DIAGONAL -> {
                double logRate = Math.log(-Math.log(config.initialRadius()));
                yield List.of(
                        parameter("log_rate", new Shape(pairs), perUnit(n -> logRate), group),
                        parameter(
                                "angle",
                                new Shape(pairs),
                                perUnit(n -> Math.PI * (n + 0.5) / pairs),
                                group));
            }
        };
    }

    private static ParameterInit perUnit(IntToDoubleFunction value) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            Arrays.setAll(values, value);
            return values;
        };
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        LinearSystem system = system(x.getManager(), weights);
        NDArray fromState =
                carry.keeps()
                        ? LinearRecurrence.loop(x, system, carry)
                        : LinearRecurrence.run(x, system, outputs);
        return skip.apply(x, weights).add(fromState); // (B, T, d_out)
    }

    private LinearSystem system(NDManager manager, Weights weights) {
        NDArray u = weights.of(weightIh, manager).transpose();
        NDArray c = weights.of(weightHo, manager).transpose();
        NDArray a = weights.of(transition.get(0), manager);
        return switch (structure) {
            case DENSE -> new LinearSystem.Dense(a.transpose(), u, c);
            case REAL_DIAGONAL -> new LinearSystem.RealModes(a.exp(), u, c);
            case COMPLEX_DIAGONAL ->
                    new LinearSystem.ComplexModes(
                            a.exp(), weights.of(transition.get(1), manager), u, c);
        };
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
    }
}
