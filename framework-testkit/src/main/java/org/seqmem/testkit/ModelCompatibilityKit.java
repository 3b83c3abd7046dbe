// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.Use;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.runtime.training.Precision;
import org.seqmem.runtime.training.SafetensorsFile;
import org.seqmem.runtime.training.TrainableModel;
import org.seqmem.testkit.ModelUnderTest.Gradients;
import org.seqmem.testkit.ModelUnderTest.Piece;

/**
 * What every model must keep; a plugin that passes works in Seqmem. Claims are proved on random
 * inputs, not believed.
 *
 * <p>A model that is noisy in training (dropout) is tested with the noise switched off in {@link
 * #example()}.
 *
 * @param <C> the plugin's configuration
 */
public abstract class ModelCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<ModelPlugin<?>> {

    /** Fixed, so that a failure comes back. */
    private static final long SEED = 7;

    /** Distance of the points of a central difference: its error is its square, about 1e-10. */
    private static final double STEP = 1e-5;

    /**
     * Relative to the largest derivative. Central differences lose half of the 16 digits, the
     * square root of the loss's size another one or two.
     */
    private static final double DIFFERENCE_TOLERANCE = 1e-6;

    /** How much lower the loss is after a step, relative to it: far above rounding. */
    private static final double DROP = 1e-6;

    /** So small a step leaves to curvature what is a millionth of the drop, times a condition. */
    private static final double DROP_TOLERANCE = 1e-2;

    /** Relative to the largest output: single precision has 7 digits, long sums lose three. */
    private static final double SINGLE_TOLERANCE = 1e-4;

    /** Relative to the largest output: double precision has 16 digits, long sums lose six. */
    private static final double DOUBLE_TOLERANCE = 1e-10;

    /** Relative to the largest output: what single precision leaves of sums in another order. */
    private static final double STEP_TOLERANCE = 1e-5;

    /** One step, odd and even lengths, and some that no chunk or power of two divides. */
    private static final int[] STEPPED_LENGTHS = {1, 2, 7, 64, 100};

    /** What counts as learned: 95 percent of the target's power. */
    private static final double LEARNED = 0.05;

    /** How many widths in a row a model may refuse; as many as the search for sizes passes over. */
    private static final int WIDTHS = 512;

    /** How many entries of each parameter are compared with differences. */
    private static final int ENTRIES = 4;

    @Override
    protected abstract ModelPlugin<C> plugin();

    /** A small configuration: a few units, one or two layers. Every check makes it anew. */
    protected abstract C example();

    /** A configuration that can learn a short exponential memory, one number in, one out. */
    protected C learner() {
        return example();
    }

    /** In how many steps of Adam at 1e-2 {@link #learner()} gets there. */
    protected int lessons() {
        return 300;
    }

    /** The sequences of the checks; at least four steps. */
    protected SequenceShape shape() {
        return new SequenceShape(9, 2, 3);
    }

    /**
     * How far an output may move, relative to the largest one, when an input moves that it must not
     * depend on. Exactly zero unless the model sums over all steps at once, as transforms do.
     */
    protected double leakTolerance() {
        return 0;
    }

    @Override
    final void use() {
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT32)) {
            double[] x = input(2, shape().length(), "x");
            model.output(x, 2);
            model.gradients(x, 2);
        }
    }

    @Test
    final void mapsSequencesOfEveryLengthAndBatch() {
        SequenceShape shape = shape();
        for (int length : new int[] {1, 2, shape.length()}) {
            for (int batch : new int[] {1, 3}) {
                try (ModelUnderTest model = open(length, DataType.FLOAT32)) {
                    double[] output = model.output(input(batch, length, "x"), batch);
                    Shape expected = new Shape(batch, length, shape.outputSize());
                    assertThat(output).as("output").hasSize((int) expected.size());
                    assertThat(output).as("output").doesNotContain(Double.NaN);
                    assertThat(
                                    model.block()
                                            .getOutputShapes(
                                                    new Shape[] {
                                                        new Shape(batch, length, shape.inputSize())
                                                    }))
                            .as("promised shape of the output")
                            .containsExactly(expected);
                }
            }
        }
    }

    @Test
    final void neverSeesLaterInputs() {
        assumeThat(facts().claims()).contains(Claim.CAUSAL);
        SequenceShape shape = shape();
        for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            try (ModelUnderTest model = open(shape.length(), type)) {
                double[] x = input(2, shape.length(), "x");
                double[] before = model.output(x, 2);
                for (int step = 1; step < shape.length(); step++) {
                    double[] after = model.output(disturbed(x, 2, step, shape.length()), 2);
                    assertUnmoved(before, after, 2, 0, step, "input at step " + step);
                }
            }
        }
    }

    @Test
    final void keepsSequencesOfABatchApart() {
        SequenceShape shape = shape();
        try (ModelUnderTest model = open(shape.length(), DataType.FLOAT64)) {
            double[] x = input(3, shape.length(), "x");
            double[] alone = Arrays.copyOf(x, x.length / 3);
            double[] before = model.output(x, 3);
            double[] other = x.clone();
            for (int i = alone.length; i < x.length; i++) {
                other[i] += 1;
            }
            assertClose(
                    Arrays.copyOf(model.output(other, 3), before.length / 3),
                    Arrays.copyOf(before, before.length / 3),
                    leakTolerance(),
                    "first sequence, the others changed");
            assertClose(
                    model.output(alone, 1),
                    Arrays.copyOf(before, before.length / 3),
                    DOUBLE_TOLERANCE,
                    "first sequence alone");
        }
    }

    @Test
    final void hasAsManyParametersAsItsFactsSay() {
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT32)) {
            long count = model.parameters().values().stream().mapToLong(v -> v.length).sum();
            assertThat(facts().parameters()).as("parameters").isEqualTo(count);
            assertThat(facts().flopsPerStep()).as("operations per step").isPositive();
        }
    }

    @Test
    final void isAcceptedByTheRuntime() {
        Use<ModelPlugin<?>> use = new Use<>(plugin(), example());
        for (Precision precision : Precision.values()) {
            try (NDManager manager = NDManager.newBaseManager()) {
                assertThatCode(
                                () ->
                                        TrainableModel.create(
                                                use,
                                                shape(),
                                                precision,
                                                manager,
                                                RandomStreams.of(SEED)))
                        .as("made for a training in %s", precision)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    final void growsWithItsWidth() {
        assumeThat(plugin().width()).isPresent();
        String key = plugin().width().orElseThrow();
        C wider = wider(key);
        ModelFacts more = plugin().facts(wider, shape());
        assertThat(more.parameters())
                .as("parameters with a larger %s", key)
                .isGreaterThan(facts().parameters());
        if (facts().stateSize().isPresent()) {
            assertThat(more.stateSize()).as("state size with a larger %s", key).isPresent();
            assertThat(more.stateSize().getAsLong())
                    .as("state size with a larger %s", key)
                    .isGreaterThanOrEqualTo(facts().stateSize().getAsLong());
        }
        try (ModelUnderTest model =
                ModelUnderTest.of(plugin(), wider, shape(), DataType.FLOAT32, SEED)) {
            assertThat(model.parameters().values().stream().mapToLong(v -> v.length).sum())
                    .as("parameters of the model with a larger %s", key)
                    .isEqualTo(more.parameters());
        }
    }

    /** The example at the next width that is not refused. */
    private C wider(String key) {
        for (int more = 1; more <= WIDTHS; more++) {
            int by = more;
            Optional<C> wider = ChangedConfig.of(example(), key, value -> larger(value, by, key));
            if (wider.isPresent() && isAccepted(wider.get())) {
                return wider.get();
            }
        }
        return fail("no larger " + key + " than the example's is accepted");
    }

    private static Object larger(Object value, int by, String key) {
        return value instanceof Integer width
                ? width + by
                : fail("the width \"" + key + "\" is no integer");
    }

    private boolean isAccepted(C config) {
        try {
            plugin().facts(config, shape());
            return true;
        } catch (IllegalArgumentException refused) { // how plugins say that values do not fit
            return false;
        }
    }

    @Test
    final void dependsOnTheInputsOfItsReceptiveFieldAndNoOthers() {
        OptionalInt field = facts().receptiveField();
        int length = field.isPresent() ? field.getAsInt() + 3 : shape().length();
        SequenceShape shape = new SequenceShape(length, shape().inputSize(), shape().outputSize());
        try (ModelUnderTest model = open(length, DataType.FLOAT64)) {
            double[] x = input(2, length, "x");
            double[] before = model.output(x, 2);
            double[] after = model.output(disturbed(x, 2, 0, 1), 2);
            int last = field.isPresent() ? field.getAsInt() - 1 : shape.length() - 1;
            assertMoved(before, after, 2, last, "input at step 0");
            if (field.isPresent()) {
                assertUnmoved(before, after, 2, field.getAsInt(), length, "input at step 0");
            }
        }
    }

    @Test
    final void isTheSameForTheSameSeedAndAnotherForAnother() {
        SequenceShape shape = shape();
        double[] x = input(2, shape.length(), "x");
        try (ModelUnderTest one = open(shape.length(), DataType.FLOAT32);
                ModelUnderTest again = open(shape.length(), DataType.FLOAT32);
                ModelUnderTest other =
                        ModelUnderTest.of(plugin(), example(), shape, DataType.FLOAT32, SEED + 1)) {
            Map<String, double[]> parameters = one.parameters();
            assertThat(again.parameters().keySet()).isEqualTo(parameters.keySet());
            again.parameters().forEach((n, v) -> assertThat(v).as(n).isEqualTo(parameters.get(n)));
            assertThat(other.parameters())
                    .as("parameters under another seed")
                    .anySatisfy((n, v) -> assertThat(v).isNotEqualTo(parameters.get(n)));
            double[] output = one.output(x, 2);
            assertThat(again.output(x, 2)).isEqualTo(output);
            assertThat(one.output(x, 2)).as("second pass").isEqualTo(output);
            assertThat(one.gradients(x, 2).parameters())
                    .allSatisfy(
                            (n, v) ->
                                    assertThat(again.gradients(x, 2).parameters().get(n))
                                            .as("gradient of %s", n)
                                            .isEqualTo(v));
        }
    }

    @Test
    final void worksInDoublePrecision() {
        SequenceShape shape = shape();
        double[] x = input(2, shape.length(), "x");
        try (ModelUnderTest model = open(shape.length(), DataType.FLOAT64);
                ModelUnderTest single = open(shape.length(), DataType.FLOAT32)) {
            model.block()
                    .getParameters()
                    .forEach(
                            pair ->
                                    assertThat(pair.getValue().getArray().getDataType())
                                            .as(pair.getKey())
                                            .isEqualTo(DataType.FLOAT64));
            double[] output = model.output(x, 2);
            assertThat(Arrays.stream(output))
                    .as("outputs")
                    .anyMatch(
                            value -> value != value.floatValue(), "is finer than single precision");
            assertClose(single.output(x, 2), output, SINGLE_TOLERANCE, "single precision");
            assertClose(
                    single.gradients(x, 2).input(),
                    model.gradients(x, 2).input(),
                    10 * SINGLE_TOLERANCE,
                    "gradient in single precision");
        }
    }

    @Test
    final void computesInTrainingWhatItComputesInEvaluation() {
        double[] x = input(2, shape().length(), "x");
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT64)) {
            assertClose(
                    model.gradients(x, 2).output(),
                    model.output(x, 2),
                    DOUBLE_TOLERANCE,
                    "output in training");
        }
    }

    @Test
    final void hasTheGradientsOfItsOutput() {
        double[] x = input(2, shape().length(), "x");
        RandomStream entries = RandomStreams.of(SEED).stream("entries");
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT64)) {
            Gradients gradients = model.gradients(x, 2);
            Map<String, double[]> parameters = model.parameters();
            assertGradient(gradients.input(), x, entries, moved -> loss(parameters, moved), "x");
            gradients
                    .parameters()
                    .forEach(
                            (name, gradient) ->
                                    assertGradient(
                                            gradient,
                                            given(parameters, name),
                                            entries,
                                            moved -> loss(with(parameters, name, moved), x),
                                            name));
        }
    }

    @Test
    final void hasTheSameGradientsWhereItsLayersComputeTheirOwn() {
        double[] x = input(2, shape().length(), "x");
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT64)) {
            Map<String, double[]> recorded = model.gradients(x, 2).parameters();
            Map<String, double[]> own = model.gradientsInTraining(x, 2);
            assertThat(own.keySet()).as("parameters").isEqualTo(recorded.keySet());
            recorded.forEach(
                    (name, gradient) ->
                            assertClose(
                                    given(own, name),
                                    gradient,
                                    DOUBLE_TOLERANCE,
                                    "gradient of " + name + " in training"));
        }
    }

    @Test
    final void lowersTheLossByOneStepDownItsGradient() {
        double[] x = input(2, shape().length(), "x");
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT64)) {
            Gradients gradients = model.gradients(x, 2);
            double squares =
                    gradients.parameters().values().stream()
                            .flatMapToDouble(Arrays::stream)
                            .map(g -> g * g)
                            .sum();
            double drop = DROP * gradients.loss();
            Map<String, double[]> moved = new HashMap<>(model.parameters());
            gradients
                    .parameters()
                    .forEach(
                            (name, gradient) -> {
                                double[] values = given(moved, name).clone();
                                Arrays.setAll(
                                        values, i -> values[i] - drop / squares * gradient[i]);
                                moved.put(name, values);
                            });
            assertThat(gradients.loss() - loss(moved, x))
                    .as("by how much a step down the gradient lowers the loss")
                    .isCloseTo(drop, Offset.offset(drop * DROP_TOLERANCE));
        }
    }

    @Test
    final void leavesNoArrayBehind() {
        double[] x = input(2, shape().length(), "x");
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT32)) {
            // What a first pass keeps, a mask for instance, is no leak.
            model.output(x, 2);
            model.gradients(x, 2);
            int before = model.manager().getManagedArrays().size();
            model.output(x, 2);
            model.gradients(x, 2);
            assertThat(model.manager().getManagedArrays())
                    .as("arrays that outlive their step")
                    .hasSize(before);
        }
    }

    @Test
    final void isLinearIfItClaimsToBe() {
        assumeThat(facts().claims()).contains(Claim.LINEAR);
        double[] x = input(2, shape().length(), "x");
        double[] y = input(2, shape().length(), "y");
        double[] sum = new double[x.length];
        Arrays.setAll(sum, i -> 3 * x[i] - 2 * y[i]);
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT64)) {
            double[] fx = model.output(x, 2);
            double[] fy = model.output(y, 2);
            double[] zero = model.output(new double[x.length], 2);
            double[] expected = new double[fx.length];
            Arrays.setAll(expected, i -> 3 * (fx[i] - zero[i]) - 2 * (fy[i] - zero[i]) + zero[i]);
            assertClose(model.output(sum, 2), expected, DOUBLE_TOLERANCE, "f(3x - 2y)");
        }
    }

    @Test
    final void isTimeInvariantIfItClaimsToBe() {
        assumeThat(facts().claims()).contains(Claim.TIME_INVARIANT);
        SequenceShape shape = shape();
        int delay = shape.length() / 3;
        double[] x = input(1, shape.length(), "x");
        double[] delayed = new double[x.length];
        int shift = delay * shape.inputSize();
        System.arraycopy(x, 0, delayed, shift, x.length - shift);
        try (ModelUnderTest model = open(shape.length(), DataType.FLOAT64)) {
            double[] output = model.output(x, 1);
            double[] later = model.output(delayed, 1);
            int start = delay * shape.outputSize();
            assertClose(
                    Arrays.copyOfRange(later, start, later.length),
                    Arrays.copyOf(output, output.length - start),
                    DOUBLE_TOLERANCE,
                    "output of an input delayed by " + delay);
        }
    }

    @Test
    final void isBlindToOrderIfItClaimsToBe() {
        assumeThat(facts().claims()).contains(Claim.ORDER_BLIND);
        SequenceShape shape = shape();
        double[] x = input(1, shape.length(), "x");
        try (ModelUnderTest model = open(shape.length(), DataType.FLOAT64)) {
            double[] output = model.output(x, 1);
            for (int step = 2; step < shape.length(); step++) {
                int from = step * shape.outputSize();
                int to = from + shape.outputSize();
                assertClose(
                        Arrays.copyOfRange(model.output(reversed(x, step), 1), from, to),
                        Arrays.copyOfRange(output, from, to),
                        DOUBLE_TOLERANCE,
                        "output at step " + step + " after earlier inputs in reverse order");
            }
        }
    }

    @Test
    final void isStableIfItClaimsToBe() {
        assumeThat(facts().claims()).contains(Claim.STABLE_BY_CONSTRUCTION);
        int length = 256;
        // A model that can be made unstable is so with ten times its usual parameters.
        Map<String, double[]> parameters = new HashMap<>();
        try (ModelUnderTest model = open(length, DataType.FLOAT64)) {
            model.parameters()
                    .forEach(
                            (n, v) ->
                                    parameters.put(n, Arrays.stream(v).map(p -> 10 * p).toArray()));
        }
        double[] x = new double[length * shape().inputSize()];
        Arrays.fill(x, 1);
        try (ModelUnderTest model = open(length, DataType.FLOAT64, parameters)) {
            double[] output = model.output(x, 1);
            double early = largest(Arrays.copyOf(output, output.length / 2));
            double late = largest(Arrays.copyOfRange(output, output.length / 2, output.length));
            assertThat(late).as("late outputs against early ones").isLessThan(2 * early + 1);
        }
    }

    @Test
    final void learnsAShortMemory() {
        try (ModelUnderTest model =
                ModelUnderTest.of(plugin(), learner(), ShortMemory.SHAPE, DataType.FLOAT32, SEED)) {
            assertThat(new ShortMemory(model, SEED).train(lessons(), LEARNED))
                    .as("error relative to the power of the target")
                    .isLessThan(LEARNED);
        }
    }

    @Test
    final void runsStepByStepIfItClaimsTo() {
        assumeThat(facts().claims()).contains(Claim.STEPPABLE);
        for (int length : STEPPED_LENGTHS) {
            double[] x = input(2, length, "x");
            for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
                try (ModelUnderTest model = open(length, type)) {
                    assertThat(model.block())
                            .as("a block that claims to run step by step")
                            .isInstanceOf(SteppableBlock.class);
                    assertClose(
                            inPieces(model, model, x, 1, 1),
                            model.output(x, 2),
                            stepTolerance(type),
                            "output step by step, " + length + " steps, " + type);
                }
            }
        }
    }

    /** What cannot run step by step must not look as if it could. */
    @Test
    final void isNoSteppableBlockUnlessItClaimsTo() {
        assumeThat(facts().claims()).doesNotContain(Claim.STEPPABLE);
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT32)) {
            assertThat(model.block())
                    .as("a block that does not claim to run step by step")
                    .isNotInstanceOf(SteppableBlock.class);
        }
    }

    @Test
    final void carriesItsWholeStateOverACut() {
        assumeThat(facts().claims()).contains(Claim.STEPPABLE);
        int length = shape().length();
        double[] x = input(2, length, "x");
        for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            // the second one knows of the first piece only what is carried
            try (ModelUnderTest model = open(length, type);
                    ModelUnderTest other = open(length, type)) {
                double[] whole = model.output(x, 2);
                for (int cut = 1; cut < length; cut++) {
                    assertClose(
                            inPieces(model, other, x, cut, length - cut),
                            whole,
                            stepTolerance(type),
                            "output with a cut after step " + cut + ", " + type);
                }
            }
        }
    }

    @Test
    final void carriesAsManyNumbersAsItsFactsSay() {
        assumeThat(facts().claims()).contains(Claim.STEPPABLE);
        assumeThat(facts().stateSize()).isPresent();
        int length = shape().length();
        try (ModelUnderTest model = open(length, DataType.FLOAT32)) {
            assertThat(model.piece(input(2, length, "x"), 2, Piece.none()).stateSize())
                    .as("numbers carried, two sequences")
                    .isEqualTo(2 * facts().stateSize().getAsLong());
        }
    }

    @Test
    final void isTheSameAfterItsParametersWereSavedAndLoaded(@TempDir Path folder) {
        double[] x = input(2, shape().length(), "x");
        Path file = folder.resolve("model.safetensors");
        Map<String, double[]> loaded = new HashMap<>();
        double[] output;
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT32)) {
            output = model.output(x, 2);
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            model.block()
                    .getParameters()
                    .forEach(pair -> arrays.put(pair.getKey(), pair.getValue().getArray()));
            SafetensorsFile.write(file, arrays);
            SafetensorsFile.read(file, model.manager())
                    .forEach((name, array) -> loaded.put(name, ModelUnderTest.numbers(array)));
        }
        RandomStreams others = RandomStreams.of(SEED + 1).scope("init");
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT32, others, loaded)) {
            assertThat(model.output(x, 2)).as("output of the loaded model").isEqualTo(output);
        }
    }

    /**
     * The output for two sequences in pieces: a first one through one model, then pieces of a
     * length through another.
     */
    private double[] inPieces(
            ModelUnderTest one, ModelUnderTest other, double[] x, int first, int next) {
        int length = x.length / 2 / shape().inputSize();
        int width = shape().outputSize();
        double[] output = new double[2 * length * width];
        Piece piece = Piece.none();
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + (from == 0 ? first : next));
            piece = (from == 0 ? one : other).piece(steps(x, from, to), 2, piece);
            for (int b = 0; b < 2; b++) {
                int size = (to - from) * width;
                System.arraycopy(
                        piece.output(), b * size, output, (b * length + from) * width, size);
            }
            from = to;
        }
        return output;
    }

    /** The inputs of two sequences at some steps. */
    private double[] steps(double[] x, int from, int to) {
        int width = shape().inputSize();
        int length = x.length / 2 / width;
        int size = (to - from) * width;
        double[] steps = new double[2 * size];
        for (int b = 0; b < 2; b++) {
            System.arraycopy(x, (b * length + from) * width, steps, b * size, size);
        }
        return steps;
    }

    private static double stepTolerance(DataType type) {
        return type == DataType.FLOAT32 ? STEP_TOLERANCE : DOUBLE_TOLERANCE;
    }

    private static void assertGradient(
            double[] gradient,
            double[] point,
            RandomStream entries,
            ToDoubleFunction<double[]> loss,
            String name) {
        double scale = Math.max(1, largest(gradient));
        for (int entry = 0; entry < ENTRIES; entry++) {
            int index = entries.nextInt(point.length);
            double[] above = point.clone();
            above[index] += STEP;
            double[] below = point.clone();
            below[index] -= STEP;
            double difference =
                    (loss.applyAsDouble(above) - loss.applyAsDouble(below)) / (2 * STEP);
            assertThat(gradient[index])
                    .as("derivative by %s[%d]", name, index)
                    .isCloseTo(difference, Offset.offset(DIFFERENCE_TOLERANCE * scale));
        }
    }

    /** The inputs with those of the first steps in reverse order. */
    private double[] reversed(double[] x, int steps) {
        int width = shape().inputSize();
        double[] reversed = x.clone();
        for (int t = 0; t < steps; t++) {
            System.arraycopy(x, t * width, reversed, (steps - 1 - t) * width, width);
        }
        return reversed;
    }

    private double loss(Map<String, double[]> parameters, double[] x) {
        try (ModelUnderTest model = open(shape().length(), DataType.FLOAT64, parameters)) {
            return Arrays.stream(model.output(x, 2)).map(value -> value * value).sum();
        }
    }

    private void assertUnmoved(
            double[] before, double[] after, int batch, int from, int to, String what) {
        double tolerance = leakTolerance() * largest(before);
        forSteps(before, batch, from, to)
                .forEach(
                        (where, index) ->
                                assertThat(after[index])
                                        .as("%s after a change of the %s", where, what)
                                        .isCloseTo(before[index], Offset.offset(tolerance)));
    }

    private void assertMoved(double[] before, double[] after, int batch, int step, String what) {
        double tolerance = leakTolerance() * largest(before);
        assertThat(forSteps(before, batch, step, step + 1).values())
                .as("outputs at step %d after a change of the %s", step, what)
                .anyMatch(index -> Math.abs(after[index] - before[index]) > tolerance);
    }

    /** The places of the outputs at some steps, by a name for people. */
    private Map<String, Integer> forSteps(double[] output, int batch, int from, int to) {
        int width = shape().outputSize();
        int length = output.length / batch / width;
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int b = 0; b < batch; b++) {
            for (int t = from; t < to; t++) {
                for (int d = 0; d < width; d++) {
                    places.put(
                            "output[" + b + "][" + t + "][" + d + "]",
                            (b * length + t) * width + d);
                }
            }
        }
        return places;
    }

    private static double[] given(Map<String, double[]> parameters, String name) {
        double[] values = parameters.get(name);
        return values == null ? fail("no parameter " + name) : values;
    }

    private static Map<String, double[]> with(
            Map<String, double[]> parameters, String name, double[] values) {
        Map<String, double[]> changed = new HashMap<>(parameters);
        changed.put(name, values);
        return changed;
    }

    /** The same inputs, moved at steps {@code from} to {@code to} - 1 of every sequence. */
    private double[] disturbed(double[] x, int batch, int from, int to) {
        int width = shape().inputSize();
        int length = x.length / batch / width;
        double[] moved = x.clone();
        for (int b = 0; b < batch; b++) {
            for (int t = from; t < to; t++) {
                for (int d = 0; d < width; d++) {
                    moved[(b * length + t) * width + d] += 1 + d;
                }
            }
        }
        return moved;
    }

    private double[] input(int batch, int length, String name) {
        RandomStream stream = RandomStreams.of(SEED).stream(name);
        double[] values = new double[batch * length * shape().inputSize()];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }

    private ModelFacts facts() {
        return plugin().facts(example(), shape());
    }

    private ModelUnderTest open(int length, DataType type) {
        return open(length, type, Map.of());
    }

    private ModelUnderTest open(int length, DataType type, Map<String, double[]> parameters) {
        return open(length, type, RandomStreams.of(SEED).scope("init"), parameters);
    }

    private ModelUnderTest open(
            int length, DataType type, RandomStreams streams, Map<String, double[]> parameters) {
        SequenceShape shape = new SequenceShape(length, shape().inputSize(), shape().outputSize());
        ModelContext context = new ModelContext(shape, type, streams);
        return ModelUnderTest.of(plugin().create(example(), context), shape, type, parameters);
    }
}
