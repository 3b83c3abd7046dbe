// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.PositionEncodingPlugin.Facts;
import org.seqmem.api.model.PositionEncodingPlugin.Sizes;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

/**
 * What every position encoding must keep, wherever it acts. Whether a model with it keeps the
 * future out and has right gradients, {@link ModelCompatibilityKit} tells of that model.
 *
 * @param <C> the plugin's configuration
 */
public abstract class PositionEncodingCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<PositionEncodingPlugin<?>> {

    /** Fixed, so that a failure comes back. */
    private static final long SEED = 19;

    private static final int BATCH = 2;

    /** Sums of some products in another order, in double precision. */
    private static final double TOLERANCE = 1e-12;

    /** Single precision has 7 digits; angles of some steps lose one. */
    private static final double SINGLE_TOLERANCE = 1e-5;

    @Override
    protected abstract PositionEncodingPlugin<C> plugin();

    /** A configuration. */
    protected abstract C example();

    /** A model that the encoding serves, of at least 4 steps. */
    protected Sizes sizes() {
        return new Sizes(12, 8, 2);
    }

    /** An encoding with its arrays. */
    private final class Opened implements AutoCloseable {

        private final NDManager manager = NDManager.newBaseManager();
        private final PositionEncoding encoding;
        private final Weights weights;
        private final DataType type;

        Opened(DataType type) {
            this.type = type;
            this.encoding = plugin().create(example(), sizes(), RandomStreams.of(SEED));
            encoding.initialize(manager, type, new Shape(1, sizes().length(), sizes().modelSize()));
            this.weights =
                    new Weights(new ParameterStore(manager, false), manager.getDevice(), false);
        }

        double[] numbers(Function<NDManager, NDArray> calculation) {
            try (NDManager step = manager.newSubManager()) {
                return ModelUnderTest.numbers(calculation.apply(step));
            }
        }

        /** The embedding of steps from one on, of a longer sequence; (B, T, D). */
        double[] embedded(double[] x, int length, long first) {
            return numbers(
                    step -> {
                        Shape shape = new Shape(BATCH, length, sizes().modelSize());
                        NDArray sequences = ModelUnderTest.array(step, x, shape, type);
                        encoding.added(first, length, sequences, weights)
                                .ifPresent(
                                        added ->
                                                assertLike(
                                                        added,
                                                        new Shape(length, sizes().modelSize()),
                                                        "added"));
                        return encoding.embed(sequences, first, weights);
                    });
        }

        /** Queries of steps from one on; (B, heads, T, head size). */
        double[] rotated(double[] x, int length, long first) {
            return numbers(
                    step -> {
                        Shape shape = new Shape(BATCH, sizes().heads(), length, sizes().headSize());
                        NDArray y =
                                encoding.rotate(
                                        ModelUnderTest.array(step, x, shape, type), first, weights);
                        assertLike(y, shape, "rotate");
                        return y;
                    });
        }

        private void assertLike(NDArray y, Shape shape, String act) {
            assertThat(y.getShape()).as("shape of what %s gives", act).isEqualTo(shape);
            assertThat(y.getDataType()).as("type of what %s gives", act).isEqualTo(type);
        }

        /** By head; empty if nothing is added. */
        Optional<double[][]> bias(int distances) {
            try (NDManager step = manager.newSubManager()) {
                NDArray like = step.zeros(new Shape(1), type);
                return encoding.bias(distances, like, weights)
                        .map(
                                bias -> {
                                    assertThat(bias.getShape())
                                            .as("shape of the bias")
                                            .isIn(
                                                    new Shape(sizes().heads(), distances),
                                                    new Shape(1, distances));
                                    assertThat(bias.getDataType())
                                            .as("type of the bias")
                                            .isEqualTo(type);
                                    double[] all = ModelUnderTest.numbers(bias);
                                    double[][] byHead = new double[all.length / distances][];
                                    Arrays.setAll(
                                            byHead,
                                            h ->
                                                    Arrays.copyOfRange(
                                                            all,
                                                            h * distances,
                                                            (h + 1) * distances));
                                    return byHead;
                                });
            }
        }

        @Override
        public void close() {
            encoding.clear();
            manager.close();
        }
    }

    @Override
    final void use() {
        try (Opened opened = new Opened(DataType.FLOAT32)) {
            everything(opened);
        }
    }

    private void everything(Opened opened) {
        int length = sizes().length();
        opened.embedded(numbers("x"), length, 0);
        opened.rotated(numbers("x"), length, 0);
        opened.bias(length);
    }

    @Test
    final void keepsShapeAndTypeInBothPrecisions() {
        int length = sizes().length();
        double[] x = numbers("x");
        try (Opened single = new Opened(DataType.FLOAT32);
                Opened exact = new Opened(DataType.FLOAT64)) {
            assertClose(
                    single.embedded(x, length, 0),
                    exact.embedded(x, length, 0),
                    SINGLE_TOLERANCE,
                    "embedding in single precision");
            assertClose(
                    single.rotated(x, length, 0),
                    exact.rotated(x, length, 0),
                    SINGLE_TOLERANCE,
                    "queries in single precision");
            assertClose(
                    single.bias(length),
                    exact.bias(length),
                    SINGLE_TOLERANCE,
                    "bias in single precision");
        }
    }

    @Test
    final void hasAsManyParametersAsItsFactsSay() {
        try (Opened opened = new Opened(DataType.FLOAT32)) {
            long count =
                    opened.encoding.getParameters().values().stream()
                            .mapToLong(parameter -> parameter.getArray().size())
                            .sum();
            assertThat(facts().parameters()).as("parameters").isEqualTo(count);
        }
        facts().window().ifPresent(steps -> assertThat(steps).as("window").isPositive());
    }

    @Test
    final void actsOnAPieceAsOnTheWhole() {
        int length = sizes().length();
        double[] x = numbers("x");
        try (Opened opened = new Opened(DataType.FLOAT64)) {
            double[] embedded = opened.embedded(x, length, 0);
            double[] rotated = opened.rotated(x, length, 0);
            for (int from : new int[] {1, length / 2, length - 1}) {
                int rest = length - from;
                assertClose(
                        opened.embedded(end(x, BATCH, length, from), rest, from),
                        end(embedded, BATCH, length, from),
                        TOLERANCE,
                        "embedding from step " + from);
                int rows = BATCH * sizes().heads();
                assertClose(
                        opened.rotated(end(x, rows, length, from), rest, from),
                        end(rotated, rows, length, from),
                        TOLERANCE,
                        "queries from step " + from);
            }
        }
    }

    @Test
    final void addsToADistanceWhateverTheOthersAre() {
        int length = sizes().length();
        try (Opened opened = new Opened(DataType.FLOAT64)) {
            Optional<double[][]> all = opened.bias(length);
            all.ifPresent(b -> Arrays.setAll(b, h -> Arrays.copyOf(b[h], length / 2)));
            assertClose(opened.bias(length / 2), all, TOLERANCE, "bias of the shorter distances");
        }
    }

    @Test
    final void isTheSameForTheSameSeed() {
        int length = sizes().length();
        double[] x = numbers("x");
        try (Opened one = new Opened(DataType.FLOAT32);
                Opened again = new Opened(DataType.FLOAT32)) {
            double[] embedded = one.embedded(x, length, 0);
            assertThat(again.embedded(x, length, 0)).as("embedding").isEqualTo(embedded);
            assertThat(one.embedded(x, length, 0)).as("second embedding").isEqualTo(embedded);
            double[] rotated = one.rotated(x, length, 0);
            assertThat(again.rotated(x, length, 0)).as("queries").isEqualTo(rotated);
            assertThat(again.bias(length).map(Arrays::deepToString))
                    .as("bias")
                    .isEqualTo(one.bias(length).map(Arrays::deepToString));
        }
    }

    @Test
    final void knowsNoPositionIfItSaysSo() {
        assumeThat(facts().orderBlind()).isTrue();
        int length = sizes().length();
        double[] x = numbers("x");
        try (Opened opened = new Opened(DataType.FLOAT64)) {
            assertClose(
                    opened.embedded(end(x, BATCH, length, 1), length - 1, 1),
                    opened.embedded(end(x, BATCH, length, 1), length - 1, 0),
                    TOLERANCE,
                    "embedding a step later");
            int rows = BATCH * sizes().heads();
            assertClose(
                    opened.rotated(end(x, rows, length, 1), length - 1, 1),
                    opened.rotated(end(x, rows, length, 1), length - 1, 0),
                    TOLERANCE,
                    "queries a step later");
            opened.bias(length)
                    .ifPresent(
                            bias ->
                                    assertThat(Arrays.stream(bias).flatMapToDouble(Arrays::stream))
                                            .as("bias of all distances")
                                            .allMatch(value -> value == bias[0][0]));
        }
        assertThat(facts().window()).as("window, which tells old from new").isEmpty();
    }

    /** A head size that is not objected to works. */
    @Test
    final void objectsInASentenceToHeadsThatItCannotServe() {
        for (int headSize = 1; headSize <= 4; headSize++) {
            int size = headSize;
            Optional<String> objection = plugin().objection(example(), headSize);
            objection.ifPresent(
                    text -> assertThat(text).as("objection to heads of %d", size).isNotBlank());
            if (objection.isEmpty()) {
                Sizes sizes = new Sizes(sizes().length(), 2 * size, 2);
                PositionEncoding encoding =
                        plugin().create(example(), sizes, RandomStreams.of(SEED));
                try (NDManager manager = NDManager.newBaseManager()) {
                    encoding.initialize(
                            manager, DataType.FLOAT32, new Shape(1, sizes.length(), 2L * size));
                    Weights weights =
                            new Weights(
                                    new ParameterStore(manager, false), manager.getDevice(), false);
                    Shape shape = new Shape(1, 2, sizes.length(), size);
                    assertThat(
                                    encoding.rotate(
                                                    manager.ones(shape, DataType.FLOAT32),
                                                    0,
                                                    weights)
                                            .getShape())
                            .as("queries of heads of %d, which it did not object to", size)
                            .isEqualTo(shape);
                }
            }
        }
    }

    @Test
    final void leavesNoArrayBehind() {
        try (Opened opened = new Opened(DataType.FLOAT32)) {
            everything(opened); // what a first pass keeps, a table for instance, is no leak
            int before = opened.manager.getManagedArrays().size();
            everything(opened);
            assertThat(opened.manager.getManagedArrays())
                    .as("arrays that outlive their step")
                    .hasSize(before);
        }
    }

    private Facts facts() {
        return plugin().facts(example(), sizes());
    }

    private double[] numbers(String name) {
        RandomStream stream = RandomStreams.of(SEED).stream(name);
        double[] values = new double[BATCH * sizes().length() * sizes().modelSize()];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }

    private static void assertClose(
            Optional<double[][]> actual,
            Optional<double[][]> expected,
            double relative,
            String what) {
        assertThat(actual.isPresent())
                .as("whether there is a %s", what)
                .isEqualTo(expected.isPresent());
        for (int head = 0; head < expected.map(bias -> bias.length).orElse(0); head++) {
            assertClose(
                    actual.orElseThrow()[head],
                    expected.orElseThrow()[head],
                    relative,
                    what + ", head " + head);
        }
    }

    /** The steps from one on, of each of some rows. */
    private static double[] end(double[] values, int rows, int length, int from) {
        int width = values.length / rows / length;
        double[] end = new double[rows * (length - from) * width];
        int size = (length - from) * width;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, (row * length + from) * width, end, row * size, size);
        }
        return end;
    }
}
