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
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;

/**
 * A block, initialised on the CPU, with plain numbers in and out: arrays row by row, the last index
 * fastest. Parameters go by the names that {@link Block#getParameters()} gives them.
 *
 * <p>Every call works in a manager of its own, as a training step does. The engine allows one
 * gradient collector per process: do not call {@link #gradients} from parallel tests.
 */
public final class ModelUnderTest implements AutoCloseable {

    /**
     * What one backward pass gives.
     *
     * @param loss the sum of the squares of the output
     * @param output shape (B, T, d_out)
     * @param input the derivative by the input, shape (B, T, d_in)
     * @param parameters the derivatives by the parameters, each in its parameter's shape
     */
    public record Gradients(
            double loss, double[] output, double[] input, Map<String, double[]> parameters) {}

    /**
     * What a piece of a sequence gives.
     *
     * @param output shape (B, T, d_out)
     * @param state what is carried to the next piece, array by array
     * @param shapes of the arrays of the state, the batch first
     * @param position how many steps the state has seen
     */
    public record Piece(double[] output, List<double[]> state, List<Shape> shapes, long position) {

        /** Before the first step. */
        public static Piece none() {
            return new Piece(new double[0], List.of(), List.of(), 0);
        }

        /** How many numbers are carried, of all sequences of the batch. */
        public long stateSize() {
            return shapes.stream().mapToLong(Shape::size).sum();
        }
    }

    private final NDManager manager;
    private final Block block;
    private final SequenceShape shape;
    private final DataType type;
    private final ParameterStore store;

    private ModelUnderTest(NDManager manager, Block block, SequenceShape shape, DataType type) {
        this.manager = manager;
        this.block = block;
        this.shape = shape;
        this.type = type;
        this.store = new ParameterStore(manager, false);
    }

    /**
     * Makes the model of a plugin and initialises it from a seed, as the runtime does.
     *
     * @param plugin the plugin
     * @param config its configuration
     * @param shape the sequences that the model is made for
     * @param type FLOAT32 or FLOAT64
     * @param seed of the initial values
     */
    public static <C extends Record> ModelUnderTest of(
            ModelPlugin<C> plugin, C config, SequenceShape shape, DataType type, long seed) {
        RandomStreams streams = RandomStreams.of(seed).scope("init");
        Block block = plugin.create(config, new ModelContext(shape, type, streams));
        return of(block, shape, type, Map.of());
    }

    /**
     * Initialises a block.
     *
     * @param block not yet initialised
     * @param shape its sequences
     * @param type FLOAT32 or FLOAT64
     * @param values initial values of parameters by name; the others are drawn by the block
     * @throws IllegalArgumentException if the block has no parameter of a name
     */
    public static ModelUnderTest of(
            Block block, SequenceShape shape, DataType type, Map<String, double[]> values) {
        NDManager manager = NDManager.newBaseManager();
        manager.getEngine().setRandomSeed(1); // for blocks that draw from the engine
        for (Map.Entry<String, double[]> entry : values.entrySet()) {
            Parameter parameter = block.getParameters().get(entry.getKey());
            if (parameter == null) {
                throw new IllegalArgumentException(
                        "no parameter "
                                + entry.getKey()
                                + " among "
                                + block.getParameters().keys());
            }
            parameter.setInitializer(
                    (owner, size, dataType) -> array(owner, entry.getValue(), size, dataType));
        }
        block.initialize(manager, type, new Shape(1, shape.length(), shape.inputSize()));
        return new ModelUnderTest(manager, block, shape, type);
    }

    /** The block. */
    public Block block() {
        return block;
    }

    /** The manager of the parameters; inputs of the block belong in sub-managers of it. */
    public NDManager manager() {
        return manager;
    }

    /** The values of all parameters. */
    public Map<String, double[]> parameters() {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            values.put(pair.getKey(), numbers(pair.getValue().getArray()));
        }
        return values;
    }

    /**
     * The output of a forward pass without gradients.
     *
     * @param x shape (B, T, d_in)
     * @param batch B
     */
    public double[] output(double[] x, int batch) {
        try (NDManager step = manager.newSubManager()) {
            return numbers(forward(array(step, x, inputShape(x, batch), type), false));
        }
    }

    /**
     * Runs a piece of a sequence from the state after the piece before.
     *
     * @param x shape (B, T, d_in)
     * @param batch B
     * @param before the piece before, of this model or of another with the same parameters
     * @throws ClassCastException if the block is no {@link SteppableBlock}
     */
    public Piece piece(double[] x, int batch, Piece before) {
        try (NDManager step = manager.newSubManager()) {
            NDList state = new NDList();
            for (int i = 0; i < before.state().size(); i++) {
                state.add(array(step, before.state().get(i), before.shapes().get(i), type));
            }
            Carry carry =
                    before.position() == 0 ? Carry.start() : Carry.of(state, before.position());
            NDArray input = array(step, x, inputShape(x, batch), type);
            Weights weights = new Weights(store, input.getDevice(), false);
            double[] output = numbers(((SteppableBlock) block).apply(input, carry, weights));
            return new Piece(
                    output,
                    carry.state().stream().map(ModelUnderTest::numbers).toList(),
                    carry.state().stream().map(NDArray::getShape).toList(),
                    before.position() + input.getShape().get(1));
        }
    }

    /**
     * A forward pass in training mode and the derivatives of the sum of the squares of the output.
     *
     * @param x shape (B, T, d_in)
     * @param batch B
     */
    public Gradients gradients(double[] x, int batch) {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray input = array(step, x, inputShape(x, batch), type);
            input.setRequiresGradient(true);
            NDArray output = forward(input, true);
            NDArray loss = output.square().sum();
            collector.backward(loss);
            return new Gradients(
                    numbers(loss)[0],
                    numbers(output),
                    numbers(take(input, step)),
                    parameterGradients(step));
        }
    }

    /**
     * The derivatives of the same sum by the parameters as training gets them, where layers may
     * compute their own ({@link OwnGradients}). Call {@link #gradients} before, as the training
     * loop makes gradients before its first step.
     *
     * @param x shape (B, T, d_in)
     * @param batch B
     */
    public Map<String, double[]> gradientsInTraining(double[] x, int batch) {
        OwnGradients own = new OwnGradients(manager);
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDList input = new NDList(array(step, x, inputShape(x, batch), type));
            collector.backward(block.forward(own, input, true).singletonOrThrow().square().sum());
            own.backward();
            return parameterGradients(step);
        }
    }

    /** Frees the parameters. */
    @Override
    public void close() {
        block.clear();
        manager.close();
    }

    /**
     * The numbers of an array as doubles, row by row.
     *
     * @throws IllegalArgumentException if it is neither FLOAT32 nor FLOAT64
     */
    public static double[] numbers(NDArray array) {
        return switch (array.getDataType()) {
            case FLOAT64 -> array.toDoubleArray();
            case FLOAT32 -> {
                float[] values = array.toFloatArray();
                double[] numbers = new double[values.length];
                Arrays.setAll(numbers, i -> values[i]);
                yield numbers;
            }
            default ->
                    throw new IllegalArgumentException(
                            "neither FLOAT32 nor FLOAT64 but " + array.getDataType());
        };
    }

    /** An array of a type with given numbers, row by row. */
    public static NDArray array(NDManager manager, double[] values, Shape shape, DataType type) {
        if (type == DataType.FLOAT64) {
            return manager.create(values, shape);
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return manager.create(rounded, shape);
    }

    private NDArray forward(NDArray input, boolean training) {
        return block.forward(store, new NDList(input), training).singletonOrThrow();
    }

    private Shape inputShape(double[] x, int batch) {
        return new Shape(batch, x.length / batch / shape.inputSize(), shape.inputSize());
    }

    private Map<String, double[]> parameterGradients(NDManager step) {
        Map<String, double[]> gradients = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            if (pair.getValue().requiresGradient()) {
                gradients.put(pair.getKey(), numbers(take(pair.getValue().getArray(), step)));
            }
        }
        return gradients;
    }

    /** The gradient of an array, a copy; the engine accumulates, so what is there is cleared. */
    private static NDArray take(NDArray array, NDManager step) {
        NDArray gradient = array.getGradient();
        gradient.attach(step);
        NDArray copy = gradient.duplicate();
        gradient.subi(gradient);
        return copy;
    }
}
