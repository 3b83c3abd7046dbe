// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.util.Pair;
import java.util.Arrays;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

/** What tests of gradients by hand need to compare with recorded ones. */
final class ByHand {

    private ByHand() {}

    /** Holds numbers to others, relative to the largest of those. */
    static void close(String what, double[] actual, double[] expected, double tolerance) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%s[%d]: %s instead of %s", what, i, actual[i], expected[i])
                    .isLessThanOrEqualTo(tolerance * largest);
        }
    }

    /** Moves the initial values a little, of which some are all 0 or 1. */
    static void disturb(Block model, RandomStreams streams) {
        int index = 0;
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            NDArray array = parameter.getValue().getArray();
            RandomStream stream = streams.family("disturbance").at(index++);
            NDArray by = normal(array.getManager(), stream, array.getShape(), array.getDataType());
            // the same numbers in both precisions
            NDArray moved = array.add(by.mul(0.1)).toType(DataType.FLOAT32, false);
            array.set(new NDIndex("..."), moved.toType(array.getDataType(), false));
        }
    }

    /** Gradients of zero, as the training loop makes them beforehand. */
    static void makeGradients(Block model, NDManager manager) {
        NDArray naught = manager.create(0);
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray array = parameter.getValue().getArray();
                array.setRequiresGradient(true);
                collector.backward(array.mul(naught).sum());
            }
        }
    }

    /** The same numbers in both precisions. */
    static NDArray normal(NDManager manager, RandomStream stream, Shape shape, DataType type) {
        double[] values = new double[Math.toIntExact(shape.size())];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return manager.create(values, shape).toType(DataType.FLOAT32, false).toType(type, true);
    }

    /** The numbers of an array, row by row. */
    static double[] values(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }
}
