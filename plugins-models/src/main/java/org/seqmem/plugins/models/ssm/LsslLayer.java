// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.seqmem.plugins.models.layers.Scalars.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * A dense state space for each feature, all of one state matrix or each of its own. A whole
 * sequence is convolved with the response to an impulse; pieces with a carried state go step by
 * step.
 *
 * <pre>{@code
 * x' = A x + B u,   y = C x + d u        dt = exp(log_dt), one for each feature
 * -A = P (T^-1 + diag c) P               B = P b         P = diag p, T tridiagonal
 * Abar = (1 - dt/2 A)^-1 (1 + dt/2 A)    Bbar = (1 - dt/2 A)^-1 dt B
 * y_t = sum_{l=0..t} C Abar^l Bbar u_{t-l} + d u_t
 * }</pre>
 *
 * <p>A is of the order of N numbers and starts as the scaled-Legendre (HiPPO-LegS) matrix: T with 1
 * on its diagonal and -1 below it, {@code p_n = sqrt(2n+1)}, {@code c_n = -n/(2n+1)}, b = 1.
 * Nothing keeps its eigenvalues on the left while it is trained.
 *
 * <p><b>Shape:</b> (B, T, H) to the same; parameters {@code lower}, {@code upper} (K, N-1), {@code
 * main}, {@code p}, {@code c_a}, {@code b} (K, N) with K = 1 for a shared matrix and K = H
 * otherwise, {@code c} (H, N), {@code log_dt} and {@code d} (H).
 *
 * <p><b>Source:</b> Gu, Johnson, Goel, Saab, Dao, Rudra and Re, "Combining recurrent,
 * convolutional, and continuous-time models with linear state-space layers" (2021), and the
 * authors' code (seen). C and d start normal, log dt uniform. <b>Deviations:</b> one output per
 * feature, where the paper has several; one rate for A, B and dt, where the authors let dt learn
 * ten times faster than A.
 */
final class LsslLayer extends ConvolvedLayer {

    private final Parameter lower;
    private final Parameter main;
    private final Parameter upper;
    private final Parameter scale;
    private final Parameter diagonal;
    private final Parameter input;
    private final Parameter logStep;
    private final Parameter output;

    LsslLayer(LsslConfig config, RandomStreams streams) {
        super(config.modelSize(), streams);
        int states = config.stateSize();
        int features = config.modelSize();
        long systems = config.systems();
        ParameterGroup state = new ParameterGroup(config.stateRateFactor(), false);
        Shape between = new Shape(systems, states - 1);
        Shape each = new Shape(systems, states);
        this.lower = parameter("lower", between, ParameterInit.constant(-1), state);
        this.main = parameter("main", each, ParameterInit.constant(1), state);
        this.upper = parameter("upper", between, ParameterInit.constant(0), state);
        double[] roots = new double[states];
        double[] fractions = new double[states];
        for (int n = 0; n < states; n++) {
            roots[n] = Math.sqrt(2 * n + 1);
            fractions[n] = -n / (2.0 * n + 1);
        }
        this.scale = parameter("p", each, S4dLayer.perFeature(roots), state);
        this.diagonal = parameter("c_a", each, S4dLayer.perFeature(fractions), state);
        this.input = parameter("b", each, ParameterInit.constant(1), state);
        Shape perFeature = new Shape(features);
        this.logStep =
                parameter(
                        "log_dt",
                        perFeature,
                        Steps.logarithms(config.dtMin(), config.dtMax()),
                        state);
        this.output = parameter("c", new Shape(features, states), ParameterInit.normal(1));
    }

    /** What is known about such a layer. */
    static Frame.LayerFacts facts(LsslConfig config, int length) {
        long features = config.modelSize();
        long states = config.stateSize();
        return new Frame.LayerFacts(
                features * states,
                config.systems() * (6 * states - 2) + features * (states + 2),
                flops(features, length));
    }

    @Override
    Systems systems(Weights weights, NDManager manager) {
        NDArray a = transition(weights, manager); // (K, N, N)
        NDArray b = weights.of(scale, manager).mul(weights.of(input)).expandDims(2); // (K, N, 1)
        NDArray half = times(weights.of(logStep, manager).exp(), 0.5).reshape(-1, 1, 1);
        NDArray moved = half.mul(a); // dt/2 A, (H, N, N)
        NDArray one = identity(a);
        NDArray inverse = one.sub(moved).inverse();
        return new DenseSystem(
                inverse.matMul(one.add(moved)),
                inverse.matMul(times(half, 2).mul(b)),
                weights.of(output, manager).expandDims(1));
    }

    /** {@code A = -P (T^-1 + diag c) P}, shape (K, N, N). */
    private NDArray transition(Weights weights, NDManager manager) {
        NDArray middle = weights.of(main, manager);
        NDArray one = identity(middle);
        NDArray tridiagonal = middle.expandDims(2).mul(one);
        if (middle.getShape().get(1) > 1) {
            NDArray below = diagonal(weights.of(lower, manager), 1, 0);
            NDArray above = diagonal(weights.of(upper, manager), 0, 1);
            tridiagonal = tridiagonal.add(below).add(above);
        }
        NDArray p = weights.of(scale, manager);
        return tridiagonal
                .inverse()
                .add(weights.of(diagonal, manager).expandDims(2).mul(one))
                .mul(p.expandDims(2))
                .mul(p.expandDims(1))
                .neg();
    }

    /** Values on a side diagonal: a square matrix of them with rows above and columns before. */
    private static NDArray diagonal(NDArray values, int rowsAbove, int columnsBefore) {
        NDArray square = values.expandDims(2).mul(identity(values)); // (K, N - 1, N - 1)
        long systems = values.getShape().get(0);
        long size = values.getShape().get(1);
        NDManager manager = values.getManager();
        NDArray row = manager.zeros(new Shape(systems, 1, size), values.getDataType());
        NDArray tall = rowsAbove == 1 ? row.concat(square, 1) : square.concat(row, 1);
        NDArray column = manager.zeros(new Shape(systems, size + 1, 1), values.getDataType());
        return columnsBefore == 1 ? column.concat(tall, 2) : tall.concat(column, 2);
    }

    /** The identity of the size of the last axis. */
    private static NDArray identity(NDArray like) {
        int size = Math.toIntExact(like.getShape().get(like.getShape().dimension() - 1));
        return like.getManager().eye(size).toType(like.getDataType(), false);
    }
}
