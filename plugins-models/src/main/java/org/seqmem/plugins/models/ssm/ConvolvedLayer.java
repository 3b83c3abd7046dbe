// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.Optional;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.FftConvolution;
import org.seqmem.plugins.models.layers.HostArrays;

/**
 * A state space for each feature, and a direct path. A whole sequence is convolved with the
 * response to an impulse; pieces with a carried state go step by step.
 *
 * <p><b>Shape:</b> (B, T, H) to the same.
 */
abstract class ConvolvedLayer extends SteppableBlock {

    /** The discrete systems of all features, in the two ways to run them. */
    interface Systems {

        /** The response of the outputs to an impulse, shape (H, length). */
        NDArray kernel(int length);

        /** The outputs (B, T, H) for inputs (B, T, H), step by step from a carried state. */
        NDArray recur(NDArray u, Carry carry);
    }

    /** The response of the outputs to an impulse, computed in plain Java, with its gradient. */
    interface OwnKernel {

        /** The response, shape (H, T). */
        double[] values();

        /** Adds to the gradients of parameters, given that of the response. */
        void backward(double[] gradient);
    }

    private final Parameter direct;

    /**
     * @param features H
     * @param streams for initial values
     */
    ConvolvedLayer(int features, RandomStreams streams) {
        super(streams);
        this.direct =
                parameter(
                        "d", new Shape(features), ParameterInit.normal(1), ParameterGroup.NO_DECAY);
    }

    /**
     * The floating-point operations of a layer for one of T time steps. A real transform of n
     * points takes some 2.5 n log2 n; there are two of 2 T points per sequence and feature, the
     * product of the spectra and the direct path. The kernel is made once for a batch and not
     * counted.
     */
    static long flops(long features, int length) {
        int log2 = 64 - Long.numberOfLeadingZeros(2L * length - 1);
        return features * (10L * log2 + 6 + 2);
    }

    /** The systems, made of arrays of a manager. */
    abstract Systems systems(Weights weights, NDManager manager);

    /** The response in plain Java, where a layer has it; the recorded one is its reference. */
    Optional<OwnKernel> ownKernel(Weights weights, int length) {
        return Optional.empty();
    }

    /** {@link #ownKernel} with the direct path as part of its first value. */
    final Optional<OwnKernel> ownResponse(Weights weights, int length) {
        return ownKernel(weights, length)
                .map(kernel -> withDirectPath(kernel, weights.of(direct), length));
    }

    private static OwnKernel withDirectPath(OwnKernel kernel, NDArray direct, int length) {
        return new OwnKernel() {
            @Override
            public double[] values() {
                double[] d = HostArrays.doubles(direct);
                double[] values = kernel.values();
                for (int h = 0; h < d.length; h++) {
                    values[h * length] += d[h];
                }
                return values;
            }

            @Override
            public void backward(double[] gradient) {
                double[] first = new double[gradient.length / length];
                Arrays.setAll(first, h -> gradient[h * length]);
                try (NDArray all = direct.getGradient()) {
                    HostArrays.add(all, first);
                }
                kernel.backward(gradient);
            }
        };
    }

    @Override
    protected final NDArray forward(NDArray x, Carry carry, Weights weights) {
        if (carry.keeps()) {
            return withDirectPath(x, systems(weights, x.getManager()).recur(x, carry), weights);
        }
        int length = Math.toIntExact(x.getShape().get(1));
        Optional<OwnGradients> own = weights.ownGradients();
        if (own.isPresent() && HostArrays.reaches(x)) {
            Optional<OwnKernel> response = ownResponse(weights, length);
            if (response.isPresent()) {
                NDArray y = convolved(x, leaf(response.get(), x, own.get()));
                // a copy that lies in memory as x does, and what follows runs along it
                return y.reshape(x.size()).reshape(x.getShape());
            }
        }
        NDArray kernel = systems(weights, x.getManager()).kernel(length);
        return withDirectPath(x, convolved(x, kernel), weights);
    }

    private NDArray withDirectPath(NDArray x, NDArray y, Weights weights) {
        // this way round the sum lies in memory as x does, and what follows runs along it
        return x.mul(weights.of(direct)).add(y);
    }

    private static NDArray leaf(OwnKernel response, NDArray x, OwnGradients own) {
        Shape shape = new Shape(x.getShape().get(2), x.getShape().get(1)); // (H, T)
        NDArray kernel =
                HostArrays.array(x.getManager(), response.values(), shape, x.getDataType());
        own.add(kernel, gradient -> response.backward(HostArrays.doubles(gradient)));
        return kernel;
    }

    private static NDArray convolved(NDArray x, NDArray kernel) {
        return FftConvolution.causal(x.transpose(0, 2, 1), kernel).transpose(0, 2, 1);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
