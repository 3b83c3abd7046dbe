// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ModelUnderTest.Gradients;
import org.seqmem.testkit.PluginCompatibilityKit;

/**
 * The kit of models does not fit: initial values and data type are those of a file. What it would
 * look at is here, as far as a file has it. The files are made by {@code make.py} beside them.
 */
class TorchScriptPluginTest extends PluginCompatibilityKit<ModelPlugin<?>> {

    private static final SequenceShape SHAPE = new SequenceShape(3, 1, 1);

    private static final double[] X = {1, -2, 0.5};

    /** What Python prints of min-gru.pt for these inputs, to six digits. */
    private static final double[] ANSWER = {0.950506, 2.028649, 1.67775};

    /** Half a unit of the last digit, and what single precision adds. */
    private static final double PRINTED = 2e-6;

    /** Central differences with this step in double precision are good to its square. */
    private static final double STEP = 1e-5;

    private static final double DIFFERENCE = 1e-7;

    @Override
    protected ModelPlugin<TorchScriptConfig> plugin() {
        return new TorchScriptPlugin();
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("file");
    }

    private static Path file(String name) {
        URL url = TorchScriptPluginTest.class.getResource("/torchscript/" + name);
        try {
            return Path.of(Objects.requireNonNull(url, name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TorchScriptConfig config(String name) {
        return new TorchScriptConfig(file(name), List.of(), Optional.empty(), Optional.empty());
    }

    private ModelUnderTest open(String name, DataType type, SequenceShape shape) {
        return ModelUnderTest.of(plugin(), config(name), shape, type, 1);
    }

    @Test
    void knowsFromTheFileHowMuchThereIsToTrain() {
        ModelFacts looped = plugin().facts(config("min-gru.pt"), SHAPE);
        assertThat(looped.parameters()).isEqualTo(8 + 8 + 5); // without the buffer
        assertThat(looped.claims()).isEmpty();
        assertThat(looped.stateSize()).isEmpty();
        assertThat(plugin().facts(config("frozen-double.pt"), SHAPE).parameters()).isEqualTo(3 + 4);
    }

    @Test
    void claimsWhatTheUserSays() {
        TorchScriptConfig config =
                new TorchScriptConfig(
                        file("min-gru.pt"),
                        List.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION),
                        Optional.of(4),
                        Optional.of(9));
        ModelFacts facts = plugin().facts(config, SHAPE);
        assertThat(facts.claims())
                .containsExactlyInAnyOrder(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION);
        assertThat(facts.stateSize()).isEqualTo(OptionalLong.of(4));
        assertThat(facts.receptiveField()).isEqualTo(OptionalInt.of(9));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new TorchScriptConfig(
                                        file("min-gru.pt"),
                                        List.of(Claim.STEPPABLE),
                                        Optional.empty(),
                                        Optional.empty()))
                .withMessageContaining("no way to carry a state");
    }

    @Test
    void computesWhatPythonDoesAlsoBetweenStepsOfTraining() {
        try (ModelUnderTest model = open("min-gru.pt", DataType.FLOAT32, SHAPE)) {
            assertThat(model.output(X, 1)).containsExactly(ANSWER, within(PRINTED));
            for (int i = 0; i < 3; i++) { // an optimised loop would fail in the second round
                assertThat(model.gradients(X, 1).output()).containsExactly(ANSWER, within(PRINTED));
                assertThat(model.output(X, 1)).containsExactly(ANSWER, within(PRINTED));
            }
            assertThat(model.block().getOutputShapes(new Shape[] {new Shape(5, 3, 1)}))
                    .containsExactly(new Shape(5, 3, 1));
        }
    }

    @Test
    void leavesNoArrayBehind() {
        try (ModelUnderTest model = open("min-gru.pt", DataType.FLOAT32, SHAPE)) {
            model.gradients(X, 1);
            int before = model.manager().getManagedArrays().size();
            model.output(X, 1);
            model.gradients(X, 1);
            assertThat(model.manager().getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void trainsWhatRequiresAGradientInTheFileAndNothingElse() {
        try (ModelUnderTest model = open("frozen-double.pt", DataType.FLOAT64, SHAPE)) {
            Gradients gradients = model.gradients(X, 1);
            assertThat(model.parameters()).hasSize(4);
            assertThat(gradients.parameters())
                    .hasSize(3)
                    .doesNotContainKey("inner.bias")
                    .allSatisfy((name, values) -> assertThat(values).doesNotContain(0.0));
            double[] up = {X[0] + STEP, X[1], X[2]};
            double[] down = {X[0] - STEP, X[1], X[2]};
            double slope = (squares(model.output(up, 1)) - squares(model.output(down, 1)));
            assertThat(gradients.input()[0]).isCloseTo(slope / (2 * STEP), within(DIFFERENCE));
        }
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    @Test
    void saysWhichShapeWasExpected() {
        assertRefused(
                "min-gru.pt",
                DataType.FLOAT32,
                new SequenceShape(3, 1, 2),
                "answers with shape (2, 3, 1) where the task wants (2, 3, 2), that is (batch, time"
                        + " steps, outputs), for (2, 3, 1)");
        assertRefused(
                "min-gru.pt",
                DataType.FLOAT32,
                new SequenceShape(3, 2, 1),
                "takes no input of shape (2, 3, 2), that is (batch, time steps, inputs): mat1 and"
                        + " mat2 shapes cannot be multiplied");
        assertRefused(
                "pair.pt", DataType.FLOAT32, SHAPE, "answers with 2 tensors where the task wants");
        assertRefused(
                "min-gru.pt",
                DataType.FLOAT64,
                SHAPE,
                "computes in float32, the trial in float64: set training.precision");
    }

    private void assertRefused(String name, DataType type, SequenceShape shape, String why) {
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(() -> open(name, type, shape))
                .withMessageContaining(name + " ")
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIG));
    }

    @Test
    void refusesOtherFilesBeforeAnythingIsTrained(@TempDir Path folder) throws IOException {
        assertNoModel(file("state-dict.pt"), "torch.jit.script(model).save(...)");
        assertNoModel(file("tied.pt"), "shares the numbers of outer.weight");
        assertNoModel(file("make.py"), "is no TorchScript file");
        byte[] whole = Files.readAllBytes(file("min-gru.pt"));
        Path half = folder.resolve("half.pt");
        Files.write(half, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertNoModel(half, "is no TorchScript file");
    }

    private void assertNoModel(Path file, String why) {
        TorchScriptConfig config =
                new TorchScriptConfig(file, List.of(), Optional.empty(), Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plugin().facts(config, SHAPE))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(why);
    }
}
