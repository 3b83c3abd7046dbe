// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;

/**
 * The easy task that every model can learn: y_t is the sum of exp(-s) x_(t-s) over white Gaussian
 * inputs. Trained by Adam with its usual constants and the rates that parameters ask for, fresh
 * data at every step.
 */
final class ShortMemory {

    /** One number in, one out; the memory is over long before the sequence is. */
    static final SequenceShape SHAPE = new SequenceShape(24, 1, 1);

    private static final double FORGETTING = Math.exp(-1);
    private static final int BATCH = 32;
    private static final int TEST_BATCH = 256;
    private static final float RATE = 1e-2f;

    /** A test costs as much as a few steps. */
    private static final int STEPS_BETWEEN_TESTS = 50;

    private final ModelUnderTest model;
    private final RandomStreams streams;
    private final ParameterStore store;
    private final List<Moments> parameters;

    private record Moments(NDArray values, NDArray first, NDArray second, float rate) {}

    private record Batch(NDArray x, NDArray y) {}

    /**
     * @param model of single precision, for {@link #SHAPE}
     */
    ShortMemory(ModelUnderTest model, long seed) {
        this.model = model;
        this.streams = RandomStreams.of(seed);
        this.store = new ParameterStore(model.manager(), false);
        List<Moments> moments = new ArrayList<>();
        collect(model.block(), moments);
        this.parameters = List.copyOf(moments);
    }

    /** The parameters of a block and its children, with the rates that they ask for. */
    private static void collect(Block block, List<Moments> moments) {
        for (Parameter parameter : block.getDirectParameters().values()) {
            if (parameter.requiresGradient()) {
                NDArray array = parameter.getArray();
                double factor =
                        block instanceof SequenceBlock own ? own.group(parameter).rateFactor() : 1;
                moments.add(
                        new Moments(
                                array,
                                array.zerosLike(),
                                array.zerosLike(),
                                (float) (RATE * factor)));
            }
        }
        block.getChildren().values().forEach(child -> collect(child, moments));
    }

    /**
     * Trains until the NMSE on data that it has not seen is small enough, or for a number of steps,
     * and returns that NMSE.
     */
    double train(int steps, double enough) {
        for (int step = 1; step <= steps; step++) {
            if (step % STEPS_BETWEEN_TESTS == 0) {
                double error = test();
                if (error < enough) {
                    return error;
                }
            }
            try (NDManager manager = model.manager().newSubManager()) {
                Batch batch = batch(manager, BATCH, streams.stream("train", step));
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    collector.backward(predict(batch, true).sub(batch.y()).square().mean());
                }
                for (Moments moments : parameters) {
                    update(moments, step, manager);
                }
            }
        }
        return test();
    }

    private double test() {
        try (NDManager manager = model.manager().newSubManager()) {
            Batch batch = batch(manager, TEST_BATCH, streams.stream("test"));
            NDArray error = predict(batch, false).sub(batch.y()).square().mean();
            return error.div(batch.y().square().mean()).getFloat();
        }
    }

    private NDArray predict(Batch batch, boolean training) {
        return model.block().forward(store, new NDList(batch.x()), training).singletonOrThrow();
    }

    private static void update(Moments moments, int step, NDManager manager) {
        NDArray gradient = moments.values().getGradient();
        gradient.attach(manager);
        moments.first().muli(0.9f).addi(gradient.mul(0.1f));
        moments.second().muli(0.999f).addi(gradient.square().mul(0.001f));
        gradient.subi(gradient);
        NDArray first = gradient.add(moments.first()).div(1 - Math.pow(0.9, step));
        NDArray second = gradient.add(moments.second()).div(1 - Math.pow(0.999, step));
        moments.values().subi(first.div(second.sqrt().add(1e-8)).mul(moments.rate()));
    }

    private static Batch batch(NDManager manager, int size, RandomStream stream) {
        double[] x = new double[size * SHAPE.length()];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = stream.nextGaussian();
            boolean first = i % SHAPE.length() == 0;
            y[i] = x[i] + (first ? 0 : FORGETTING * y[i - 1]);
        }
        Shape shape = new Shape(size, SHAPE.length(), 1);
        return new Batch(
                ModelUnderTest.array(manager, x, shape, DataType.FLOAT32),
                ModelUnderTest.array(manager, y, shape, DataType.FLOAT32));
    }
}
