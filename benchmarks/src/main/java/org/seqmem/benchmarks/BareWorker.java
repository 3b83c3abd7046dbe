// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;
import org.seqmem.runtime.training.TrainingListener;

/**
 * The bare loop: the same steps of the same model as those of {@link StepWorker}, with the least
 * around them that DJL allows. Batches lie there from the beginning; nothing is checked, seeded,
 * scheduled or timed. Only the optimiser, which is part of a step, is ours.
 *
 * <pre>{@code
 * BareWorker [path=value ...]
 * }</pre>
 */
public final class BareWorker {

    /** As often as the training loop. */
    private static final int READ_EVERY = 25;

    private final NDManager manager;
    private final Engine engine;
    private final Block block;
    private final OwnGradients store;
    private final List<TrainableParameter> parameters = new ArrayList<>();
    private final NDArray[] lent;
    private final NDList gradients = new NDList();
    private final Optimizer optimizer;
    private final NDList inputs;
    private final NDList targets;

    private BareWorker(StepTrial trial) {
        manager = trial.manager();
        engine = manager.getEngine();
        SequenceShape shape = trial.data().shape();
        ModelContext context =
                new ModelContext(shape, trial.model().dataType(), trial.streams().scope("init"));
        block = ModelPlugin.open(trial.recipe(), context);
        block.initialize(
                manager, context.dataType(), new Shape(1, shape.length(), shape.inputSize()));
        store = new OwnGradients(manager);
        collect(block);
        lent = parameters.stream().map(TrainableParameter::array).toArray(NDArray[]::new);
        makeGradients();
        optimizer = OptimizerPlugin.open(trial.training().optimizer(), parameters);
        Map<String, NDArray> batches = Exchange.batches(trial, manager);
        inputs = each(batches, "input");
        targets = each(batches, "target");
    }

    /** Runs until it is told to end. */
    public static void main(String[] arguments) {
        try (StepTrial trial = new StepTrial(List.of(arguments), "cpu")) {
            BareWorker worker = new BareWorker(trial);
            Paces paces = new Paces(trial.manager(), trial.flops());
            for (long step = 1; !paces.getAsBoolean(); step++) {
                boolean read = step % READ_EVERY == 0;
                float loss = worker.step(step, read);
                if (read) {
                    paces.reached(
                            new TrainingListener.Point(
                                    step,
                                    loss,
                                    OptionalDouble.empty(),
                                    worker.optimizer.learningRate()));
                }
            }
            paces.end();
        }
    }

    private float step(long number, boolean read) {
        int i = (int) ((number - 1) % inputs.size());
        try (NDManager scope = manager.newSubManager()) {
            scope.tempAttachAll(lent);
            scope.tempAttachAll(inputs.get(i), targets.get(i));
            NDArray loss = backward(inputs.get(i), targets.get(i));
            optimizer.update(number, optimizer.learningRate());
            for (NDArray gradient : gradients) {
                gradient.subi(gradient);
            }
            return read ? loss.getFloat() : Float.NaN;
        }
    }

    private NDArray backward(NDArray input, NDArray target) {
        try (GradientCollector collector = engine.newGradientCollector()) {
            store.clear();
            NDArray error =
                    block.forward(store, new NDList(input), true).singletonOrThrow().sub(target);
            NDArray loss = error.mul(error).mean();
            collector.backward(loss);
            store.backward();
            return loss;
        }
    }

    private void collect(Block part) {
        for (Pair<String, Parameter> entry : part.getDirectParameters()) {
            parameters.add(
                    new TrainableParameter(
                            parameters.size() + entry.getKey(),
                            entry.getValue().getArray(),
                            ((SequenceBlock) part).group(entry.getValue())));
        }
        part.getChildren().values().forEach(this::collect);
    }

    /** The engine makes the gradient of a parameter when it first computes one. */
    private void makeGradients() {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            scope.tempAttachAll(lent);
            for (NDArray parameter : lent) {
                collector.backward(parameter.sum());
            }
        }
        for (NDArray parameter : lent) {
            NDArray gradient = parameter.getGradient();
            gradient.subi(gradient);
            gradients.add(gradient);
        }
    }

    /** Cuts (batches, B, T, d) into batches. */
    private static NDList each(Map<String, NDArray> batches, String name) {
        NDList list = new NDList();
        NDArray all = batches.get(name);
        if (all == null) {
            throw new IllegalStateException("no batches of " + name);
        }
        for (long i = 0; i < all.getShape().get(0); i++) {
            list.add(all.get(i));
        }
        return list;
    }
}
