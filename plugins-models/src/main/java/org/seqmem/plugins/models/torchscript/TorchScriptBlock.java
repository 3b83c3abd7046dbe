// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.EngineProgram;

/**
 * A TorchScript module. Its {@code forward} takes one tensor and gives one.
 *
 * <p><b>Shape:</b> (B, T, d_in) to (B, T, d_out); B batch, T time steps.
 *
 * <p>Initial values come from the file. Parameters that require no gradient there, and buffers, are
 * not trained. Weights of two and more axes decay, others do not.
 */
final class TorchScriptBlock extends AbstractBlock {

    /** A module that was traced with a batch of one may have kept it. */
    private static final int PROBED_BATCH = 2;

    private final Path file;
    private final TorchScriptArchive archive;
    private final SequenceShape shape;
    private @Nullable Block module;

    TorchScriptBlock(Path file, TorchScriptArchive archive, SequenceShape shape) {
        this.file = file;
        this.archive = archive;
        this.shape = shape;
    }

    /**
     * Loads the file and tries it out.
     *
     * @throws SeqmemException INVALID_CONFIG if it cannot be loaded, or does not map the sequences
     *     of the task
     */
    @Override
    public void initialize(NDManager manager, DataType dataType, Shape... shapes) {
        EngineProgram.withoutOptimizer();
        Block loaded = load(manager);
        module = loaded;
        for (Pair<String, Parameter> entry : loaded.getDirectParameters()) {
            String name = entry.getKey();
            NDArray values = entry.getValue().getArray();
            addParameter(
                    Parameter.builder()
                            .setName(name)
                            .setType(
                                    values.getShape().dimension() > 1
                                            ? Parameter.Type.WEIGHT
                                            : Parameter.Type.OTHER)
                            .optArray(values)
                            .optRequiresGrad(archive.trains(name))
                            .build());
        }
        tryOut(manager, dataType, loaded);
        super.initialize(manager, dataType, shapes);
    }

    private Block load(NDManager manager) {
        Model model = manager.getEngine().newModel(file.toString(), manager.getDevice());
        manager.attachInternal(UUID.randomUUID().toString(), model); // native memory, too
        try {
            model.load(file, null, Map.of("trainParam", "true", "mapLocation", "true"));
        } catch (IOException | MalformedModelException | EngineException e) {
            throw wrong("cannot be loaded: " + reason(e), e);
        }
        return model.getBlock();
    }

    private void tryOut(NDManager manager, DataType type, Block loaded) {
        Shape in = new Shape(PROBED_BATCH, shape.length(), shape.inputSize());
        Shape expected = new Shape(PROBED_BATCH, shape.length(), shape.outputSize());
        String wanted =
                " where the task wants "
                        + expected
                        + ", that is (batch, time steps, outputs), for "
                        + in;
        try (NDManager scope = manager.newSubManager()) {
            NDList out;
            try {
                out =
                        loaded.forward(
                                new ParameterStore(scope, false),
                                new NDList(scope.zeros(in, type)),
                                false);
            } catch (EngineException e) {
                throw wrong(
                        "takes no input of shape "
                                + in
                                + ", that is (batch, time steps, inputs): "
                                + reason(e),
                        e);
            } catch (UnsupportedOperationException | IllegalArgumentException e) {
                throw wrong("does not answer with a tensor" + wanted, e);
            }
            if (out.size() != 1) {
                throw wrong("answers with " + out.size() + " tensors" + wanted, null);
            }
            NDArray answer = out.get(0);
            if (!answer.getShape().equals(expected)) {
                throw wrong("answers with shape " + answer.getShape() + wanted, null);
            }
            if (answer.getDataType() != type) {
                throw wrong(
                        "answers in "
                                + answer.getDataType()
                                + " where the trial computes in "
                                + type,
                        null);
            }
        }
    }

    private SeqmemException wrong(String what, @Nullable Exception cause) {
        return new SeqmemException(ErrorCode.INVALID_CONFIG, file + " " + what, cause);
    }

    /** LibTorch ends its trace of the script with the line that says what is wrong. */
    private static String reason(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("RuntimeError: ") || line.startsWith("Error: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .reduce((first, second) -> second)
                .orElseGet(
                        () ->
                                String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("no reason given"));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        // DJL records nothing in evaluation, but some metrics differentiate by the input
        boolean recorded = training || inputs.head().hasGradient();
        return Objects.requireNonNull(module, "not initialised")
                .forward(parameterStore, inputs, recorded);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape in = inputShapes[0];
        return new Shape[] {new Shape(in.get(0), in.get(1), shape.outputSize())};
    }
}
