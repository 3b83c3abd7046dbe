// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.TrainableParameter;

/** A model on its device, held to its contract: it answers in the right shape and data type. */
public final class TrainableModel {

    private final Use<ModelPlugin<?>> use;
    private final Plugin<?> plugin;
    private final SequenceShape shape;
    private final Precision precision;
    private final DataType type;
    private final ModelFacts facts;
    private final Block block;
    private final OwnGradients store;
    private final ModelParameters parameters;

    private TrainableModel(
            Use<ModelPlugin<?>> use,
            SequenceShape shape,
            Precision precision,
            ModelFacts facts,
            Block block,
            NDManager manager) {
        this.use = use;
        this.plugin = use.plugin();
        this.shape = shape;
        this.precision = precision;
        this.type = DataTypes.of(precision);
        this.facts = facts;
        this.block = block;
        this.store = new OwnGradients(manager);
        this.parameters = PluginCall.to(plugin, () -> ModelParameters.of(block));
    }

    /**
     * Makes a model and its initial values.
     *
     * @param manager on the device; owns the parameters
     * @param streams of the trial
     * @throws SeqmemException {@link ErrorCode#PLUGIN_FAILED} if the plugin throws, {@link
     *     ErrorCode#PLUGIN_CONTRACT} if the block is not what its facts say
     */
    public static TrainableModel create(
            Use<ModelPlugin<?>> use,
            SequenceShape shape,
            Precision precision,
            NDManager manager,
            RandomStreams streams) {
        DataType type = DataTypes.of(precision);
        Engine engine = manager.getEngine();
        // for blocks that draw from the engine instead of from their own streams
        engine.setRandomSeed(streams.stream("init").nextInt());
        ModelFacts facts = PluginCall.to(use.plugin(), () -> ModelPlugin.facts(use, shape));
        ModelContext context = new ModelContext(shape, type, streams.scope("init"));
        Block block =
                PluginCall.to(
                        use.plugin(),
                        () -> {
                            Block made = ModelPlugin.open(use, context);
                            made.initialize(
                                    manager, type, new Shape(1, shape.length(), shape.inputSize()));
                            return made;
                        });
        TrainableModel model = new TrainableModel(use, shape, precision, facts, block, manager);
        model.checkParameters();
        return model;
    }

    /** What the plugin says of the model. */
    public ModelFacts facts() {
        return facts;
    }

    /** The data type of parameters, inputs and outputs. */
    public DataType dataType() {
        return type;
    }

    /** The number of trainable numbers. */
    public long trainableNumbers() {
        return parameters.trainableNumbers();
    }

    /** Every array of the model by name: the path of its blocks joined by dots. */
    public Map<String, NDArray> arrays() {
        return parameters.arrays();
    }

    /**
     * Takes the values of another copy of this model.
     *
     * @param saved its {@link #arrays}
     * @throws IllegalArgumentException if they are those of another model; nothing is changed then
     */
    public void restore(Map<String, NDArray> saved) {
        TrainingSnapshot.overwrite(arrays(), saved);
    }

    /** The parameters that are trained. */
    List<TrainableParameter> trainable() {
        return parameters.trainable();
    }

    /**
     * Runs the model.
     *
     * @param x shape (B, T, d_in)
     * @param training whether dropout and the like are active
     * @return shape (B, T, d_out)
     * @throws SeqmemException {@link ErrorCode#PLUGIN_FAILED} if the model throws, {@link
     *     ErrorCode#PLUGIN_CONTRACT} if it answers in another shape or data type
     */
    public NDArray forward(NDArray x, boolean training) {
        store.clear();
        NDArray y =
                PluginCall.to(
                        plugin,
                        () -> block.forward(store, new NDList(x), training).singletonOrThrow());
        Shape expected = new Shape(x.getShape().get(0), shape.length(), shape.outputSize());
        if (!y.getShape().equals(expected)) {
            throw broken(
                    "answered input "
                            + x.getShape()
                            + " with "
                            + y.getShape()
                            + " instead of "
                            + expected);
        }
        if (y.getDataType() != type) {
            throw broken("answered in " + y.getDataType() + " where the trial computes in " + type);
        }
        return y;
    }

    /** The values of an array, row by row. */
    public static double[] values(NDArray array) {
        return DataTypes.values(array);
    }

    /**
     * Attaches the parameters to a manager until it is closed. The result of an operation attaches
     * to the manager of its first operand: without this, what a block computes from its parameters
     * alone, for instance a transposed weight, would stay for the whole training.
     */
    public void lendTo(NDManager scope) {
        for (NDArray array : arrays().values()) {
            array.tempAttach(scope);
        }
    }

    /**
     * Computes the gradients of a loss: those that the engine recorded, then those of layers that
     * compute their own.
     */
    void backward(NDArray loss, GradientCollector collector) {
        PluginCall.run(
                plugin,
                () -> {
                    collector.backward(loss);
                    store.backward();
                });
    }

    /**
     * The same model, with the same parameters, for sequences of another length.
     *
     * @param manager owns its parameters
     * @return empty if there is none: the plugin refuses the length, or makes other parameters
     */
    public Optional<TrainableModel> ofLength(int length, NDManager manager) {
        SequenceShape other = new SequenceShape(length, shape.inputSize(), shape.outputSize());
        try {
            ModelPlugin.facts(use, other);
        } catch (
                IllegalArgumentException
                        refused) { // how plugins say that values do not go together
            return Optional.empty();
        }
        TrainableModel model = create(use, other, precision, manager, RandomStreams.of(0));
        Map<String, NDArray> own = arrays();
        Map<String, NDArray> theirs = model.arrays();
        if (!own.keySet().equals(theirs.keySet())) {
            return Optional.empty();
        }
        for (Map.Entry<String, NDArray> entry : theirs.entrySet()) {
            NDArray value = Objects.requireNonNull(own.get(entry.getKey()));
            if (!value.getShape().equals(entry.getValue().getShape())) {
                return Optional.empty();
            }
            overwrite(entry.getValue(), value);
        }
        return Optional.of(model);
    }

    /**
     * Does something while the trainable parameters are displaced, and puts them back.
     *
     * @param displacement asked for each parameter, in their order
     */
    public <R> R displaced(TrainedModel.Displacement displacement, Supplier<R> work) {
        List<NDArray> saved = new ArrayList<>();
        try {
            for (TrainableParameter parameter : trainable()) {
                NDArray array = parameter.array();
                int size = Math.toIntExact(array.size());
                double[] values = displacement.of(parameter.name(), size);
                try (NDArray alias = array.stopGradient();
                        NDArray by =
                                DataTypes.array(
                                        array.getManager(), values, array.getShape(), type);
                        NDArray moved = alias.add(by)) {
                    saved.add(alias.duplicate());
                    overwrite(array, moved);
                }
            }
            return work.get();
        } finally {
            for (int i = 0; i < saved.size(); i++) {
                overwrite(trainable().get(i).array(), saved.get(i));
                saved.get(i).close();
            }
        }
    }

    private static void overwrite(NDArray array, NDArray values) {
        try (NDArray alias = array.stopGradient()) {
            alias.set(new NDIndex("..."), values);
        }
    }

    private void checkParameters() {
        for (Map.Entry<String, NDArray> entry : arrays().entrySet()) {
            if (entry.getValue().getDataType() != type) {
                throw broken(
                        "made parameter \""
                                + entry.getKey()
                                + "\" in "
                                + entry.getValue().getDataType()
                                + " where the trial computes in "
                                + type);
            }
        }
        for (TrainableParameter parameter : trainable()) {
            if (!ModelParameters.isFlat(parameter.array())) {
                throw broken(
                        "made parameter \"" + parameter.name() + "\" as a strided view; copy it");
            }
        }
        if (trainableNumbers() != facts.parameters()) {
            throw broken(
                    "has "
                            + trainableNumbers()
                            + " trainable numbers, but its facts say "
                            + facts.parameters());
        }
    }

    private SeqmemException broken(String what) {
        return new SeqmemException(
                ErrorCode.PLUGIN_CONTRACT, PluginCall.describe(plugin) + " " + what);
    }
}
