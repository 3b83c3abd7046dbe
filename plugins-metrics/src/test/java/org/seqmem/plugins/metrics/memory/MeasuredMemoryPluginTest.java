// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownModel;
import org.seqmem.plugins.metrics.KnownTask;

class MeasuredMemoryPluginTest {

    /** Double precision; sums of a few numbers of order 1. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    /** Single precision has 7 digits. */
    private static final Offset<Double> SINGLE_ROUNDING = Offset.offset(1e-5);

    private static final int LENGTH = 12;

    /** More than one chunk of sequences, and the last one not full. */
    private static final int COUNT = 21;

    private final MeasuredMemory metric = new MeasuredMemory(new MeasuredMemoryConfig(COUNT, 0.5));

    private NDManager manager = NDManager.newBaseManager(Device.cpu());

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void findsTheKernelOfALinearModelByAllWays(DataType type) {
        Offset<Double> rounding = type == DataType.FLOAT64 ? ROUNDING : SINGLE_ROUNDING;
        double[] kernel = {0.5, -0.25, 0, 2, 0, 0, 0.125, 0, 0, 0, 0, 1};
        Task task = KnownTask.linear(kernel, KnownInput.white(1), 0);
        Measurement measured = metric.measure(model(task, type, x -> filter(x, kernel)));
        assertThat(measured.values().keySet()).containsExactly("distance", "mean-lag");
        assertThat(measured.values().get("distance")).isCloseTo(0, rounding);
        assertThat(measured.curves().keySet()).containsExactly("kernel", "impulse", "step");
        assertClose(curve(measured, "kernel"), kernel, rounding);
        double[] absolute = Arrays.stream(kernel).map(Math::abs).toArray();
        assertClose(curve(measured, "impulse"), absolute, rounding);
        assertClose(curve(measured, "step"), Arrays.copyOfRange(absolute, 1, LENGTH), rounding);
    }

    @Test
    void saysHowFarTheModelIsFromTheTask() {
        double[] asked = new double[LENGTH];
        asked[2] = 1;
        asked[4] = 1;
        double[] learned = new double[LENGTH];
        learned[2] = 1;
        Task task = KnownTask.linear(asked, KnownInput.white(1), 0);
        Measurement measured =
                metric.measure(model(task, DataType.FLOAT64, x -> filter(x, learned)));
        assertThat(measured.values().get("distance")).isCloseTo(0.5, ROUNDING);
        assertThat(measured.values().get("mean-lag")).isCloseTo(2, ROUNDING);
    }

    /** y_t = x_(t-1)^2 + 3: its slope is 2 x, and both probes see the square of the amplitude. */
    @Test
    void averagesTheSlopesOfANonLinearModelOverTheInputs() {
        Task task = KnownTask.unknown(LENGTH);
        double[] delay = new double[LENGTH];
        delay[1] = 1;
        KnownModel model = model(task, DataType.FLOAT64, x -> filter(x, delay).square().add(3));
        Measurement measured = metric.measure(model);
        double mean = 0;
        for (int i = 0; i < COUNT; i++) {
            mean += model.test().inputs()[i * LENGTH + LENGTH - 2] / COUNT;
        }
        double[] expected = new double[LENGTH];
        expected[1] = 2 * mean;
        assertClose(curve(measured, "kernel"), expected, ROUNDING);
        double[] probed = new double[LENGTH];
        probed[1] = 0.25 / 0.5;
        assertClose(curve(measured, "impulse"), probed, ROUNDING);
        assertClose(curve(measured, "step"), Arrays.copyOfRange(probed, 1, LENGTH), ROUNDING);
        assertThat(measured.values().keySet()).containsExactly("mean-lag");
    }

    @Test
    void namesTheKernelsOfSeveralChannels() {
        Task task = new KnownTask(new SequenceShape(LENGTH, 2, 2), TaskFacts.unknown());
        Measurement measured =
                metric.measure(
                        model(
                                task,
                                DataType.FLOAT64,
                                x -> {
                                    NDArray first = x.get(new NDIndex(":, :, :1"));
                                    NDArray second = x.get(new NDIndex(":, :, 1:"));
                                    return NDArrays.concat(
                                            new NDList(first.add(second.mul(3)), second.mul(-1)),
                                            2);
                                }));
        assertThat(measured.curves().keySet())
                .containsExactly(
                        "kernel-0-0", "kernel-0-1", "kernel-1-0", "kernel-1-1", "impulse", "step");
        assertThat(curve(measured, "kernel-0-1")[0]).isCloseTo(3, ROUNDING);
        assertThat(curve(measured, "kernel-1-0")[0]).isZero();
        assertThat(curve(measured, "kernel-1-1")[0]).isCloseTo(-1, ROUNDING);
        assertThat(curve(measured, "impulse")[0]).isCloseTo(Math.sqrt(10), ROUNDING);
    }

    @Test
    void leavesNoArrayBehind() {
        KnownModel model = model(KnownTask.delayed(1, LENGTH), DataType.FLOAT64, x -> x.mul(2));
        int before = manager.getManagedArrays().size();
        metric.measure(model);
        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    private static double[] curve(Measurement measured, String name) {
        return Objects.requireNonNull(measured.curves().get(name), name);
    }

    private KnownModel model(Task task, DataType type, UnaryOperator<NDArray> predictor) {
        RandomStream stream = RandomStreams.of(5).stream("inputs");
        SequenceShape shape = task.shape();
        double[] inputs = new double[COUNT * shape.length() * shape.inputSize()];
        // Multiples of 1/16 are exact in single precision too.
        Arrays.setAll(inputs, i -> Math.rint(16 * stream.nextGaussian()) / 16);
        double[] unused = new double[COUNT * shape.length() * shape.outputSize()];
        return new KnownModel(
                task,
                new Evaluation(shape, COUNT, inputs, unused, unused),
                manager,
                type,
                predictor);
    }

    /** The causal convolution with a kernel, as a product with its lower-triangular matrix. */
    private static NDArray filter(NDArray x, double[] kernel) {
        double[] matrix = new double[LENGTH * LENGTH];
        for (int t = 0; t < LENGTH; t++) {
            for (int s = 0; s <= t; s++) {
                matrix[t * LENGTH + t - s] = kernel[s];
            }
        }
        NDArray toeplitz =
                x.getManager()
                        .create(matrix, new Shape(LENGTH, LENGTH))
                        .toType(x.getDataType(), false);
        return toeplitz.matMul(x);
    }

    private static void assertClose(double[] actual, double[] expected, Offset<Double> rounding) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("entry %d", i).isCloseTo(expected[i], rounding);
        }
    }
}
