// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * Models from TorchScript files. How large one is stands in its file; of what it computes nothing
 * is known but what the user says.
 */
public final class TorchScriptPlugin implements ModelPlugin<TorchScriptConfig> {

    /** For the ServiceLoader. */
    public TorchScriptPlugin() {}

    @Override
    public String name() {
        return "torchscript";
    }

    @Override
    public Class<TorchScriptConfig> configType() {
        return TorchScriptConfig.class;
    }

    @Override
    public String summary() {
        return "a model from Python: a TorchScript file, trained on from the values in it";
    }

    /**
     * Operations are an estimate, twice the trainable numbers per step: right where each is a
     * weight that meets one number per step.
     *
     * @throws IllegalArgumentException if the file is no TorchScript, or has nothing to train
     */
    @Override
    public ModelFacts facts(TorchScriptConfig config, SequenceShape shape) {
        long parameters;
        long operations;
        try {
            parameters = TorchScriptArchive.read(config.file()).trainableNumbers();
            operations = Math.multiplyExact(2, parameters);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    config.file() + " claims more trainable numbers than can be counted", e);
        }
        return new ModelFacts(
                Set.copyOf(config.claims()),
                config.stateSize().map(OptionalLong::of).orElse(OptionalLong.empty()),
                config.receptiveField().map(OptionalInt::of).orElse(OptionalInt.empty()),
                parameters,
                operations);
    }

    /** A file has no width that could be changed. */
    @Override
    public Optional<String> width() {
        return Optional.empty();
    }

    /**
     * @throws SeqmemException INVALID_CONFIG if the file computes in another data type than the
     *     trial
     */
    @Override
    public Block create(TorchScriptConfig config, ModelContext context) {
        TorchScriptArchive archive = TorchScriptArchive.read(config.file());
        DataType type = context.dataType();
        if (archive.dataType() != type) {
            throw new SeqmemException(
                    ErrorCode.INVALID_CONFIG,
                    config.file()
                            + " computes in "
                            + archive.dataType()
                            + ", the trial in "
                            + type
                            + ": set training.precision to the former, or convert the model before"
                            + " it is saved (.double(), .float())");
        }
        return new TorchScriptBlock(config.file(), archive, context.shape());
    }
}
